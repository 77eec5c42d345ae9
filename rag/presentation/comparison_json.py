"""Comparisons as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from typing_extensions import TypedDict

from rag.presentation.chart_json import FigureChartJson, InBothJson, both_json, chart_json
from rag.presentation.comparison_chart import comparison_chart, group_label
from rag.presentation.figures_json import figure_row_json
from rag.presentation.json_types import (
    CitationJson,
    FigureRowJson,
    IndexJson,
    SpanJson,
    StatementJson,
)
from rag.presentation.spreadsheet import BYTE_ORDER_MARK, inert
from rag.presentation.to_json import citation_json, index_json, statement_json
from rag.types.comparison import Cell, Comparison, Series
from rag.types.figures import Figure

_COLUMNS = (
    "group", "label", "figure", "value", "unit", "stance", "words", "quote",
    "document", "title", "date", "region", "speaker", "start", "end", "permalink", "status",
    "index", "generation",
)  # fmt: skip


class ComparedFigureJson(TypedDict):
    """A figure and where it stands in the document's text, in code points."""

    text: str
    value: float
    unit: str | None
    span: SpanJson


class RowJson(TypedDict):
    """One group. `citation` is the quotation that speaks most to the question, null where nothing
    does; `words` are the part of it that does. `state`, where the table of figures answers: stated,
    otherwise, not_stated or not_held; `row` is then the figure with all that is known of it, and
    `told` the name of the group in both languages."""

    group: str
    label: str
    status: str
    reason: str | None
    state: str | None
    row: FigureRowJson | None
    told: InBothJson
    citation: CitationJson | None
    words: str | None
    stance: str | None
    figures: list[ComparedFigureJson]
    statements: list[StatementJson]
    citations: list[CitationJson]


class PointJson(TypedDict):
    """One group of a chart; `value` is in the unit of the chart, null where there is none. Where
    the table of figures answers, `high` is the upper end of a range, `bound` how words bind it."""

    group: str
    label: str
    value: float | None
    high: float | None
    bound: str | None
    text: str | None
    date: str | None


class ChartJson(TypedDict):
    kind: str
    unit: str | None
    points: list[PointJson]


class ComparisonJson(TypedDict):
    """`chart` is null where too few figures compare, `figure_chart` also where sentences were
    compared; `years` are those of the speeches quoted."""

    id: str
    question: str
    language: str
    by: str
    rows: list[RowJson]
    chart: ChartJson | None
    figure_chart: FigureChartJson | None
    years: list[int]
    index: IndexJson
    timings_ms: dict[str, float]


def row_json(cell: Cell, base: str = "", by: str = "region") -> RowJson:
    return {
        "group": cell.group.name,
        "label": cell.group.label,
        "status": cell.answer.status,
        "reason": cell.answer.reason,
        "state": cell.state,
        "row": figure_row_json(cell.row, base) if cell.row else None,
        "told": both_json(group_label(cell, by)),
        "citation": None if cell.citation is None else citation_json(cell.citation, base),
        "words": words_of(cell),
        "stance": cell.stance,
        "figures": [_figure_json(figure) for figure in cell.figures],
        "statements": [statement_json(statement) for statement in cell.answer.statements],
        "citations": [citation_json(citation, base) for citation in cell.answer.citations],
    }


def comparison_json(comparison: Comparison, base: str = "") -> ComparisonJson:
    return {
        "id": comparison.id,
        "question": comparison.question.text,
        "language": comparison.question.language,
        "by": comparison.by,
        "rows": [row_json(cell, base, comparison.by) for cell in comparison.cells],
        "chart": None if comparison.series is None else _chart_json(comparison, comparison.series),
        "figure_chart": chart_json(comparison_chart(comparison), base),
        "years": years_of(comparison),
        "index": index_json(comparison.index),
        "timings_ms": dict(comparison.timings_ms),
    }


def comparison_csv(comparison: Comparison, base: str = "", *, mark: bool = False) -> str:
    """The table with a row a group, each with the index that answered; `mark` puts a byte order
    mark in front. Words of a speech or its title cannot become a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in _rows(comparison, base):
        cells = (*row, comparison.index.name, comparison.index.generation)
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in cells])
    return (BYTE_ORDER_MARK if mark else "") + text.getvalue()


def words_of(cell: Cell) -> str | None:
    """The clauses that speak to the question, as the speech has them."""
    if cell.citation is None or cell.words is None:
        return None
    return cell.words.slice(cell.citation.quote.passage.document.text)


def years_of(comparison: Comparison) -> list[int]:
    """Years of the speeches that are quoted, sorted."""
    found = [
        cell.citation.quote.passage.document.date for cell in comparison.cells if cell.citation
    ]
    return sorted({date.year for date in found if date})


def compared_figure(comparison: Comparison, position: int) -> Figure | None:
    """The figure of cell number `position`, from 0, that compares with the others'."""
    return comparison.series.figures[position] if comparison.series else None


def _rows(comparison: Comparison, base: str) -> Iterator[Sequence[str | float | None]]:
    for position, cell in enumerate(comparison.cells):
        figure = compared_figure(comparison, position)
        value = comparison.series.values[position] if comparison.series else None
        unit = comparison.series.unit if comparison.series and figure else None
        written = figure.text if figure else None
        head = (cell.group.name, cell.group.label, written, value, unit)
        if cell.citation is None:
            yield (*head, *[None] * (len(_COLUMNS) - len(head) - 3), cell.answer.status)
            continue
        quote = cell.citation.quote
        document = quote.passage.document
        yield (
            *head, cell.stance, words_of(cell), quote.text, document.id, document.title,
            str(document.date or ""), document.region, quote.speaker, quote.span.start,
            quote.span.end, base + cell.citation.permalink, cell.answer.status,
        )  # fmt: skip


def _figure_json(figure: Figure) -> ComparedFigureJson:
    span: SpanJson = {"start": figure.span.start, "end": figure.span.end, "unit": "codepoint"}
    return {"text": figure.text, "value": figure.value, "unit": figure.unit, "span": span}


def _chart_json(comparison: Comparison, series: Series) -> ChartJson:
    """Years in a line, everything else in bars."""
    points: list[PointJson] = []
    none = (None,) * len(comparison.cells)
    each = zip(
        comparison.cells, series.figures, series.values, series.highs or none,
        series.bounds or none, strict=True,
    )  # fmt: skip
    for cell, figure, value, high, bound in each:
        date = cell.citation.quote.passage.document.date if cell.citation else None
        points.append(
            {
                "group": cell.group.name,
                "label": cell.group.label,
                "value": value,
                "high": high,
                "bound": bound,
                "text": figure.text if figure else None,
                "date": str(date) if date and figure else None,
            }
        )
    kind = "line" if comparison.by == "year" else "bar"
    return {"kind": kind, "unit": series.unit, "points": points}
