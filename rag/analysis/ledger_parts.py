"""The verdict on an indicator whose targets are set for its parts: of income, the targets of urban
and of rural residents. The worse of the two counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rag.types.figure_table import LedgerEntry, StatedRow, Verdict

# Key of the whole -> keys of its parts, all of which must be decided.
PARTS: Mapping[str, tuple[str, ...]] = {"income": ("urban_income", "rural_income")}
# The worst first.
_WORST: tuple[Verdict, ...] = ("missed", "within_about", "met")


def with_parts(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """The entries of one region and year, in which an indicator without a target of its own has the
    verdict of its parts."""
    known = {entry.indicator: entry for entry in reversed(entries)}
    found = list(entries)
    for whole, keys in PARTS.items():
        parts = [known[key] for key in keys if key in known and known[key].target]
        own = known.get(whole)
        if len(parts) < len(keys) or (own is not None and own.target is not None):
            continue
        judged = _judged(own or _empty(whole, parts[0]), parts)
        found = [judged if entry is own else entry for entry in found]
        if own is None:
            found.insert(found.index(parts[0]), judged)
    return found


def _judged(own: LedgerEntry, parts: Sequence[LedgerEntry]) -> LedgerEntry:
    """`own` with the verdict of `parts`, whose rows it shows."""
    rows = tuple(stated for part in parts for stated in _rows(part))
    verdicts = {part.verdict for part in parts}
    if verdicts <= set(_WORST):
        worst = next(verdict for verdict in _WORST if verdict in verdicts)
        return replace(own, verdict=worst, rule="worse_of_parts", otherwise=rows)
    verdict: Verdict = "not_comparable" if own.result else "not_reported"
    return replace(own, verdict=verdict, rule="target_in_parts", otherwise=rows)


def _rows(part: LedgerEntry) -> Iterator[StatedRow]:
    yield from (stated for stated in (part.target, part.result) if stated is not None)


def _empty(whole: str, part: LedgerEntry) -> LedgerEntry:
    return replace(part, indicator=whole, target=None, result=None, difference=None, otherwise=())
