"""Reads the files that a Word document takes in as they are (altChunk): web pages and plain text,
which Word shows in their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from rag.errors import UnreadableFile
from rag.ingestion.formats import html, mht, rtf, text
from rag.ingestion.formats.decode import Undecodable
from rag.ingestion.source_text import SourceText

CHUNK = qn("w:altChunk")
_READERS: dict[str, Callable[[bytes, str], SourceText]] = {
    "text/html": html.read, "application/xhtml+xml": html.read, "message/rfc822": mht.read,
    "text/plain": text.read, "application/rtf": rtf.read, "text/rtf": rtf.read,
}  # fmt: skip


def chunk_of(element: Any, document: Any) -> SourceText | None:
    """What a chunk of `document` holds; None where it cannot be read or leads nowhere."""
    relation = document.part.rels.get(element.get(qn("r:id")))
    if relation is None or relation.is_external:
        return None
    part = relation.target_part
    reader = _READERS.get(part.content_type.partition(";")[0].strip().lower())
    try:
        return reader(part.blob, str(part.partname)) if reader else None
    except (UnreadableFile, Undecodable):
        return None
