"""Collects the pieces of text of a PDF page as pypdf meets them, each with its place, its size and
the way it runs; a page that was drawn lying on its side is set upright."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise, starmap
from typing import Any, NamedTuple

from rag.ingestion.formats import drawn
from rag.ingestion.formats.drawn import Piece

_SMALLER, _RAISED, _FAR = 0.85, 0.1, 1.5
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}


class Drawing:
    """What visits a page while pypdf reads it."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.is_run_together = False  # pypdf made one piece of what stands apart
        self._shown: list[_Shown] = []
        self._size = 1.0
        self._rise = 0.0
        self._rise_of_text: float | None = None

    def operation(self, operator: bytes, operands: Any, outer: Any, inner: Any) -> None:
        """Of the operations of a page: how far words are raised, of which pypdf says nothing."""
        if operator == b"Ts" and operands:
            self._rise = _number(operands[0])
        elif operator == b"Tf" and len(operands) > 1:
            self._size = _number(operands[1])
        elif operator in _SHOWS:
            if self._rise_of_text is None:
                self._rise_of_text = self._rise
            self._shown.append(_shown(operands, inner, outer, self._size))

    def text(self, text: str, outer: Any, inner: Any, font: Any, size: float) -> None:
        """A piece, placed by the matrix `inner` on what `outer` places on the page."""
        text = drawn.plain(text)
        rise, self._rise_of_text = self._rise_of_text or 0.0, None
        if text.strip():
            self.is_run_together |= any(starmap(_stand_apart, pairwise(self._shown)))
        self._shown = []
        if not text.strip():
            if self.pieces and text:
                self.pieces[-1] = self.pieces[-1]._replace(text=self.pieces[-1].text + text)
            return
        a, b, c, d = _product(inner, outer)
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        self.pieces.append(
            Piece(
                x + rise * c,
                y + rise * d,
                abs(size) * math.hypot(c, d) or 1.0,
                text,
                round(math.degrees(math.atan2(b, a))) % 360,
            )
        )


class _Shown(NamedTuple):
    """Where words were shown, in which size, and how many bytes they have."""

    x: float
    y: float
    size: float
    length: int


def _shown(operands: Any, inner: Any, outer: Any, size: float) -> _Shown:
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    _, _, c, d = _product(inner, outer)
    words = operands[-1] if operands else ""
    parts = words if isinstance(words, list) else [words]
    length = sum(len(part) for part in parts if isinstance(part, str | bytes))
    return _Shown(x, y, abs(size) * math.hypot(c, d) or 1.0, length)


def _stand_apart(before: _Shown, after: _Shown) -> bool:
    """Whether the second words are smaller, raised, or further off than the first are long."""
    if (before.x, before.y) == (after.x, after.y):
        return False
    size = max(before.size, after.size)
    is_other = min(before.size, after.size) < _SMALLER * size
    is_raised = _RAISED * size <= abs(before.y - after.y) < size
    # The upper bound of what was shown: each byte a wide character.
    is_far = after.x - before.x > (before.length + _FAR) * before.size
    is_near = after.x - before.x >= 0 and abs(before.y - after.y) < size
    return is_near and (is_other or is_raised or is_far or after.x - before.x < size / 10)


def _number(operand: Any) -> float:
    try:
        return float(operand)
    except (TypeError, ValueError):
        return 0.0


def _product(inner: Sequence[float], outer: Sequence[float]) -> tuple[float, float, float, float]:
    return (
        inner[0] * outer[0] + inner[1] * outer[2],
        inner[0] * outer[1] + inner[1] * outer[3],
        inner[2] * outer[0] + inner[3] * outer[2],
        inner[2] * outer[1] + inner[3] * outer[3],
    )


def upright(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page as seen with most of its text running to the right."""
    turns = [_quarter(piece) for piece in pieces for _ in piece.text]
    turn = max(set(turns), key=turns.count, default=0)
    return [_turned(piece, turn) for piece in pieces] if turn else list(pieces)


def _quarter(piece: Piece) -> int:
    return round(piece.turn / 90) % 4


def _turned(piece: Piece, quarters: int) -> Piece:
    x, y = piece.x, piece.y
    x, y = {1: (y, -x), 2: (-x, -y), 3: (-y, x)}[quarters]
    return piece._replace(x=x, y=y, turn=(piece.turn - 90 * quarters) % 360)
