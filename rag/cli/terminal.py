"""Text for a terminal: lines that are wrapped, coloured and safe to print.

A Chinese character is two columns wide and no space follows it, so lines are cut by columns. A line
never begins with a closing mark.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

# Wider lines are hard to read, even in a wide window.
_WIDEST = 100
_NARROWEST = 40
_CODES = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "red": "31", "cyan": "36"}
# A piece that is never cut: a run of letters and digits, or one other character, with its opening
# and closing marks.
_OPENING, _CLOSING = "（【《「『“‘〔(\\[", "，。、；：？！）】》」』”’〕％…)\\]"
_PIECE = re.compile(rf"\s+|[{_OPENING}]*(?:[!-~\u00a1-\u02ff]+|[^\s])[{_CLOSING}]*")
_BREAK = re.compile(r"\s*\n\s*")
# Before words that stand out within a text, before words that step back, and before plain ones,
# until the text is wrapped; no printable text holds them.
_STRONG, _PLAIN, _QUIET = "\ue000", "\ue001", "\ue002"
_MARKS = f"{_STRONG}{_PLAIN}{_QUIET}"
_MARKED: dict[str, tuple[str, ...]] = {_STRONG: ("bold",), _PLAIN: (), _QUIET: ("dim",)}


@dataclass(frozen=True, slots=True)
class Terminal:
    """`width` in columns, None if lines are left whole; `colour` is True if styles may be used."""

    width: int | None = None
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> Terminal:
        """The terminal behind `stream`; a file or a pipe gets plain, unwrapped lines."""
        if not stream.isatty():
            return cls()
        columns = shutil.get_terminal_size().columns
        plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
        return cls(max(_NARROWEST, min(columns, _WIDEST)), not plain)

    def styled(self, text: str, *styles: str) -> str:
        """`text` in the styles named in `_CODES`."""
        if not self.colour or not text or not styles:
            return text
        codes = ";".join(_CODES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"

    def strong(self, text: str, start: int, end: int, *, quiet: bool = False) -> str:
        """`text` whose characters [start, end) stand out once it is wrapped; with `quiet` the
        others step back."""
        if not self.colour:
            return text
        rest = _QUIET if quiet else _PLAIN
        return f"{rest}{text[:start]}{_STRONG}{text[start:end]}{rest}{text[end:]}{_PLAIN}"

    def wrapped(self, text: str, indent: int, first: str = "", *styles: str) -> list[str]:
        """`text` in lines with a margin of `indent` columns; `first` stands in the first margin."""
        text = _BREAK.sub(" ", text)
        room = None if self.width is None else self.width - indent
        pieces = [text] if room is None else cut(text, room)
        if _STRONG in text:
            pieces = list(self._with_strong_words(pieces))
        margin = " " * indent
        heads = [first + " " * (indent - columns(first))] + [margin] * (len(pieces) - 1)
        return [
            head + self.styled(piece, *styles) for head, piece in zip(heads, pieces, strict=True)
        ]

    def _with_strong_words(self, lines: list[str]) -> Iterator[str]:
        """`lines` with the words behind each mark in its style, line by line."""
        styles: tuple[str, ...] = ()
        for line in lines:
            shown = ""
            for part in re.split(f"([{_MARKS}])", line):
                if part in _MARKED:
                    styles = _MARKED[part]
                else:
                    shown += self.styled(part, *styles)
            yield shown


def columns(text: str) -> int:
    """The number of columns that `text` takes."""
    return sum(
        0
        if unicodedata.combining(c) or c in _MARKS
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def cut(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns; only a single longer word exceeds them."""
    lines: list[str] = []
    line, used = "", 0
    for piece in _PIECE.findall(text):
        size = columns(piece)
        if used + size > room and line:
            lines.append(line.rstrip())
            line, used = "", 0
            if piece.isspace():
                continue
        line += piece
        used += size
    return [*lines, line.rstrip()]


def printable(text: str) -> str:
    """`text` with a space in place of each control character, hidden format character and character
    for private use, since these could steer the terminal."""
    kept = (
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co") else " " for c in text
    )
    return "".join(kept)
