"""Asks something else of the topic that a conversation has reached: another place or year of it,
its target, its reason, how it compares."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.language.detect import language_of
from rag.questions.conversation.asks import ASKS, Asks
from rag.questions.conversation.pronouns import matter_named
from rag.questions.conversation.restating import aimed, in_full, is_empty, subject, which, words_of
from rag.questions.conversation.said import Said, own_words
from rag.questions.conversation.switching import in_every_region, other_end, switched
from rag.questions.conversation.topics import (
    Topic,
    change_of,
    distinct,
    held_against,
    topic_words,
)
from rag.questions.conversation.words import THE_MATTER, THE_PLACE, TWO_PLACES
from rag.types.text import Language

_MARKS = "？?。.!！，,；;：: "
_ITS_REPORT = re.compile(
    r"^[的\s]*报告(?:[里中上])?(?:是?怎么|如何)?(?:[说讲写])?的?|\breport\b", re.IGNORECASE
)
_COMPARATIVE = re.compile(
    r"更[高低大小多少快慢]|\b(?:higher|lower|larger|smaller|faster|slower|bigger|greater)\b",
    re.IGNORECASE,
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "three": 3, "四": 4, "几": 6, "they": 6, "them": 6}
_MORE = re.compile(
    r"[更最]?(?P<zh>(?<![提增升])[高低大小快慢]|多(?![少大高久长])|(?<!多)少)"
    r"|\b(?P<en>higher|lower|larger|smaller|more|less|fewer|faster|slower|bigger|greater)\b",
    re.IGNORECASE,
)


def of_same_topic(topic: Topic, said: Said) -> Topic:
    """The topic after a question that says nothing of what: 2024年呢, 目标呢, 比重庆高吗."""
    after = topic.instead(said)
    count = _compares(after, said)
    if count:
        return _of_the_nation(_compared(topic, after, said, count))
    if said.every_region:
        after = replace(after, places=said.main_places)
    if _only_names(said):
        return _of_the_nation(_renamed(topic, after, said))
    if other := other_end(topic, said):
        return replace(after, question=other)
    return _of_the_nation(_asked(topic, after, said))


def compared_by_another(topic: Topic, said: Said) -> Topic | None:
    """它们哪个的PM2.5更低: the places named last, compared by another figure; None where it does
    not compare them."""
    words, is_figure = topic_words(said)
    after = topic.instead(said)
    if (
        not is_figure
        or said.places
        or not TWO_PLACES.search(said.text)
        or not _compares(after, said)
    ):
        return None
    indicator = said.indicators[0][1]
    after = replace(after, words=words, indicator=indicator, language=said.language, target=False)
    return _compared(topic, after, said, _compares(after, said))


def _compares(after: Topic, said: Said) -> int:
    """How many places are compared with each other; 0 where none are."""
    two = TWO_PLACES.search(said.text)
    if two and _MORE.search(said.text):
        return next((count for mark, count in _COUNTS.items() if mark in two.group()), 2)
    several = len({*after.places, *after.earlier}) > 1
    if said.every_region:
        return 2 if several and _COMPARATIVE.search(said.text) else 0
    apart = several and not (said.years or said.against)
    return 2 if asks_of(said) == "which" and (said.places or apart) else 0


def _only_names(said: Said) -> bool:
    """Whether it names places, years or a speaker and says nothing else."""
    names = said.places or said.years or said.persons
    return bool(names) and not (asks_of(said) or said.against) and is_empty(_rest(said))


def _asked(topic: Topic, after: Topic, said: Said) -> Topic:
    """What is asked of the topic, in full."""
    asks, language = asks_of(said), said.language
    after = replace(after, earlier=distinct([*held_against(said), *after.earlier]))
    if asks == "why":
        after = replace(after, change=change_of(said.rest) or after.change)
    question = _question(topic, after, said, asks)
    target = asks == "target" or (topic.target and asks not in ("result", "met", "why"))
    return replace(_speaking(after, language), question=question, target=target)


def _question(topic: Topic, after: Topic, said: Said, asks: Asks | None) -> str:
    if asks == "again":
        return topic.question
    of_all = in_every_region(topic, f"{topic.written}目标")
    if asks == "target" and said.language == "zh" and of_all and not after.places:
        return of_all
    if asks and asks != "which":
        return in_full(after, asks, said.language)
    return (_predicated if said.language == "zh" else matter_named)(after, said)


def _rest(said: Said) -> str:
    """What a question says beside names; "did Carter say the same" says nothing."""
    if said.persons and not own_words(said.rest):
        return ""
    return _ITS_REPORT.sub(" ", said.rest) if said.years else said.rest


def _speaking(topic: Topic, language: Language) -> Topic:
    """The topic with its words in the language of its question."""
    if topic.indicator is None:
        return topic
    return replace(topic, words=words_of(topic, language), language=language)


def only_persons(topic: Topic, said: Said) -> bool:
    """Whether it names another speaker and nothing else."""
    return bool(topic.person and said.persons) and not own_words(said.rest)


def _renamed(topic: Topic, after: Topic, said: Said) -> Topic:
    """The question before with the places, years and speaker that this one names."""
    person = said.persons[0].slice(said.text) if said.persons else topic.person
    everywhere = topic.everywhere and not said.places
    question = switched(topic, after, said)
    after = _speaking(after, language_of(question))
    return replace(after, question=question, person=person, everywhere=everywhere)


def _of_the_nation(topic: Topic) -> Topic:
    """The nation has no regional product, but the domestic one."""
    if [place.zh for place in topic.places] != ["全国"]:
        return topic
    return replace(topic, question=topic.question.replace("地区生产总值", "国内生产总值"))


def asks_of(said: Said) -> Asks | None:
    """What a question without a topic asks of it."""
    words = said.rest.strip(_MARKS)
    rules = ASKS.firing(words)
    if said.every_region or (said.against and rules and rules[0].asks != "which"):
        return None
    return rules[0].asks if rules else None


def _compared(topic: Topic, after: Topic, said: Said, count: int) -> Topic:
    """Which of the places named last has more."""
    if asks_of(said) == "which":
        after = replace(after, places=distinct([*topic.places, *after.places]))
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
