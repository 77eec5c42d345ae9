"""Completes a question by rule from the topic that a conversation has reached."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.language.detect import language_of
from rag.questions.conversation.answered_places import places_answered
from rag.questions.conversation.asks import ASKS, Asks
from rag.questions.conversation.pronouns import matter_named, persons_named, places_put
from rag.questions.conversation.restating import (
    aimed,
    in_full,
    is_empty,
    subject,
    which,
    words_of,
)
from rag.questions.conversation.said import Reading, Said, own_words
from rag.questions.conversation.switching import (
    in_every_region,
    object_swapped,
    other_end,
    swapped_counterpart,
    switched,
)
from rag.questions.conversation.topics import (
    Topic,
    change_of,
    distinct,
    held_against,
    read_topic,
    topic_words,
)
from rag.questions.conversation.words import (
    CORRECTION,
    DEFINITION,
    ELLIPTICAL,
    GENERAL,
    JOINING,
    NEW_SUBJECT,
    POINTS_AHEAD,
    POINTS_BACK,
    THANKS,
    THE_FIRST,
    THE_MATTER,
    THE_PERSON,
    THE_PLACE,
    THE_SECOND,
    TWO_PLACES,
    YEAR_SHIFTS,
)
from rag.questions.figure_words import RESULT, TARGET
from rag.questions.kind import kind_of
from rag.questions.known_names import known_in
from rag.questions.part_words import ASKING
from rag.types.text import Language

# A longer question has a topic of its own, whatever its pronouns point at.
_SHORT_HAN, _SHORT_WORDS = 24, 16
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARKS = "？?。.!！，,；;：: "
# Chinese drops the place of such a question, which no definition and no list has.
_COUNTED = frozenset({"figure", "rate", "rank", "targets", "results"})
_EVENTS = re.compile(r"了(?![？?。吗])|新[建增开]|[修建办]成")
_REPORT = re.compile(r"报告|讲话|决议|公报|\b(?:report|speech|address|resolution)\b", re.IGNORECASE)
# A name that no table has, perhaps misspelled.
_ITS_REPORT = re.compile(
    r"^[的\s]*报告(?:[里中上])?(?:是?怎么|如何)?(?:[说讲写])?的?|\breport\b", re.IGNORECASE
)
# About the speeches themselves, not what they say.
_HOLDINGS = re.compile(
    r"(?:多少|哪些|几)(?:[份篇个]|年份?的?)?(?:报告|文件|讲话|资料)|你们?(?:有|收|会|是)"
    r"|\b(?:documents|speeches|reports) (?:do|are|have)\b|\byour (?:data|documents|sources)\b",
    re.IGNORECASE,
)
_SAYS_WHY = re.compile(r"\b(?:explain|say|said|give|gave)\b.*\b(?:why|reasons?)\W*$", re.IGNORECASE)
_NAME_EN = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}")
_COMPARATIVE = re.compile(
    r"更[高低大小多少快慢]|\b(?:higher|lower|larger|smaller|faster|slower|bigger|greater)\b",
    re.IGNORECASE,
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "three": 3, "四": 4, "几": 6, "they": 6, "them": 6}
_MOST_OF_NO_SUBJECT = 5  # Han characters
_MORE = re.compile(
    r"[更最]?(?P<zh>[高低大小快慢]|多(?![少大高久长])|(?<!多)少)"
    r"|\b(?P<en>higher|lower|larger|smaller|more|less|fewer|faster|slower|bigger|greater)\b",
    re.IGNORECASE,
)


def completed(topic: Topic, asked: str, answer: str, reading: Reading) -> Topic:
    """The topic after `asked`, whose `question` is `asked` in full; `answer` is what was said to
    the question before it."""
    whole, asked = asked, without_thanks(asked) or asked
    new = NEW_SUBJECT.match(asked)
    if new or not topic.question:
        return read_topic(asked[new.end() :].strip() if new else asked, topic, reading)
    if not _is_short(asked) or _defines(asked):
        return read_topic(whole, topic, reading)
    meant = _corrected(asked)
    core = _core(_dated(_placed(meant, topic), topic)) or meant
    said = replace(reading.said(core), language=language_of(asked))
    if topic.everywhere and not said.places and _means_the_answer(said):
        topic = replace(topic, places=places_answered(answer, reading), everywhere=False)
    if _HOLDINGS.search(asked):
        return read_topic(whole, topic, reading)
    if not said.own or _only_persons(topic, said) or _SAYS_WHY.search(core):
        return _same_topic(topic, said)
    if meant == asked and not _leans(asked, said):
        return _without_place(topic, asked, said, reading)
    return _other_topic(topic, said, asked, reading)


def without_thanks(asked: str) -> str:
    """`asked` without the courtesy that it begins with; "" if it is nothing else."""
    for _ in range(3):  # one after the other
        asked = THANKS.sub("", asked.strip())
    return asked.strip() if asked.strip(_MARKS + "~～") else ""


def _means_the_answer(said: Said) -> bool:
    """Whether it asks about the region that the answer gave: its target, why."""
    return THE_PLACE.search(said.text) is not None or _asks(said) in ("why", "met", "who")


def _is_short(asked: str) -> bool:
    return len(_HAN.findall(asked)) <= _SHORT_HAN and len(asked.split()) <= _SHORT_WORDS


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
    if not topic.years:
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


def _leans(asked: str, said: Said) -> bool:
    """Whether a question with a topic of its own leans on the one before."""
    if ELLIPTICAL.search(asked) or _only_figure(said):
        return True
    return _points_back(asked) and not (said.every_region or said.places)


def _only_figure(said: Said) -> bool:
    """Whether it is the name of a figure and asks nothing: "unemployment?"."""
    return bool(said.indicators) and not said.years and ASKING.search(f"{said.text}？") is None


def _points_back(asked: str) -> bool:
    return POINTS_BACK.search(POINTS_AHEAD.sub(" ", asked)) is not None


def _defines(asked: str) -> bool:
    """Whether it asks what a word means, which is the same everywhere."""
    return DEFINITION.search(asked) is not None and not _points_back(asked)


def _without_place(topic: Topic, asked: str, said: Said, reading: Reading) -> Topic:
    """A question with a topic of its own that leans on nothing: it lacks its place only if it
    counts or tells of something that happened, and names nobody who would be asked instead."""
    kind = kind_of(asked)
    drops = kind in _COUNTED or (said.language == "zh" and _tells_little(asked, said))
    if drops and topic.places and not _names_another(asked, said):
        return _other_topic(topic, said, asked, reading)
    return read_topic(asked, topic, reading)


def _tells_little(asked: str, said: Said) -> bool:
    """Whether a Chinese question tells of something that happened, or has so few words of its own
    that they are no subject: 资金从哪里来."""
    own = "".join(own_words(said.rest))
    return _EVENTS.search(asked) is not None or len(own) <= _MOST_OF_NO_SUBJECT


def _names_another(asked: str, said: Said) -> bool:
    """Whether it names somebody or some report that would be asked instead."""
    if _HOLDINGS.search(asked):
        return True
    named = known_in(asked) or said.persons or said.places or said.every_region
    return bool(named or _REPORT.search(asked) or _NAME_EN.search(asked))


def _same_topic(topic: Topic, said: Said) -> Topic:
    """A question that says nothing of what: 2024年呢, 目标呢, 比重庆高吗."""
    after, language = topic.instead(said), said.language
    asks = _asks(said)
    two_named = len(after.places) > 1
    two = TWO_PLACES.search(said.text)
    if two and _MORE.search(said.text):
        return _compared(after, said, _how_many(two.group()))
    if said.every_region and _COMPARATIVE.search(said.text) and (after.earlier or two_named):
        return _compared(after, said, 2)
    if said.every_region:
        after = replace(after, places=said.main_places)
    names = said.places or said.years or said.persons
    if names and not (asks or said.against) and is_empty(_rest(said)):
        return _renamed(topic, after, said)
    of_all = in_every_region(topic, f"{topic.written}目标") if language == "zh" else None
    if other := other_end(topic, said):
        return replace(after, question=other)
    if asks == "again":
        question = topic.question
    elif asks == "which" and said.places:
        return _compared(replace(after, places=distinct([*topic.places, *after.places])), said, 2)
    elif asks == "target" and of_all and not after.places:
        question = of_all
    elif asks and asks != "which":
        after = replace(after, change=change_of(said.rest) or after.change)
        question = in_full(after, asks, language)
    elif language == "zh":
        question = _predicated(after, said)
    else:
        question = matter_named(after, said)
    after = replace(after, earlier=distinct([*held_against(said), *after.earlier]))
    after = _speaking(after, language)
    target = asks == "target" or (topic.target and asks not in ("result", "met"))
    return replace(after, question=question, target=target and asks != "why")


def _rest(said: Said) -> str:
    """What a question says beside names; "did Carter say the same" says nothing."""
    rest = GENERAL.sub(" ", said.rest) if said.persons else said.rest
    return _ITS_REPORT.sub(" ", rest) if said.years else rest


def _speaking(topic: Topic, language: Language) -> Topic:
    """The topic with its words in the language of its question."""
    if topic.indicator is None:
        return topic
    return replace(topic, words=words_of(topic, language), language=language)


def _only_persons(topic: Topic, said: Said) -> bool:
    """Whether it names another speaker and nothing else."""
    return bool(topic.person and said.persons) and is_empty(GENERAL.sub(" ", said.rest))


def _renamed(topic: Topic, after: Topic, said: Said) -> Topic:
    """The question before with the places, years and speaker that this one names."""
    person = said.persons[0].slice(said.text) if said.persons else topic.person
    everywhere = topic.everywhere and not said.places
    question = switched(topic, after, said)
    after = _speaking(after, language_of(question))
    return replace(after, question=question, person=person, everywhere=everywhere)


def _asks(said: Said) -> Asks | None:
    """What a question without a topic asks of it."""
    words = said.rest.strip(_MARKS)
    rules = ASKS.firing(words)
    if said.every_region or (said.against and rules and rules[0].asks != "which"):
        return None
    return rules[0].asks if rules else None


def _how_many(words: str) -> int:
    """Of how many places "these two" or 这三个省 speak."""
    return next((count for mark, count in _COUNTS.items() if mark in words), 2)


def _compared(after: Topic, said: Said, count: int) -> Topic:
    """Which of the places named last has more."""
    places = distinct([*after.places, *held_against(said)])
    places = distinct([*reversed(after.earlier[: max(0, count - len(places))]), *places])
    more = _MORE.search(said.text)
    adjective = more[said.language] if more else None
    if said.language == "zh":
        adjective = f"{'更' if len(places) < 3 else '最'}{adjective or '高'}"
    after = replace(after, places=places)
    return replace(after, question=which(after, said.language, adjective or "higher"))


def _predicated(after: Topic, said: Said) -> str:
    """四川省2025年粮食产量 + 比2024年下降了多少."""
    gone = [span for span, _ in said.places if span not in said.against]
    gone += [year.span for year in said.main_years]
    words = said.text
    for span in sorted(gone, reverse=True):
        words = words[: span.start] + words[span.end :]
    words = THE_PLACE.sub("", words)
    pointing = THE_MATTER.match(words.strip(_MARKS))
    words = words.strip(_MARKS)[pointing.end() if pointing else 0 :].strip(_MARKS + "的")
    if not words:
        return after.question
    words += "怎么样" * words.endswith(("比", "相比", "对比"))
    return f"{subject(aimed(after, 'zh'), 'zh')}{words}？"


def _other_topic(topic: Topic, said: Said, asked: str, reading: Reading) -> Topic:
    """A question with a topic of its own, that takes place and year from the one before."""
    swapped = swapped_counterpart(topic, said)
    after = topic.instead(said)
    if swapped is None and (ELLIPTICAL.search(asked) or _only_figure(said)):
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
