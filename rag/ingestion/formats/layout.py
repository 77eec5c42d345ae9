"""Puts the pieces of text on a PDF page in order: a row of a table is a line, columns follow each
other.

pypdf gives pieces in the order in which they are drawn, and ends a line after each that was placed
by itself: a table becomes a line a cell, and columns that were drawn row by row take turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from rag.ingestion.clean.lines import width
from rag.ingestion.formats import drawn
from rag.ingestion.formats.drawing import Drawing, upright
from rag.ingestion.formats.drawn import Piece
from rag.ingestion.formats.line_numbers import in_place, without_line_numbers
from rag.ingestion.formats.vertical import are_vertical, has_vertical_font
from rag.ingestion.source_text import CELL_BORDER
from rag.types.text import Span

# Pieces whose baselines differ by less than this share of the type size stand on one line.
_SAME_LINE = 0.3
# A gap of this many type sizes between two pieces is one between cells, not between words.
_WIDE_GAP = 1.5
# Two pieces a row, this many columns wide each, in this many rows, are columns of prose.
_NARROWEST_COLUMN = 20
_FEWEST_ROWS = 5


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text of a page, how many tables stand in it, the notes at its foot, and where in the text
    words stand that are drawn and not part of it. The lines of a page that `is_vertical` run
    downwards, and are not put in order here. On a page that `is_run_together` pypdf made one word
    of what stands apart."""

    text: str
    tables: int = 0
    notes: str = ""
    unseen: tuple[Span, ...] = ()
    is_vertical: bool = False
    is_run_together: bool = False


def page_text(page: Any) -> LaidOut:
    """The text of a pypdf page; as pypdf gives it where nothing stands side by side."""
    drawing = Drawing()
    plain = drawn.plain(
        page.extract_text(visitor_text=drawing.text, visitor_operand_before=drawing.operation)
    )
    pieces = drawing.pieces
    if has_vertical_font(page) or are_vertical(pieces):
        return LaidOut(plain, is_vertical=True)
    if drawing.is_run_together:
        return LaidOut(plain, is_run_together=True)
    is_all = "".join(piece.text for piece in pieces).split() == plain.split()
    return (arranged(upright(pieces)) if is_all else None) or LaidOut(drawn.undoubled(plain))


def arranged(pieces: Sequence[Piece]) -> LaidOut | None:
    """The text in reading order; None where it is the one in which the pieces are drawn."""
    rows = without_line_numbers(list(_rows(in_place(drawn.lowered(drawn.once(pieces))))))
    foot = drawn.foot(rows)
    notes = "".join(map(_line, rows[foot]))
    if (
        not notes
        and rows == [[piece] for piece in pieces]
        and not any(piece.is_slanted for piece in pieces)
    ):
        return None
    parts: list[str] = []
    tables = 0
    for cells, members in groupby([*rows[: foot.start], *rows[foot.stop :]], key=_cells):
        run = list(members)
        if cells > 1 and len(run) >= _FEWEST_ROWS and _are_columns(run):
            parts += [f"{_joined(cell)}\n" for column in _sides(run) for cell in column]
            continue
        is_table = cells > 1 and len(run) > 1  # one row alone may be a name and a date
        tables += is_table
        parts += [_line(row, border=CELL_BORDER if is_table else "") for row in run]
    text, unseen = drawn.unmarked(drawn.undoubled("".join(parts)))
    return LaidOut(text, tables, drawn.plain(notes), unseen)


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that follow each other from left to right on one line, whatever pypdf put between."""
    row: list[Piece] = []
    for piece in pieces:
        if row and not _is_beside(row[-1], piece):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _is_beside(piece: Piece, following: Piece) -> bool:
    is_level = abs(piece.y - following.y) <= _SAME_LINE * max(piece.size, following.size)
    return is_level and following.x > piece.x and "\n" not in piece.text.rstrip("\n")


def _cells(row: Sequence[Piece]) -> int:
    """How many cells the wide gaps make of a row."""
    return 1 + sum(_gap(a, b) >= _WIDE_GAP for a, b in pairwise(row))


def _sides(rows: Sequence[Sequence[Piece]]) -> list[list[list[Piece]]]:
    """The cells of each column, from the left."""
    cut = [_cut(row) for row in rows]
    return [[cells[at] for cells in cut] for at in range(len(cut[0]))]


def _cut(row: Sequence[Piece]) -> list[list[Piece]]:
    """The cells of a row."""
    cells = [[row[0]]]
    for piece, following in pairwise(row):
        if _gap(piece, following) >= _WIDE_GAP:
            cells.append([])
        cells[-1].append(following)
    return cells


def _are_columns(rows: Sequence[Sequence[Piece]]) -> bool:
    """Prose in all columns, each but the first set to one margin; of more than two columns, which
    may be a table of words, the lines are full as well."""
    columns = _sides(rows)
    for number, column in enumerate(columns):
        margins = [cell[0].x for cell in column]
        if number and max(margins) - min(margins) > 2 * rows[0][0].size:
            return False
        widths = [width(_joined(cell)) for cell in column]
        if sum(widths) < _NARROWEST_COLUMN * len(rows):
            return False
        if len(columns) > 2 and not _are_full(widths):
            return False
    return True


def _are_full(widths: Sequence[int]) -> bool:
    return sum(each >= 0.85 * max(widths) for each in widths) >= 0.7 * len(widths)


def _gap(piece: Piece, following: Piece) -> float:
    """In type sizes; a Chinese character is one wide, a Latin one half."""
    end = piece.x + width(piece.text.strip("\n")) / 2 * piece.size
    return (following.x - end) / piece.size


def _line(row: Sequence[Piece], *, border: str = "") -> str:
    """A row as a line, with `border` at its wide gaps; without one as pypdf joined it, and a blank
    for a line end at a wide gap."""
    parts: list[str] = []
    for piece, following in pairwise(row):
        is_wide = _gap(piece, following) >= _WIDE_GAP
        if is_wide and border:
            parts.append(piece.text.rstrip() + border)
        else:
            parts.append(piece.text.rstrip("\n"))
            parts.append(" " if is_wide and piece.text.endswith("\n") else "")
    return "".join((*parts, row[-1].text))


def _joined(row: Sequence[Piece]) -> str:
    return _line(row).strip("\n")
