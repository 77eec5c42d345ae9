"""The pieces of text of a PDF page as pdfium sees them, each glyph with its place: for pages on
which pypdf runs together what stands apart, such as the cells of a row, or a figure and the raised
mark of a note behind it."""

from __future__ import annotations

import ctypes
import importlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rag.ingestion.formats.drawn import Piece, plain

# Glyphs whose distance is more than this share of the type size stand in different pieces.
_APART = 1.0
_SAME_BASELINE = 0.1
_SAME_SIZE = 0.1


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, where its origin stands, how far along its line it ends, its size and turn.
    `is_generated`: no glyph, but the blank or line end that pdfium sees between two."""

    text: str
    x: float
    y: float
    end: float
    size: float
    turn: int
    is_generated: bool = False


def glyphs_of(page: Any) -> Iterator[Glyph]:
    """The characters of a pdfium page, in the order in which they are drawn."""
    raw: Any = importlib.import_module("pypdfium2.raw")
    text = page.get_textpage()
    x, y, matrix, box = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX(), raw.FS_RECTF()
    for at in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text.raw, at))
        raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
        raw.FPDFText_GetMatrix(text.raw, at, matrix)
        raw.FPDFText_GetLooseCharBox(text.raw, at, box)
        size = raw.FPDFText_GetFontSize(text.raw, at) * math.hypot(matrix.c, matrix.d)
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        is_generated = raw.FPDFText_IsGenerated(text.raw, at) == 1
        yield Glyph(character, x.value, y.value, box.right, size or 1.0, turn, is_generated)


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The glyphs that stand beside each other as pieces; the last one of a line ends with it."""
    pieces: list[Piece] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text in "\r\n\ufffe\x00":
            _end_line(pieces)
            last = None
        elif glyph.is_generated or (glyph.text.isspace() and last is None):
            if pieces and last is not None:
                pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + " ")
        elif last is not None and _goes_on(last, glyph):
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + glyph.text)
            last = glyph
        else:
            if last is not None and not _is_level(last, glyph):
                _end_line(pieces)
            pieces.append(Piece(glyph.x, glyph.y, glyph.size, glyph.text, glyph.turn))
            last = glyph
    return [piece._replace(text=plain(piece.text)) for piece in pieces if piece.text.strip()]


def _end_line(pieces: list[Piece]) -> None:
    if pieces and not pieces[-1].text.endswith("\n"):
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + "\n")


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands right behind the last one, on its baseline and in its size."""
    size = max(last.size, glyph.size)
    is_alike = last.turn == glyph.turn and abs(last.size - glyph.size) <= _SAME_SIZE * size
    if not is_alike:
        return False
    if last.turn:  # along another line than the rows of the page
        return math.hypot(glyph.x - last.x, glyph.y - last.y) <= 2 * size
    is_beside = -size / 2 <= glyph.x - last.end <= _APART * size
    return is_beside and abs(last.y - glyph.y) <= _SAME_BASELINE * size


def _is_level(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands on the line of the last one, perhaps raised."""
    return abs(last.y - glyph.y) <= 0.75 * max(last.size, glyph.size) and last.turn == glyph.turn
