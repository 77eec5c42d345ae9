"""The figures of an answer on the wire: what a reader may say of them, and what it may not."""

from __future__ import annotations

import math
from typing import Annotated

import msgspec
from msgspec import Meta

from rag.types.figures import FigureRow

FIGURES_AT_A_TIME = 512
_batches = msgspec.msgpack.Decoder(Annotated[list[FigureRow], Meta(max_length=FIGURES_AT_A_TIME)])


def decode_figures(data: bytearray, characters: int) -> list[FigureRow]:
    """The figures of one batch, of a text of so many characters. Raises ValueError for a figure
    that no such text can state, msgspec.MsgspecError for what is no figure."""
    rows = _batches.decode(data)
    for row in rows:
        _check(row, characters)
    return rows


def _check(row: FigureRow, characters: int) -> None:
    if not row.clause.contains(row.figure) or row.clause.end > characters:
        raise ValueError("a figure lies outside its clause, or the clause outside the text")
    low, high = row.value.low, row.value.high
    if (low is None) != (high is None):
        raise ValueError("a range with one end")
    if low is not None and high is not None and not -math.inf < low <= high < math.inf:
        raise ValueError("a value that is no range of numbers")
    if row.period and row.period.end < row.period.start:
        raise ValueError("a period that ends before it starts")
