"""Finds the quotations of a text: words in quotation marks, and block quotes of Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.types.quotations import Quoted
from rag.types.text import Span

_CLOSING = {"“": "”", "「": "」", "『": "』"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_MARK = re.compile(f"[{''.join(_CLOSING)}{''.join(_OPENING)}]")
_STRAIGHT = re.compile(r'["＂\n]')
# Marks that are further apart belong to two quotations, of which one is not closed.
_LONGEST = 4000
# As far from a quotation words may stand that name its source.
_NEIGHBOURHOOD = 400

_BLOCK_LINE = re.compile(r"^ {0,3}>[^\n]*\n?", re.M)
_BLOCK_MARK = re.compile(r"^[ >]*>[ \t]?")
# The name of whoever is quoted, under a quotation.
_ATTRIBUTION = re.compile(r"^(?:—|–|--)")
# Before a mark of ASCII a backslash shows the mark, in Markdown as in LaTeX.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class _Found:
    """Quoted words and the characters of the text that they take, marks included."""

    words: str
    span: Span


def quoted_words(text: str) -> list[Quoted]:
    """The quotations of `text` in order. Of quotations within quotations the outermost counts."""
    blocks = list(_block_quotes(text))
    found = sorted([*blocks, *_in_marks(text, blocks)], key=lambda one: one.span.start)
    return list(_with_neighbours(text, found))


def unescaped(text: str) -> str:
    """`text` without the backslashes of Markdown and LaTeX."""
    return _ESCAPE.sub(r"\1", text)


def _block_quotes(text: str) -> Iterator[_Found]:
    """Each paragraph of a block quote, without a last line that names the speaker."""
    start = end = 0
    lines: list[str] = []
    for match in _BLOCK_LINE.finditer(text):
        line = _BLOCK_MARK.sub("", match.group()).strip()
        if lines and (match.start() != end or not line):
            yield _Found("\n".join(lines), Span(start, end))
            lines = []
        if line and not (lines and _ATTRIBUTION.match(line)):
            start = start if lines else match.start()
            lines.append(line)
        end = match.end()
    if lines:
        yield _Found("\n".join(lines), Span(start, end))


def _in_marks(text: str, blocks: Sequence[_Found]) -> Iterator[_Found]:
    """Words in quotation marks outside of the block quotes; of nested ones the outermost."""
    starts = [block.span.start for block in blocks]
    free = 0
    for start, close in sorted([*_balanced(text), *_straight(text)]):
        before = bisect_right(starts, start) - 1
        is_in_block = before >= 0 and start < blocks[before].span.end
        if start >= free and not is_in_block and close - start <= _LONGEST:
            yield _Found(text[start + 1 : close], Span(start, close + 1))
            free = close + 1


def _balanced(text: str) -> Iterator[tuple[int, int]]:
    """The positions of each opening mark that has a form of its own, and of the one that closes it;
    a mark that has no partner stands for nothing."""
    open_marks: dict[str, list[int]] = {closing: [] for closing in _OPENING}
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark in _CLOSING:
            open_marks[_CLOSING[mark]].append(match.start())
        elif open_marks[mark]:
            yield open_marks[mark].pop(), match.start()


def _straight(text: str) -> Iterator[tuple[int, int]]:
    """The positions of each two straight marks of a paragraph."""
    opening: int | None = None
    for match in _STRAIGHT.finditer(text):
        if match.group() == "\n":
            opening = None
        elif opening is None:
            opening = match.start()
        else:
            yield opening, match.start()
            opening = None


def _with_neighbours(text: str, found: list[_Found]) -> Iterator[Quoted]:
    edges = [Span(0, 0), *(one.span for one in found), Span(len(text), len(text))]
    for position, one in enumerate(found, 1):
        start, end = one.span.start, one.span.end
        before = text[max(0, start - _NEIGHBOURHOOD) : start].rpartition("\n")[2]
        behind = text[end : min(edges[position + 1].start, end + _NEIGHBOURHOOD)]
        yield Quoted(unescaped(one.words), unescaped(before), unescaped(behind))
