"""The table of figures: what speeches state in figures, each with the words that state it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, cast

from rag.types.figure_table import Coverage
from rag.types.figures import Bound, Confidence, FigureKind, PeriodKind, Scope
from rag.types.text import Span, Stance
from speechrag.house import FigureRowJson, FiguresJson, flat_row
from speechrag.shown import ShownItems
from speechrag.values import Row, Source, source_of, span_of


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure that a speech states. `indicator` is the key of a known term, else None; `term` is
    the term as it is written. `low` and `high` are in the base `unit` and equal unless the speech
    gives a range, both None where words stand for a figure; `text` is what is written. `bound`,
    `strive` and `preliminary` say how the words bind the value (左右, 以上, 力争, 预计).
    The period is from `period_start` to `period_end` (YYYY-MM-DD), None where it is unclear.
    `scope`: of the whole region that speaks, of a `place` in it, of the nation, or another.
    `quote == document.text[span.start:span.end]`; `figure_span` lies in it. `confidence` is
    `certain`, `likely` or `unclear`: only certain rows belong in a chart."""

    indicator: str | None
    term: str
    kind: FigureKind
    low: float | None
    high: float | None
    unit: str | None
    text: str
    bound: Bound
    strive: bool
    preliminary: bool
    period_start: str | None
    period_end: str | None
    period: PeriodKind | None
    stance: Stance | None
    scope: Scope
    place: str | None
    region: str | None
    confidence: Confidence
    quote: str
    document: Source
    heading: tuple[str, ...]
    span: Span
    figure_span: Span
    permalink: str


@dataclass(frozen=True, slots=True, repr=False)
class Figures(ShownItems[StatedFigure]):
    """Figures that speeches state, in the order of the documents; `len()`, `[i]` and `for` go over
    `figures`. `coverage` tells how many documents pass the filters, were read whole, and state
    one. `contradictions`: where they were asked for, the figures of one quantity together."""

    figures: tuple[StatedFigure, ...]
    coverage: Coverage
    _json: FiguresJson = field(repr=False, compare=False)
    contradictions: tuple[tuple[StatedFigure, ...], ...] = ()

    @property
    def _items(self) -> tuple[StatedFigure, ...]:
        return self.figures

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `GET /v1/figures` and of `speechrag figures --json`."""
        return cast(dict[str, Any], deepcopy(self._json))

    def rows(self) -> list[Row]:
        """A row for each figure, with the columns of `speechrag figures --csv`."""
        return [flat_row(row) for row in self._json["rows"]]


def figures_of(json: FiguresJson) -> Figures:
    figures = tuple(map(figure_of, json["rows"]))
    return Figures(
        figures=figures,
        coverage=Coverage(**json["coverage"]),
        _json=json,
        contradictions=tuple(
            tuple(figures[at] for at in group) for group in json.get("contradictions", [])
        ),
    )


def figure_of(json: FigureRowJson) -> StatedFigure:
    """A figure, from the JSON of a row."""
    value, qualifier, period = json["value"], json["qualifier"], json["period"]
    return StatedFigure(
        indicator=json["indicator"]["key"],
        term=json["indicator"]["text"],
        kind=cast(FigureKind, json["kind"]),
        low=value["low"],
        high=value["high"],
        unit=value["unit"],
        text=value["text"],
        bound=cast(Bound, qualifier["bound"]),
        strive=qualifier["strive"],
        preliminary=qualifier["preliminary"],
        period_start=period["start"] if period else None,
        period_end=period["end"] if period else None,
        period=cast(PeriodKind, period["kind"]) if period else None,
        stance=cast(Stance | None, json["stance"]),
        scope=cast(Scope, json["scope"]),
        place=json["place"],
        region=json["region"],
        confidence=cast(Confidence, json["confidence"]),
        quote=json["quote"],
        document=source_of(json["document"]),
        heading=tuple(json["heading"]),
        span=span_of(json["span"]),
        figure_span=span_of(json["figure_span"]),
        permalink=json["permalink"],
    )
