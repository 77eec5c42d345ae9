"""Reads Word documents saved as one XML file (flat OPC): packs the parts as Word would, and reads
the package."""

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


def read(data: bytes, file: str) -> SourceText:
    """The text as Word shows it. Raises what the reader of Word packages raises."""
    with archive.damage_told(file, archive.WORD_PROCESSOR):
        package = _packed(parse_xml(data))
    return docx.read(package, file)


def _packed(root: Any) -> bytes:
    """The parts as a zip package, with the lists that a package needs and this one may lack."""
    parts: dict[str, bytes] = {"/_rels/.rels": _RELATIONS.encode()}
    types = {_MAIN: _MAIN_TYPE}
    for part in root.iter(f"{_PKG}part"):
        name = part.get(f"{_PKG}name") or ""
        parts[name] = _content(part)
        kind = part.get(f"{_PKG}contentType")
        if kind:
            types[name] = kind
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
