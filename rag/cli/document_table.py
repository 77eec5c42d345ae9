"""The table of documents that `speechrag documents` prints, fitted to the width of the terminal.

Each document has a row. The columns that readers look for first come first, and empty columns are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rag.cli.terminal import Terminal, columns, cut, printable
from rag.cli.words import say, short_warnings, user_language
from rag.presentation.frame import FrameWords, document_frame
from rag.types.documents import Document

# In most indexes this many characters of an id are unique, and a person can type them.
SHORTEST_ID = 8
_GAP = "  "
# The widest columns. A longer cell is cut into lines, and ends in "…" after `_LINES` lines; only
# warnings take as many lines as they need.
_WIDEST = {"date": 10, "region": 16, "speaker": 14, "beware": 16}
_WIDEST_BELOW_100 = {"date": 10, "region": 10, "speaker": 8, "beware": 10}
# The columns to leave out, in this order, if the title still has too little room.
_DISPENSABLE = ("beware", "speaker", "region")
_NARROWEST_TITLE = 18
_WIDEST_TITLE = 60
_NARROWEST_FILE = 16
_LINES = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its heading and its cells, each `width` wide at most."""

    key: str
    cells: Sequence[str]
    width: int
    style: str = ""


def table_lines(
    documents: Sequence[Document], ids: Mapping[str, str], terminal: Terminal, width: int
) -> Iterator[str]:
    """A heading and a row for each document; `ids` are the short ids by the whole ones."""
    fitted = _fitted(documents, ids, width)
    heads = [_padded(say(f"documents.{column.key}"), column.width) for column in fitted]
    yield terminal.styled(_GAP.join(heads).rstrip(), "bold")
    for row in range(len(documents)):
        cells = [
            (_packed if column.key == "beware" else _lines_of)(column.cells[row], column.width)
            for column in fitted
        ]
        for line in zip_longest(*cells, fillvalue=""):
            parts = [
                terminal.styled(_padded(text, column.width), *filter(None, [column.style]))
                for text, column in zip(line, fitted, strict=True)
            ]
            yield _GAP.join(parts).rstrip()


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """For each id its shortest beginning, of at least `SHORTEST_ID` characters, that no other id
    has; the whole id if another id begins with it."""
    ordered = sorted(ids)
    neighbours = zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False)
    return {
        id: id[: max(SHORTEST_ID, _alike(before, id) + 1, _alike(id, behind) + 1)]
        for before, id, behind in neighbours
    }


def _alike(first: str, second: str) -> int:
    """The length of their common beginning."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((position for position, (a, b) in pairs if a != b), min(len(first), len(second)))


def _fitted(documents: Sequence[Document], ids: Mapping[str, str], width: int) -> Sequence[_Column]:
    """The columns in their order. The title gets the room that the others leave, then the file."""
    frames = [document_frame(document, user_language()) for document in documents]
    named = list(zip(documents, frames, strict=True))
    cells = {
        "date": [str(document.date or "") for document in documents],
        "region": [_both(document.region, frame.region) for document, frame in named],
        "title": [_both(document.title, frame.title) for document, frame in named],
        "speaker": [_both(document.speaker, frame.speaker) for document, frame in named],
        "id": [ids[document.id] for document in documents],
        "beware": [short_warnings(w.code for w in document.warnings) for document in documents],
        "file": [printable(document.file) for document in documents],
    }
    widest = _WIDEST if width >= 100 else _WIDEST_BELOW_100
    room = {
        key: min(_content(key, values), widest.get(key, width))
        for key, values in cells.items()
        if key not in ("title", "file") and any(values)
    }
    left = width - sum(room.values()) - len(_GAP) * len(room)
    for key in _DISPENSABLE:
        if left < _NARROWEST_TITLE and key in room:
            left += room.pop(key) + len(_GAP)
    wanted = min(_content("title", cells["title"]), _WIDEST_TITLE)
    room["title"] = max(_NARROWEST_TITLE, min(wanted, left))
    left -= room["title"] + len(_GAP)
    if left >= _NARROWEST_FILE:
        room["file"] = min(_content("file", cells["file"]), left)
    styles = {"beware": "yellow", "file": "dim", "id": "cyan"}
    return [
        _Column(key, values, room[key], styles.get(key, ""))
        for key, values in cells.items()
        if key in room
    ]


def _both(original: str | None, known: FrameWords | None) -> str:
    """The name in the user's language with the original behind it; what would be translated word
    for word stays as it is."""
    first = known.text if known and known.made_of == "names" else ""
    return printable(" ".join(filter(None, (first, original))))


def _content(key: str, cells: Sequence[str]) -> int:
    return max([columns(say(f"documents.{key}")), *map(columns, cells)])


def _lines_of(text: str, width: int) -> list[str]:
    """`text` in at most `_LINES` lines of `width` columns; a text that was cut ends in "…"."""
    lines = [part for line in cut(text, width) for part in _hard_cut(line, width)]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], _hard_cut(lines[_LINES - 1], width - 1)[0] + "…"]
    return lines


def _packed(text: str, width: int) -> list[str]:
    """A list of words in lines of `width` columns; no word is cut."""
    lines = [""]
    for word in re.findall(r"[^、,]+[、,]? ?", text):
        if lines[-1] and columns(lines[-1] + word.rstrip()) > width:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _hard_cut(text: str, width: int) -> list[str]:
    """`text` in pieces of at most `width` columns, cut anywhere."""
    pieces, piece = [], ""
    for character in text:
        if columns(piece + character) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - columns(text), 0)
