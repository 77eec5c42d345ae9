"""A speech as it is set on a page: headings and paragraphs, with what is to be marked in them.

White space at the ends of lines is all that is left out, so that the marked pieces together are the
quotation, character by character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from rag.types.documents import Document, Passage
from rag.types.text import Span

Tag = Literal["h1", "h2", "h3", "h4", "p"]
NO_READINGS: Mapping[Span, str] = MappingProxyType({})
_HEADING_TAGS: tuple[Tag, ...] = ("h2", "h3", "h4")
# The name before the words of a turn, in a record of a debate.
_LABEL = re.compile(r".{1,140}?(?:[:：](?!\d)|\.\s?[–—―])")
# Between the words of a heading and the end of its line.
_AFTER_HEADING = " \t\u3000。．.：:"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that are set alike. `removed` are published characters that cleaning took out
    here, `published` those that it replaced by `text`; `page` is the page that begins here.
    `reading` says what a figure measures, which `text` is; `glosses` are the words of `text` in
    order, each with its translation, or ""."""

    text: str
    marked: bool = False
    first: bool = False
    strong: bool = False
    published: str | None = None
    removed: str | None = None
    page: int | None = None
    reading: str | None = None
    glosses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph."""

    tag: Tag
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What cleaning did, by place in the clean text: published characters that it took out before a
    place, and those that stood for others."""

    removed: Mapping[int, str] = field(default_factory=dict)
    replaced: Mapping[int, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def between(cls, document: Document, published: str) -> Changes:
        """All that differs between the document and its text as published."""
        removed: dict[int, str] = {}
        replaced: dict[int, tuple[int, str]] = {}
        at = 0
        for run in document.alignment.runs:
            if at < run.published:
                removed[run.clean] = published[at : run.published]
            at = run.published + run.length
            ours = document.text[run.clean : run.clean + run.length]
            theirs = published[run.published : at]
            if ours != theirs:
                replaced.update(_differences(run.clean, ours, theirs))
        if at < len(published):
            removed[len(document.text)] = published[at:]
        return cls(removed, replaced)


def _differences(start: int, ours: str, theirs: str) -> Iterator[tuple[int, tuple[int, str]]]:
    """Start -> end and published characters of each stretch in which the two differ."""
    begun: int | None = None
    for at, (our, their) in enumerate(zip(f"{ours} ", f"{theirs} ", strict=True)):
        if our != their and begun is None:
            begun = at
        elif our == their and begun is not None:
            yield start + begun, (start + at, theirs[begun:at])
            begun = None


def typeset(
    document: Document,
    passages: Sequence[Passage],
    *,
    mark: Span | None = None,
    changes: Changes | None = None,
    readings: Mapping[Span, str] = NO_READINGS,
) -> tuple[Block, ...]:
    """The document in blocks; `passages`, in order, tell its headings, `readings` what its figures
    measure, by their spans, no two of which overlap."""
    setter = _Setter(document, mark, changes or Changes(), readings)
    headings = dict(_headings(document.text, passages))
    lines = _lines(document.text, sorted(headings))
    return tuple(setter.block(line, headings.get(line.start)) for line in lines)


@dataclass(frozen=True, slots=True)
class _Heading:
    end: int
    level: int


def _headings(text: str, passages: Sequence[Passage]) -> Iterator[tuple[int, _Heading]]:
    """Where each heading begins: those of a passage that the one before it is not under."""
    above: tuple[str, ...] = ()
    for passage in passages:
        at = passage.span.start
        shared = sum(1 for _ in _while_equal(above, passage.heading))
        for level, words in enumerate(passage.heading[shared:], shared):
            place = _place_of(words, text, at)
            if place is not None:
                yield place.start, _Heading(place.end, level)
                at = place.end
        above = passage.heading


def _while_equal(first: tuple[str, ...], second: tuple[str, ...]) -> Iterator[str]:
    for one, other in zip(first, second, strict=False):
        if one != other:
            return
        yield one


def _place_of(words: str, text: str, at: int) -> Span | None:
    """Where `words` stand from `at` on, whatever the white space; None if others stand there."""
    wanted = "".join(words.split())
    start = position = None
    for position in range(at, min(len(text), at + 2 * len(words) + 20)):
        character = text[position]
        if character.isspace():
            continue
        if not wanted or character != wanted[0]:
            return None
        start = position if start is None else start
        wanted = wanted[1:]
        if not wanted:
            return Span(start, position + 1)
    return None


def _lines(text: str, starts: Sequence[int]) -> Iterator[Span]:
    """Lines that hold something; a heading that is run into the text begins a line too."""
    at = 0
    edges = iter([*starts, len(text)])
    edge = next(edges)
    while at < len(text):
        while edge <= at < len(text) and edge != len(text):
            edge = next(edges)
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        cut = min(end, edge)
        if text[at:cut].strip():
            yield Span(at, cut)
        at = cut + 1 if cut == end else cut


class _Setter:
    """Sets one line after the other."""

    def __init__(
        self,
        document: Document,
        mark: Span | None,
        changes: Changes,
        readings: Mapping[Span, str],
    ) -> None:
        self._text = document.text
        self._title = "".join(document.title.split())
        self._mark = mark
        self._turns = {turn.span.start for turn in document.turns}
        self._changes = changes
        self._pages = {
            _first_word(document.text, page): number
            for number, page in enumerate(document.pages, 1)
            if page
        }
        edges = {*self._pages, *changes.removed, *changes.replaced}
        edges |= {end for end, _ in changes.replaced.values()}
        edges |= {edge for span in readings for edge in (span.start, span.end)}
        self._readings = [(span.start, span.end, words) for span, words in sorted(readings.items())]
        self._starts = [start for start, _, _ in self._readings]
        self._edges = sorted(edges | ({mark.start, mark.end} if mark else set()))
        self._untitled = True
        self._unmarked = True

    def block(self, line: Span, heading: _Heading | None) -> Block:
        tag = self._tag(line, heading)
        strong = heading.end if heading and tag == "p" else self._label_end(line)
        return Block(tag, tuple(self._pieces(line, strong)))

    def _tag(self, line: Span, heading: _Heading | None) -> Tag:
        words = line.slice(self._text)
        if self._untitled and "".join(words.split()) == self._title:
            self._untitled = False
            return "h1"
        if heading and not words[heading.end - line.start :].strip(_AFTER_HEADING):
            return _HEADING_TAGS[min(heading.level, len(_HEADING_TAGS) - 1)]
        return "p"

    def _label_end(self, line: Span) -> int:
        """Where the name of who begins to speak on a line ends; its start where nobody does."""
        if line.start not in self._turns:
            return line.start
        match = _LABEL.match(line.slice(self._text))
        return line.start + match.end() if match else line.end

    def _pieces(self, line: Span, strong: int) -> Iterator[Piece]:
        first = bisect_left(self._edges, line.start)
        last = bisect_left(self._edges, line.end)
        for start, end in pairwise(
            sorted({line.start, strong, *self._edges[first:last], line.end})
        ):
            yield from self._before(start)
            yield self._piece(start, end, strong=start < strong)
        if line.end == len(self._text) or self._text[line.end] == "\n":
            yield from self._before(line.end)

    def _before(self, place: int) -> Iterator[Piece]:
        if place in self._pages:
            yield Piece("", page=self._pages[place])
        if place in self._changes.removed:
            yield Piece("", removed=_visible(self._changes.removed[place]))

    def _piece(self, start: int, end: int, *, strong: bool) -> Piece:
        marked = self._mark is not None and self._mark.start <= start < self._mark.end
        first, self._unmarked = marked and self._unmarked, self._unmarked and not marked
        replaced = self._changes.replaced.get(start)
        return Piece(
            self._text[start:end],
            marked=marked,
            first=first,
            strong=strong,
            published=replaced[1] if replaced else None,
            reading=self._reading(start),
        )

    def _reading(self, place: int) -> str | None:
        """What the figure at a place measures."""
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return None
        _, end, words = self._readings[at]
        return words if place < end else None


def _first_word(text: str, page: Span) -> int:
    """Where the page begins to say something: the end of a line belongs to no block."""
    return page.end - len(page.slice(text).lstrip())


def _visible(removed: str) -> str:
    """Removed white space as signs, line ends also as line ends where words stand beside them."""
    line_end = "↵\n" if removed.strip() else "↵"
    shown = removed.replace("\r\n", "\n").replace("\r", "\n").replace("\n", line_end)
    return shown if removed.strip() else shown.translate({32: "␣", 9: "␣", 0x3000: "␣", 160: "␣"})
