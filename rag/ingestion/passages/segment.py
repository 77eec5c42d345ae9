"""Divides a document into sections, each with its heading path.

Sections cover the document without gaps. Where a heading is run into the text, as scrapes leave
it, the section begins where its number stands, and the heading is what can be told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.ingestion.passages.headings import ITEM, MAIN, ORDINAL, SUB, Heading, headings_in
from rag.ingestion.passages.turn_labels import label_of
from rag.types.documents import Document, Section
from rag.types.text import Span

# Points of fewer characters than this on average are a list: its items stay in one section.
_SHORTEST_POINT = 120
# How far below its own depth an enumeration inside another of the same kind is put.
_NESTED = 0.1
# No speech nests enumerations deeper; without an end the paths would grow with the text.
_MOST_ROWS = 8


def segment(document: Document, marks: Sequence[tuple[Span, int]] = ()) -> list[Section]:
    """The sections of `document`, in order. `marks` are headings that the format itself marks:
    their span in the clean text and their level from 1."""
    begun = set(_spoken_from(document))
    found = headings_in(document.text, document.title, marks)
    found = [heading for heading in found if heading.start not in begun]
    found = _without_strays(_with_nested_rows(found))
    found = _without_short_points(found, len(document.text))
    nested = _with_turns(_nested(found), document)
    edges = [0, *(start for start, _ in nested), len(document.text)]
    paths = [(), *(path for _, path in nested)]
    sections = [
        Section(document, Span(start, end), path)
        for start, end, path in zip(edges[:-1], edges[1:], paths, strict=True)
        if start < end
    ]
    return list(_without_bare_headings(sections, begun))


def _with_nested_rows(headings: list[Heading]) -> list[Heading]:
    """A second row 一、二、 that begins inside 二、 and after which 三、 follows is one deeper."""
    rows: list[int] = []
    levels: dict[int, int] = {}
    for at, heading in enumerate(headings):
        if heading.depth < MAIN:
            rows = []
        if heading.depth != MAIN or heading.number is None:
            continue
        if rows and heading.number == 1 and len(rows) < _MOST_ROWS:
            rows.append(1)
        else:
            while len(rows) > 1 and heading.number != rows[-1] + 1:
                rows.pop()
            rows = [*rows[:-1], heading.number]
        levels[at] = len(rows) - 1
    closed: set[int] = set()
    shallowest = len(headings)
    for at in reversed(levels):
        if shallowest < levels[at]:
            closed.add(at)  # a shallower row goes on after it; else the row stands for itself
        shallowest = min(shallowest, levels[at])
    return [
        replace(heading, depth=heading.depth + _NESTED * levels[at]) if at in closed else heading
        for at, heading in enumerate(headings)
    ]


def _without_strays(headings: list[Heading]) -> list[Heading]:
    """Numbers that count nothing: inside its parent each row begins at 1 and rises, or goes on from
    the parent before, as in documents that count （一） to （二十） throughout."""
    kept: list[Heading] = []
    last: dict[float, int] = {}
    before: dict[float, int] = {}
    for heading in headings:
        for deeper in [depth for depth in last if depth > heading.depth]:
            before[deeper] = last.pop(deeper)
        if heading.number is not None and heading.depth >= SUB:
            step = heading.number - last.get(heading.depth, 0)
            goes_on = (
                heading.at_line
                and heading.depth not in last
                and heading.number == before.get(heading.depth, 0) + 1
            )
            rises = 1 <= step <= (2 if heading.at_line else 1)
            if heading.number != 1 and not rises and not goes_on:
                continue
            last[heading.depth] = heading.number
        kept.append(heading)
    return [
        heading
        for heading, following in zip(kept, _next_numbers(kept), strict=True)
        if heading.number != 1 or heading.depth < ORDINAL or following == 2
    ]


def _next_numbers(headings: list[Heading]) -> list[int | None]:
    """For each heading the number of the next one that is not below it: `第一，` without a second
    is a way of speaking."""
    found: list[int | None] = []
    after: list[Heading] = []
    for heading in reversed(headings):
        while after and after[-1].depth > heading.depth:
            after.pop()
        found.append(after[-1].number if after else None)
        after.append(heading)
    return found[::-1]


def _without_short_points(headings: list[Heading], length: int) -> list[Heading]:
    """Rows of points that are a line or two each are lists, not sections."""
    drop: set[int] = set()
    for depth in (ORDINAL, ITEM):
        row: list[int] = []
        for at, heading in enumerate([*headings, Heading(length, "", 0.0)]):
            if heading.depth == depth and (not row or heading.number != 1):
                row.append(at)
            elif heading.depth <= depth:
                drop |= _if_short(row, headings, length)
                row = [at] if heading.depth == depth else []
    return [heading for at, heading in enumerate(headings) if at not in drop]


def _if_short(row: list[int], headings: list[Heading], length: int) -> set[int]:
    if not row:
        return set()
    last = headings[row[-1]]
    after = (other.start for other in headings[row[-1] + 1 :] if other.depth <= last.depth)
    # The last point runs on into whatever follows it, so it counts no more than the others.
    end = last.start if len(row) > 1 else next(after, length)
    points = max(len(row) - 1, 1)
    return set(row) if (end - headings[row[0]].start) < _SHORTEST_POINT * points else set()


def _nested(headings: list[Heading]) -> list[tuple[int, tuple[str, ...]]]:
    """Start and path of each heading, the outermost first."""
    stack: list[Heading] = []
    found: list[tuple[int, tuple[str, ...]]] = []
    for heading in headings:
        while stack and stack[-1].depth >= heading.depth:
            stack.pop()
        stack.append(heading)
        found.append((heading.start, tuple(outer.words for outer in stack)))
    return found


def _with_turns(
    nested: list[tuple[int, tuple[str, ...]]], document: Document
) -> list[tuple[int, tuple[str, ...]]]:
    """A section ends where somebody else begins to speak, and where an answer begins that names
    nobody; the next has the same headings."""
    found = dict(nested)
    path: tuple[str, ...] = ()
    for start in sorted({*found, *_spoken_from(document)}):
        path = found.setdefault(start, path)
    return sorted(found.items())


def _spoken_from(document: Document) -> Iterator[int]:
    """Where each turn begins, and each answer behind one."""
    text = document.text
    starts = [*(turn.span.start for turn in document.turns), len(text)]
    for turn, following in zip(document.turns, starts[1:], strict=True):
        yield turn.span.start
        gap = text[turn.span.end : following]
        label = label_of(gap.strip().partition("\n")[0])
        if label and label.answers:
            yield following - len(gap.lstrip())


def _without_bare_headings(sections: list[Section], begun: set[int]) -> Iterator[Section]:
    """A heading with nothing under it but the next heading begins that one's section."""
    start: int | None = None
    for section in sections:
        begin = section.span.start if start is None else start
        body = "".join(section.span.slice(section.document.text).split())
        words = "".join(section.heading[-1].split()) if section.heading else ""
        is_bare = section.span.start not in begun and len(body) <= len(words) + 2
        if words and is_bare and section is not sections[-1]:
            start = begin
            continue
        yield Section(section.document, Span(begin, section.span.end), section.heading)
        start = None
