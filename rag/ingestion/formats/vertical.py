"""Reads pages whose lines run from top to bottom and follow each other from right to left.

pypdf runs the lines of such a page into one; pdfium gives them from left to right. It also knows
where each character stands, from which the lines are made anew here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import Any

from rag.ingestion.clean.lines import is_han
from rag.ingestion.formats.drawn import Piece, once, plain
from rag.ingestion.formats.glyphs import Glyph

# Characters whose origins lie this share of the type size apart stand in one column.
_SAME_COLUMN = 0.7
# A gap between origins of this many type sizes is a blank; without one it is one size.
_BLANK = 1.9
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


def columns(glyphs: Iterable[Glyph]) -> str:
    """The text of the glyphs of a page, a line for each column."""
    kept = [glyph for glyph in glyphs if not glyph.is_generated and glyph.text not in "\r\n"]
    return "".join(f"{line}\n" for strip in _strips(_once(kept)) for line in _lines(strip))


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without those that were drawn upon themselves to look bold."""
    pieces = [Piece(glyph.x, glyph.y, glyph.size, f"{glyph.text}") for glyph in glyphs]
    kept = {id(piece) for piece in once(pieces)}
    return [glyph for glyph, piece in zip(glyphs, pieces, strict=True) if id(piece) in kept]


def _strips(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs between two empty strips of paper, from the top, in the order of drawing."""
    if not glyphs:
        return
    size = median(glyph.size for glyph in glyphs)
    levels = sorted((glyph.y for glyph in glyphs), reverse=True)
    cuts = [(a + b) / 2 for a, b in pairwise(levels) if a - b > _STRIP * size]
    for top, foot in pairwise([inf, *cuts, -inf]):
        yield [glyph for glyph in glyphs if foot < glyph.y <= top]


def _lines(glyphs: list[Glyph]) -> Iterator[str]:
    """The columns of a strip, from the right; one that is no higher than a line is a line."""
    top = max(glyph.y for glyph in glyphs)
    if top - min(glyph.y for glyph in glyphs) < min(glyph.size for glyph in glyphs):
        yield _plain(sorted(glyphs, key=lambda glyph: glyph.x))
        return
    found = sorted(_columns(glyphs), key=lambda column: -column[0].x)
    for column in found:
        indent = "　　" if top - column[0].y >= _INDENT * column[0].size else ""
        yield indent + _plain(column).strip()


def _columns(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that were drawn in one column, each below the one before or beside it; several rows
    of drawing may make one column."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if not (runs and _is_below(runs[-1][-1], glyph)):
            runs.append([])
        runs[-1].append(glyph)
    found: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda run: (-run[0].y, run[0].x)):
        home = next((column for column in found if _are_in_line(column[0], run[0])), None)
        if home is None:
            found.append(run)
        else:
            home += run
    return found


def _is_below(last: Glyph, glyph: Glyph) -> bool:
    return _are_in_line(last, glyph) and glyph.y <= last.y + last.size


def _are_in_line(first: Glyph, glyph: Glyph) -> bool:
    return abs(first.x - glyph.x) <= _SAME_COLUMN * max(first.size, glyph.size)


def _plain(column: list[Glyph]) -> str:
    """The glyphs from the top; figures may stand side by side in it."""
    parts: list[str] = []
    for above, glyph in zip([column[0], *column], column, strict=False):
        is_apart = above.y - glyph.y > _BLANK * max(above.size, glyph.size)
        parts.append(" " * is_apart + glyph.text)
    return plain("".join(parts)).translate(_FORMS)
