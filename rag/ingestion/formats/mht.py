"""Reads web pages that a browser or Word saved as one file (.mht, .mhtml): the page, by the reader
of web pages; pictures and styles are passed over."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.message import Message
from email.parser import BytesParser

from rag.errors import UnreadableFile
from rag.ingestion.formats import html
from rag.ingestion.formats.decode import Undecodable, decode
from rag.ingestion.source_text import SourceText
from rag.presentation.left_out import unreadable

# Apple writes the length of a mail before it.
_LENGTH = re.compile(rb"\A\d{1,10}\s*\n(?=[A-Za-z-]+:)")
PAGES = ("text/html", "application/xhtml+xml")


def read(data: bytes, file: str) -> SourceText:
    """The text of the page that the archive begins with, or of the longest of its frames. Raises
    UnreadableFile where there is none, and what the reader of web pages raises."""
    return read_message(message_of(data), file)


def message_of(data: bytes) -> Message:
    """The archive, or the mail, taken apart."""
    data = data.removeprefix(codecs.BOM_UTF8).lstrip()
    return BytesParser(policy=policy.compat32).parsebytes(_LENGTH.sub(b"", data))


def read_message(message: Message, file: str) -> SourceText:
    """As `read`, of an archive that is taken apart already."""
    pages = sorted(_pages(message), key=lambda part: not _is_root(part, message))
    if not pages:
        raise unreadable(file, "archive-no-page", advice="as-html")
    first, *others = pages
    try:
        source = page_of(first, file)
    except UnreadableFile as error:
        unread = error
    else:
        if source.text.strip() or not others:
            return source
        unread = unreadable(file, "archive-unread")
    frames = list(_readable(others, file))
    if not frames:
        raise unread
    return max(frames, key=lambda source: len(source.text))


def _readable(pages: list[Message], file: str) -> Iterator[SourceText]:
    for page in pages:
        with suppress(UnreadableFile, Undecodable):
            yield page_of(page, file)


def page_of(part: Message, file: str) -> SourceText:
    """The page that a part holds."""
    return html.read(content_of(part), file)


def content_of(part: Message) -> bytes:
    """What a part holds, in UTF-8 where it can be decoded, else as it stands."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    declared = part.get_content_charset()
    try:
        return decode(content, declared).text.encode() if declared else content
    except (Undecodable, UnicodeEncodeError):
        return content


def _pages(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if part.get_content_type() in PAGES)


def _is_root(part: Message, message: Message) -> bool:
    """Whether the archive says that it begins with this part."""
    start = message.get_param("start")
    place = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    is_start = start is not None and start == part.get("Content-ID")
    return is_start or (place is not None and place == part.get("Content-Location"))
