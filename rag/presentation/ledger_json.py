"""The ledger and a checked text as JSON, for HTTP and for `--json`; the ledger as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from typing_extensions import TypedDict

from rag.language.indicators import INDICATORS
from rag.presentation.comparison_json import BYTE_ORDER_MARK, inert
from rag.presentation.figures_json import coverage_json, figure_row_json
from rag.presentation.json_types import CoverageJson, FigureRowJson, IndicatorJson, SpanJson
from rag.presentation.ledger_words import entry_rule
from rag.presentation.to_json import span_json
from rag.types.figure_table import (
    CheckedFigure,
    ClaimVerdict,
    Ledger,
    LedgerEntry,
    StatedRow,
    Verdict,
)
from rag.types.text import Language


class EntryJson(TypedDict):
    """A target beside its result. `difference` is the result less the target, in the target's unit
    (points for rates). `rule` says in words why the verdict is so, `rule_code` for programs.
    `stated_otherwise` is what the reports say instead of a figure that compares."""

    region: str
    indicator: IndicatorJson
    year: int
    target: FigureRowJson | None
    result: FigureRowJson | None
    verdict: Verdict
    difference: float | None
    rule: str
    rule_zh: str
    rule_code: str
    stated_otherwise: str | None
    otherwise: list[FigureRowJson]


class LedgerJson(TypedDict):
    """`note` says whose word the results are."""

    entries: list[EntryJson]
    coverage: CoverageJson


class ClaimJson(TypedDict):
    """A figure of a checked text; `rows` state it, or are the figures that stand instead.
    `not_found` never means false."""

    span: SpanJson
    text: str
    verdict: ClaimVerdict
    rows: list[FigureRowJson]


class CheckJson(TypedDict):
    claims: list[ClaimJson]


def ledger_json(ledger: Ledger, base: str = "") -> LedgerJson:
    """`base` is put before permalinks."""
    return {
        "entries": [entry_json(entry, base) for entry in ledger.entries],
        "coverage": coverage_json(ledger.coverage),
    }


def entry_json(entry: LedgerEntry, base: str = "") -> EntryJson:
    return {
        "region": entry.region,
        "indicator": _indicator_json(entry),
        "year": entry.year,
        "target": _row(entry.target, base),
        "result": _row(entry.result, base),
        "verdict": entry.verdict,
        "difference": entry.difference,
        "rule": entry_rule(entry, "en"),
        "rule_zh": entry_rule(entry, "zh"),
        "rule_code": entry.rule,
        "stated_otherwise": entry.otherwise[0].quote if entry.otherwise else None,
        "otherwise": [figure_row_json(stated, base) for stated in entry.otherwise],
    }


def check_json(claims: Sequence[CheckedFigure], base: str = "") -> CheckJson:
    return {
        "claims": [
            {
                "span": span_json(claim.span),
                "text": claim.text,
                "verdict": claim.verdict,
                "rows": [figure_row_json(stated, base) for stated in claim.rows],
            }
            for claim in claims
        ]
    }


_SIDE = ("low", "high", "unit", "written", "bound", "quote", "document", "date", "link")
_COLUMNS = (
    "region", "indicator", "name_zh", "name_en", "year",
    *(f"target_{column}" for column in _SIDE), *(f"result_{column}" for column in _SIDE),
    "verdict", "difference", "rule", "rule_words", "stated_otherwise",
)  # fmt: skip


def ledger_csv(
    ledger: Ledger, base: str = "", *, language: Language = "en", mark: bool = False
) -> str:
    """A line an entry; `mark` puts a byte order mark in front. Words of a speech cannot become a
    formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in ledger.entries:
        cells = _cells(entry, base, language)
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in cells])
    return (BYTE_ORDER_MARK if mark else "") + text.getvalue()


def _cells(entry: LedgerEntry, base: str, language: Language) -> Iterator[str | float | None]:
    indicator = _indicator_json(entry)
    yield from (entry.region, entry.indicator, indicator["zh"], indicator["en"], entry.year)
    for stated in (entry.target, entry.result):
        yield from _side_cells(stated, base)
    yield from (entry.verdict, entry.difference, entry.rule, entry_rule(entry, language))
    yield entry.otherwise[0].quote if entry.otherwise else None


def _side_cells(stated: StatedRow | None, base: str) -> Iterator[str | float | None]:
    if stated is None:
        yield from [None] * len(_SIDE)
        return
    row, document = stated.row, stated.document
    yield from (row.value.low, row.value.high, row.value.unit, row.value.text)
    yield from (row.qualifier.bound, stated.quote, document.title, str(document.date or ""))
    yield base + document.permalink(row.clause)


def _row(stated: StatedRow | None, base: str) -> FigureRowJson | None:
    return None if stated is None else figure_row_json(stated, base)


def _indicator_json(entry: LedgerEntry) -> IndicatorJson:
    """The indicator, with the term as the first of the rows writes it."""
    rows = [stated for stated in (entry.target, entry.result, *entry.otherwise) if stated]
    known = INDICATORS.get(entry.indicator)
    return {
        "key": entry.indicator,
        "text": rows[0].row.name,
        "zh": known.zh[0] if known else None,
        "en": known.en[0] if known else None,
    }
