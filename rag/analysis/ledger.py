"""The ledger of an index: which targets the regions that it holds set, and what they reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rag.analysis.figures import figure_query
from rag.analysis.ledger_entries import Reports, ledger_entries
from rag.analysis.ledger_parts import PARTS
from rag.index.index import EVERYTHING, Index
from rag.language.indicators import INDICATORS
from rag.language.places import place_named
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
        scopes=("region",),
        confidences=("certain", "likely"),
    )
    names = _Names(index)
    entries = ledger_entries(
        index.figures(query), names.reports(), years=years, same_region=names.joined
    )
    found = [
        entry
        for entry in entries
        if (years or _is_kept(entry)) and entry.indicator in (chosen.indicators or INDICATORS)
    ]
    return Ledger(
        tuple(_quotable(index, entry) for entry in found),
        index.figure_coverage(query),
    )


def _is_kept(entry: LedgerEntry) -> bool:
    """Without a year, only what was promised: results alone are what `figures` lists."""
    return entry.verdict != "no_target"


def _quotable(index: Index, entry: LedgerEntry) -> LedgerEntry:
    both = [stated for stated in (entry.target, entry.result) if stated is not None]
    index.quotable([*both, *entry.otherwise])
    return entry


class _Names:
    """The regions of an index, of which one may have names in two languages (澄川市 and
    Chengchuan City). Names of one language are never one: 山西 and 陕西 sound alike."""

    def __init__(self, index: Index) -> None:
        self._index = index
        held = index.regions()
        chinese = [region for region in held if not region.isascii()]
        self._joined = {region: self._one_of(region, chinese) for region in held}

    def _one_of(self, region: str, chinese: Sequence[str]) -> str:
        """The Chinese name that is held of the same region, if it is one; else its own."""
        place = place_named(region)
        if place is not None:
            return place.name
        if not region.isascii():
            return region
        key = self._index.spoken(region).key
        same = [name for name in chinese if self._index.spoken(name).key == key]
        return same[0] if len(same) == 1 else region

    def joined(self, region: str) -> str:
        """The name under which the documents of a region are joined."""
        return self._joined.get(region, region)

    def reports(self) -> Reports:
        """The years in which each region spoke."""
        years: dict[str, set[int]] = defaultdict(set)
        for entry in self._index.catalogue:
            if entry.region and entry.year:
                years[self.joined(entry.region)].add(entry.year)
        return Reports({region: frozenset(held) for region, held in years.items()})
