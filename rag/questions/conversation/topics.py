"""What a conversation is about: the place, years, topic and stance of its last question, so that a
shorter question after it can be asked in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.language.dates import YearMention
from rag.language.indicators import Indicator
from rag.questions.conversation.said import BARE, Reading, Said, Where, blanked, own_words
from rag.questions.figure_words import GROWTH, MET, TARGET
from rag.questions.part_words import ASKING
from rag.types.text import Language

Change = Literal["fall", "rise"]

_MOST_PLACES = 6
_MOST_HAN, _MOST_LETTERS = 40, 100
_FALLS = re.compile(
    r"下降|减少|降低|下跌|回落|降了|\b(?:fall|falls|fell|fallen|drop|dropped|declined?|decreased?)\b",
    re.IGNORECASE,
)
_RISES = re.compile(
    r"上升|增加|提高|上涨|升了|涨了|\b(?:rise|rises|rose|risen|increased?|went up)\b", re.IGNORECASE
)
_GROWTH_BEHIND = re.compile(r"增速|增长率?|增幅|涨幅| growth\b")
_BETWEEN = re.compile(r" ?(?:和|与|及|、|,|and|or) ?")
_COUNTED = re.compile(r"(?:多少|几)[个项家所条座套人名万亿次成倍份批公里吨平方米]*")
_SMALL_ZH = re.compile(
    r"^(?:这|那)些?|其中|[了？?。！!，,、：:“”]|请问|到底|究竟|一共|总共|(?<!的)是(?=$)"
)
_ENDS_ZH = "的是有在为对于和与比说要将 "
_AUXILIARY = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|the|a|an|'s|’s)\b"
    r"|['’]s\b|[?!,]|\.(?!\d)",
    re.IGNORECASE,
)
# What somebody did to something: "How much illegal construction did they demolish?".
_DONE = re.compile(
    r"(?:how (?:many|much)|what|which) (?P<object>[a-z].*?) (?:did|does|do|will|would)\s+"
    r"(?:the\s+)?"
    r"(?P<verb>(?!say\b|promise\b|mention\b|report\b)[a-z]+)\b(?P<more>[^?]*)",
    re.IGNORECASE,
)
_SAYING = re.compile(r"^(?:say|plan|promise|report|announce|do)\b", re.IGNORECASE)
_ENDS_EN = re.compile(
    r"^(?:in|for|of|by|to|from|at|on|with|s)\b|\b(?:in|for|of|by|to|from|at|on|with)$"
)
_ABOUT = re.compile(r"\b(?:about|on|regarding|concerning) (?P<matter>[^?]+)", re.IGNORECASE)
_GOAL_ZH = re.compile(r"(?:的)?(?:预期|增长|控制|发展)*(?:目标|计划|指标|预期)$")
_GOAL_EN = re.compile(r"(?:target|goal|plan)s?(?: for)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """What is talked of. `question` is the last question, in full; `places` and `years` are those
    of its subject, `earlier` the places named before, the latest first. `words` name the topic;
    `indicator` is what they measure, where they say nothing else, and `written` its name in the
    question. `growth`: its rate of growth is meant; `change`: its direction. `target`: what is
    aimed at. `everywhere`: of all regions. `person`: whose words are asked for."""

    question: str = ""
    language: Language = "en"
    places: tuple[Where, ...] = ()
    earlier: tuple[Where, ...] = ()
    years: tuple[YearMention, ...] = ()
    words: str = ""
    indicator: Indicator | None = None
    written: str = ""
    growth: bool = False
    change: Change | None = None
    target: bool = False
    everywhere: bool = False
    person: str = ""

    def instead(self, said: Said) -> Topic:
        """The same topic with the places and years that `said` names."""
        places, years = said.main_places or self.places, said.main_years or self.years
        earlier = (*self.places, *self.earlier) if places != self.places else self.earlier
        return replace(self, places=places, years=years, earlier=distinct(earlier))


def read_topic(text: str, before: Topic, reading: Reading) -> Topic:
    """What a question that stands alone is about, after `before`."""
    said = reading.said(text)
    words, is_figure = topic_words(said)
    return Topic(
        question=text,
        language=said.language,
        places=_without_nation(said.main_places),
        earlier=distinct([*held_against(said), *before.places, *before.earlier]),
        years=said.main_years,
        words=words,
        indicator=said.indicators[0][1] if is_figure else None,
        written=_written(said) if is_figure else "",
        growth=is_figure and _is_growth(said),
        change=change_of(said.rest) if is_figure else None,
        target=bool(TARGET.search(text) and not MET.search(text)),
        everywhere=said.every_region,
        person=said.persons[0].slice(text) if said.persons else "",
    )


def distinct(places: Sequence[Where]) -> tuple[Where, ...]:
    """`places` without repetition, at most so many as a question can compare."""
    return tuple(dict.fromkeys(places))[:_MOST_PLACES]


def _without_nation(places: tuple[Where, ...]) -> tuple[Where, ...]:
    """A place that is ranked in the nation is the place."""
    return tuple(place for place in places if place.zh != "全国") or places


def topic_words(said: Said) -> tuple[str, bool]:
    """The words that name the topic of a question, and whether they are the name of a figure and
    nothing else."""
    if said.indicators and not _beside(said):
        return _figure_words(said), True
    words = _plain_zh(said.rest) if said.language == "zh" else _plain_en(said.rest)
    return words, False


def _figure_words(said: Said) -> str:
    """The names of the indicators, with their growth where it is meant, without their goal."""
    first, last = said.indicators[0][0], said.indicators[-1][0]
    joined = _BETWEEN.fullmatch(said.text[first.end : last.start])
    words = said.text[first.start : last.end] if joined else first.slice(said.text)
    if said.language == "zh":
        words = _GOAL_ZH.sub("", words) or "经济增长"
        return words + "增速" * (_is_growth(said) and not GROWTH.search(words))
    if words.lower() in BARE or words.lower() == "economy":
        return "economic growth"
    words = _GOAL_EN.sub("", words).strip()
    return words + " growth" * (_is_growth(said) and not GROWTH.search(words))


def _written(said: Said) -> str:
    """The name of the indicator in the question, with the word for its growth behind it."""
    span = said.indicators[0][0]
    growth = _GROWTH_BEHIND.match(said.text, span.end)
    return said.text[span.start : growth.end() if growth else span.end]


def _is_growth(said: Said) -> bool:
    """Whether a rate of growth is asked of a quantity that is counted in money."""
    words = said.rest[said.indicators[0][0].start :]
    is_money = said.indicators[0][1].unit in ("yuan", "us_dollar", None)
    return is_money and GROWTH.search(words) is not None and change_of(said.rest) != "fall"


def change_of(rest: str) -> Change | None:
    """Whether a fall or a rise is asked about."""
    return "fall" if _FALLS.search(rest) else "rise" if _RISES.search(rest) else None


def _plain_zh(rest: str) -> str:
    words = ASKING.sub("", _COUNTED.sub("", "".join(rest.split())))
    return _SMALL_ZH.sub("", words).strip(_ENDS_ZH)[:_MOST_HAN]


def _plain_en(rest: str) -> str:
    about, done = _ABOUT.search(rest), _DONE.match(rest.strip())
    if about:
        words = about["matter"]
    elif done:
        words = f"{gerund(done['verb'])} {done['object']} {done['more']}"
    else:
        words = _SAYING.sub("", " ".join(_AUXILIARY.sub(" ", ASKING.sub(" ", rest)).split()))
    words = " ".join(_AUXILIARY.sub(" ", words).split())
    for _ in range(3):  # one after the other
        words = _ENDS_EN.sub("", words).strip()
    return words[:_MOST_LETTERS].strip()


def gerund(verb: str) -> str:
    """demolish, take, plan: demolishing, taking, planning."""
    if re.search(r"[^aeiouy]e$", verb):
        return f"{verb[:-1]}ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb):
        return f"{verb}{verb[-1]}ing"
    return f"{verb}ing"


def _beside(said: Said) -> list[str]:
    """Words of a question beside its indicators that are not about figures."""
    return own_words(blanked(said.rest, [span for span, _ in said.indicators]))


def held_against(said: Said) -> list[Where]:
    """The places that something is held against: 重庆 of 比重庆高吗."""
    return [where for span, where in said.places if span in said.against]
