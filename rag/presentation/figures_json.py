"""The table of figures as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import accumulate

from rag.language.indicators import INDICATORS
from rag.presentation.chart_json import chart_json
from rag.presentation.figure_chart import chart_of_rows
from rag.presentation.figure_words import (
    bounded_words,
    figure_name,
    flag_words,
    period_words,
    region_words,
)
from rag.presentation.json_types import (
    AmountJson,
    CoverageJson,
    FigureRowJson,
    FiguresJson,
    IndicatorJson,
    PeriodJson,
    QualifierJson,
    TableJson,
    ToldJson,
)
from rag.presentation.spreadsheet import BYTE_ORDER_MARK, inert
from rag.presentation.to_json import source_json, span_json
from rag.types.figure_table import Coverage, FigureTable, StatedRow
from rag.types.figures import Amount, Period, Qualifier
from rag.types.text import Language

FlatRow = dict[str, str | int | float | None]


def figures_json(table: FigureTable, base: str = "") -> FiguresJson:
    page: FiguresJson = {
        "rows": [figure_row_json(stated, base) for stated in table.rows],
        "coverage": coverage_json(table.coverage),
        "next": table.next,
    }
    if table.order == "contradiction":
        firsts = accumulate(table.groups, initial=0)
        page["contradictions"] = [
            list(range(first, first + size))
            for first, size in zip(firsts, table.groups, strict=False)
        ]
    return page


def table_json(table: FigureTable, base: str = "") -> TableJson:
    """The table that an answer rests on."""
    return {
        "rows": [figure_row_json(stated, base) for stated in table.rows],
        "order": table.order,
        "coverage": coverage_json(table.coverage),
        "chart": chart_json(chart_of_rows(table.rows, ascending=table.order == "value asc"), base),
    }


def figure_row_json(stated: StatedRow, base: str = "") -> FigureRowJson:
    """A row, in the names of the contract; `base` is put before the permalink."""
    row, document = stated.row, stated.document
    return {
        "indicator": indicator_json(row.indicator, row.name),
        "kind": row.kind,
        "value": _amount_json(row.value),
        "qualifier": _qualifier_json(row.qualifier),
        "period": _period_json(row.period) if row.period else None,
        "stance": row.stance,
        "scope": row.scope,
        "place": row.place,
        "region": document.region,
        "document": source_json(document),
        "quote": stated.quote,
        "span": span_json(row.clause),
        "figure_span": span_json(row.figure),
        "heading": list(row.heading),
        "permalink": base + document.permalink(row.clause),
        "confidence": row.confidence,
        "told": {"zh": _told_json(stated, "zh"), "en": _told_json(stated, "en")},
    }


def _told_json(stated: StatedRow, language: Language) -> ToldJson:
    row, region = stated.row, stated.document.region
    return {
        "region": region_words(region, language) if region else None,
        "indicator": figure_name(row).of(language),
        "value": bounded_words(row, language),
        "flags": flag_words(row, language),
        "period": period_words(row.period, language),
    }


def coverage_json(coverage: Coverage) -> CoverageJson:
    return {
        "documents": coverage.documents,
        "read": coverage.read,
        "stated": coverage.stated,
    }


def figures_csv(rows: Iterable[StatedRow], base: str = "", *, mark: bool = False) -> str:
    """A line for each row; `mark` puts a byte order mark in front. Words of a speech cannot become
    a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for stated in rows:
        flat = flat_row(figure_row_json(stated, base))
        writer.writerow({k: inert(v) if isinstance(v, str) else v for k, v in flat.items()})
    return (BYTE_ORDER_MARK if mark else "") + text.getvalue()


def flat_row(row: FigureRowJson) -> FlatRow:
    """A row as one line of a spreadsheet or a data frame."""
    indicator, value, bound, period = (
        row["indicator"], row["value"], row["qualifier"], row["period"]
    )  # fmt: skip
    document = row["document"]
    return {
        "region": row["region"],
        "indicator": indicator["key"],
        "term": indicator["text"],
        "kind": row["kind"],
        "period_start": period and period["start"],
        "period_end": period and period["end"],
        "period": period and period["kind"],
        "low": value["low"],
        "high": value["high"],
        "unit": value["unit"],
        "value": value["text"],
        "bound": bound["bound"],
        "strive": int(bound["strive"]),
        "preliminary": int(bound["preliminary"]),
        "stance": row["stance"],
        "scope": row["scope"],
        "place": row["place"],
        "confidence": row["confidence"],
        "quote": row["quote"],
        "document": document["id"],
        "title": document["title"],
        "date": document["date"],
        "speaker": document["speaker"],
        "heading": " › ".join(row["heading"]),
        "start": row["span"]["start"],
        "end": row["span"]["end"],
        "permalink": row["permalink"],
        "file": document["file"],
    }


_COLUMNS = (
    "region", "indicator", "term", "kind", "period_start", "period_end", "period", "low", "high",
    "unit", "value", "bound", "strive", "preliminary", "stance", "scope", "place", "confidence",
    "quote", "document", "title", "date", "speaker", "heading", "start", "end", "permalink", "file",
)  # fmt: skip


def indicator_json(key: str | None, name: str) -> IndicatorJson:
    """An indicator by its key, None where the term is not in the table, and as it is written."""
    known = INDICATORS.get(key) if key else None
    return {
        "key": key,
        "text": name,
        "zh": known.zh[0] if known else None,
        "en": known.en[0] if known else None,
    }


def _amount_json(value: Amount) -> AmountJson:
    return {"low": value.low, "high": value.high, "unit": value.unit, "text": value.text}


def _qualifier_json(qualifier: Qualifier) -> QualifierJson:
    return {
        "bound": qualifier.bound,
        "strive": qualifier.strive,
        "preliminary": qualifier.preliminary,
    }


def _period_json(period: Period) -> PeriodJson:
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "kind": period.kind,
    }
