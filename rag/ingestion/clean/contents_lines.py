"""A rule for a table of contents in a text or a PDF: its lines repeat the headings, each with the
number of a page, and are no words of the speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.ingestion.clean.lines import Line, filled, lines_of
from rag.ingestion.clean.working_text import Change, WorkingText

_NUMBER = r"(?:[-—(（]?\s?(?P<page>\d{1,4})\s?[-—)）]?|[ivxlc]{1,6})"
# Dots or the like from an entry to its page.
_LED = re.compile(rf"[^.…·_\s].*?\s*(?:(?:[.·•_]\s?){{4,}}|[…⋯]{{2,}}|-{{6,}})\s*(?:{_NUMBER})?")
# What each of these holds; few other lines do, and the pattern above is slow to find that out.
_DOTTED = re.compile(r"[.·•_]\s?[.·•_]|[…⋯]{2}|--")
_NUMBERED = re.compile(r"(?=.*[^\W\d]).{2,60}?(?:\s+|(?<=[\u4e00-\u9fff]))(?P<page>\d{1,4})$")
_TITLE = re.compile(r"目\s*[录錄次]|(?:table of )?contents", re.I)
_TITLE_BEGINS = "目tTcC"
# Without one of these in a text, no line of it has dots: they are found in no time.
_SIGNS = ("..", ". .", "··", "· ·", "••", "• •", "__", "_ _", "……", "⋯⋯", "…⋯", "⋯…", "--")
_FEWEST = 3
_LONGEST = 200
_DOTS = ".·•_…⋯-"
# A line end within an entry, or a page number on a line of its own.
_PAGE_ALONE = re.compile(_NUMBER)


def contents_lines(working: WorkingText) -> Iterator[Change]:
    """`一、工作回顾……3`, three lines or more that follow each other, and `目录` over them; without
    dots only under such a title, with pages in order."""
    lines = filled(lines_of(working.text))
    if not (any(map(_is_title, lines)) or any(sign in working.text for sign in _SIGNS)):
        return
    at = 0
    while at < len(lines):
        titled = _is_title(lines[at])
        start = at + titled
        end = max(_led(lines, start), _numbered(lines, start) if titled else start)
        entries = sum(_PAGE_ALONE.fullmatch(line.body) is None for line in lines[start:end])
        if entries >= _FEWEST:
            yield Change(lines[at].start, min(lines[end - 1].end + 1, len(working.text)))
            at = end
        else:
            at += 1


def _is_title(line: Line) -> bool:
    return line.body[0] in _TITLE_BEGINS and _TITLE.fullmatch(line.body) is not None


def _led(lines: Sequence[Line], start: int) -> int:
    """Where a row of lines with dots ends that begins at `start`."""
    at = start
    while at < len(lines) and _is_led(lines[at].body):
        has_page = lines[at].body[-1] not in _DOTS
        after = lines[at + 1].body if at + 1 < len(lines) else ""
        if not has_page and _PAGE_ALONE.fullmatch(after) is None:
            break
        at += 1 if has_page else 2
    return at


def _is_led(words: str) -> bool:
    is_short = len(words) <= _LONGEST
    return is_short and _DOTTED.search(words) is not None and _LED.fullmatch(words) is not None


def _numbered(lines: Sequence[Line], start: int) -> int:
    """Where a row of lines that end with the number of a page ends, in their order."""
    at, page = start, 0
    while at < len(lines):
        match = _NUMBERED.fullmatch(lines[at].body)
        if match is None or int(match["page"]) < page:
            break
        at, page = at + 1, int(match["page"])
    return at
