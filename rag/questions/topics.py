"""What a conversation is about: the place, years, topic and stance of its last question, so that a
shorter question after it can be asked in full."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from rag.language.dates import YearMention, resolve_years
from rag.language.detect import language_of
from rag.language.indicators import Indicator, indicators_in
from rag.language.places import place_named, places_in, unknown_places
from rag.language.romanise import Spoken, names_in
from rag.questions.figure_vocabulary import left_over
from rag.questions.figure_words import EVERY_REGION, GROWTH, MET, TARGET
from rag.questions.follow_up_words import GENERAL, THE_MATTER, THE_NATION, THE_PERSON, THE_PLACE
from rag.questions.known_names import known_in
from rag.questions.part_words import ASKING
from rag.questions.region_groups import region_groups
from rag.questions.simplified import simplified
from rag.types.text import Language, PartialDate, Span

Change = Literal["fall", "rise"]


class NamesHeld(Protocol):
    """The names that an index holds, which no table need know."""

    def regions(self) -> tuple[str, ...]: ...
    def speakers(self) -> tuple[str, ...]: ...
    def spoken(self, name: str) -> Spoken: ...


@dataclass(frozen=True, slots=True)
class Where:
    """A place as it was written, and its name in each language."""

    zh: str
    en: str

    def named(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Said:
    """What one question names, and where. `rest` is the text with spaces instead of these names;
    `own`: it has a topic of its own. `against` are the places and years that something is held
    against: 比重庆, "than in 2024"."""

    text: str
    language: Language
    places: tuple[tuple[Span, Where], ...]
    years: tuple[YearMention, ...]
    against: frozenset[Span]
    indicators: tuple[tuple[Span, Indicator], ...]
    persons: tuple[Span, ...]
    rest: str
    own: bool

    @property
    def main_places(self) -> tuple[Where, ...]:
        return tuple(where for span, where in self.places if span not in self.against)

    @property
    def main_years(self) -> tuple[YearMention, ...]:
        return tuple(year for year in self.years if year.span not in self.against)

    @property
    def every_region(self) -> bool:
        return EVERY_REGION.search(self.text) is not None


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


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads what questions name; `today` resolves "last year"."""

    index: NamesHeld | None
    today: datetime.date
    _unlisted: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        regions = self.index.regions() if self.index else ()
        unlisted = tuple(name for name in regions if place_named(name) is None)
        object.__setattr__(self, "_unlisted", unlisted)

    def said(self, text: str) -> Said:
        """What `text` names."""
        plain = simplified(text)
        places, years = self._places(text, plain), tuple(self.years(plain))
        persons = self._persons(plain)
        spans = [*(span for span, _ in places), *(year.span for year in years)]
        rest = blanked(plain, [*spans, *persons])
        indicators = tuple(_indicators(rest))
        return Said(
            text=text,
            language=language_of(text),
            places=places,
            years=years,
            against=frozenset(span for span in spans if _is_against(text, span)),
            indicators=indicators,
            persons=persons,
            rest=rest,
            own=bool(indicators or persons or _own_words(rest)),
        )

    def topic(self, text: str, before: Topic) -> Topic:
        """What a question that stands alone is about, after `before`."""
        said = self.said(text)
        words, is_figure = topic_words(said)
        return Topic(
            question=text,
            language=said.language,
            places=said.main_places,
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

    def years(self, text: str) -> list[YearMention]:
        """The years that `text` names."""
        today = PartialDate(self.today.year, self.today.month, self.today.day)
        return resolve_years(text, today)

    def _places(self, written: str, text: str) -> tuple[tuple[Span, Where], ...]:
        known = {m.span: Where(m.place.name, (*m.place.english, m.place.name)[0])
                 for m in places_in(text)}  # fmt: skip
        own = self.index and names_in(text, self._unlisted, self.index.spoken)
        found = [*known, *(own or {}).values(), *(place.span for place in unknown_places(text))]
        found += [span for span, _ in region_groups(text)] + THE_NATION.spans(text)
        kept: list[tuple[Span, Where]] = []
        for span in sorted(dict.fromkeys(found), key=lambda span: (span.start, -span.end)):
            if not kept or not span.overlaps(kept[-1][0]):
                whole = _with_kind(text, span)
                kept.append((whole, _as_written(whole.slice(written), known.get(span))))
        return tuple(kept)

    def official(self, place: Where) -> str:
        """The name of a place by which it is the same however it is written."""
        known = place_named(place.zh)
        return known.name if known else place.zh.lower()

    def _persons(self, text: str) -> tuple[Span, ...]:
        held = names_in(text, self.index.speakers(), self.index.spoken) if self.index else {}
        known = [m.span for m in known_in(text) if m.names[0].kind == "person"]
        return tuple(sorted({_with_first_name(text, span) for span in (*held.values(), *known)}))


def distinct(places: Sequence[Where]) -> tuple[Where, ...]:
    """`places` without repetition, at most so many as a question can compare."""
    return tuple(dict.fromkeys(places))[:_MOST_PLACES]


_MOST_PLACES = 6
_MOST_HAN, _MOST_LETTERS = 40, 100
_AGAINST_ZH = re.compile(r"(?:比|较|相比|对比)$|(?:跟|和|与|同)$")
_COMPARES_ZH = re.compile(r"^[^，。？]{0,8}(?:比|高|低|多|少|快|慢|大|小)")
_AGAINST_EN = re.compile(
    r"(?:than|versus|vs\.?|against|(?:compared?|comparison) (?:to|with)|to that of|from)"
    r"(?: (?:in|for|that of|the|those of))* ?$",
    re.IGNORECASE,
)
_BARE = frozenset(
    ["growth", "grew", "grow", "grown", "growing", "增长目标", "增速目标", "增长的目标"]
)
_FALLS = re.compile(
    r"下降|减少|降低|下跌|回落|降了|\b(?:fall|falls|fell|fallen|drop|dropped|declined?|decreased?)\b",
    re.IGNORECASE,
)
_RISES = re.compile(
    r"上升|增加|提高|上涨|升了|涨了|\b(?:rise|rises|rose|risen|increased?|went up)\b", re.IGNORECASE
)
_GROWTH_BEHIND = re.compile(r"增速|增长率?|增幅|涨幅| growth\b")
_FIRST_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]*\.? )+$")
_KIND = re.compile(r" (?:County|District|City|Province|Prefecture|Town(?:ship)?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r" ?(?:和|与|及|、|,|and|or) ?")
_COUNTED = re.compile(r"(?:多少|几)[个项家所条座套人名万亿次成倍份批公里吨平方米]*")
_SMALL_ZH = re.compile(
    r"^(?:这|那)些?|其中|[了？?。！!，,、：:“”]|请问|到底|究竟|一共|总共|(?<!的)是(?=$)"
)
_ENDS_ZH = "的是有在为对于和与比说要将 "
_AUXILIARY = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|the|a|an|'s|’s)\b"
    r"|['’]s\b|[?.!,]",
    re.IGNORECASE,
)
_ENDS_EN = re.compile(
    r"^(?:in|for|of|by|to|from|at|on|with|s)\b|\b(?:in|for|of|by|to|from|at|on|with)$"
)
_ABOUT = re.compile(r"\b(?:about|on|regarding|concerning) (?P<matter>[^?]+)", re.IGNORECASE)
_GOAL_ZH = re.compile(r"(?:的)?(?:预期|增长|控制|发展)*(?:目标|计划|指标|预期)$")
_GOAL_EN = re.compile(r"(?:target|goal|plan)s?(?: for)?", re.IGNORECASE)


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
    if words.lower() in _BARE or words.lower() == "economy":
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
    about = _ABOUT.search(rest)
    words = about["matter"] if about else ASKING.sub(" ", rest)
    words = " ".join(_AUXILIARY.sub(" ", words).split())
    for _ in range(3):  # one after the other
        words = _ENDS_EN.sub("", words).strip()
    return words[:_MOST_LETTERS].strip()


def _beside(said: Said) -> list[str]:
    """Words of a question beside its indicators that are not about figures."""
    return _own_words(blanked(said.rest, [span for span, _ in said.indicators]))


def _own_words(rest: str) -> list[str]:
    for table in (THE_PLACE, THE_PERSON, THE_MATTER, GENERAL):
        rest = table.sub(" ", rest)
    return left_over(rest)


def _indicators(rest: str) -> list[tuple[Span, Indicator]]:
    """The indicators that are named; growth alone is that of whatever was talked of."""
    found = indicators_in(rest, asked=True)
    named = [hit for hit in found if hit[0].slice(rest).lower() not in _BARE]
    return named if named or not _own_growth(rest) else found


def _own_growth(rest: str) -> bool:
    """Whether growth is asked of nothing else, in a question that is no follow-up: "What was the
    growth target for 2025?"."""
    return len(rest.split()) > _SHORTEST_QUESTION or len(rest) > _SHORTEST_QUESTION_ZH


_SHORTEST_QUESTION, _SHORTEST_QUESTION_ZH = 4, 12  # words, characters


def _is_against(text: str, span: Span) -> bool:
    before, after = text[: span.start].rstrip(), text[span.end :]
    if _AGAINST_EN.search(before):
        return True
    match = _AGAINST_ZH.search(before)
    return match is not None and _COMPARES_ZH.search(after) is not None and not _is_side(before)


def _is_side(before: str) -> bool:
    """Whether 和 joins two places that are compared, as in 四川和重庆哪个高."""
    return before[-1:] in "和与跟同" and len(before) > 1


def _with_first_name(text: str, span: Span) -> Span:
    first = _FIRST_NAME.search(text[: span.start])
    return Span(first.start(), span.end) if first else span


def _with_kind(text: str, span: Span) -> Span:
    """The span of a place with the word behind it that says what it is: "Songling County"."""
    kind = _KIND.match(text, span.end)
    return Span(span.start, kind.end()) if kind else span


def held_against(said: Said) -> list[Where]:
    """The places that something is held against: 重庆 of 比重庆高吗."""
    return [where for span, where in said.places if span in said.against]


def _as_written(words: str, known: Where | None) -> Where:
    if known is None:
        return Where(words, words)
    return replace(known, zh=words) if language_of(words) == "zh" else replace(known, en=words)


def blanked(text: str, spans: Sequence[Span]) -> str:
    """`text` with spaces instead of `spans`."""
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text
