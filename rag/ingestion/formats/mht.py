"""Reads web pages that a browser saved as one file (.mht, .mhtml): the page, by the reader of web
pages; pictures and styles are passed over."""

from __future__ import annotations

from email import policy
from email.message import Message
from email.parser import BytesParser

from rag.errors import UnreadableFile
from rag.ingestion.formats import html
from rag.ingestion.source_text import SourceText

_PAGES = ("text/html", "application/xhtml+xml")


def read(data: bytes, file: str) -> SourceText:
    """The text of the first page in the archive. Raises UnreadableFile where there is none, and
    what the reader of web pages raises."""
    page = _page(BytesParser(policy=policy.compat32).parsebytes(data))
    if page is None:
        raise UnreadableFile(file, "a web archive without a page; save the page as HTML")
    return html.read(page, file)


def _page(message: Message) -> bytes | None:
    """The first page in UTF-8 where its part says which encoding it has, else as it stands."""
    for part in message.walk():
        if part.get_content_type() not in _PAGES:
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        charset = part.get_content_charset()
        try:
            return payload.decode(charset).encode() if charset else payload
        except (LookupError, UnicodeDecodeError):
            return payload
    return None
