"""What a PDF page draws beside its text: glyphs drawn twice to look bold, raised marks of notes,
watermarks, notes at the foot.

The pieces of a page come as pypdf gives them. Words that are drawn and are no text of the speech
are put between two noncharacters, so that they can be left out and counted wherever they end up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rag.ingestion.clean.lines import width
from rag.ingestion.formats.shown import is_note_mark, raised_power
from rag.types.text import Span


class Piece(NamedTuple):
    """Text and where it begins, in points from the left and from the bottom, its type size, and
    how many degrees it is turned to the left."""

    x: float
    y: float
    size: float
    text: str
    turn: int = 0

    @property
    def is_slanted(self) -> bool:
        """Whether it runs neither along nor across the page, as watermarks do."""
        return min(self.turn % 90, -self.turn % 90) > _STRAIGHT


# Noncharacters, which no file may hold.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_NONCHARACTERS = re.compile(f"[{_OPEN}{_CLOSE}]")
_LINE_ENDS = re.compile(r"\r\n?|\x00")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# A copy that makes a glyph bold stands a twentieth of the type size beside it; the narrowest
# letter, drawn twice by right, a fifth.
_COPY = 0.1
# How far a part of a line is from where the width of its letters, as estimated, sets it.
_PART = 0.3
_SMALLER = 0.88
_STRAIGHT = 5  # degrees
_REPEATED_LINE = re.compile(r"^[ \t]*(?:(?P<c>\S)(?P=c)[ \t]*){5,}.*$", re.M)
# What was drawn apart from the line that it stands over is a mark if it is no more than a number.
_MARK = re.compile(r"[\[［（(〔【]?\d{1,3}[\]］）)〕】]?|[①-⑳]|[*※†‡]")
_ROW = 8  # points
# So many pieces of a line are looked at: no page has more, but a file made to take time.
_MOST_NEAR = 400
_LEAST_RISE, _MOST_RISE = 0.12, 0.75
_NOTE = re.compile(r"\s*(?:[①-⑳㉑-㉟]|[\[［〔（(]\d{1,3}[\]］〕）)]|\d{1,3}[.、\s]?(?=\D)|[*※†‡])")
_PAGE_NUMBER = re.compile(r"[-—–－·•\s]*\d{1,4}[-—–－·•\s]*")
_NOTE_SIZE = 0.85


def plain(text: str) -> str:
    """Text of a PDF whose lines end alike, with letters for ligatures, and without the
    noncharacters that mark what is left out."""
    text = _NONCHARACTERS.sub("", _LINE_ENDS.sub("\n", text))
    return _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def joined(pieces: Iterable[Piece]) -> str:
    """The text of pieces that are in order."""
    return undoubled("".join(piece.text for piece in pieces))


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


def undoubled(text: str) -> str:
    """Lines of which every character stands two to four times as often as it should: glyphs drawn
    upon each other to look bold, in one go."""
    return _REPEATED_LINE.sub(lambda match: _once_each(match.group()), text)


def _once_each(line: str) -> str:
    words = re.findall(r"\s+|\S+", line)
    for times in (4, 3, 2):
        pattern = re.compile(rf"(?:(\S)\1{{{times - 1}}})+")
        if all(word.isspace() or pattern.fullmatch(word) for word in words):
            return "".join(word if word.isspace() else word[::times] for word in words)
    return line


def once(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without copies of one, of a part of one, or of several, drawn upon itself."""
    kept: list[Piece] = []
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        at = round(piece.y / _ROW)
        near = [one for row in (at - 1, at, at + 1) for one in rows.get(row, ())[-_MOST_NEAR:]]
        if not _is_copy(piece, near):
            rows.setdefault(at, []).append(piece)
            kept.append(piece)
        elif "\n" in piece.text and "\n" not in kept[-1].text:
            kept[-1] = kept[-1]._replace(text=kept[-1].text + "\n")
    return kept


def _is_copy(piece: Piece, near: Iterable[Piece]) -> bool:
    """Whether the words of a piece stand at its place already."""
    text, far = piece.text.strip(), _COPY * piece.size
    level = [one for one in near if abs(one.y - piece.y) <= far]
    if any(one.text.strip() == text and abs(one.x - piece.x) <= far for one in level):
        return True
    if any(text in one.text and _is_within(piece, text, one) for one in level):
        return True
    end = piece.x + width(text) / 2 * piece.size
    under = sorted(one for one in level if piece.x - far <= one.x < end - far)
    return len(under) > 1 and "".join(one.text.strip() for one in under) == text


def _is_within(piece: Piece, text: str, host: Piece) -> bool:
    """Whether a part of a longer piece stands where the same words do in it."""
    start = host.text.strip().find(text)
    while start >= 0:
        x = host.x + width(host.text.strip()[:start]) / 2 * host.size
        if abs(x - piece.x) <= _PART * piece.size and abs(host.size - piece.size) < 1:
            return True
        start = host.text.strip().find(text, start + 1)
    return False


def lowered(pieces: Sequence[Piece]) -> list[Piece]:
    """Raised marks and powers set on the line that they stand over; marks are left out, and so is
    what is written across the page."""
    kept: list[Piece] = []
    places = _Places(pieces)
    for piece in pieces:
        base = kept[-1] if kept else None
        text = piece.text.strip()
        before = "" if base is None else plain(base.text).rstrip()
        if piece.is_slanted:
            kept.append(piece._replace(text=left_out(text) + "\n"))
        elif base is None or not _is_raised(piece, base):
            is_mark = _MARK.fullmatch(text) and (over := places.under(piece))
            if is_mark and over and is_note_mark(text, plain(over.text).rstrip()):
                piece = piece._replace(text=left_out(text) + _end(piece))
            kept.append(piece)
        elif is_note_mark(text, before):
            kept.append(piece._replace(y=base.y, size=base.size, text=left_out(text) + _end(piece)))
        elif power := raised_power(text, before):
            kept.append(piece._replace(y=base.y, size=base.size, text=power + _end(piece)))
        else:
            kept.append(piece)
    return kept


def _is_raised(piece: Piece, base: Piece) -> bool:
    rise = (piece.y - base.y) / base.size
    is_small = piece.size <= _SMALLER * base.size
    return is_small and _LEAST_RISE <= rise <= _MOST_RISE and piece.x >= base.x


class _Places:
    """Finds the piece that a raised one stands over, wherever it was drawn."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._rows: dict[int, list[Piece]] = {}
        for piece in pieces:
            self._rows.setdefault(round(piece.y / _ROW), []).append(piece)

    def under(self, mark: Piece) -> Piece | None:
        """The piece at whose end, or within which, a mark stands raised."""
        row = round(mark.y / _ROW)
        near = (piece for at in range(row - 2, row + 1) for piece in self._rows.get(at, ()))
        return next((piece for piece in near if _stands_over(mark, piece)), None)


def _stands_over(mark: Piece, piece: Piece) -> bool:
    end = piece.x + width(piece.text.strip()) / 2 * piece.size
    return _is_raised(mark, piece) and mark.x <= end + piece.size / 2


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


def left_out(text: str) -> str:
    return f"{_OPEN}{plain(text)}{_CLOSE}"
