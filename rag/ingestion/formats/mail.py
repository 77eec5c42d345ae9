"""Reads mail (.eml): its text, as web page or as plain text. What is attached is only named.

A web page that was saved as one file looks like mail, and goes to its own reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message

from rag.ingestion.formats import archive, mht, text
from rag.ingestion.source_text import SourceText, joined
from rag.presentation.left_out import unreadable
from rag.types.documents import DocumentWarning, values_of
from rag.types.text import Span

MEDIA_TYPE = "message/rfc822"
_MAIL_HEADERS = ("To", "Cc", "Message-ID", "Received", "Return-Path", "Delivered-To", "X-Mailer")
_REPLY = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|答复|回复|转发)\s*[:：])+\s*", re.I)
_SIGNATURE = re.compile(r"^-- $.*", re.M | re.S)
_LONGEST_NAME = 80
_FEWEST_CHARACTERS = 20


def read(data: bytes, file: str) -> SourceText:
    """The text of the mail, or of the page. Raises UnreadableFile where there is none, Undecodable,
    and what the reader of web pages raises."""
    with archive.damage_told(file, "as-text"):
        message = mht.message_of(data)
        shown, attached = list(_shown(message)), tuple(map(_file_name, _attached(message)))
    if not any(message.get(name) for name in _MAIL_HEADERS) and _has_page(message):
        return mht.read_message(message, file)
    bodies = [_body(part, file) for part in shown]
    source = joined(bodies, file, MEDIA_TYPE)
    if attached and len("".join(source.text.split())) < _FEWEST_CHARACTERS:
        raise unreadable(file, "mail-attached", files=tuple(attached))
    if attached:
        told = DocumentWarning("attachments", values_of(count=len(attached), files=attached))
        source = replace(source, warnings=(*source.warnings, told))
    subject = _REPLY.sub("", _decoded(message.get("Subject")), 1).strip()
    return replace(source, properties={"title": subject} if subject else {})


def _has_page(message: Message) -> bool:
    return any(part.get_content_type() in mht.PAGES for part in message.walk())


def _shown(message: Message) -> Iterator[Message]:
    """The parts that a mail program shows one after the other; of several forms of one text, the
    web page, which has headings and tables and no forced line ends."""
    if message.get_content_type() == "multipart/alternative":
        forms = [list(_shown(part)) for part in _parts(message)]
        pages = [form for form in forms if any(p.get_content_type() in mht.PAGES for p in form)]
        yield from next(iter(pages or [form for form in forms if form]), [])
    elif message.is_multipart() and not _is_attached(message):
        for part in _parts(message):
            yield from _shown(part)
    elif message.get_content_type() in ("text/plain", *mht.PAGES) and not _is_attached(message):
        yield message


def _attached(message: Message) -> Iterator[Message]:
    """What a mail brings along; pictures within its text are no attachments."""
    for part in message.walk():
        is_picture = part.get_content_maintype() == "image" and part.get("Content-ID")
        if part is not message and _is_attached(part) and not is_picture:
            yield part


def _is_attached(part: Message) -> bool:
    """Whether a part is a file; a mail that was sent on is none, it is read where it stands."""
    if part.get_content_type() == MEDIA_TYPE:
        return False
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    return (
        [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    )


def _body(part: Message, file: str) -> SourceText:
    if part.get_content_type() in mht.PAGES:
        return mht.page_of(part, file)
    source = text.read(mht.content_of(part).replace(b"\r\n", b"\n"), file)
    signature = _SIGNATURE.search(source.text)
    return replace(source, boilerplate=(Span(*signature.span()),) if signature else ())


def _file_name(part: Message) -> str:
    """The name of what is attached, on one line; its kind where it has none."""
    name = " ".join(_decoded(part.get_filename()).split())
    return name[:_LONGEST_NAME] or part.get_content_type()


def _decoded(header: object) -> str:
    """A header in characters; as it stands where its coding is broken."""
    written = str(header or "")
    try:
        return str(make_header(decode_header(written)))
    except (ValueError, LookupError):  # a UnicodeError is a ValueError
        return written
