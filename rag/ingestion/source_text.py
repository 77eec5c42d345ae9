"""The text of a file as published: what a format reader returns, and the tools to write it.

Positions are code points of `SourceText.text`: the words exactly as the file gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rag.types.documents import DocumentWarning, Values, values_of
from rag.types.text import Span

# Between the cells of a row, which is a line.
CELL_BORDER = " | "
# A cell with more characters than this is a column of prose, not a figure in a table.
LONGEST_CELL = 200
_MOST_PAGE_RANGES = 10


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading that the format itself marks as one; level 1 is outermost."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as it was published. `declared` is what its editor says about it (front matter,
    sidecar), `properties` what the format carries along (HTML meta, core properties), `boilerplate`
    what the format marks as not part of the text (navigation, hidden elements). `sha256` and
    `sidecar_sha256` are digests, empty where there is no such file."""

    file: str
    media_type: str
    text: str
    encoding: str | None = None
    decoding: str | None = None
    pages: tuple[Span, ...] = ()
    headings: tuple[HeadingMark, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    tables: int = 0
    sha256: str = ""
    sidecar_sha256: str = ""
    warnings: tuple[DocumentWarning, ...] = ()


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

    def write(self, text: str) -> Span:
        """Append `text`; its span."""
        start = self.position
        self._parts.append(text)
        self.position += len(text)
        return Span(start, self.position)

    def end_line(self) -> None:
        """Begin a new line unless one has just begun."""
        if self._parts and not self.ends_with("\n"):
            self.write("\n")

    def row(self, cells: Iterable[str]) -> None:
        """A row of a table as a line."""
        self.write(CELL_BORDER.join(" ".join(cell.split()) for cell in cells))
        self.write("\n")

    def ends_with(self, character: str) -> bool:
        return bool(self._parts) and self._parts[-1].endswith(character)

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
