"""Reads web pages that Safari saved as one file (.webarchive), a property list with the page."""

from __future__ import annotations

import plistlib
from contextlib import suppress

from rag.ingestion.formats import archive, html
from rag.ingestion.formats.decode import Undecodable, decode
from rag.ingestion.source_text import SourceText
from rag.presentation.left_out import unreadable

_WAY_OUT = "as-html"


def read(data: bytes, file: str) -> SourceText:
    """The page, and neither its pictures nor its frames. Raises UnreadableFile where there is
    none, and what the reader of web pages raises."""
    with archive.damage_told(file, _WAY_OUT):
        held = plistlib.loads(data)["WebMainResource"]
        page, declared = held["WebResourceData"], held.get("WebResourceTextEncodingName")
    if not isinstance(page, bytes):
        raise unreadable(file, "archive-no-page", advice=_WAY_OUT)
    with suppress(Undecodable, UnicodeEncodeError):  # the page may say better what it is
        page = decode(page, str(declared)).text.encode() if declared else page
    return html.read(page, file)
