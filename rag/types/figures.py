"""The types of the table of figures: a quantity in a text, and a row that says what it measures."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import Literal

from rag.types.text import Span, Stance

# A quantity itself; how much it rose or fell in per cent, or in its own unit; a part of a whole in
# per cent; a place in an order; a number of things; one quantity for each of another.
FigureKind = Literal["level", "growth", "change", "share", "rank", "count", "ratio"]
# How the words around a figure bind it: 左右, 以上, 超过, 以内, 低于, 5%—5.5%.
Bound = Literal["exact", "about", "at_least", "above", "at_most", "below", "range"]
# One calendar year; a part of it; a sum or a mean over several years; a date or a year to come.
PeriodKind = Literal["year", "part_year", "years_sum", "years_mean", "point"]
# The words name the year; 去年 was counted from the date of the speech; a heading names it; or
# nothing does, and the kind of document tells it.
PeriodBasis = Literal["explicit", "counted", "heading", "assumed"]
# The whole region that speaks, a place within it, the nation, or something else.
Scope = Literal["region", "place", "nation", "other"]
# Certain rows enter charts and verdicts; likely ones are marked; unclear ones are only quoted.
Confidence = Literal["certain", "likely", "unclear"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: its `value` in the base `unit` (1.2亿元 -> 120000000.0, "yuan"), its
    span, and the words `text` that it was read from."""

    text: str
    value: float
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of a row in the base unit, as a range: `low` and `high` are equal unless the text
    gives a range; a fall is negative. Both are None where words stand in place of a figure
    (与经济增长同步). `text` is what was written."""

    low: float | None
    high: float | None
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """How the words bind a value. `strive`: 力争; `preliminary`: 预计, 初步统计."""

    bound: Bound = "exact"
    strive: bool = False
    preliminary: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a figure speaks of, both included."""

    start: datetime.date
    end: datetime.date
    kind: PeriodKind
    basis: PeriodBasis

    @property
    def year(self) -> int | None:
        """The calendar year, where it is exactly one."""
        return self.end.year if self.kind == "year" else None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure that a speech states, and what it measures. `indicator` is the key of a known term,
    None where the term is not in the table; `name` is the term as it is written. `clause` is the
    shortest run of words that can be quoted alone and still says what was measured; `figure` lies
    in it. `place` is the place that a figure of scope `place` or `other` speaks of."""

    indicator: str | None
    name: str
    kind: FigureKind
    value: Amount
    qualifier: Qualifier
    period: Period | None
    stance: Stance | None
    scope: Scope
    place: str | None
    clause: Span
    figure: Span
    heading: tuple[str, ...]
    confidence: Confidence


def fault_of(row: FigureRow, characters: int) -> str | None:
    """Why no text of so many `characters` can state the row, in words; None for a row that one
    can."""
    if not row.clause.contains(row.figure) or row.clause.end > characters:
        return "a figure lies outside its clause, or the clause outside the text"
    low, high = row.value.low, row.value.high
    if (low is None) != (high is None):
        return "a range with one end"
    if low is not None and high is not None and not -math.inf < low <= high < math.inf:
        return "a value that is no range of numbers"
    if row.period and row.period.end < row.period.start:
        return "a period that ends before it starts"
    return None
