"""The table that `speechrag figures` prints, fitted to the width of the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rag.cli.terminal import Terminal, columns, cut, printable
from rag.cli.words import say_in, user_language
from rag.presentation.figure_words import (
    coverage_words,
    notes_words,
    period_words,
    row_place_words,
    value_words,
)
from rag.presentation.frame import region_named
from rag.presentation.phrases import phrase, shortened
from rag.types.figure_table import FigureTable, StatedRow
from rag.types.text import Language

_GAP = "  "
# The widest columns before the quotation; longer cells are cut into lines.
_WIDEST = {"region": 14, "period": 12, "value": 22, "stance": 10}
_NARROWEST_QUOTATION = 24
# A reader can judge a clause by this much of it; --csv and --json give it whole.
_WORDS = 160


def table_lines(
    table: FigureTable, terminal: Terminal, width: int, language: Language | None = None
) -> Iterator[str]:
    """A heading and a row for each figure, then how many documents were read for them; in the
    user's language, or in that of a question."""
    language = language or user_language()
    if table.rows:
        yield from _rows(table, terminal, width, language)
        yield ""
    else:
        yield say_in(language, "figures.none")
    if table.next:
        yield from terminal.wrapped(
            say_in(language, "figures.more", shown=len(table.rows)), 0, "", "yellow"
        )
    yield terminal.styled(coverage_words(table.coverage, language), "dim")


def plain_row(stated: StatedRow, base: str = "") -> list[str]:
    """Cells for a pipe: region, period, value, stance, term and kind, quotation and permalink."""
    link = base + stated.document.permalink(stated.row.clause)
    cells = [
        stated.document.region or "",
        *_figure_cells(stated, "en"),
        notes_words(stated.row, "en"),
        stated.quote,
        link,
    ]
    return [" ".join(printable(cell).split()) for cell in cells]


def _rows(table: FigureTable, terminal: Terminal, width: int, language: Language) -> Iterator[str]:
    cells = [
        [_region(stated, language), *([cell] for cell in _figure_cells(stated, language))]
        for stated in table.rows
    ]
    heads = [say_in(language, f"figures.{key}") for key in _WIDEST]
    room = [
        min(max(map(columns, [heads[at], *(words for row in cells for words in row[at])])), most)
        for at, most in enumerate(_WIDEST.values())
    ]
    rest = max(width - sum(room) - len(_GAP) * len(room), _NARROWEST_QUOTATION)
    heads.append(say_in(language, "figures.quotation"))
    yield _line(heads, [*room, rest], terminal, ("bold",) * 5)
    for stated, row in zip(table.rows, cells, strict=True):
        quotation = list(_quotation(stated, rest, terminal, language))
        parts = [
            [line for words in cell for line in cut(words, most)]
            for cell, most in zip(row, room, strict=True)
        ]
        for line in zip_longest(*parts, quotation, fillvalue=""):
            yield _line(line, [*room, 0], terminal, ("bold", "", "cyan", "", ""))


def _quotation(
    stated: StatedRow, width: int, terminal: Terminal, language: Language
) -> Iterator[str]:
    """What the figure is of, the words that state it, and their place."""
    yield from cut(shortened(printable(stated.quote), _WORDS), width)
    for words in (notes_words(stated.row, language), row_place_words(stated, language)):
        yield from (terminal.styled(line, "dim") for line in cut(printable(words), width))


def _region(stated: StatedRow, language: Language) -> list[str]:
    """The region in the reader's language, and the original below it."""
    region = stated.document.region or ""
    known = region_named(region, language) if region else None
    return [printable(name) for name in ([known.text, region] if known else [region])]


def _figure_cells(stated: StatedRow, language: Language) -> list[str]:
    """Period, value and stance."""
    row = stated.row
    cells = [
        period_words(row.period, language),
        value_words(row, language),
        phrase(f"stance.{row.stance}", language) if row.stance else "",
    ]
    return [printable(cell) for cell in cells]


def _line(
    cells: list[str] | tuple[str, ...],
    room: list[int],
    terminal: Terminal,
    styles: tuple[str, ...],
) -> str:
    parts = [
        terminal.styled(cell + " " * max(most - columns(cell), 0), *filter(None, [style]))
        for cell, most, style in zip(cells, room, styles, strict=True)
    ]
    return _GAP.join(parts).rstrip()
