"""The sides of a comparison: the best sentences of each, about quantities of the same kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rag.answering.choice import Judged, Thresholds
from rag.types.questions import Understood

MOST_FOR_A_SIDE = 2
# The best sentence for a side needs this share of the best chance of all; in folds .03 to .3 give
# the same answers but for a few more or fewer quotations.
NEAR_FOR_A_SIDE = 0.1
PERCENT = "percent"
# Figures of any topic have these units: two figures need not be alike because they share one.
COMMON_UNITS = frozenset({PERCENT, "percentage_point", "basis_point", "ordinal", "count"})


def of_each_side(
    judged: Sequence[Judged], understood: Understood, thresholds: Thresholds
) -> list[Judged]:
    """The best sentence for each side and what is likely beside it, the best side first."""
    sides: dict[int, list[Judged]] = {}
    for each in judged:
        sides.setdefault(understood.side(each.candidate.document), []).append(each)
    if understood.wants_figure:
        unit = PERCENT if understood.intent.rate else _common_unit(sides)
        sides = {number: _with_unit(side, unit) for number, side in sides.items()}
    chosen = []
    for side in sides.values():
        if side[0].chance >= NEAR_FOR_A_SIDE * judged[0].chance:
            near = [
                other
                for other in side[1:]
                if other.chance >= thresholds.beside and _of_one_stance(side[0], other)
            ]
            chosen += [side[0], *near[: MOST_FOR_A_SIDE - 1]]
    return chosen


def _of_one_stance(first: Judged, other: Judged) -> bool:
    """Whether two sentences do not set a result beside a promise."""
    stances = {first.candidate.stance, other.candidate.stance}
    return not {"achieved", "target"} <= stances


def _common_unit(sides: Mapping[int, list[Judged]]) -> str:
    """The unit in which the best figures of all sides have the greatest sum of chances: a quantity
    that one side gives in tons the other does not give in mu."""
    totals: defaultdict[str, float] = defaultdict(float)
    for side in sides.values():
        best: dict[str, float] = {}
        for each in side:  # best first
            for unit in sorted(each.candidate.units - COMMON_UNITS):  # a set's order changes
                best.setdefault(unit, each.chance)
        for unit, chance in best.items():
            totals[unit] += chance
    return max(totals, key=totals.__getitem__, default="")


def _with_unit(side: list[Judged], unit: str) -> list[Judged]:
    """The candidates with a figure in `unit` first."""
    return sorted(side, key=lambda each: unit not in each.candidate.units)
