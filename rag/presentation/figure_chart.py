"""Which rows of a table one chart may draw, so that it cannot lie: one indicator, kind, stance,
unit and kind of period, certain rows alone, ranges as ranges, and whatever is left out is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor, log10
from statistics import median
from typing import Literal, TypeVar

from rag.language.indicators import INDICATORS
from rag.presentation.figure_words import (
    InBoth,
    amount_words,
    bounded_words,
    in_both,
    period_words,
    region_words,
)
from rag.types.figure_table import LedgerEntry, StatedRow
from rag.types.figures import Amount, Bound, FigureRow, Period

T = TypeVar("T")

# Fewer than two values are no chart.
_FEWEST = 2
# Beyond reason: so many times the median of the others. Rates are small numbers, of which one may
# well be ten times another: they must be so many points away too.
_TIMES, _POINTS, _TIMES_OF_LEVELS = 8.0, 20.0, 200.0
# A level that is ten times that of the years around it, or a tenth, was not read right.
_TIMES_OF_NEIGHBOURS = 10.0
# With fewer others nobody can say which of them is beyond reason.
_FEWEST_OTHERS = 4
_RATES = ("percent", "percentage_point", "permille")


@dataclass(frozen=True, slots=True)
class ChartValue:
    """A value from `low` to `high` in the unit of the chart, how words bind it, and how it is
    written beside its bar."""

    low: float
    high: float
    bound: Bound
    text: InBoth


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A bar or a dot. `value` is None where nothing is stated that could be drawn: `note` says why.
    A ledger has the `target` beside the result, and its verdict as the note. `permalink` leads to
    the report that states it, `of` is the number of the item that it was made of."""

    label: InBoth
    year: int | None
    value: ChartValue | None
    note: InBoth | None = None
    target: ChartValue | None = None
    permalink: str | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class FigureChart:
    """Bars sorted by value, or years in a line with their gaps. `ticks` are round values of the
    axis; `notes` say what was left out, and why."""

    kind: Literal["bar", "line"]
    title: InBoth
    points: tuple[ChartPoint, ...]
    ticks: tuple[tuple[float, InBoth], ...]
    notes: tuple[InBoth, ...] = ()
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartItem:
    """What may become a point: a row, or None with the words for the silence."""

    of: int
    stated: StatedRow | None
    label: InBoth
    silence: InBoth | None = None


def chart_of_rows(rows: Sequence[StatedRow], *, ascending: bool = False) -> FigureChart | None:
    """The chart of a table; None where fewer than two of its rows compare."""
    return chart_of([ChartItem(i, row, region_label(row)) for i, row in enumerate(rows)], ascending)


def chart_of(items: Sequence[ChartItem], ascending: bool = False) -> FigureChart | None:
    """The chart of the largest group of items that measure the same; None where none has two."""
    stated = [item for item in items if item.stated]
    sound = [item for item in stated if _is_sound(item.stated)]
    same = _largest(sound, lambda item: _measure(_row(item)))
    places = {item.label for item in same}
    is_series = len(places) == 1 and len({_year(item) for item in same}) > 1
    of_year = same if is_series else _largest(same, lambda item: _period(_row(item)))
    single = _without_contradictions(of_year, is_series)
    reasonable, outliers = _within_reason(single, is_series)
    if len(reasonable) < _FEWEST:
        return None
    points = [_point(item) for item in reasonable]
    first = _row(reasonable[0])
    notes = [*_outlier_notes(outliers), *_left_out(stated, sound, same, of_year, single)]
    if is_series:
        points.sort(key=lambda point: point.year or 0)
        gaps = _gaps([point.year for point in points if point.year])
        notes = [*_gap_notes(gaps), *notes]
        return _chart("line", first, points, notes, None, gaps)
    points.sort(key=_middle, reverse=not ascending)
    silent = [_silent(item) for item in items if item.stated is None]
    return _chart("bar", first, [*points, *silent], notes, first.period)


def chart_of_entries(
    entries: Sequence[LedgerEntry], verdicts: Sequence[InBoth]
) -> FigureChart | None:
    """Results as bars with their targets across them; of one indicator, and of one year or one
    region. `verdicts` are the words for each entry. None where fewer than two compare."""
    whole = [(i, entry) for i, entry in enumerate(entries) if _is_comparable(entry)]
    same = _largest(whole, lambda pair: _entry_measure(pair[1]))
    regions = {entry.region for _, entry in same}
    if len(regions) > 1:
        same = _largest(same, lambda pair: pair[1].year)
    if len(same) < _FEWEST:
        return None
    points = [_entry_point(i, entry, verdicts[i], len(regions) == 1) for i, entry in same]
    key = _point_year if len(regions) == 1 else _middle
    points.sort(key=key, reverse=len(regions) > 1)
    first = same[0][1].result
    assert first is not None
    silent = len(entries) - len(same)
    notes = [in_both("chart.no_pair", silent)] if silent else []
    period = None if len(regions) == 1 else first.row.period
    return _chart(
        "bar", first.row, points, [in_both("chart.target_mark"), *notes], period, stance=False
    )


def region_label(stated: StatedRow) -> InBoth:
    """The name of the region that a row speaks for, in both languages."""
    name = stated.document.region or stated.document.title
    return InBoth(region_words(name, "zh"), region_words(name, "en"))


def figure_name(row: FigureRow) -> InBoth:
    """What a row measures: its indicator, or the term as it is written."""
    known = INDICATORS.get(row.indicator) if row.indicator else None
    return InBoth(known.zh[0], known.en[0]) if known else InBoth(row.name, row.name)


def beyond_reason(values: Sequence[float], unit: str | None, *, is_series: bool) -> list[bool]:
    """For each value, whether it lies so far from the others that it was surely read wrong. A wrong
    bar is worse than a missing one, and all are told."""
    return [
        _is_beyond(value, [*values[:at], *values[at + 1 :]], unit)
        or (is_series and unit not in _RATES and _leaps(values, at))
        for at, value in enumerate(values)
    ]


def _is_beyond(value: float, others: Sequence[float], unit: str | None) -> bool:
    if len(others) < _FEWEST_OTHERS:
        return False
    usual = median(abs(other) for other in others)
    if unit in _RATES:
        return abs(value) > _TIMES * usual and abs(value) - usual > _POINTS
    return abs(value) > _TIMES_OF_LEVELS * usual > 0


def _leaps(values: Sequence[float], at: int) -> bool:
    """Whether a level is ten times both neighbours, or a tenth of both."""
    around = [abs(values[i]) for i in (at - 1, at + 1) if 0 <= i < len(values)]
    mine = abs(values[at])
    if len(around) < 2:
        return False
    return mine > _TIMES_OF_NEIGHBOURS * max(around) or mine * _TIMES_OF_NEIGHBOURS < min(around)


def _is_sound(stated: StatedRow | None) -> bool:
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


def _row(item: ChartItem) -> FigureRow:
    assert item.stated is not None
    return item.stated.row


def _measure(row: FigureRow) -> Hashable:
    assert row.period is not None
    term = row.indicator or row.name
    return term, row.kind, row.stance, row.value.unit, row.period.kind


def _period(row: FigureRow) -> Hashable:
    return row.period and (row.period.start, row.period.end)


def _year(item: ChartItem) -> int | None:
    period = _row(item).period
    return period.end.year if period else None


def _largest(items: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The items of the commonest key, of the first where several are equally common."""
    items = list(items)
    if not items:
        return []
    common = Counter(key(item) for item in items).most_common(1)[0][0]
    return [item for item in items if key(item) == common]


def _without_contradictions(items: Sequence[ChartItem], is_series: bool) -> list[ChartItem]:
    """One item for each region, or year; those with two values are not drawn, since none is
    chosen."""
    by_place: dict[Hashable, list[ChartItem]] = {}
    for item in items:
        by_place.setdefault(_year(item) if is_series else item.label, []).append(item)
    return [
        each[0]
        for each in by_place.values()
        if len({(_row(item).value.low, _row(item).value.high) for item in each}) == 1
    ]


def _within_reason(
    items: Sequence[ChartItem], is_series: bool
) -> tuple[list[ChartItem], list[ChartItem]]:
    ordered = sorted(items, key=lambda item: _year(item) or 0) if is_series else list(items)
    values = [_row(item).value.low or 0.0 for item in ordered]
    unit = _row(ordered[0]).value.unit if ordered else None
    beyond = beyond_reason(values, unit, is_series=is_series)
    kept = [item for item, out in zip(ordered, beyond, strict=True) if not out]
    return kept, [item for item, out in zip(ordered, beyond, strict=True) if out]


def _point(item: ChartItem) -> ChartPoint:
    assert item.stated is not None
    row = item.stated.row
    link = item.stated.document.permalink(row.clause)
    return ChartPoint(item.label, _year(item), _value(row), permalink=link, of=item.of)


def _silent(item: ChartItem) -> ChartPoint:
    return ChartPoint(item.label, None, None, note=item.silence, of=item.of)


def _value(row: FigureRow) -> ChartValue:
    assert row.value.low is not None
    assert row.value.high is not None
    text = InBoth(bounded_words(row, "zh"), bounded_words(row, "en"))
    return ChartValue(row.value.low, row.value.high, row.qualifier.bound, text)


def _entry_point(number: int, entry: LedgerEntry, verdict: InBoth, by_year: bool) -> ChartPoint:
    assert entry.target is not None
    assert entry.result is not None
    name, year = entry.region, str(entry.year)
    label = InBoth(year, year) if by_year else InBoth(name, region_words(name, "en"))
    target, result = _value(entry.target.row), _value(entry.result.row)
    note = in_both("chart.against", target.text, verdict)
    link = entry.result.document.permalink(entry.result.row.clause)
    return ChartPoint(label, entry.year, result, note, target, link, number)


def _is_comparable(entry: LedgerEntry) -> bool:
    both = (entry.target, entry.result)
    if entry.verdict == "not_comparable" or not all(_is_sound(one) for one in both):
        return False
    assert entry.target is not None
    assert entry.result is not None
    return entry.target.row.value.unit == entry.result.row.value.unit


def _entry_measure(entry: LedgerEntry) -> Hashable:
    assert entry.result is not None
    row = entry.result.row
    return entry.indicator, row.kind, row.value.unit, row.period and row.period.kind


def _middle(point: ChartPoint) -> float:
    return (point.value.low + point.value.high) / 2 if point.value else 0.0


def _point_year(point: ChartPoint) -> float:
    return float(point.year or 0)


def _chart(
    kind: Literal["bar", "line"],
    row: FigureRow,
    points: Sequence[ChartPoint],
    notes: Sequence[InBoth],
    period: Period | None,
    gaps: Sequence[int] = (),
    *,
    stance: bool = True,
) -> FigureChart:
    parts = [figure_name(row), in_both(f"kind.{row.kind}")]
    if stance and row.stance:
        parts.append(in_both(f"stance.{row.stance}"))
    if period is not None:
        parts.append(InBoth(period_words(period, "zh"), period_words(period, "en")))
    title = InBoth(" · ".join(p.zh for p in parts), " · ".join(p.en for p in parts))
    ticks = tuple((at, _tick(at, row.value.unit)) for at in round_values(points))
    return FigureChart(kind, title, tuple(points), ticks, tuple(notes), tuple(gaps))


def round_values(points: Sequence[ChartPoint]) -> list[float]:
    """Zero and some round values up to the greatest, below zero too where a value is."""
    ends = [end for point in points for value in (point.value, point.target) if value
            for end in (value.low, value.high)]  # fmt: skip
    least, most = min([0.0, *ends]), max([0.0, *ends])
    step = _round_step((most - least) / 4)
    first, last = round(least / step), int(most / step)
    return [step * at for at in range(first, last + 1)]


def _round_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, not below `rough`."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= rough)


def _tick(at: float, unit: str | None) -> InBoth:
    value = Amount(at, at, unit, f"{at:g}")
    if at == 0:
        return InBoth("0", "0")
    return InBoth(
        amount_words(value, "zh", as_written=False), amount_words(value, "en", as_written=False)
    )


def _gaps(years: Sequence[int]) -> tuple[int, ...]:
    return tuple(year for year in range(min(years), max(years)) if year not in set(years))


def year_spans(years: Iterable[int]) -> str:
    """1989–1991, 1996: runs of years as spans."""
    runs = [
        [year for _, year in run]
        for _, run in groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0])
    ]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _gap_notes(gaps: Sequence[int]) -> list[InBoth]:
    spans = year_spans(gaps)
    return [in_both("chart.gaps", InBoth(spans.replace(", ", "、"), spans))] if gaps else []


def _outlier_notes(outliers: Sequence[ChartItem]) -> list[InBoth]:
    return [in_both("chart.outlier", _named(item), _value(_row(item)).text) for item in outliers]


def _named(item: ChartItem) -> InBoth:
    year = _year(item)
    return InBoth(f"{item.label.zh}{year}年", f"{item.label.en} {year}") if year else item.label


def _left_out(*stages: Sequence[ChartItem]) -> list[InBoth]:
    """How many rows each stage of the choice left out."""
    keys = ("chart.unsure", "chart.other_measure", "chart.other_period", "chart.two_values")
    pairs = zip(keys, stages, stages[1:], strict=False)
    return [in_both(key, len(before) - len(after)) for key, before, after in pairs
            if len(before) > len(after)]  # fmt: skip
