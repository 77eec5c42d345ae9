"""Asks the question before once more, with another place, year or thing in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.language.detect import language_of
from rag.questions.conversation.asks import Asks
from rag.questions.conversation.restating import (
    in_full,
    is_empty,
    places_words,
    years_words,
)
from rag.questions.conversation.said import Said
from rag.questions.conversation.topics import Topic, topic_words
from rag.questions.conversation.words import COUNTERPARTS
from rag.questions.named import named_years
from rag.types.text import Language, Span

# Longer questions are put together from their topic, so that nothing grows from turn to turn.
_MOST_CHARACTERS = 160
_BETWEEN_YEARS = re.compile(r"\s*(?:[和与及、到至,，–—-]|and|to|or)?\s*", re.IGNORECASE)
_BEFORE_YEARS = re.compile(
    r"\b(?P<in>(?:from|between|during|in|over|throughout) )(?:the )?$", re.IGNORECASE
)
_BEHIND_YEARS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile("(?:(?:规划|计划)?(?:时期|期间))+|年?间(?!隔)"),
    "en": re.compile(" period"),
}
_OBJECT_ZH = re.compile(
    r"(?<=[年在对于区市县省])(?P<field>[\u4e00-\u9fff]{2,8}?)(?=方面|领域)"
    r"|(?:多少|几)[个项家所条座套名批辆台间处]?(?P<counted>[\u4e00-\u9fff]{2,8}?)[？?]?$"
    r"|(?:怎么|如何)(?:说|评价|看待|看|谈|讲)(?P<spoken>[\u4e00-\u9fff]{2,12}?)(?:的)?[？?]?$"
)
_END = re.compile(
    r"最[高低大小多少快慢]|\b(?:highest|lowest|fastest|slowest|largest|smallest|biggest|most|least"
    r"|fewest|best|worst)\b",
    re.IGNORECASE,
)
OBJECT_EN = re.compile(
    r"\b(?:how (?:many|much)|what|which) (?P<counted>[a-z][a-z -]*?) "
    r"(?=(?:did|was|were|has|have|had|will|is|are)\b)"
    r"|\babout (?P<spoken>[a-z][a-z -]*?)(?=\s*(?:[?]|$|\bin\b|\bfor\b))",
    re.IGNORECASE,
)


def switched(topic: Topic, after: Topic, said: Said) -> str:
    """The question before with the places and years of `after`, and the person, that `said`
    names."""
    text, language = topic.question, language_of(topic.question)
    if said.persons and topic.person:
        text = text.replace(topic.person, said.persons[0].slice(said.text))
    asks: Asks = "target" if topic.target else "value"
    one_for_one = not (topic.places and said.main_places) or (
        len(topic.places) == len(after.places)
    )
    translated = language != said.language and topic.indicator is not None
    if (topic.everywhere and said.main_places) or not one_for_one or translated or _has_grown(text):
        return in_full(after, asks, said.language)
    if said.main_places:
        text = _with_places(text, topic, after, language)
    dated = _with_years(text, topic, after, language) if said.main_years else text
    return dated or in_full(after, asks, said.language)


def _has_grown(text: str) -> bool:
    return len(text) > _MOST_CHARACTERS


def _with_places(text: str, topic: Topic, after: Topic, language: Language) -> str:
    written = [_written(text, (place.zh, place.en)) for place in topic.places]
    if not topic.places or None in written:
        return _inserted(text, places_words(after.places, language), language)
    for span, place in zip(
        reversed([s for s in written if s]), reversed(after.places), strict=True
    ):
        text = text[: span.start] + place.named(language) + text[span.end :]
    return text


def _written(text: str, forms: Sequence[str]) -> Span | None:
    for form in forms:
        at = text.find(form)
        if at >= 0:
            return Span(at, at + len(form))
    return None


def _with_years(text: str, topic: Topic, after: Topic, language: Language) -> str | None:
    """`text` with the years of `after` for those of the topic; None where these do not stand
    together in it."""
    named, written = named_years(text), {_unquoted(year.text) for year in topic.years}
    spans = [span for span in named if _unquoted(span.slice(text)) in written]
    words = years_words(after.years, language)
    if not spans:
        return None if named and topic.years else _dated(text, topic, words, language)
    between = (text[one.end : next.start] for one, next in pairwise(spans))
    if not all(_BETWEEN_YEARS.fullmatch(joint) for joint in between):
        return None
    return _replaced(text, Span(spans[0].start, spans[-1].end), words, language)


def _replaced(text: str, years: Span, words: str, language: Language) -> str:
    """`text` with `words` instead of `years` and the words that belong to these."""
    before, behind = text[: years.start], text[years.end :]
    behind = behind[_found(_BEHIND_YEARS[language].match(behind)) :]
    if language == "zh":
        return before + words + behind
    led = _BEFORE_YEARS.search(before)
    if led is None or not led["in"]:  # "the target for 2025", "since 2020"
        before, words = before.removesuffix("the "), words.removeprefix("in ")
    else:
        before = before[: led.start()]
    return before + (words if before else words[:1].upper() + words[1:]) + behind


def _found(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _unquoted(year: str) -> str:
    return year.strip('“”"「」')


def _dated(text: str, topic: Topic, when: str, language: Language) -> str:
    """A question that named no year, with one: behind its place, or at its end."""
    place = _written(text, [place.zh for place in topic.places]) if language == "zh" else None
    if place is not None:
        return text[: place.end] + when + text[place.end :]
    return _inserted(text, when, language)


def _inserted(text: str, words: str, language: Language) -> str:
    if language == "zh":
        return words + text
    words = words if words.startswith(("in ", "last", "this", "next")) else f"in {words}"
    return f"{text.rstrip('? .')} {words}?"


def other_end(topic: Topic, said: Said) -> str | None:
    """The lowest, after the highest: the question before with the other word."""
    asked, before = _END.search(said.rest), _END.search(topic.question)
    if not (asked and before and topic.everywhere) or not is_empty(_END.sub(" ", said.rest)):
        return None
    return topic.question[: before.start()] + asked.group() + topic.question[before.end() :]


def in_every_region(topic: Topic, words: str) -> str | None:
    """The question about all regions with `words` instead of its indicator."""
    if not topic.everywhere or not topic.written or topic.written not in topic.question:
        return None
    return topic.question.replace(topic.written, words)


def swapped_counterpart(topic: Topic, said: Said) -> str | None:
    """农村 for 城镇 in the question before, where nothing else is asked."""
    words = said.text.strip("的 ").lower()
    for pair in COUNTERPARTS:
        for one, other in (pair, pair[::-1]):
            if words == other and one in topic.question and other not in topic.question:
                return topic.question.replace(one, other, 1)
    return None


def object_swapped(topic: Topic, after: Topic, said: Said) -> str | None:
    """What about schools, after "how many hospitals were built": the same of another thing."""
    pattern = _OBJECT_ZH if said.language == "zh" else OBJECT_EN
    base = switched(topic, after, said) if said.places or said.years else topic.question
    match = pattern.search(base) if language_of(base) == said.language else None
    words, _ = topic_words(said)
    if match is None or not words:
        return None
    span = Span(*match.span(next(name for name, found in match.groupdict().items() if found)))
    return base[: span.start] + words + base[span.end :]
