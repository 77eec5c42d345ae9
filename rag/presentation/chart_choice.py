"""What one chart may draw together: rows that are certain and measure the same, without what
contradicts itself and what lies beyond reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from rag.language.amounts import is_rate
from rag.presentation.figure_words import InBoth
from rag.types.figure_table import StatedRow
from rag.types.figures import FigureRow

T = TypeVar("T")

# Beyond reason: so many times the median of the others. Rates are small numbers, of which one may
# well be ten times another: they must be so many points away too.
_TIMES, _POINTS, _TIMES_OF_LEVELS = 8.0, 20.0, 200.0
# A level that is ten times that of the years around it, or a tenth, was not read right.
_TIMES_OF_NEIGHBOURS = 10.0
# With fewer others nobody can say which of them is beyond reason.
_FEWEST_OTHERS = 4


@dataclass(frozen=True, slots=True)
class ChartItem:
    """What may become a point: a row, or None with the words for the silence."""

    of: int
    stated: StatedRow | None
    label: InBoth
    silence: InBoth | None = None


def beyond_reason(values: Sequence[float], unit: str | None, *, is_series: bool) -> list[bool]:
    """For each value, whether it lies so far from the others that it was surely read wrong. A wrong
    bar is worse than a missing one, and all are told."""
    return [
        _is_beyond(value, [*values[:at], *values[at + 1 :]], unit)
        or (is_series and not is_rate(unit) and _leaps(values, at))
        for at, value in enumerate(values)
    ]


def _is_beyond(value: float, others: Sequence[float], unit: str | None) -> bool:
    if len(others) < _FEWEST_OTHERS:
        return False
    usual = median(abs(other) for other in others)
    if is_rate(unit):
        return abs(value) > _TIMES * usual and abs(value) - usual > _POINTS
    return abs(value) > _TIMES_OF_LEVELS * usual > 0


def _leaps(values: Sequence[float], at: int) -> bool:
    """Whether a level is ten times both neighbours, or a tenth of both."""
    around = [abs(values[i]) for i in (at - 1, at + 1) if 0 <= i < len(values)]
    mine = abs(values[at])
    if len(around) < 2:
        return False
    return mine > _TIMES_OF_NEIGHBOURS * max(around) or mine * _TIMES_OF_NEIGHBOURS < min(around)


def is_sound(stated: StatedRow | None) -> bool:
    """Whether a row may enter a chart at all."""
    if stated is None:
        return False
    row = stated.row
    return (
        row.confidence == "certain"
        and row.scope == "region"
        and row.period is not None
        and row.value.low is not None
        and row.value.high is not None
        and row.kind != "rank"
        and not (row.kind == "share" and row.value.high > 100)
    )


def row_of(item: ChartItem) -> FigureRow:
    assert item.stated is not None
    return item.stated.row


def measure_of(row: FigureRow) -> Hashable:
    assert row.period is not None
    term = row.indicator or row.name
    return term, row.kind, row.stance, row.value.unit, row.period.kind


def period_of(row: FigureRow) -> Hashable:
    return row.period and (row.period.start, row.period.end)


def year_of(item: ChartItem) -> int | None:
    period = row_of(item).period
    return period.end.year if period else None


def largest(items: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The items of the commonest key, of the first where several are equally common."""
    items = list(items)
    if not items:
        return []
    common = Counter(key(item) for item in items).most_common(1)[0][0]
    return [item for item in items if key(item) == common]


def without_contradictions(items: Sequence[ChartItem], is_series: bool) -> list[ChartItem]:
    """One item for each region, or year; those with two values are not drawn, since none is
    chosen."""
    by_place: dict[Hashable, list[ChartItem]] = {}
    for item in items:
        by_place.setdefault(year_of(item) if is_series else item.label, []).append(item)
    return [
        each[0]
        for each in by_place.values()
        if len({(row_of(item).value.low, row_of(item).value.high) for item in each}) == 1
    ]


def within_reason(
    items: Sequence[ChartItem], is_series: bool
) -> tuple[list[ChartItem], list[ChartItem]]:
    ordered = sorted(items, key=lambda item: year_of(item) or 0) if is_series else list(items)
    values = [row_of(item).value.low or 0.0 for item in ordered]
    unit = row_of(ordered[0]).value.unit if ordered else None
    beyond = beyond_reason(values, unit, is_series=is_series)
    kept = [item for item, out in zip(ordered, beyond, strict=True) if not out]
    return kept, [item for item, out in zip(ordered, beyond, strict=True) if out]
