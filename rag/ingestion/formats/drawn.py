"""What a PDF page draws beside its text: glyphs drawn twice to look bold, raised marks of notes,
the numbers of lines, notes at the foot.

The pieces of a page come as pypdf gives them. Words that are drawn and are no text of the speech
are put between two noncharacters, so that they can be left out and counted wherever they end up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rag.ingestion.clean.lines import is_han, width
from rag.ingestion.formats.shown import is_note_mark, raised_power
from rag.types.text import Span


class Piece(NamedTuple):
    """Text and where it begins, in points from the left and from the bottom."""

    x: float
    y: float
    size: float
    text: str


# Noncharacters, which no file may hold.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_NONCHARACTERS = re.compile(f"[{_OPEN}{_CLOSE}]")
_LINE_ENDS = re.compile(r"\r\n?|\x00")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# A copy that makes a glyph bold stands a twentieth of the type size beside it; the narrowest
# letter, drawn twice by right, a fifth.
_COPY = 0.1
_SMALLER = 0.8
_LEAST_RISE, _MOST_RISE = 0.12, 0.75
_LINE_NUMBER = re.compile(r"\d{1,4}")
_FEWEST_NUMBERS = 4
_NUMBERED_SHARE = 0.7
_NARROWEST_LINE = 20
# Of lines cut to a margin many begin within a sentence; items of a list don't.
_LOWER_CASE_SHARE = 0.25
_NOTE = re.compile(r"\s*(?:[①-⑳㉑-㉟]|[\[［〔（(]\d{1,3}[\]］〕）)]|\d{1,3}[.、\s]?(?=\D)|[*※†‡])")
_PAGE_NUMBER = re.compile(r"[-—–－·•\s]*\d{1,4}[-—–－·•\s]*")
_NOTE_SIZE = 0.85


def plain(text: str) -> str:
    """Text of a PDF whose lines end alike, with letters for ligatures, and without the
    noncharacters that mark what is left out."""
    text = _NONCHARACTERS.sub("", _LINE_ENDS.sub("\n", text))
    return _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """A text without the marks, and where the words between them stand in it."""
    parts: list[str] = []
    spans: list[Span] = []
    at = position = 0
    for match in _MARKED.finditer(text):
        parts += [text[at : match.start()], match[1]]
        position += match.start() - at
        spans.append(Span(position, position + len(match[1])))
        position += len(match[1])
        at = match.end()
    return "".join((*parts, text[at:])), tuple(spans)


def once(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without copies of one drawn upon itself."""
    kept: list[Piece] = []
    places: dict[str, list[Piece]] = {}
    for piece in pieces:
        twins = places.setdefault(piece.text.strip(), [])
        if not any(_is_copy(piece, twin) for twin in twins):
            twins.append(piece)
            kept.append(piece)
    return kept


def _is_copy(piece: Piece, twin: Piece) -> bool:
    far = _COPY * piece.size
    return abs(piece.x - twin.x) <= far and abs(piece.y - twin.y) <= far


def lowered(pieces: Sequence[Piece]) -> list[Piece]:
    """Raised marks and powers set on the line that they stand over; marks are left out."""
    kept: list[Piece] = []
    for piece in pieces:
        base = kept[-1] if kept else None
        text = piece.text.strip()
        before = "" if base is None else plain(base.text).rstrip()
        if base is None or not _is_raised(piece, base):
            kept.append(piece)
        elif is_note_mark(text, before):
            kept.append(
                piece._replace(y=base.y, size=base.size, text=_left_out(text) + _end(piece))
            )
        elif power := raised_power(text, before):
            kept.append(piece._replace(y=base.y, size=base.size, text=power + _end(piece)))
        else:
            kept.append(piece)
    return kept


def _is_raised(piece: Piece, base: Piece) -> bool:
    rise = (piece.y - base.y) / base.size
    is_small = piece.size <= _SMALLER * base.size
    return is_small and _LEAST_RISE <= rise <= _MOST_RISE and piece.x > base.x


def without_line_numbers(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Rows of prose without the number of the line before each; the numbers count up."""
    numbered = [row for row in rows if _is_numbered(row)]
    values = [int(row[0].text) for row in numbered]
    steps = {b - a for a, b in pairwise(values)}
    if len(numbered) < _FEWEST_NUMBERS or steps not in ({1}, {5}):
        return rows
    if steps == {1} and len(numbered) < _NUMBERED_SHARE * len(rows):
        return rows
    if not _is_prose([row[1:] for row in numbered]):
        return rows
    return [_unnumbered(row) if _is_numbered(row) else row for row in rows]


def _is_numbered(row: Sequence[Piece]) -> bool:
    """A number, a gap, and one stretch of words."""
    if len(row) < 2 or not _LINE_NUMBER.fullmatch(row[0].text.strip()):
        return False
    end = row[0].x + width(row[0].text.strip()) / 2 * row[0].size
    return row[1].x - end >= row[1].size / 2


def _is_prose(lines: Sequence[Sequence[Piece]]) -> bool:
    texts = ["".join(piece.text.strip("\n") for piece in line).strip() for line in lines]
    if sum(map(width, texts)) < _NARROWEST_LINE * len(texts):
        return False
    if sum(is_han(text[:1]) for text in texts) * 2 > len(texts):
        widest = max(map(width, texts))
        return sum(width(text) >= 0.85 * widest for text in texts) >= _NUMBERED_SHARE * len(texts)
    lower = sum(text[:1].islower() for text in texts)
    return lower >= _LOWER_CASE_SHARE * len(texts)


def _unnumbered(row: Sequence[Piece]) -> list[Piece]:
    """The number set right before the words, left out."""
    number = row[0]._replace(x=row[1].x - 0.01, text=_left_out(row[0].text.strip()))
    return [number, *row[1:]]


def foot(rows: Sequence[Sequence[Piece]]) -> slice:
    """Which rows at the end of a page are notes: smaller than the text, below a gap, the first of
    them with a mark. A page number may follow them."""
    end = len(rows)
    while end and _PAGE_NUMBER.fullmatch(_text(rows[end - 1])):
        end -= 1
    size = _usual_size(rows)
    start = end
    while start and max(piece.size for piece in rows[start - 1]) <= _NOTE_SIZE * size:
        start -= 1
    while start < end and not _NOTE.match(_text(rows[start])):
        start += 1
    if not 0 < start < end:
        return slice(end, end)
    gap = rows[start - 1][0].y - rows[start][0].y
    return slice(start, end) if gap > 1.5 * size else slice(end, end)


def _usual_size(rows: Sequence[Sequence[Piece]]) -> float:
    """The size in which most characters of a page are set."""
    counts: dict[float, int] = {}
    for row in rows:
        for piece in row:
            size = round(piece.size, 1)
            counts[size] = counts.get(size, 0) + len(piece.text)
    return max(counts, key=lambda size: (counts[size], size), default=1.0)


def _text(row: Sequence[Piece]) -> str:
    return plain("".join(piece.text for piece in row)).strip()


def _end(piece: Piece) -> str:
    return "\n" if "\n" in piece.text else ""


def _left_out(text: str) -> str:
    return f"{_OPEN}{plain(text)}{_CLOSE}"
