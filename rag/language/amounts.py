"""Compares the values of rows: the same unit, the precision that was written, and the bounds."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf

from rag.language.units import dimension
from rag.types.figures import Amount, Bound, FigureRow

# 左右 of a target: by so many points a rate may miss it, by such a part a level.
POINTS, PART = 0.2, 0.02
# Rates are measured in these; everything else is a level.
_RATES = frozenset({"percent", "percentage_point"})
# Half a tenth of a point: a rate that is written without a decimal is meant as it stands.
COARSEST_RATE = 0.051
# Rounding of binary fractions, far below any digit that is written.
_NOISE = 1e-9

Interval = tuple[float, float]
# The bounds that leave a value open upwards, and downwards.
OPEN_UP: frozenset[Bound] = frozenset({"at_least", "above"})
OPEN_DOWN: frozenset[Bound] = frozenset({"at_most", "below"})
OPEN_ENDED = OPEN_UP | OPEN_DOWN
_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")


def in_unit(amount: Amount, unit: str | None) -> Amount | None:
    """`amount` in `unit`; None where the two measure different things."""
    if amount.unit == unit:
        return amount
    (measured, of), (wanted, to) = dimension(amount.unit or ""), dimension(unit or "")
    if measured != wanted or amount.low is None or amount.high is None:
        return None
    factor = of / to
    return replace(amount, low=amount.low * factor, high=amount.high * factor, unit=unit)


def is_rate(unit: str | None) -> bool:
    """Whether a value in `unit` is a rate, whose differences are points."""
    return unit in _RATES


def tolerance(value: float, unit: str | None) -> float:
    """How far a result may lie from a target of `value` with 左右."""
    return POINTS if is_rate(unit) else abs(value) * PART


def rounding(amount: Amount) -> float:
    """Half a unit of the last digit that was written: 5.2万亿 stands for 5.15 to 5.25万亿. 0 where
    the words hold no plain number."""
    found = _NUMBER.search(amount.text)
    if found is None or not amount.low:
        return 0.0
    written = re.sub("[,，]", "", found.group()).replace("．", ".")
    if not float(written):
        return 0.0
    scale = abs(amount.low) / float(written)
    return scale * 10.0 ** -len(written.partition(".")[2]) / 2


def within(row: FigureRow) -> Interval | None:
    """The values that a row leaves open, 左右 with its room; None where it has words for a
    figure."""
    interval = left_open(row)
    if interval is None or row.qualifier.bound != "about":
        return interval
    room = tolerance(interval[0], row.value.unit)
    return interval[0] - room, interval[1] + room


def left_open(row: FigureRow) -> Interval | None:
    """The values that the bound of a row leaves open, 左右 as the number that is written; None
    where it has words for a figure."""
    low, high = row.value.low, row.value.high
    if low is None or high is None:
        return None
    bound = row.qualifier.bound
    return (-inf if bound in OPEN_DOWN else low), (inf if bound in OPEN_UP else high)


def is_at_least(left: float, right: float) -> bool:
    """left >= right, but for rounding."""
    return left >= right - _noise(left, right)


def same_value(left: FigureRow, right: FigureRow) -> bool:
    """Whether two rows give the same range, each as precise as it is written."""
    other = in_unit(right.value, left.value.unit)
    if other is None or left.value.low is None or left.value.high is None:
        return False
    if other.low is None or other.high is None:
        return False
    room = max(rounding(left.value), _scaled_rounding(right.value, other))
    if is_rate(left.value.unit) and room > COARSEST_RATE:
        room = 0.0  # 5% and 5.3% are two rates, 5.3% and 5.28% are one
    return all(
        abs(a - b) <= room + _noise(a, b)
        for a, b in ((left.value.low, other.low), (left.value.high, other.high))
    )


def agree(left: FigureRow, right: FigureRow) -> bool:
    """Whether two rows can both be true of one quantity: the same value, or one within what the
    bound of the other leaves open (突破5万亿元, 5.2万亿元)."""
    if same_value(left, right):
        return True
    other = in_unit(right.value, left.value.unit)
    if other is None:
        return False
    mine, theirs = within(left), within(replace(right, value=other))
    open_ended = {left.qualifier.bound, right.qualifier.bound} & OPEN_ENDED
    if mine is None or theirs is None or not open_ended:
        return False
    return is_at_least(mine[1], theirs[0]) and is_at_least(theirs[1], mine[0])


def _scaled_rounding(written: Amount, converted: Amount) -> float:
    if not written.low or not converted.low:
        return 0.0
    return rounding(written) * abs(converted.low / written.low)


def _noise(left: float, right: float) -> float:
    return _NOISE * max(1.0, min(abs(left), abs(right)))  # one of them may be infinite
