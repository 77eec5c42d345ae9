"""Finds what the speeches state in two ways: the same quantity of the same region and period with
two values. Both are shown; none is chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from rag.analysis.amounts import agree, same_value
from rag.types.figure_table import StatedRow


def contradictions(
    rows: Iterable[StatedRow], *, same_region: Callable[[str], str] = str
) -> Iterator[tuple[StatedRow, ...]]:
    """Groups of certain rows of one quantity that cannot all be true, in the order in which the
    first of each group comes; each value once. An estimate that a later figure replaces is no
    contradiction, nor is what somebody strives for beyond the target."""
    quantities: dict[Hashable, list[StatedRow]] = defaultdict(list)
    for stated in rows:
        if _is_comparable(stated):
            quantities[_quantity(stated, same_region)].append(stated)
    for same in quantities.values():
        differing = differing_values(same)
        if len(differing) > 1:
            yield tuple(differing)


def differing_values(rows: Sequence[StatedRow]) -> list[StatedRow]:
    """The first row of each value that does not agree with those before it."""
    found: list[StatedRow] = []
    for stated in rows:
        agrees = same_value if stated.row.stance == "target" else agree
        if not any(agrees(one.row, stated.row) for one in found):
            found.append(stated)
    return found


def _is_comparable(stated: StatedRow) -> bool:
    row = stated.row
    return (
        row.confidence == "certain"
        and row.stance in ("achieved", "target")
        and row.indicator is not None
        and row.period is not None
        and row.value.low is not None
        and not row.qualifier.strive
        and not row.qualifier.preliminary
    )


def _quantity(stated: StatedRow, same_region: Callable[[str], str]) -> Hashable:
    """What a row measures. A target is of its report: the next year's report may change it."""
    row, region = stated.row, stated.document.region
    assert row.period is not None
    promised_in = stated.document.id if row.stance == "target" else None
    days = (row.period.start, row.period.end, row.period.kind)
    place = same_region(region) if region else stated.document.id
    return (place, row.indicator, row.kind, row.scope, row.place, row.stance, days, promised_in)
