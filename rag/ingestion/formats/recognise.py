"""Which format a file has. The content decides; a name that says otherwise is refused."""

from __future__ import annotations

from rag.errors import UnreadableFile
from rag.ingestion import formats
from rag.ingestion.formats import Beginning, Format, MediaType, Part, archive

_FIRST_BYTES = 1024
_ZIP = b"PK"
_PDF = b"%PDF-"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Files that are no speeches but often lie beside one; each with the way out.
_FOREIGN = (
    (b"\x1f\x8b", "A compressed file; unpack it"),
    (b"Rar!", "An archive; unpack it"),
    (b"7z\xbc\xaf", "An archive; unpack it"),
    (b"\x7fELF", "A program"),
    (b"MZ\x90", "A program"),
)
_FOREIGN_PARTS = (
    ("xl/workbook.xml", "A spreadsheet (.xlsx); save its text as .docx"),
    ("ppt/presentation.xml", "A presentation (.pptx); save its text as .docx"),
)


def format_of(data: bytes, suffix: str, file: str) -> Format:
    """The format of `data`, from a file with the suffix. Raises UnreadableFile, about `file`, for
    one that is misnamed or that no reader takes."""
    named, found = formats.format_named(suffix), _by_content(data, file)
    if found is None:
        if named is not None and named.signature and not named.is_text:
            raise UnreadableFile(file, f"not a {named.name.upper()} inside; damaged or misnamed")
        return named or formats.PLAIN_TEXT
    if named not in (None, found):
        hint = f"rename it to {found.suffixes[0]}" if found.suffixes else "give it its own name"
        raise UnreadableFile(file, f"a {found.name} inside, but named {suffix}; {hint}")
    return found


def _by_content(data: bytes, file: str) -> Format | None:
    """The format that the bytes themselves show; None for plain text of any kind."""
    if data.startswith(_ZIP):
        return _package(data, file)
    beginning = data[:_FIRST_BYTES]
    found = next((format for format in formats.FORMATS if _begins(format, beginning)), None)
    reason = _refusal(found, data)
    if reason:
        raise UnreadableFile(file, reason)
    return found


def _begins(format: Format, beginning: bytes) -> bool:
    signature = format.signature
    return isinstance(signature, Beginning) and signature.pattern.match(beginning) is not None


def _refusal(found: Format | None, data: bytes) -> str:
    """Why such a file is not read, whatever its name; empty where nothing speaks against it."""
    beginning = data[:_FIRST_BYTES]
    if found is not None and not found.is_text:
        if found.name == "doc" and _ENCRYPTED_PACKAGE in data:
            return "needs a password; save it without one"
        if found.name == "pdf" and b"<html" in beginning.lower():
            return "both a PDF and a web page; keep one of them"
        return ""
    for signature, reason in _FOREIGN:
        if beginning.startswith(signature):
            return reason
    return "a PDF behind other content; save it anew" if _PDF in beginning else ""


def _package(data: bytes, file: str) -> Format:
    """The format of a zip package."""
    parts = archive.names(data, file)
    for format in formats.FORMATS:
        signature = format.signature
        if isinstance(signature, Part) and any(map(signature.pattern.fullmatch, parts)):
            return format
    for name, reason in _FOREIGN_PARTS:
        if name in parts:
            raise UnreadableFile(file, reason)
    if "mimetype" not in parts:
        raise UnreadableFile(file, "a zip archive; unpack it")
    said = archive.beginning(data, "mimetype", file)
    for format in formats.FORMATS:
        signature = format.signature
        if isinstance(signature, MediaType) and said.startswith(signature.name.encode()):
            return format
    known = (f.name.upper() for f in formats.FORMATS if isinstance(f.signature, MediaType))
    raise UnreadableFile(file, f"neither {' nor '.join(known)}; save its text as .docx")
