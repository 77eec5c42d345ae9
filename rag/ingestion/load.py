"""The path of a file comes in; what it publishes goes out, or the reason why it cannot be read.

The content decides what a file is; a name that says otherwise is refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rag.errors import UnreadableFile
from rag.ingestion.discover import sidecar_of
from rag.ingestion.formats import archive, html, markdown, text
from rag.ingestion.formats.decode import Undecodable
from rag.ingestion.formats.frontmatter import LARGEST_BYTES, UnusableYaml, read_mapping
from rag.ingestion.source_text import SourceText

Reader = Callable[[bytes, str], SourceText]

LARGEST_FILE = 200 * 1024 * 1024
# The collected works of a head of state have 5 million characters.
MOST_CHARACTERS = 20_000_000

SUFFIXES = {
    ".pdf": "pdf", ".doc": "doc", ".docx": "docx", ".docm": "docx", ".rtf": "rtf", ".odt": "odt",
    ".epub": "epub", ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown",
    ".markdown": "markdown", ".txt": "text", ".text": "text",
}  # fmt: skip
# Kinds that begin with bytes of their own: what has none is damaged or something else.
_WITH_SIGNATURE = ("pdf", "docx", "odt", "epub", "rtf", "doc")
_RTF = b"{\\rtf"
_MARKUP = re.compile(
    rb"\A[\s\x00\xef\xbb\xbf\xff\xfe]*<(?:!doctype\s+html|html|\?xml[^>]*>\s*<(?:!doctype\s+)?html)[\s>]",
    re.I,
)
_PDF = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,64}%PDF-")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
# What is no speech but is often found beside one; each with the way out.
_FOREIGN = (
    (b"\x1f\x8b", "a compressed file; unpack it"),
    (b"Rar!", "an archive; unpack it"),
    (b"7z\xbc\xaf", "an archive; unpack it"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MIMETYPES = {"odt": "application/vnd.oasis.opendocument.text", "epub": "application/epub+zip"}
_PACKAGES = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "a spreadsheet (.xlsx)"),
    ("ppt/presentation.xml", "a presentation (.pptx)"),
)


def parse(path: Path, name: str) -> SourceText:
    """What the file at `path` publishes, under the name `name`. Raises UnreadableFile.

    Needs nothing but its arguments and gives plain values, so it can run in a child process.
    """
    data = _bytes(path, name)
    kind = _kind(data, path, name)
    try:
        published = _reader(kind)(data, name)
        declared, sidecar_sha256 = _sidecar(path)
    except Undecodable as error:
        raise UnreadableFile(name, str(error)) from None
    except UnusableYaml as error:
        raise UnreadableFile(name, f"its front matter or sidecar: {error}") from None
    if not published.text.strip():
        raise UnreadableFile(name, "there is no text in it")
    if len(published.text) > MOST_CHARACTERS:
        raise UnreadableFile(name, f"more than {MOST_CHARACTERS:,} characters; split the file")
    return replace(
        published,
        declared={**published.declared, **declared},
        sha256=hashlib.sha256(data).hexdigest(),
        sidecar_sha256=sidecar_sha256,
    )


def prepare(suffixes: Iterable[str]) -> None:
    """Imports what reads files with such SUFFIXES; what cannot be imported fails its own files."""
    for suffix in suffixes:
        with suppress(ImportError):
            _reader(SUFFIXES[suffix])


def _reader(kind: str) -> Reader:
    """Those of packages and PDF are imported when the first such file comes: each takes 0.1 to
    0.3 s, which most batches need not spend."""
    match kind:
        case "docx":
            from rag.ingestion.formats import docx

            return docx.read
        case "pdf":
            from rag.ingestion.formats import pdf

            return pdf.read
        case "html":
            return html.read
        case "markdown":
            return markdown.read
        case "odt":
            from rag.ingestion.formats import odt

            return odt.read
        case "epub":
            from rag.ingestion.formats import epub

            return epub.read
        case "rtf":
            from rag.ingestion.formats import rtf

            return rtf.read
        case "doc":
            from rag.ingestion.formats import doc

            return doc.read
        case "picture":
            from rag.ingestion.formats import ocr

            return ocr.read
        case _:
            return text.read


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableFile(name, f"{size:,} bytes; at most {LARGEST_FILE:,} are read")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFile(name, f"cannot be read: {error.strerror}") from None
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile(name, "the file is empty")
    return data


def _kind(data: bytes, path: Path, name: str) -> str:
    """Which reader takes it: by content, and by name only between kinds of plain text."""
    found = _signature(data, name)
    expected = SUFFIXES.get(path.suffix.lower())
    if found is None:
        if expected in _WITH_SIGNATURE:
            raise UnreadableFile(name, f"not a {expected.upper()} inside; damaged or misnamed")
        return expected or "text"
    if expected not in (None, found):
        hint = "give it its own name" if found == "picture" else f"rename it to .{found}"
        raise UnreadableFile(name, f"a {found} inside, but named {path.suffix}; {hint}")
    return found


def _signature(data: bytes, name: str) -> str | None:
    """The kind that the bytes themselves show; None for plain text of any kind."""
    if _PDF.match(data):
        if data[:1024].lower().find(b"<html") >= 0:
            raise UnreadableFile(name, "both a PDF and a web page; keep one of them")
        return "pdf"
    if data.startswith(b"PK"):
        return _package(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableFile(name, "needs a password; save it without one")
        return "doc"
    if data.startswith(_PICTURES):
        return "picture"
    if data.startswith(_RTF):
        return "rtf"
    for signature, what in _FOREIGN:
        if data.startswith(signature):
            raise UnreadableFile(name, f"{what[0].upper()}{what[1:]}")
    if b"%PDF-" in data[:1024]:
        raise UnreadableFile(name, "a PDF behind other content; save it anew")
    return "html" if _MARKUP.match(data[:1024]) else None


def _package(data: bytes, name: str) -> str:
    members = archive.names(data, name)
    for member, kind in _PACKAGES:
        if member in members:
            if kind == "docx":
                return kind
            raise UnreadableFile(name, f"{kind[0].upper()}{kind[1:]}; save its text as .docx")
    if "mimetype" in members:
        return _by_mimetype(data, name)
    raise UnreadableFile(name, "a zip archive; unpack it")


def _by_mimetype(data: bytes, name: str) -> str:
    """OpenDocument and EPUB say in their first part what they are."""
    said = archive.beginning(data, "mimetype", name)
    for kind, media_type in _MIMETYPES.items():
        if said.startswith(media_type.encode()):
            return kind
    raise UnreadableFile(name, "neither ODT nor EPUB; save its text as .docx")


def _sidecar(path: Path) -> tuple[dict[str, str], str]:
    """What the sidecar declares, and its digest; nothing where there is none."""
    found = sidecar_of(path)
    if found is None:
        return {}, ""
    try:
        with found.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise UnusableYaml(f"{found.name} cannot be read: {error.strerror}") from None
    try:
        return read_mapping(data.decode("utf-8-sig")), hashlib.sha256(data).hexdigest()
    except UnicodeDecodeError:
        raise UnusableYaml(f"{found.name} is not UTF-8") from None
