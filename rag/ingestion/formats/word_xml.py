"""Reads Word documents saved as one XML file (flat OPC, or the form of Word 2003): packs the parts
as Word would, and reads the package."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from rag.ingestion.formats import archive, docx
from rag.ingestion.source_text import SourceText
from rag.presentation.left_out import unreadable

_FIRST_BYTES = 64 * 1024
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MAIN = "/word/document.xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_DOCUMENT}" Target="word/document.xml"/></Relationships>'
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OLD = "http://schemas.microsoft.com/office/word/2003/wordml"
_OLD_HINTS = "http://schemas.microsoft.com/office/word/2003/auxHint"
_USUAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLES = "/word/styles.xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_STYLES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
_STYLES_RELATIONS = _RELATIONS.replace(_DOCUMENT, _STYLES_RELATION).replace(
    "word/document", "styles"
)


def read(data: bytes, file: str) -> SourceText:
    """The text as Word shows it. Raises what the reader of Word packages raises."""
    with archive.damage_told(file, archive.WORD_PROCESSOR):
        if any(mark in data[:_FIRST_BYTES] for mark in (b"<!DOCTYPE", b"<!ENTITY")):
            raise unreadable(file, "dtd-office")
        root = parse_xml(data)
        package = _of_2003(root) if root.tag == f"{{{_OLD}}}wordDocument" else _packed(root)
    return docx.read(package, file)


def _packed(root: Any) -> bytes:
    """The parts as a zip package, with the lists that a package needs and this one may lack."""
    parts: dict[str, bytes] = {}
    types = {_MAIN: _MAIN_TYPE}
    for part in root.iter(f"{_PKG}part"):
        name = part.get(f"{_PKG}name") or ""
        parts[name] = _content(part)
        kind = part.get(f"{_PKG}contentType")
        if kind:
            types[name] = kind
    return _zipped(parts, types)


def _of_2003(root: Any) -> bytes:
    """The body and the styles of a document of Word 2003, under the names of later years."""
    for paragraph in root.iter(f"{{{_OLD}}}p"):
        _write_number(paragraph)
    renamed = parse_xml(serialize_part_xml(root).replace(_OLD.encode(), _USUAL.encode()))
    document = parse_xml(f'<w:document xmlns:w="{_USUAL}"/>')
    document.append(renamed.find(f"{{{_USUAL}}}body"))
    parts = {_MAIN: bytes(serialize_part_xml(document))}
    styles = renamed.find(f"{{{_USUAL}}}styles")
    if styles is not None:
        parts[_STYLES] = bytes(serialize_part_xml(styles))
        parts["/word/_rels/document.xml.rels"] = _STYLES_RELATIONS.encode()
    return _zipped(parts, {_MAIN: _MAIN_TYPE, _STYLES: _STYLES_TYPE})


def _write_number(paragraph: Any) -> None:
    """The automatic number of a paragraph as words, where it is one and no bullet."""
    shown = next(paragraph.iter(f"{{{_OLD_HINTS}}}t"), None)
    number = "" if shown is None else shown.get(f"{{{_OLD_HINTS}}}val") or ""
    if any(map(str.isalnum, number)):
        run = parse_xml(f'<w:r xmlns:w="{_OLD}"><w:t/></w:r>')
        run[0].text = number
        at = 1 if paragraph[0].tag == f"{{{_OLD}}}pPr" else 0
        paragraph.insert(at, run)


def _zipped(parts: dict[str, bytes], types: dict[str, str]) -> bytes:
    parts.setdefault("/_rels/.rels", _RELATIONS.encode())
    listed = "".join(
        f"<Override PartName={quoteattr(name)} ContentType={quoteattr(kind)}/>"
        for name, kind in types.items()
        if name in parts and not name.endswith(".rels")
    )
    default = f'<Default Extension="rels" ContentType="{_RELATIONS_TYPE}"/>'
    parts["/[Content_Types].xml"] = f'<Types xmlns="{_TYPES}">{default}{listed}</Types>'.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name.lstrip("/"), content)
    return buffer.getvalue()


def _content(part: Any) -> bytes:
    """The XML or the bytes of a part; nothing for one that is damaged: no text is in it."""
    held = part.find(f"{_PKG}xmlData")
    if held is not None and len(held):
        return bytes(serialize_part_xml(held[0]))
    written = part.findtext(f"{_PKG}binaryData") or ""
    try:
        return base64.b64decode(written)
    except (binascii.Error, ValueError):
        return b""
