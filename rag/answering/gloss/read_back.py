"""Reads a line back: its figures must be those of the rows that it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isclose

from rag.language.figures import figures
from rag.language.units import COUNTED, dimension
from rag.types.figures import Amount

# Rows hold so many digits.
_TOLERANCE = 1e-9
# What stands for a name while a line is read: names hold digits that are no figures (PM2.5).
_NAME = "\u2026"


def says_the_same(text: str, values: Sequence[Amount], not_read: Iterable[str | None]) -> bool:
    """Whether `text` states just the `values`, in their order, without their signs. The parts
    `not_read` are names, years and originals, in which digits are no figures of the line."""
    for part in sorted({part for part in not_read if part}, key=len, reverse=True):
        text = text.replace(part, _NAME)
    read = [_in_base(figure.value, figure.unit) for figure in figures(text)]
    wanted = [_in_base(end, value.unit) for value in values for end in _ends(value)]
    return len(read) == len(wanted) and all(
        a[0] == b[0] and isclose(a[1], b[1], rel_tol=_TOLERANCE)
        for a, b in zip(read, wanted, strict=True)
    )


def _ends(value: Amount) -> list[float]:
    """The figures that are written for a value: two for a range, the smaller first."""
    assert value.low is not None
    assert value.high is not None
    return sorted({abs(value.low), abs(value.high)})


def _in_base(value: float, unit: str | None) -> tuple[str, float]:
    """The dimension and the size. People, homes and things are counted: a name says which, so the
    number may stand without its unit."""
    if unit is None or unit in COUNTED:
        return "count", value
    name, size = dimension(unit)
    return name, value * size
