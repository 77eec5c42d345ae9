"""Decides whether a question of a conversation leans on the one before it, or stands alone."""

from __future__ import annotations

import re

from rag.questions.conversation.said import Said, own_words
from rag.questions.conversation.topics import Topic
from rag.questions.conversation.words import DEFINITION, ELLIPTICAL, POINTS_AHEAD, POINTS_BACK
from rag.questions.kind import kind_of
from rag.questions.known_names import known_in
from rag.questions.nation_words import NATION
from rag.questions.part_words import ASKING

# A longer question has a topic of its own, whatever its pronouns point at.
_SHORT_HAN, _SHORT_WORDS = 24, 16
_HAN = re.compile(r"[\u3400-\u9fff]")
# Chinese drops the place of such a question, which no definition and no list has.
_COUNTED = frozenset({"figure", "rate", "rank", "targets", "results"})
_EVENTS = re.compile(r"了(?![？?。吗])|新[建增开]|[修建办]成")
_REPORT = re.compile(r"报告|讲话|决议|公报|\b(?:report|speech|address|resolution)\b", re.IGNORECASE)
# About the speeches themselves, not what they say.
_HOLDINGS = re.compile(
    r"(?:多少|哪些|几)(?:[份篇个]|年份?的?)?(?:报告|文件|讲话|资料)|你们?(?:有|收|会|是)"
    r"|\b(?:documents|speeches|reports) (?:do|are|have)\b|\byour (?:data|documents|sources)\b",
    re.IGNORECASE,
)
# A name that no table has, perhaps misspelled.
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}|[A-Za-z]{4,}(?=[\u4e00-\u9fff])")
_HOLDS_OFFICE = re.compile(
    r"^(?:现任)?(?:[省市区县]长|[省市区县]委书记|主席)"
    r"|\bthe (?:mayor|governor|(?:county|district|party|village) (?:head|chief|secretary))\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"所有|全部|各项|每[一个项]|\b(?:all|every|each)\b", re.IGNORECASE)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,}[省市区县][省市区县]长")
# Of 1,662 questions that stand alone, each put behind another one (the development questions,
# shuffled six times), 2.6 % are changed with these numbers, and 222 of 222 follow-ups are right;
# with 5 and 8 in place of 2 and 5 it is 3.1 % and 220.
_MOST_OF_NO_SUBJECT = 2  # Han characters
_MOST_WITH_A_YEAR = 3  # Han characters
# A question with more words of its own is not likely to go on about the place before.
_MOST_OWN_HAN, _MOST_OWN = 5, 3


def is_another(asked: str, said: Said) -> bool:
    """Whether it asks about the speeches themselves, or all of something in a place."""
    return bool(_HOLDINGS.search(asked) or (said.places and _ALL.search(said.text)))


def is_short(asked: str) -> bool:
    return len(_HAN.findall(asked)) <= _SHORT_HAN and len(asked.split()) <= _SHORT_WORDS


def leans(asked: str, said: Said) -> bool:
    """Whether a question with a topic of its own leans on the one before."""
    if ELLIPTICAL.search(asked) or only_figure(said):
        return True
    return _points_back(asked) and not (said.every_region or said.places)


def only_figure(said: Said) -> bool:
    """Whether it is the name of a figure and asks nothing: "unemployment?"."""
    return bool(said.indicators) and not said.years and ASKING.search(f"{said.text}？") is None


def _points_back(asked: str) -> bool:
    return POINTS_BACK.search(POINTS_AHEAD.sub(" ", asked)) is not None


def defines(asked: str) -> bool:
    """Whether it asks what a word means, which is the same everywhere."""
    return DEFINITION.search(asked) is not None and not _points_back(asked)


def drops_its_place(topic: Topic, asked: str, said: Said) -> bool:
    """Whether a question with a topic of its own that leans on nothing lacks its place: only if it
    counts or tells of something that happened, in few words and in no year of its own, and names
    nobody who would be asked instead."""
    own = own_words(said.rest)
    length = len("".join(own)) / _MOST_OWN_HAN if said.language == "zh" else len(own) / _MOST_OWN
    drops = kind_of(asked) in _COUNTED or (said.language == "zh" and _tells_little(asked, own))
    drops = drops or _HOLDS_OFFICE.search(asked) is not None
    return bool(topic.places and drops and length <= 1 and not _names_another(asked, said))


def _tells_little(asked: str, own: list[str]) -> bool:
    """Whether a Chinese question tells of something that happened, or has so few words of its own
    that they are no subject: 资金从哪里来."""
    return _EVENTS.search(asked) is not None or len("".join(own)) <= _MOST_OF_NO_SUBJECT


def _names_another(asked: str, said: Said) -> bool:
    """Whether it names somebody or some report that would be asked instead."""
    dated = said.years and len("".join(own_words(said.rest))) > _MOST_WITH_A_YEAR
    named = known_in(asked) or said.persons or said.places or dated or said.every_region
    return bool(named or any(table.search(asked) for table in (NATION, _REPORT, _NAME, _OFFICE)))
