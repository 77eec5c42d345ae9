"""The text of a file as published: what a format reader returns, and the tools to write it.

Positions are code points of `SourceText.text`: the words exactly as the file gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from rag.types.documents import DocumentWarning, Values, values_of
from rag.types.text import Span

# Between the cells of a row, which is a line.
CELL_BORDER = " | "
# A cell with more characters than this is a column of prose, not a figure in a table.
LONGEST_CELL = 200
_MOST_PAGE_RANGES = 10
_SPACE = re.compile(r"\s+")
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading that the format itself marks as one; level 1 is outermost."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as it was published. `declared` is what its editor says about it (front matter,
    sidecar), `properties` what the format carries along (HTML meta, core properties), `boilerplate`
    what the format marks as not part of the text (navigation, hidden elements), `unseen` what
    stands in the file and not in the text as it is shown (struck or hidden words, the marks of
    notes). `sha256` and `sidecar_sha256` are digests, empty where there is no such file."""

    file: str
    media_type: str
    text: str
    encoding: str | None = None
    decoding: str | None = None
    pages: tuple[Span, ...] = ()
    headings: tuple[HeadingMark, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    unseen: tuple[Span, ...] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    tables: int = 0
    sha256: str = ""
    sidecar_sha256: str = ""
    warnings: tuple[DocumentWarning, ...] = ()

    def shown(self, span: Span) -> str:
        """The words at `span` without those that are unseen."""
        parts: list[str] = []
        at = span.start
        for hidden in self.unseen:
            if hidden.overlaps(span):
                parts.append(self.text[at : hidden.start])
                at = max(at, hidden.end)
        return "".join((*parts, self.text[at : span.end]))


class Piece(NamedTuple):
    """Words of a source text; `is_unseen`: not in the text as it is shown."""

    text: str
    is_unseen: bool = False


def page_values(numbers: Sequence[int], pages: int) -> Values:
    """The values of a warning about some pages of `pages`: how many they are, and which. `numbers`
    are in order; adjacent ones become a range, and a long list ends with an ellipsis."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    ranges = [
        str(start) if start == end else f"{start}–{end}"
        for start, end in zip(starts, ends, strict=True)
    ]
    shown = ranges[:_MOST_PAGE_RANGES] + ["…"] * (len(ranges) > _MOST_PAGE_RANGES)
    return values_of(count=len(numbers), of=pages, pages=tuple(shown))


class Scribe:
    """Writes a source text piece by piece, and knows at which position it stands."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.position = 0
        self.unseen: list[Span] = []

    def write(self, text: str) -> Span:
        """Append `text`; its span."""
        start = self.position
        self._parts.append(text)
        self.position += len(text)
        return Span(start, self.position)

    def pieces(self, pieces: Iterable[Piece]) -> Span:
        """Append words of which some are unseen; the span of all."""
        start = self.position
        for text, is_unseen in pieces:
            span = self.write(text)
            if is_unseen and text:
                self.unseen.append(span)
        return Span(start, self.position)

    def end_line(self) -> None:
        """Begin a new line unless one has just begun."""
        if self._parts and not self.ends_with("\n"):
            self.write("\n")

    def row(self, cells: Iterable[str]) -> None:
        """A row of a table as a line."""
        self.write(CELL_BORDER.join(" ".join(cell.split()) for cell in cells))
        self.write("\n")

    def row_of_pieces(self, cells: Iterable[Sequence[Piece]]) -> None:
        """A row of a table, of whose words some are unseen, as a line."""
        for number, cell in enumerate(cells):
            self.write(CELL_BORDER if number else "")
            self.pieces(_on_one_line(cell))
        self.write("\n")

    def ends_with(self, character: str) -> bool:
        return bool(self._parts) and self._parts[-1].endswith(character)

    def last(self, count: int) -> str:
        """The `count` characters written last."""
        return "".join(self._parts[-count:])[-count:]

    def mark(self) -> int:
        """A handle on the part written last, for `replace`."""
        return len(self._parts) - 1

    def replace(self, mark: int, text: str) -> None:
        """Put `text` in the place of a part that is as long."""
        if len(text) != len(self._parts[mark]):
            raise ValueError("a part may only be replaced by one of its length")
        self._parts[mark] = text

    def text(self) -> str:
        return "".join(self._parts)


def joined(sources: Sequence[SourceText], file: str, media_type: str) -> SourceText:
    """One text of several, a new line for each, with their marks where they stand in it."""
    scribe = Scribe()
    headings: list[HeadingMark] = []
    boilerplate: list[Span] = []
    for source in sources:
        scribe.end_line()
        at = scribe.write(source.text).start
        headings += [replace(mark, span=moved(mark.span, at)) for mark in source.headings]
        boilerplate += [moved(span, at) for span in source.boilerplate]
        scribe.unseen += [moved(span, at) for span in source.unseen]
    return SourceText(
        file=file,
        media_type=media_type,
        text=scribe.text(),
        encoding=sources[0].encoding if sources else None,
        decoding=sources[0].decoding if sources else None,
        headings=tuple(headings),
        boilerplate=tuple(boilerplate),
        unseen=tuple(scribe.unseen),
        tables=sum(source.tables for source in sources),
        warnings=tuple(warning for source in sources for warning in source.warnings),
    )


def speaker_label(name: str) -> str:
    """A name as it stands before the words of its speaker."""
    return f"{name}{'：' if _HAN.search(name) else ': '}"


def moved(span: Span, by: int) -> Span:
    """The span `by` characters further on."""
    return Span(span.start + by, span.end + by)


def _on_one_line(cell: Sequence[Piece]) -> Iterator[Piece]:
    """The words of a cell, with single blanks between them and none around them."""
    last = max((at for at, piece in enumerate(cell) if piece.text.strip()), default=-1)
    is_begun = False
    for at, (text, is_unseen) in enumerate(cell[: last + 1]):
        words = _SPACE.sub(" ", text)
        words = words if is_begun else words.lstrip(" ")
        is_begun = is_begun or bool(words)
        yield Piece(words.rstrip(" ") if at == last else words, is_unseen)
