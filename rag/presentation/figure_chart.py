"""Which rows of a table one chart may draw, so that it cannot lie: one indicator, kind, stance,
unit and kind of period, certain rows alone, ranges as ranges, and whatever is left out is said."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

from rag.language.amounts import OPEN_DOWN, OPEN_UP
from rag.presentation.chart_choice import (
    ChartItem,
    is_sound,
    largest,
    measure_of,
    period_of,
    row_of,
    within_reason,
    without_contradictions,
    year_of,
)
from rag.presentation.figure_words import (
    InBoth,
    amount_words,
    bounded_words,
    figure_name,
    in_both,
    period_words,
    region_words,
    year_spans,
)
from rag.presentation.phrases import listed
from rag.types.figure_table import LedgerEntry, StatedRow
from rag.types.figures import Amount, Bound, FigureRow, Period

# What of a written figure is its number: the rest is its unit.
_NUMBER = re.compile(r"[\d.,，．\s万亿千百\u2212\-—–－～~至]|左右|多|余")
# "5% or more" stands above 5%, and "5% or less" below it.
_OPENNESS: dict[Bound, int] = {"above": 2, "at_least": 1, "at_most": -1, "below": -2}
# The signs of a chart and the bounds that they stand for.
_SIGNS: dict[str, frozenset[Bound]] = {
    "about": frozenset({"about"}),
    "open": OPEN_UP,
    "ceiling": OPEN_DOWN,
    "range": frozenset({"range"}),
}
# Fewer than two values are no chart.
_FEWEST = 2


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
    """A bar or a dot. A ledger has the `target` beside the result, and its verdict as the `note`.
    `permalink` leads to the report that states it, `of` is the number of the item behind it."""

    label: InBoth
    year: int | None
    value: ChartValue
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


def chart_of_rows(rows: Sequence[StatedRow], *, ascending: bool = False) -> FigureChart | None:
    """The chart of a table; None where fewer than two of its rows compare."""
    return chart_of([ChartItem(i, row, region_label(row)) for i, row in enumerate(rows)], ascending)


def chart_of(items: Sequence[ChartItem], ascending: bool = False) -> FigureChart | None:
    """The chart of the largest group of items that measure the same; None where none has two."""
    stated = [item for item in items if item.stated]
    sound = [item for item in stated if is_sound(item.stated)]
    same = largest(sound, lambda item: measure_of(row_of(item)))
    places = {item.label for item in same}
    is_series = len(places) == 1 and len({year_of(item) for item in same}) > 1
    of_year = same if is_series else largest(same, lambda item: period_of(row_of(item)))
    single = without_contradictions(of_year, is_series)
    reasonable, outliers = within_reason(single, is_series)
    if len(reasonable) < _FEWEST:
        return None
    written = _same_unit([row_of(item) for item in reasonable])
    points = [_point(item, written) for item in reasonable]
    first = row_of(reasonable[0])
    notes = [*_outlier_notes(outliers), *_left_out(stated, sound, same, of_year, single)]
    if is_series:
        points.sort(key=lambda point: point.year or 0)
        gaps = _gaps([point.year for point in points if point.year])
        notes = [*_gap_notes(gaps), *notes]
        return _chart("line", first, points, notes, place=reasonable[0].label, gaps=gaps)
    points.sort(key=_by_value, reverse=not ascending)
    return _chart("bar", first, points, [*_silences(items), *notes], period=first.period)


def chart_of_entries(
    entries: Sequence[LedgerEntry], verdicts: Sequence[InBoth]
) -> FigureChart | None:
    """Results as bars with their targets across them; of one indicator, and of one year or one
    region. `verdicts` are the words for each entry. None where fewer than two compare."""
    whole = [(i, entry) for i, entry in enumerate(entries) if _is_comparable(entry)]
    same = largest(whole, lambda pair: _entry_measure(pair[1]))
    regions = {entry.region for _, entry in same}
    if len(regions) > 1:
        same = largest(same, lambda pair: pair[1].year)
    if len(same) < _FEWEST:
        return None
    points = [_entry_point(i, entry, verdicts[i], len(regions) == 1) for i, entry in same]
    points.sort(key=_by_year if len(regions) == 1 else _by_value, reverse=len(regions) > 1)
    first = same[0][1].result
    assert first is not None
    silent = len(entries) - len(same)
    notes = [in_both("chart.no_pair", silent)] if silent else []
    period = None if len(regions) == 1 else first.row.period
    notes = [in_both("chart.target_mark"), *notes]
    place = None if len(regions) > 1 else _region(same[0][1])
    return _chart("bar", first.row, points, notes, place=place, period=period, stance=False)


def region_label(stated: StatedRow) -> InBoth:
    """The name of the region that a row speaks for, in both languages."""
    name = stated.document.region or stated.document.title
    return InBoth(region_words(name, "zh"), region_words(name, "en"))


def _same_unit(rows: Sequence[FigureRow]) -> bool:
    """Whether all are written in the unit in which the axis is told, so that they can stand beside
    it as they are written: 斤 beside 吨 would be read wrong."""
    written = {frozenset(_NUMBER.sub("", amount_words(row.value, "zh"))) for row in rows}
    told = {
        frozenset(_NUMBER.sub("", amount_words(row.value, "zh", as_written=False))) for row in rows
    }
    return len(written | told) == 1


def _point(item: ChartItem, written: bool) -> ChartPoint:
    assert item.stated is not None
    row = item.stated.row
    link = item.stated.document.permalink(row.clause)
    return ChartPoint(item.label, year_of(item), _value(row, written), permalink=link, of=item.of)


def _silences(items: Sequence[ChartItem]) -> list[InBoth]:
    """Who states nothing that could be drawn, by what they do instead."""
    by_words: dict[InBoth, list[InBoth]] = {}
    for item in items:
        if item.silence is not None:
            by_words.setdefault(item.silence, []).append(item.label)
    return [
        _sentence(in_both("chart.silent", words, all_of(labels), len(labels)))
        for words, labels in by_words.items()
    ]


def _sentence(words: InBoth) -> InBoth:
    return InBoth(words.zh, words.en[:1].upper() + words.en[1:])


def all_of(labels: Iterable[InBoth]) -> InBoth:
    """Names side by side in both languages."""
    labels = list(labels)
    return InBoth(
        listed((label.zh for label in labels), "zh"), listed((label.en for label in labels), "en")
    )


def _value(row: FigureRow, written: bool = True) -> ChartValue:
    assert row.value.low is not None
    assert row.value.high is not None
    text = InBoth(
        bounded_words(row, "zh", as_written=written), bounded_words(row, "en", as_written=written)
    )
    return ChartValue(row.value.low, row.value.high, row.qualifier.bound, text)


def _entry_point(number: int, entry: LedgerEntry, verdict: InBoth, by_year: bool) -> ChartPoint:
    assert entry.target is not None
    assert entry.result is not None
    year = str(entry.year)
    label = InBoth(year, year) if by_year else _region(entry)
    written = _same_unit([entry.target.row, entry.result.row])
    target, result = _value(entry.target.row, written), _value(entry.result.row, written)
    note = in_both("chart.against", target.text, verdict)
    link = entry.result.document.permalink(entry.result.row.clause)
    return ChartPoint(label, entry.year, result, note, target, link, number)


def _region(entry: LedgerEntry) -> InBoth:
    return InBoth(region_words(entry.region, "zh"), region_words(entry.region, "en"))


def _is_comparable(entry: LedgerEntry) -> bool:
    both = (entry.target, entry.result)
    if entry.verdict == "not_comparable" or not all(is_sound(one) for one in both):
        return False
    assert entry.target is not None
    assert entry.result is not None
    return entry.target.row.value.unit == entry.result.row.value.unit


def _entry_measure(entry: LedgerEntry) -> Hashable:
    assert entry.result is not None
    row = entry.result.row
    return entry.indicator, row.kind, row.value.unit, row.period and row.period.kind


def _by_value(point: ChartPoint) -> tuple[float, int]:
    """By the middle of a range; of equal values, by what their words leave open."""
    return (point.value.low + point.value.high) / 2, _OPENNESS.get(point.value.bound, 0)


def _by_year(point: ChartPoint) -> tuple[float, int]:
    return float(point.year or 0), 0


def _chart(
    kind: Literal["bar", "line"],
    row: FigureRow,
    points: Sequence[ChartPoint],
    notes: Sequence[InBoth],
    *,
    place: InBoth | None = None,
    period: Period | None = None,
    gaps: Sequence[int] = (),
    stance: bool = True,
) -> FigureChart:
    """`place` and `period` where all points have the same."""
    parts = [part for part in (place, figure_name(row)) if part]
    if row.kind != "level":
        parts.append(in_both(f"kind.{row.kind}"))
    if stance and row.stance:
        parts.append(in_both(f"stance.{row.stance}"))
    if period is not None:
        parts.append(InBoth(period_words(period, "zh"), period_words(period, "en")))
    title = InBoth(" · ".join(p.zh for p in parts), " · ".join(p.en for p in parts))
    notes = [*_signs(points), *notes]
    ticks = tuple((at, _tick(at, row.value.unit)) for at in round_values(points))
    return FigureChart(kind, title, tuple(points), ticks, tuple(notes), tuple(gaps))


def round_values(points: Sequence[ChartPoint]) -> list[float]:
    """Zero and some round values up to the greatest, below zero too where a value is."""
    ends = [end for point in points for value in (point.value, point.target) if value
            for end in (value.low, value.high)]  # fmt: skip
    least, most = min([0.0, *ends]), max([0.0, *ends])
    step = _round_step((most - least) / 5)
    first, last = ceil(least / step), floor(most / step)
    return [step * at for at in range(first, last + 1)]


def _round_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, not below `rough`."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= rough)


def _signs(points: Sequence[ChartPoint]) -> list[InBoth]:
    """What the signs at the ends of bars mean, of those that are there."""
    bounds = {point.value.bound for point in points}
    keys = [key for key, those in _SIGNS.items() if bounds & those]
    if not keys:
        return []
    told = [in_both(f"chart.sign.{key}") for key in keys]
    words = InBoth("；".join(w.zh for w in told) + "。", "; ".join(w.en for w in told) + ".")
    return [_sentence(words)]


def _tick(at: float, unit: str | None) -> InBoth:
    value = Amount(at, at, unit, f"{at:g}")
    if at == 0:
        return InBoth("0", "0")
    return InBoth(
        amount_words(value, "zh", as_written=False), amount_words(value, "en", as_written=False)
    )


def _gaps(years: Sequence[int]) -> tuple[int, ...]:
    return tuple(year for year in range(min(years), max(years)) if year not in set(years))


def _gap_notes(gaps: Sequence[int]) -> list[InBoth]:
    spans = InBoth(year_spans(gaps, "zh"), year_spans(gaps, "en"))
    return [in_both("chart.gaps", spans)] if gaps else []


def _outlier_notes(outliers: Sequence[ChartItem]) -> list[InBoth]:
    return [in_both("chart.outlier", _named(item), _value(row_of(item)).text) for item in outliers]


def _named(item: ChartItem) -> InBoth:
    year = year_of(item)
    return InBoth(f"{item.label.zh}{year}年", f"{item.label.en} {year}") if year else item.label


def _left_out(*stages: Sequence[ChartItem]) -> list[InBoth]:
    """How many rows each stage of the choice left out."""
    keys = ("chart.unsure", "chart.other_measure", "chart.other_period", "chart.two_values")
    pairs = zip(keys, stages, stages[1:], strict=False)
    return [in_both(key, len(before) - len(after)) for key, before, after in pairs
            if len(before) > len(after)]  # fmt: skip
