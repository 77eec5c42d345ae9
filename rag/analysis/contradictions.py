"""Finds what the speeches state in two ways: the same quantity of the same region and period with
two values. Both are shown; none is chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from rag.language.amounts import agree, same_value
from rag.types.figure_table import StatedRow

# Sums and means over several years are too often of years that nobody names.
_ONE_PERIOD = frozenset({"year", "part_year", "point"})


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
        apart = [one for at, one in enumerate(differing) if not _goes_on(one, differing[:at])]
        if len(apart) > 1:
            yield tuple(apart)


def _goes_on(stated: StatedRow, before: Sequence[StatedRow]) -> bool:
    """Whether a row goes on with what one before it says: 新增35个、总数达1100个 are two
    quantities."""
    return any(
        other.document.id == stated.document.id and other.row.clause.overlaps(stated.row.clause)
        for other in before
    )


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
        and row.period.kind in _ONE_PERIOD
    )


def _quantity(stated: StatedRow, same_region: Callable[[str], str]) -> Hashable:
    """What a row measures. A target is of its report: the next year's report may change it."""
    row, region = stated.row, stated.document.region
    assert row.period is not None
    promised_in = stated.document.id if row.stance == "target" else None
    days = (row.period.start, row.period.end, row.period.kind)
    place = same_region(region) if region else stated.document.id
    # One indicator has names that only nearly mean the same: sewage of towns and of villages.
    name = row.name.lower()
    what = (row.indicator, name, row.kind, row.value.unit, row.scope, row.place)
    return (place, what, row.stance, days, promised_in)
