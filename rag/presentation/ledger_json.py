"""The ledger and a checked text as JSON, for HTTP and for `--json`; the ledger as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from typing_extensions import TypedDict

from rag.language.indicators import INDICATORS
from rag.presentation.chart_json import FigureChartJson, InBothJson, both_json, chart_json
from rag.presentation.figure_chart import FigureChart, chart_of_entries
from rag.presentation.figure_words import InBoth, indicator_words, region_words
from rag.presentation.figures_json import (
    FlatRow,
    coverage_json,
    figure_row_json,
    flat_row,
    indicator_json,
)
from rag.presentation.json_types import CoverageJson, FigureRowJson, IndicatorJson, SpanJson
from rag.presentation.ledger_words import (
    MARKS,
    difference_words,
    entry_rule,
    own_word,
    verdict_words,
)
from rag.presentation.spreadsheet import BYTE_ORDER_MARK, inert
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


class EntryToldJson(TypedDict):
    """An entry in our words; `mark` says the verdict without colour."""

    region: str
    indicator: str
    verdict: str
    mark: str
    difference: str
    rule: str


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
    told: dict[str, EntryToldJson]
    otherwise: list[FigureRowJson]


class LedgerJson(TypedDict):
    """`note` says whose word the results are; `chart` is null where too few entries compare."""

    entries: list[EntryJson]
    coverage: CoverageJson
    chart: FigureChartJson | None
    note: InBothJson


class ChoiceOfIndicatorJson(TypedDict):
    """An indicator that is promised, and the years of its targets."""

    key: str
    zh: str
    en: str
    years: list[int]


class ChoiceOfRegionJson(TypedDict):
    """A region: its name as documents have it, and in both languages."""

    name: str
    zh: str
    en: str


class LedgerChoicesJson(TypedDict):
    """What a ledger can be asked for; `reported` is the newest year whose results a held report may
    state."""

    indicators: list[ChoiceOfIndicatorJson]
    regions: list[ChoiceOfRegionJson]
    years: list[int]
    reported: int | None


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
        "chart": chart_json(ledger_chart(ledger.entries), base),
        "note": both_json(InBoth(own_word("zh"), own_word("en"))),
    }


def ledger_chart(entries: Sequence[LedgerEntry]) -> FigureChart | None:
    """Results beside targets, each with its verdict in words."""
    words = [verdict_words(entry.verdict, "zh") for entry in entries]
    english = [verdict_words(entry.verdict, "en") for entry in entries]
    return chart_of_entries(entries, list(map(InBoth, words, english)))


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
        "told": {"zh": _told_json(entry, "zh"), "en": _told_json(entry, "en")},
        "otherwise": [figure_row_json(stated, base) for stated in entry.otherwise],
    }


def _told_json(entry: LedgerEntry, language: Language) -> EntryToldJson:
    return {
        "region": region_words(entry.region, language),
        "indicator": indicator_words(entry.indicator, language),
        "verdict": verdict_words(entry.verdict, language),
        "mark": MARKS[entry.verdict],
        "difference": difference_words(entry, language),
        "rule": entry_rule(entry, language),
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


def ledger_choices_json(
    promised: Iterable[tuple[str, int]], regions: Iterable[str], newest: int | None
) -> LedgerChoicesJson:
    """Indicators in the order of the table of indicators, years from the newest on. `newest`: the
    year of the newest report."""
    promised = set(promised)
    keys, years = {key for key, _ in promised}, {year for _, year in promised}
    return {
        "indicators": [
            {
                "key": key,
                "zh": indicator_words(key, "zh"),
                "en": indicator_words(key, "en"),
                "years": sorted(year for one, year in promised if one == key),
            }
            for key in INDICATORS
            if key in keys
        ],
        "regions": [
            {"name": region, "zh": region_words(region, "zh"), "en": region_words(region, "en")}
            for region in regions
        ],
        "years": sorted(years, reverse=True),
        "reported": newest and max((year for year in years if year < newest), default=None),
    }


# Columns of a side -> columns of a row of figures.
_SIDE = {
    "low": "low", "high": "high", "unit": "unit", "written": "value", "bound": "bound",
    "quote": "quote", "document": "title", "date": "date", "link": "permalink",
}  # fmt: skip
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
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for entry in ledger.entries:
        flat = flat_entry(entry_json(entry, base), language)
        writer.writerow({k: inert(v) if isinstance(v, str) else v for k, v in flat.items()})
    return (BYTE_ORDER_MARK if mark else "") + text.getvalue()


def flat_entry(entry: EntryJson, language: Language = "en") -> FlatRow:
    """An entry as one line of a spreadsheet or a data frame, with the rule in words of `language`;
    a side that is not there has None in all its columns."""
    return {
        "region": entry["region"],
        "indicator": entry["indicator"]["key"],
        "name_zh": entry["indicator"]["zh"],
        "name_en": entry["indicator"]["en"],
        "year": entry["year"],
        **_flat_side("target", entry["target"]),
        **_flat_side("result", entry["result"]),
        "verdict": entry["verdict"],
        "difference": entry["difference"],
        "rule": entry["rule_code"],
        "rule_words": entry["rule"] if language == "en" else entry["rule_zh"],
        "stated_otherwise": entry["stated_otherwise"],
    }


def _flat_side(side: str, row: FigureRowJson | None) -> FlatRow:
    flat = flat_row(row) if row else {}
    return {f"{side}_{column}": flat.get(of) for column, of in _SIDE.items()}


def _row(stated: StatedRow | None, base: str) -> FigureRowJson | None:
    return None if stated is None else figure_row_json(stated, base)


def _indicator_json(entry: LedgerEntry) -> IndicatorJson:
    """The indicator, with the term as the first of the rows writes it."""
    rows = [stated for stated in (entry.target, entry.result, *entry.otherwise) if stated]
    return indicator_json(entry.indicator, rows[0].row.name)
