"""Reads one question of a conversation: the places, years, persons and indicators that it names,
and whether it has a topic of its own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from rag.language.dates import YearMention, resolve_years
from rag.language.detect import language_of
from rag.language.indicators import Indicator, indicators_in
from rag.language.places import place_named, places_in, unknown_places
from rag.language.romanise import Spoken, names_in
from rag.questions.conversation.general_words import topical
from rag.questions.conversation.words import (
    COUNTS,
    THE_MATTER,
    THE_NATION,
    THE_PERSON,
    THE_PLACE,
)
from rag.questions.figure_words import EVERY_REGION
from rag.questions.known_names import known_in
from rag.questions.region_groups import region_groups
from rag.questions.simplified import simplified
from rag.types.text import Language, PartialDate, Span

_AGAINST_ZH = re.compile(r"(?:比|较|相比|对比)$|(?:跟|和|与|同)$")
_COMPARES_ZH = re.compile(r"^[^，。？]{0,8}(?:比|高|低|多|少|快|慢|大|小)")
# "From 2021 to 2025" holds nothing against 2021.
_RANGE_EN = re.compile(r"\d\s*(?:to|through|until|till|[-–—])\s*\d", re.IGNORECASE)
_AGAINST_EN = re.compile(
    r"(?:than|versus|vs\.?|against|(?:compared?|comparison) (?:to|with)|to that of|from)"
    r"(?: (?:in|for|that of|the|those of))* ?$",
    re.IGNORECASE,
)
# Growth of whatever was talked of.
BARE = frozenset(
    ["growth", "grew", "grow", "grown", "growing", "增长目标", "增速目标", "增长的目标"]
)
_FIRST_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]*\.? )+$")
_KIND = re.compile(r" (?:County|District|City|Province|Prefecture|Town(?:ship)?)\b", re.IGNORECASE)
_SHORTEST_QUESTION, _SHORTEST_QUESTION_ZH = 4, 12  # words, characters


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
        """Those that the question is about, each once."""
        return tuple(
            dict.fromkeys(where for span, where in self.places if span not in self.against)
        )

    @property
    def main_years(self) -> tuple[YearMention, ...]:
        """Those that the question is about, each once."""
        main = [year for year in self.years if year.span not in self.against]
        return tuple({(year.since, year.until): year for year in reversed(main)}.values())[::-1]

    @property
    def every_region(self) -> bool:
        return EVERY_REGION.search(self.text) is not None


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
            own=bool(indicators or persons or own_words(rest)),
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
        nation = THE_NATION.spans(text)
        found += [*(span for span, _ in region_groups(text)), *nation]
        known |= dict.fromkeys(nation, Where("全国", "the whole country"))
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


def own_words(rest: str) -> list[str]:
    """The words of a question, without names, that are neither about figures nor general."""
    for table in (THE_PLACE, THE_PERSON, THE_MATTER, COUNTS):
        rest = table.sub(" ", rest)
    return topical(rest)


def _indicators(rest: str) -> list[tuple[Span, Indicator]]:
    """The indicators that are named; growth alone is that of whatever was talked of."""
    found = indicators_in(rest, asked=True)
    named = [hit for hit in found if hit[0].slice(rest).lower() not in BARE]
    is_bare = THE_MATTER.search(rest) is not None or not _own_growth(rest)
    return named if named or is_bare else found


def _own_growth(rest: str) -> bool:
    """Whether growth is asked of nothing else, in a question that is no follow-up: "What was the
    growth target for 2025?"."""
    return len(rest.split()) > _SHORTEST_QUESTION or len(rest) > _SHORTEST_QUESTION_ZH


def _is_against(text: str, span: Span) -> bool:
    before, after = text[: span.start].rstrip(), text[span.end :]
    if before.lower().endswith("from") and _RANGE_EN.search(span.slice(text)):
        return False
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


def _as_written(words: str, known: Where | None) -> Where:
    if words == "国家":  # 全国 is understood wherever it stands
        return Where("全国", "the whole country")
    if known is None:
        return Where(words, words)
    return replace(known, zh=words) if language_of(words) == "zh" else replace(known, en=words)


def blanked(text: str, spans: Sequence[Span]) -> str:
    """`text` with spaces instead of `spans`."""
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text
