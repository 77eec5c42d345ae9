"""Reads mail (.eml): its text, as web page or as plain text. What is attached is only named.

A web page that was saved as one file looks like mail, and goes to its own reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message

from rag.errors import UnreadableFile
from rag.ingestion.formats import archive, mht, text
from rag.ingestion.formats.decode import Undecodable
from rag.ingestion.source_text import SourceText, joined
from rag.presentation.left_out import unreadable
from rag.types.documents import DocumentWarning, values_of
from rag.types.text import Span

MEDIA_TYPE = "message/rfc822"
_MAIL_HEADERS = ("To", "Cc", "Message-ID", "Received", "Return-Path", "Delivered-To", "X-Mailer")
_REPLY = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|答复|回复|转发)\s*[:：])+\s*", re.I)
# A signature is a few lines; what is sent on stands behind it.
_SENT_ON = r"(?:[-_=]{3,}|>|(?:From|发件人|寄件者)\s*[:：]|Begin forwarded|On .{5,100} wrote:)"
_SIGNATURE = re.compile(rf"^-- $(?:\n(?!{_SENT_ON})(?=.*\S).{{0,120}}$){{0,12}}", re.M)
_TEXTS = ("text/plain", *mht.PAGES)
# A page with less of the words than the plain text has is not the text.
_LEAST_OF_PAGE = 0.5
_LONGEST_NAME = 80
_FEWEST_CHARACTERS = 20


def read(data: bytes, file: str) -> SourceText:
    """The text of the mail, or of the page. Raises UnreadableFile where there is none, Undecodable,
    and what the reader of web pages raises."""
    with archive.damage_told(file, "as-text"):
        message = mht.message_of(data)
        shown, attached = list(_shown(message, file)), tuple(map(_file_name, _attached(message)))
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


def _shown(message: Message, file: str) -> Iterator[Message]:
    """The parts that a mail program shows one after the other; of several forms of one text, the
    best."""
    if message.get_content_type() == "multipart/alternative":
        yield from _best([list(_shown(part, file)) for part in _parts(message)], file)
    elif message.is_multipart() and not _is_attached(message):
        for part in _parts(message):
            yield from _shown(part, file)
    elif message.get_content_type() in _TEXTS and not _is_attached(message):
        yield message


def _best(forms: list[list[Message]], file: str) -> list[Message]:
    """The web page, which has headings and tables and no forced line ends, where it says as much
    as the others; else the form that says most."""
    if len(forms) < 2:
        return next(iter(forms), [])
    sizes = [_letters(form, file) for form in forms]
    for form, size in zip(forms, sizes, strict=True):
        is_page = any(part.get_content_type() in mht.PAGES for part in form)
        if is_page and size and size >= _LEAST_OF_PAGE * max(sizes):
            return form
    return forms[sizes.index(max(sizes))]


def _letters(form: list[Message], file: str) -> int:
    """How many characters of some parts are shown; none of a part that cannot be read."""
    count = 0
    for part in form:
        with suppress(UnreadableFile, Undecodable):
            source = _body(part, file)
            left_out = sum(span.end - span.start for span in source.boilerplate)
            count += len("".join(source.text.split())) - left_out
    return max(count, 0)


def _attached(message: Message) -> Iterator[Message]:
    """What a mail brings along; pictures within its text are no attachments."""
    for part in message.walk():
        is_picture = part.get_content_maintype() == "image" and part.get("Content-ID")
        if part is not message and _is_attached(part) and not is_picture:
            yield part


def _is_attached(part: Message) -> bool:
    """Whether a part is a file; a mail that was sent on is none, it is read where it stands, and so
    is a text that has a name and is shown."""
    if part.get_content_type() == MEDIA_TYPE:
        return False
    is_named = bool(part.get_filename()) and part.get_content_type() not in _TEXTS
    return part.get_content_disposition() == "attachment" or is_named


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
