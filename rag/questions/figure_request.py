"""What a question asks of the table of figures, where figures are all that it asks for.

It is for the table only if it names an indicator and says nothing but words about figures, places
and years: "of private firms" makes it another question, whose sentences must be read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal, Protocol

from rag.language.indicators import INDICATORS, Indicator, indicators_in
from rag.language.numerals import ENGLISH_NUMERAL, SMALL_HAN, english_value, han_value
from rag.language.places import is_country, place_named, places_in
from rag.language.romanise import Spoken, names_in
from rag.questions.figure_operation import (
    FROM_TO,
    REGION_OPERATIONS,
    SINCE,
    averages,
    condition_of,
    operation_of,
    order_of,
    read_question,
    stances_of,
    years_of,
)
from rag.questions.figure_question_words import AVERAGE, CHANGED_TARGET, NEGATIVE
from rag.questions.figure_vocabulary import left_over
from rag.questions.figure_words import (
    EVERY_REGION,
    GROWTH,
    HIGHEST,
    HOW_MANY_REGIONS,
    LEVEL,
    LOWEST,
    MANNER,
    NOT_REACHED,
    NOT_STATED,
    ONLY_CITIES,
    ONLY_PROVINCES,
)
from rag.questions.nation_words import NATION, NATION_REPORT
from rag.questions.region_groups import region_groups
from rag.questions.years import report_years, years_talked_about
from rag.types.figures import FigureKind
from rag.types.questions import FigureRequest, Understood
from rag.types.text import Span

# These kinds of questions want words, whatever they name.
_WANT_WORDS = frozenset({"reason", "definition", "not_a_question", "mention", "person"})
_TOP = re.compile(
    rf"(?:前|后|倒数|哪)(?P<zh>[{SMALL_HAN}两\d]+)(?=[个名位大省市]|$)"
    r"|\b(?:top|bottom|first|last|which|what|the) "
    rf"(?P<en>(?!zero\b|one\b){ENGLISH_NUMERAL}|\d{{1,2}})\b(?! ?%)",
    re.IGNORECASE,
)
# A part of a question carries the question before it in brackets.
_BEFORE = re.compile(r"（[^（）]*）$|\([^()]*\)$")
# One clause, in which "2024 and 2025" is one question about two years.
_SEVERAL_CLAUSES = re.compile(r"[，,；;？?。].*\w")
_JOINT = re.compile(r"[和与及跟、，,；;/？?]|以及|\band\b|\bor\b|\bversus\b", re.IGNORECASE)
_BARE = frozenset(
    ["growth", "grew", "grow", "grown", "growing", "the economy",
     "增长目标", "增速目标", "增长预期目标", "增长的目标"]
)  # fmt: skip
_ONE_YEAR = frozenset({"rank", "count", "filter", "average"})


class RegionsHeld(Protocol):
    """The parts of an index that tell which regions it holds."""

    def regions(self) -> tuple[str, ...]: ...
    def spoken(self, name: str) -> Spoken: ...


def figure_request(
    text: str,
    understood: Understood,
    index: RegionsHeld,
    *,
    parts: int = 1,
    today: datetime.date,
) -> FigureRequest | None:
    """What `text` asks of the table; None where a reader must answer. `parts`: of how many
    questions it consists."""
    named = _indicators(text)
    if not named or not _joined(text, [span for span, _ in named]):
        return None
    groups = list(region_groups(text))
    if understood.missing or MANNER.search(text) or _wants_words(text, understood, groups):
        return None
    if len(named) == 1 and not _SEVERAL_CLAUSES.search(text):
        parts = 1
    read = read_question(text, named, understood, today)
    known = [
        *(span for span, _ in named),
        *(span for span, _ in indicators_in(text, asked=True) if _in_brackets(text, span)),
        *(span for span, _ in groups),
        *(figure.span for figure in read.thresholds),
        *_place_spans(text, index),
        *(report.span for report in report_years(text, today)),
        *(mention.span for mention in years_talked_about(text, today)),
    ]
    if averages(read) and (groups or EVERY_REGION.search(text)):
        known += [Span(*found.span()) for found in AVERAGE.finditer(text)]
    if left_over(_blanked(text, known)):
        return None
    regions, absent = _regions(text, groups, understood, index)
    if regions is None:
        return None
    operation = operation_of(read, parts, several=len(regions) > 1)
    if operation is None or (parts > 1 and operation == "value"):
        return None
    everywhere = not regions and (
        EVERY_REGION.search(text) is not None or operation in REGION_OPERATIONS
    )
    stances = stances_of(read, operation)
    condition = condition_of(read, operation)
    if condition is None:
        return None
    relation, threshold = condition
    years = years_of(read, stances, operation)
    if relation in ("raised", "lowered"):
        years = years if len(years) == 2 else (years[0] - 1, years[0])
    elif everywhere and len(years) > 1 and operation in _ONE_YEAR:
        return None
    return FigureRequest(
        indicators=tuple(dict.fromkeys(indicator.key for indicator in read.indicators)),
        operation=operation,
        kinds=_kinds(text),
        years=years,
        stances=stances,
        regions=regions,
        everywhere=everywhere,
        level=_level(text) if everywhere else None,
        absent=absent,
        order=order_of(text),
        top=_top(text),
        relation=relation,
        threshold=threshold,
    )


def with_figures(
    understood: Understood,
    text: str,
    index: RegionsHeld,
    *,
    parts: int = 1,
    today: datetime.date,
) -> Understood:
    """`understood` with what `text`, the question as it was read, asks of the table."""
    request = figure_request(text, understood, index, parts=parts, today=today)
    words = (HIGHEST, LOWEST, HOW_MANY_REGIONS)
    with_figures = (NEGATIVE, AVERAGE, NOT_REACHED, NOT_STATED, CHANGED_TARGET)
    ranks = EVERY_REGION.search(text) and (
        any(table.search(text) for table in words)
        or (any(table.search(text) for table in with_figures) and _indicators(text))
    )
    intent = replace(understood.intent, figures=request, ranks=bool(ranks))
    return replace(understood, intent=intent)


def asks_otherwise(whole: FigureRequest | None, parts: Sequence[FigureRequest | None]) -> bool:
    """Whether a part of a question asks for another kind of figure than the ledger that answers the
    whole: "PM2.5 fell by how much, and was the target met?"."""
    if whole is None or whole.operation != "ledger":
        return False
    return any(
        part is not None
        and part.operation == "value"
        and bool(part.kinds)
        and INDICATORS[part.indicators[0]].kinds[0] not in part.kinds
        for part in parts
    )


def _wants_words(
    text: str, understood: Understood, groups: Sequence[tuple[Span, tuple[str, ...]]]
) -> bool:
    """Whether the question is of a kind that words answer; "who" of several regions is none."""
    kind = understood.intent.kind
    who = kind == "person" and (groups or len(understood.filters.regions) > 1)
    return kind in _WANT_WORDS and not who


def _indicators(text: str) -> list[tuple[Span, Indicator]]:
    """The indicators that `text` names; those of the question before it only where it names none.
    "Growth" is that of the economy only where nothing else is named: "retail sales growth"."""
    named = indicators_in(text, asked=True)
    named = [hit for hit in named if not _in_brackets(text, hit[0])] or named
    others = [hit for hit in named if hit[0].slice(text).lower() not in _BARE]
    return others or named


def _in_brackets(text: str, span: Span) -> bool:
    """Whether a span lies in the question before, which a part carries in brackets."""
    before = _BEFORE.search(text)
    return before is not None and span.start >= before.start()


def _joined(text: str, names: Sequence[Span]) -> bool:
    """Whether each name of an indicator stands for itself: 民营企业进出口 is one thing, and so are
    exports in trade."""
    between = (text[one.end : other.start] for one, other in pairwise(names))
    return all(_JOINT.search(words) for words in between)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    for table in (NATION, NATION_REPORT, EVERY_REGION, FROM_TO, SINCE, _TOP):
        text = table.sub(lambda found: " " * len(found.group()), text)
    return text


def _place_spans(text: str, index: RegionsHeld) -> list[Span]:
    own = names_in(text, index.regions(), index.spoken)
    return [*(mention.span for mention in places_in(text)), *own.values()]


def _regions(
    text: str,
    groups: Sequence[tuple[Span, tuple[str, ...]]],
    understood: Understood,
    index: RegionsHeld,
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The regions that are named and held, and the members of named groups that are not; None
    where a place is named that no document speaks for, or a group of such places."""
    held = index.regions()
    if groups:
        members = [place_named(short) for _, names in groups for short in names]
        names = list(dict.fromkeys(place.name for place in members if place))
        members_held = tuple(name for name in names if name in held)
        return members_held or None, tuple(name for name in names if name not in held)
    named = [mention.place for mention in places_in(text) if mention.place.level != "country"]
    if any(place.name not in held for place in named):
        return None, ()
    if EVERY_REGION.search(text) and not named and not names_in(text, held, index.spoken):
        return (), ()  # the asker's own filters choose among them
    own = [
        region
        for region in understood.filters.regions
        if not named or not is_country(region) or NATION_REPORT.search(text)
    ]
    if own:
        return tuple(own), ()
    likely = understood.preferred.regions
    return (likely if likely and all(map(is_country, likely)) else ()), ()


def _kinds(text: str) -> tuple[FigureKind, ...]:
    growth: tuple[FigureKind, ...] = ("growth", "change") if GROWTH.search(text) else ()
    level: tuple[FigureKind, ...] = ("level",) if LEVEL.search(text) else ()
    return (*growth, *level)


def _level(text: str) -> Literal["province", "city"] | None:
    if ONLY_CITIES.search(text):
        return "city"
    return "province" if ONLY_PROVINCES.search(text) else None


def _top(text: str) -> int | None:
    found = _TOP.search(text)
    word = (found["zh"] or found["en"]).lower() if found else ""
    number = float(word) if word.isdigit() else han_value(word) or english_value(word)
    return int(number) if number else None
