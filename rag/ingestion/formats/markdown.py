"""Reads Markdown files: the source with its headings and front matter.

The source text keeps the markup; cleaning removes it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from rag.ingestion.formats import text
from rag.ingestion.formats.frontmatter import read_mapping
from rag.ingestion.source_text import HeadingMark, SourceText
from rag.types.text import Span

MEDIA_TYPE = "text/markdown"
_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
# With possessive repeats: whatever stands in a line, it is looked through once.
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]++([^\r\n]*+)$", re.M)
_CLOSING = " \t#"
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.M)


def read(data: bytes, file: str) -> SourceText:
    """The source, its headings and what its front matter declares.

    Raises Undecodable and UnusableYaml.
    """
    source = text.read(data, file)
    front = _FRONT_MATTER.match(source.text)
    return replace(
        source,
        media_type=MEDIA_TYPE,
        headings=tuple(_headings(source.text, front.end() if front else 0)),
        declared=read_mapping(front[1]) if front else {},
        boilerplate=(Span(0, front.end()),) if front else (),
    )


def _headings(source: str, start: int) -> list[HeadingMark]:
    """Headings with `#` outside fenced code."""
    fences = [match.start() for match in _FENCE.finditer(source, start)]
    return [
        HeadingMark(Span(match.start(2), match.start(2) + len(words)), len(match[1]))
        for match in _HEADING.finditer(source, start)
        if bisect_left(fences, match.start()) % 2 == 0
        for words in (match[2].rstrip(_CLOSING),)
    ]
