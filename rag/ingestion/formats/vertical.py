"""Reads pages whose lines run from top to bottom and follow each other from right to left.

pypdf runs the lines of such a page into one; pdfium gives them from left to right. It also knows
where each character stands, from which the lines are made anew here.
"""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from rag.ingestion.clean.lines import is_han
from rag.ingestion.formats.drawn import Piece, once, plain

# Characters whose origins lie this share of the type size apart stand in one column.
_SAME_COLUMN = 0.7
# A gap between origins of this many type sizes is a blank; without one it is one size.
_BLANK = 1.6
# A strip of paper without a character this many type sizes high divides a page: a row of columns
# above, another one or the page number below.
_STRIP = 3.0
_INDENT = 1.5
_FEWEST = 8
_MOST_VERTICAL = 0.6
# Vertical forms of punctuation, which fonts have for such pages.
_FORMS = {
    ord(form): plain_one
    for form, plain_one in zip(
        "︐︑︒︓︔︕︖︗︘︙︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
        "，、。：；！？〖〗…—–（）｛｝〔〕【】《》〈〉「」『』",
        strict=True,
    )
}


def has_vertical_font(page: Any) -> bool:
    """Whether a font of a pypdf page writes downwards."""
    resources = page.get("/Resources")
    fonts = None if resources is None else resources.get_object().get("/Font")
    return fonts is not None and any(
        _writes_down(font.get_object()) for font in fonts.get_object().values()
    )


def _writes_down(font: Any) -> bool:
    encoding = font.get("/Encoding")
    encoding = None if encoding is None else encoding.get_object()
    if isinstance(encoding, dict):  # a map of its own
        return encoding.get("/WMode") == 1
    return str(encoding).endswith("-V")


def are_vertical(pieces: Sequence[Piece]) -> bool:
    """Whether most characters were placed one by one, each below the one before."""
    single = [piece for piece in pieces if len(piece.text.strip()) == 1]
    below = sum(
        abs(a.x - b.x) <= _SAME_COLUMN * a.size and 0.8 * a.size <= a.y - b.y <= 2 * a.size
        for a, b in pairwise(single)
    )
    is_chinese = sum(is_han(piece.text.strip()) for piece in single) * 2 >= len(single)
    return below >= max(_FEWEST, _MOST_VERTICAL * len(pieces)) and is_chinese


def pages_of(data: bytes, numbers: Iterable[int]) -> dict[int, str]:
    """The text of some pages, counted from 0, of a PDF."""
    pdfium: Any = importlib.import_module("pypdfium2")
    with pdfium.PdfDocument(data) as document:
        return {number: columns(list(_glyphs(document[number]))) for number in numbers}


def _glyphs(page: Any) -> Iterator[Piece]:
    raw: Any = importlib.import_module("pypdfium2.raw")
    text = page.get_textpage()
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for at in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text.raw, at))
        if character.isspace() or raw.FPDFText_IsGenerated(text.raw, at) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
        raw.FPDFText_GetMatrix(text.raw, at, matrix)
        size = raw.FPDFText_GetFontSize(text.raw, at) * (abs(matrix.d) or 1.0)
        yield Piece(x.value, y.value, size or 1.0, character)


def columns(glyphs: Sequence[Piece]) -> str:
    """The text of characters, of which each was placed by itself."""
    kept = [glyph._replace(text=plain(glyph.text).translate(_FORMS)) for glyph in once(glyphs)]
    return "".join(f"{line}\n" for row in _strips(kept) for line in _lines(row))


def _strips(glyphs: list[Piece]) -> Iterator[list[Piece]]:
    """The characters between two empty strips of paper, from the top."""
    if not glyphs:
        return
    size = median(glyph.size for glyph in glyphs)
    ordered = sorted(glyphs, key=lambda glyph: -glyph.y)
    row = ordered[:1]
    for above, glyph in pairwise(ordered):
        if above.y - glyph.y > _STRIP * size:
            yield row
            row = []
        row.append(glyph)
    yield row


def _lines(glyphs: list[Piece]) -> Iterator[str]:
    """The columns of a strip, from the right; one that is no higher than a line is a line."""
    top = max(glyph.y for glyph in glyphs)
    if top - min(glyph.y for glyph in glyphs) < min(glyph.size for glyph in glyphs):
        yield "".join(glyph.text for glyph in sorted(glyphs, key=lambda glyph: glyph.x))
        return
    for column in _columns(glyphs):
        indent = "　　" if top - column[0].y >= _INDENT * column[0].size else ""
        yield indent + _column(column)


def _columns(glyphs: list[Piece]) -> Iterator[list[Piece]]:
    rest = sorted(glyphs, key=lambda glyph: -glyph.x)
    while rest:
        edge = rest[0]
        column = [glyph for glyph in rest if edge.x - glyph.x <= _SAME_COLUMN * edge.size]
        rest = rest[len(column) :]
        yield sorted(column, key=lambda glyph: (-round(glyph.y / glyph.size * 2), glyph.x))


def _column(column: list[Piece]) -> str:
    """The characters from the top; figures may stand side by side in it."""
    parts = [column[0].text]
    for above, glyph in pairwise(column):
        is_apart = above.y - glyph.y > _BLANK * max(above.size, glyph.size)
        parts.append(" " * is_apart + glyph.text)
    return "".join(parts)
