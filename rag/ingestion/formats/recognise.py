"""Which format a file has. The content decides; a name that says otherwise is refused."""

from __future__ import annotations

import codecs

from rag.ingestion import formats
from rag.ingestion.formats import Beginning, Format, MediaType, Part, archive, foreign, foreign_text
from rag.presentation.left_out import unreadable

_FIRST_BYTES = 8192
_ZIP = b"PK"
_TYPES, _TYPES_BYTES = "[Content_Types].xml", 64 * 1024
_PDF = b"%PDF-"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def format_of(data: bytes, suffix: str, file: str) -> Format:
    """The format of `data`, from a file with the suffix. Raises UnreadableFile, about `file`, for
    one that is misnamed or that no reader takes."""
    named, found = formats.format_named(suffix), _by_content(data, file)
    if found is None:
        if named is not None and named.signature and not named.is_text:
            raise unreadable(file, "not-inside", format=named.name.upper())
        return named or formats.PLAIN_TEXT
    if named is not None and named.reader != found.reader:
        own = found.suffixes[0] if found.suffixes else ""
        told = {"format": found.name, "suffix": suffix}
        if own:
            raise unreadable(file, "misnamed", **told, own=own)
        raise unreadable(file, "misnamed-otherwise", **told, advice="own-name")
    return found


def refuse_other_text(format: Format, data: bytes, suffix: str, file: str) -> None:
    """Raises UnreadableFile for plain text whose name or content says that it is no speech."""
    if format is formats.PLAIN_TEXT:
        reason = foreign.by_suffix(suffix) or foreign_text.reason_of(data)
        if reason:
            raise unreadable(file, reason)


def _by_content(data: bytes, file: str) -> Format | None:
    """The format that the bytes themselves show; None for plain text of any kind."""
    if data.startswith(_ZIP):
        return _package(data, file)
    beginning = _narrow(data[:_FIRST_BYTES])
    found = next((format for format in formats.FORMATS if _begins(format, beginning)), None)
    reason = _refusal(found, data)
    if reason:
        raise unreadable(file, reason)
    return found


def _narrow(beginning: bytes) -> bytes:
    """The first bytes in UTF-8, in which signatures are written."""
    if not beginning.startswith(_UTF_16):
        return beginning
    return beginning.decode("utf-16", "replace").encode("utf-8", "replace")


def _begins(format: Format, beginning: bytes) -> bool:
    signature = format.signature
    return isinstance(signature, Beginning) and signature.pattern.match(beginning) is not None


def _refusal(found: Format | None, data: bytes) -> str:
    """Why such a file is not read, whatever its name; empty where nothing speaks against it."""
    beginning = data[:_FIRST_BYTES]
    if found is not None and not found.is_text:
        if found.name == "doc":
            return foreign.by_streams(data)
        if found.name == "pdf" and b"<html" in beginning.lower():
            return "pdf-and-page"
        return ""
    behind = "pdf-behind" if _PDF in beginning else ""
    return foreign.by_beginning(beginning) or behind


def _package(data: bytes, file: str) -> Format:
    """The format of a zip package. Some writers part folders by a backslash."""
    parts = tuple(name.replace("\\", "/") for name in archive.names(data, file))
    for format in formats.FORMATS:
        signature = format.signature
        if isinstance(signature, Part) and any(map(signature.pattern.fullmatch, parts)):
            return format
    types = archive.beginning(data, _TYPES, file, _TYPES_BYTES) if _TYPES in parts else b""
    for format in formats.FORMATS:
        signature = format.signature
        if isinstance(signature, Part) and signature.kind and signature.kind.search(types):
            return format
    if reason := foreign.by_parts(parts):
        raise unreadable(file, reason)
    if "mimetype" not in parts:
        raise unreadable(file, "zip")
    said = archive.beginning(data, "mimetype", file)
    for format in formats.FORMATS:
        signature = format.signature
        if isinstance(signature, MediaType) and said.startswith(signature.name.encode()):
            return format
    known = tuple(f.name.upper() for f in formats.FORMATS if isinstance(f.signature, MediaType))
    raise unreadable(file, "other-package", formats=known)
