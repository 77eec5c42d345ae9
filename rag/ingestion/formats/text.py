"""Reads plain text files; form feeds divide their pages."""

from __future__ import annotations

from rag.ingestion.formats.decode import decode
from rag.ingestion.source_text import SourceText
from rag.types.text import Span

MEDIA_TYPE = "text/plain"


def read(data: bytes, file: str) -> SourceText:
    """The text as it stands in the file. Raises Undecodable."""
    decoded = decode(data)
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=decoded.text,
        encoding=decoded.encoding,
        decoding=decoded.reason,
        pages=_pages(decoded.text),
        warnings=decoded.warnings,
    )


def _pages(text: str) -> tuple[Span, ...]:
    """Spans between form feeds; none where there is no form feed."""
    if "\f" not in text:
        return ()
    spans: list[Span] = []
    start = 0
    for page in text.split("\f"):
        spans.append(Span(start, start + len(page)))
        start += len(page) + 1
    return tuple(spans if spans[-1] else spans[:-1])
