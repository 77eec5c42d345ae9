"""Completes a question by rule from the topic that a conversation has reached."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.language.detect import language_of
from rag.questions.conversation.answered_places import places_answered
from rag.questions.conversation.asks import Asks
from rag.questions.conversation.leaning import (
    defines,
    drops_its_place,
    is_another,
    is_short,
    leans,
    only_figure,
)
from rag.questions.conversation.pronouns import persons_named, places_put
from rag.questions.conversation.restating import in_full
from rag.questions.conversation.said import Reading, Said
from rag.questions.conversation.same_topic import (
    asks_of,
    compared_by_another,
    of_same_topic,
    only_persons,
)
from rag.questions.conversation.switching import (
    in_every_region,
    object_swapped,
    swapped_counterpart,
    switched,
)
from rag.questions.conversation.topics import (
    Topic,
    read_topic,
    topic_words,
)
from rag.questions.conversation.words import (
    CORRECTION,
    ELLIPTICAL,
    JOINING,
    NEW_SUBJECT,
    THANKS,
    THE_FIRST,
    THE_PERSON,
    THE_PLACE,
    THE_SECOND,
    YEAR_SHIFTS,
)
from rag.questions.figure_words import RESULT, TARGET
from rag.questions.kind import kind_of
from rag.questions.preamble_words import COURTESY
from rag.questions.simplified import simplified

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARKS = "？?。.!！，,；;：: "
_IN_BRACKETS = re.compile(r"^[（(【\[]+([^（(【\[\]】)）]+)[\]】)）]*[？?。.！!]*$")
_SAYS_WHY = re.compile(r"\b(?:explain|say|said|give|gave)\b.*\b(?:why|reasons?)\W*$", re.IGNORECASE)


def completed(topic: Topic, asked: str, answer: str, reading: Reading) -> Topic:
    """The topic after `asked`, whose `question` is `asked` in full; `answer` is what was said to
    the question before it."""
    whole, asked = asked, simplified(_unbracketed(without_thanks(asked) or asked))
    new = NEW_SUBJECT.match(asked)
    if new or not topic.question:
        return read_topic(asked[new.end() :].strip() if new else asked, topic, reading)
    if not is_short(asked) or defines(asked):
        return read_topic(whole, topic, reading)
    meant = _corrected(asked)
    core = _core(_dated(_placed(meant, topic), topic)) or meant
    said = replace(reading.said(core), language=language_of(asked))
    if topic.everywhere and not said.places and _means_the_answer(said):
        topic = replace(topic, places=places_answered(answer, reading), everywhere=False)
    if is_another(asked, said):
        return read_topic(whole, topic, reading)
    if not said.own or only_persons(topic, said) or _SAYS_WHY.search(core):
        return of_same_topic(topic, said)
    if meant == asked and not leans(asked, said) and not drops_its_place(topic, asked, said):
        return read_topic(whole, topic, reading)
    return _other_topic(topic, said, asked, reading)


def without_thanks(asked: str) -> str:
    """`asked` without the courtesy around it; "" if it is nothing else."""
    for _ in range(3):  # one after the other
        asked = THANKS.sub("", COURTESY.sub("", asked.strip()))
    return asked.strip() if asked.strip(_MARKS + "~～") else ""


def _unbracketed(asked: str) -> str:
    """那重庆呢？ of （那重庆呢？）: brackets in brackets would grow from turn to turn."""
    inside = _IN_BRACKETS.match(asked)
    return without_thanks(inside[1]) or inside[1] if inside else asked


def _means_the_answer(said: Said) -> bool:
    """Whether it asks about the region that the answer gave: its target, why."""
    return THE_PLACE.search(said.text) is not None or asks_of(said) in ("why", "met", "who")


def _corrected(asked: str) -> str:
    """The right name of a correction: 重庆 of 不是四川，是重庆."""
    match = CORRECTION.match(asked)
    return next(filter(None, match.groupdict().values())) if match else asked


def _placed(asked: str, topic: Topic) -> str:
    """`asked` with the place that "the latter" is, of the two that were named last."""
    places = topic.places if len(topic.places) > 1 else (*topic.earlier[:1], *topic.places)
    if len(places) < 2:
        return asked
    language = language_of(asked)
    first, last = places[0].named(language), places[-1].named(language)
    return THE_SECOND.sub(lambda _: last, THE_FIRST.sub(lambda _: first, asked))


def _dated(asked: str, topic: Topic) -> str:
    """`asked` with the year that "the year before" is, counted from the years of the topic."""
    if not topic.years or _YEAR.search(asked):
        return asked
    first, last = topic.years[0].since.year, topic.years[-1].until.year

    def dated(match: re.Match[str]) -> str:
        shift = YEAR_SHIFTS.firing(match.group())[0].years
        year = (first if shift < 0 else last) + shift
        return f"{year}年" if _HAN.search(match.group()) else str(year)

    return YEAR_SHIFTS.sub(dated, asked)


def _core(text: str) -> str:
    """A question without the words that only join it to the one before, as "and what about"."""
    for _ in range(4):  # one after the other
        text = JOINING.sub("", text.strip()).strip(_MARKS)
    return text


def _other_topic(topic: Topic, said: Said, asked: str, reading: Reading) -> Topic:
    """A question with a topic of its own, that takes place and year from the one before."""
    compared = compared_by_another(topic, said)
    if compared:
        return compared
    swapped = swapped_counterpart(topic, said)
    after = topic.instead(said)
    if swapped is None and (ELLIPTICAL.search(asked) or only_figure(said)):
        swapped = _elliptical(topic, after, said)
    question = swapped or _lent(after, said)
    found = read_topic(question, topic, reading)
    return replace(found, places=found.places or after.places, years=found.years or after.years)


def _elliptical(topic: Topic, after: Topic, said: Said) -> str | None:
    """失业率呢, "what about unemployment": asked as the question before asked of its topic."""
    if said.persons or _names_pronoun(said):
        return None
    words, is_figure = topic_words(said)
    if not is_figure:
        return object_swapped(topic, after, said)
    asks: Asks = "value"
    if TARGET.search(said.text) or (topic.target and not RESULT.search(said.text)):
        asks = "target"
    of_all = None if said.places else in_every_region(topic, words)
    if of_all:
        return switched(replace(topic, question=of_all), after, said)
    indicator = said.indicators[0][1]
    after = replace(after, words=words, indicator=indicator, language=said.language)
    return in_full(after, asks, said.language)


def _names_pronoun(said: Said) -> bool:
    return THE_PLACE.search(said.text) is not None or THE_PERSON.search(said.text) is not None


def _lent(after: Topic, said: Said) -> str:
    """`said` with the place and year that it lacks, in place of its pronouns where it has some."""
    lends_year = not said.years and kind_of(said.text) != "person"
    lent = after if lends_year or said.years else replace(after, years=())
    text = persons_named(said.text, after, said.language)
    return places_put(text, lent, said)
