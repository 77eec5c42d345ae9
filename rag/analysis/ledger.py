"""The ledger of an index: which targets the regions that it holds set, and what they reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.analysis.figures import figure_query
from rag.analysis.ledger_entries import Reports, ledger_entries
from rag.analysis.ledger_parts import PARTS
from rag.analysis.region_names import RegionNames
from rag.index.index import EVERYTHING, Index
from rag.language.indicators import INDICATORS
from rag.types.figure_table import Ledger, LedgerEntry
from rag.types.questions import Filters


def ledger_of(
    index: Index,
    *,
    indicator: str | None = None,
    years: Sequence[int] = (),
    filters: Filters = EVERYTHING,
) -> Ledger:
    """The entries of an indicator (by its key or any name) and of these years, of all where none is
    named, in the documents that pass `filters`. Rows are read with their documents, so that they
    stay good when the index is closed. Raises InvalidField for an indicator that is not known."""
    chosen = figure_query(
        index, indicator, stances=("target", "achieved"), years=years, filters=filters
    )
    parts = [part for key in chosen.indicators for part in PARTS.get(key, ())]
    query = replace(
        chosen,
        indicators=(*chosen.indicators, *parts),
        scopes=("region", "nation"),
        confidences=("certain", "likely"),
    )
    names = RegionNames(index)
    entries = ledger_entries(
        index.figures(query), Reports(names.years), years=years, same_region=names.joined
    )
    found = [
        entry
        for entry in entries
        if (years or _is_kept(entry)) and entry.indicator in (chosen.indicators or INDICATORS)
    ]
    for entry in found:
        index.quotable(entry.rows)
    return Ledger(tuple(found), index.figure_coverage(query))


def _is_kept(entry: LedgerEntry) -> bool:
    """Without a year, only what was promised: results alone are what `figures` lists."""
    return entry.verdict != "no_target"
