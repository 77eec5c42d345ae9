"""Takes the numbers of lines off a PDF page of prose: they stand before or behind each line, or
every fifth one, and would else become figures of the speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rag.ingestion.clean.lines import is_han, width
from rag.ingestion.formats.drawn import Piece, left_out

_LINE_NUMBER = re.compile(r"\d{1,4}")
# A number and its line, drawn in one go.
_NUMBERED_LINE = re.compile(r"[ \t]*(\d{1,4})[ \t]+(?=\S)")
_LINE_NUMBERED = re.compile(r"(?<=\S)[ \t]+(\d{1,4})\s*$")
_FEWEST_NUMBERS = 4
_FEWEST_FIFTHS = 3
_NUMBERED_SHARE = 0.7
_NARROWEST_LINE = 20
# Of lines cut to a margin many begin within a sentence, and few end with one; not items of a list.
_LOWER_CASE_SHARE = 0.25
_ENDED_SHARE = 0.4
_SAME_LINE = 0.3


def in_place(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; numbers that were drawn in a row, each level with a line, before these lines."""
    moved: dict[int, int] = {}
    for run in _runs_of_numbers(pieces):
        lines = [_line_beside(pieces, number) for number in run]
        if sum(line is not None for line in lines) >= _NUMBERED_SHARE * len(run):
            moved |= {at: line for at, line in zip(run, lines, strict=True) if line is not None}
    behind = _drawn_behind(pieces)
    if _rise(pieces, behind):
        moved |= {at: _first_of_line(pieces, at) for at in behind}
    before: dict[int, int] = {line: at for at, line in moved.items()}
    order: list[int] = []
    for at in range(len(pieces)):
        if at not in moved:
            order += [before[at], at] if at in before else [at]
    ends = {at - 1 for at in moved if "\n" in pieces[at].text}
    return [_with_end(pieces[at], moved=at in moved, ends=at in ends) for at in order]


def _with_end(piece: Piece, *, moved: bool, ends: bool) -> Piece:
    """A number without its line end, which the piece before it gets if it has none."""
    if moved:
        return piece._replace(text=piece.text.strip())
    return piece._replace(text=piece.text + "\n") if ends and "\n" not in piece.text else piece


def _runs_of_numbers(pieces: Sequence[Piece]) -> list[list[int]]:
    """Numbers that were drawn one after the other, below each other, and count lines."""
    runs: list[list[int]] = [[]]
    for at, piece in enumerate(pieces):
        is_number = _LINE_NUMBER.fullmatch(piece.text.strip()) is not None
        if runs[-1] and not (is_number and piece.y < pieces[runs[-1][-1]].y):
            runs.append([])
        if is_number:
            runs[-1].append(at)
    return [run for run in runs if _rise(pieces, run)]


def _drawn_behind(pieces: Sequence[Piece]) -> list[int]:
    """Numbers that stand before a line and were drawn behind it."""
    return [
        at
        for at, (line, piece) in enumerate(pairwise(pieces), 1)
        if _LINE_NUMBER.fullmatch(piece.text.strip())
        and piece.x < line.x
        and _are_level(piece, line)
        and "\n" not in line.text
    ]


def _first_of_line(pieces: Sequence[Piece], number: int) -> int:
    first = number - 1
    while first and _are_level(pieces[first - 1], pieces[number]):
        first -= 1
    return first


def _are_level(piece: Piece, other: Piece) -> bool:
    return abs(piece.y - other.y) <= _SAME_LINE * max(piece.size, other.size)


def _rise(pieces: Sequence[Piece], run: Sequence[int]) -> bool:
    if len(run) < _FEWEST_NUMBERS:
        return False
    values = [int(pieces[at].text) for at in run]
    return {after - before for before, after in pairwise(values)} in ({1}, {5})


def _line_beside(pieces: Sequence[Piece], number: int) -> int | None:
    """The first piece to the right on the same line."""
    mark = pieces[number]
    level = [
        at
        for at, piece in enumerate(pieces)
        if at != number and piece.x > mark.x and _are_level(piece, mark)
    ]
    return min(level, key=lambda at: pieces[at].x, default=None)


def without_line_numbers(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Rows of prose without the number of the line before or behind each; the numbers count up."""
    for part in (_before, _behind, _at_start, _at_end):
        cuts = _counted([part(row) for row in rows])
        bare = [cut.row if cut else row for row, cut in zip(rows, cuts, strict=True)]
        if any(cuts) and _is_prose(bare):
            return [cut.marked() if cut else row for row, cut in zip(rows, cuts, strict=True)]
    return rows


class _Cut(NamedTuple):
    """A row without its number."""

    number: Piece
    row: list[Piece]
    is_before: bool = True

    @property
    def value(self) -> int:
        return int(self.number.text.strip())

    def marked(self) -> list[Piece]:
        """The row, with the number left out."""
        out = self.number._replace(text=left_out(self.number.text.strip()))
        if self.is_before:
            return [out._replace(x=self.row[0].x - 0.01), *self.row]
        return [*self.row[:-1], self.row[-1]._replace(text=self.row[-1].text + out.text + "\n")]


def _before(row: Sequence[Piece]) -> _Cut | None:
    """A number, a gap, and words."""
    if len(row) < 2 or not _LINE_NUMBER.fullmatch(row[0].text.strip()):
        return None
    end = row[0].x + width(row[0].text.strip()) / 2 * row[0].size
    return _Cut(row[0], list(row[1:])) if row[1].x - end >= row[1].size / 2 else None


def _behind(row: Sequence[Piece]) -> _Cut | None:
    """Words, a gap, and a number."""
    if len(row) < 2 or not _LINE_NUMBER.fullmatch(row[-1].text.strip()):
        return None
    end = row[-2].x + width(row[-2].text.strip()) / 2 * row[-2].size
    gap = row[-1].x - end
    return _Cut(row[-1], list(row[:-1]), is_before=False) if gap >= row[-2].size / 2 else None


def _at_start(row: Sequence[Piece]) -> _Cut | None:
    """A number and words that were drawn in one go."""
    found = _NUMBERED_LINE.match(row[0].text)
    if found is None:
        return None
    words = row[0]._replace(text=row[0].text[found.end() :])
    return _Cut(row[0]._replace(text=found[1]), [words, *row[1:]])


def _at_end(row: Sequence[Piece]) -> _Cut | None:
    """Words and a number that were drawn in one go."""
    found = _LINE_NUMBERED.search(row[-1].text)
    if found is None:
        return None
    words = row[-1]._replace(text=row[-1].text[: found.start()])
    return _Cut(row[-1]._replace(text=found[1]), [*row[:-1], words], is_before=False)


def _counted(cuts: list[_Cut | None]) -> list[_Cut | None]:
    """The cuts whose numbers count the lines, all of them or every fifth; figures at the beginning
    or the end of a line don't."""
    numbered = [(at, cut) for at, cut in enumerate(cuts) if cut]
    if not numbered:
        return cuts
    steps = {after.value - before.value for (_, before), (_, after) in pairwise(numbered)}
    if steps == {1} and len(numbered) >= max(_FEWEST_NUMBERS, _NUMBERED_SHARE * len(cuts)):
        return cuts  # some lines, such as headings, may be left out in counting
    ahead = [cut.value - at for at, cut in numbered]
    first = max(set(ahead), key=ahead.count)
    kept = [cut if cut and cut.value - at == first else None for at, cut in enumerate(cuts)]
    count = sum(map(bool, kept))
    is_each = count >= max(_FEWEST_NUMBERS, _NUMBERED_SHARE * len(cuts))
    are_fifths = all(cut.value % 5 == 0 for cut in kept if cut)
    are_enough = count >= max(_FEWEST_FIFTHS, len(cuts) // 5 - 1)
    return kept if is_each or (are_fifths and are_enough) else [None] * len(cuts)


def _is_prose(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether lines are cut to a margin, wherever a sentence stands: items of a list are not."""
    texts = ["".join(piece.text.strip("\n") for piece in line).strip() for line in lines]
    if sum(map(width, texts)) < _NARROWEST_LINE * len(texts):
        return False
    if sum(is_han(text[:1]) for text in texts) * 2 > len(texts):
        widest = max(map(width, texts))
        full = sum(width(text) >= 0.85 * widest for text in texts)
        ended = sum(text.endswith(("。", "；")) for text in texts)
        return full >= _NUMBERED_SHARE * len(texts) and ended <= _ENDED_SHARE * len(texts)
    lower = sum(text[:1].islower() for text in texts)
    return lower >= _LOWER_CASE_SHARE * len(texts)
