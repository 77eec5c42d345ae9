"""A chart of figures as JSON: what is drawn, and every word of it in both languages."""

from __future__ import annotations

from typing_extensions import TypedDict

from rag.presentation.figure_chart import ChartPoint, ChartValue, FigureChart
from rag.presentation.figure_words import InBoth


class InBothJson(TypedDict):
    """Words of ours in Chinese and in English."""

    zh: str
    en: str


class ChartValueJson(TypedDict):
    """From `low` to `high` in the unit of the chart; `bound` as in the qualifier of a row."""

    low: float
    high: float
    bound: str
    text: InBothJson


class ChartPointJson(TypedDict):
    """`of` is the number of the row, entry or group, from 0, that the point was made of. `value` is
    null where nothing that could be drawn is stated, and `note` says why; the note of a ledger is
    its verdict."""

    of: int
    label: InBothJson
    year: int | None
    value: ChartValueJson | None
    target: ChartValueJson | None
    note: InBothJson | None
    permalink: str | None


class TickJson(TypedDict):
    value: float
    text: InBothJson


class FigureChartJson(TypedDict):
    """One indicator, kind, stance, unit and kind of period. `kind`: bar, sorted by value; or line,
    by the years that the figures speak of, broken at the `gaps`. `notes` say what is not drawn."""

    kind: str
    title: InBothJson
    points: list[ChartPointJson]
    ticks: list[TickJson]
    gaps: list[int]
    notes: list[InBothJson]


def chart_json(chart: FigureChart | None, base: str = "") -> FigureChartJson | None:
    """`base` is put before permalinks; None where too few figures compare."""
    if chart is None:
        return None
    return {
        "kind": chart.kind,
        "title": both_json(chart.title),
        "points": [_point_json(point, base) for point in chart.points],
        "ticks": [{"value": value, "text": both_json(text)} for value, text in chart.ticks],
        "gaps": list(chart.gaps),
        "notes": [both_json(note) for note in chart.notes],
    }


def both_json(words: InBoth) -> InBothJson:
    return {"zh": words.zh, "en": words.en}


def _point_json(point: ChartPoint, base: str) -> ChartPointJson:
    return {
        "of": point.of,
        "label": both_json(point.label),
        "year": point.year,
        "value": _value_json(point.value),
        "target": _value_json(point.target),
        "note": both_json(point.note) if point.note else None,
        "permalink": base + point.permalink if point.permalink else None,
    }


def _value_json(value: ChartValue | None) -> ChartValueJson | None:
    if value is None:
        return None
    return {
        "low": value.low,
        "high": value.high,
        "bound": value.bound,
        "text": both_json(value.text),
    }
