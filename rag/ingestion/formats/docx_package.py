"""Opens Word packages that Word itself opens: with macros, as templates, in the strict form of the
standard, with relations that lead nowhere, with a main part of another name."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart

# The main part of documents with macros and of templates; macros are never run, only passed over.
_MAIN_TYPES = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_RELATIONS = ".rels"
_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
# The names by which the strict form calls what Word's own form calls otherwise.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(?:(main|wordprocessingDrawing)\b)?")
_SPACES = b"http://schemas.openxmlformats.org/"


def opened(data: bytes) -> Any:
    """The document of a package that `archive.check` let pass. Raises what python-docx raises."""
    for kind in _MAIN_TYPES:
        PartFactory.part_type_for[kind] = DocumentPart
    try:
        return _document(data)
    except (KeyError, ValueError):  # a relation to a part that isn't there, or of another form
        return _document(_mended(data))


def _document(data: bytes) -> Any:
    main = Package.open(io.BytesIO(data)).main_document_part
    if not isinstance(main, DocumentPart) or main.element.tag != qn("w:document"):
        raise ValueError("its main part is no document")
    return main.document


def _mended(data: bytes) -> bytes:
    """The package as Word would save it: in its own names, without relations to parts that it does
    not hold, and with the main part told to be one."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {
            name.replace("\\", "/").lstrip("/"): _transitional(name, package.read(name))
            for name in package.namelist()
        }
    names = {name.lower() for name in parts}
    for name in [name for name in parts if name.endswith(_RELATIONS)]:
        parts[name] = _relations(name, parts[name], names)
    if _TYPES in parts:
        parts[_TYPES] = _types(parts[_TYPES], _main_part(parts.get("_rels/.rels")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as mended:
        for name, part in parts.items():
            mended.writestr(name, part)
    return buffer.getvalue()


def _transitional(name: str, part: bytes) -> bytes:
    """A part of the strict form with the names of the usual one."""
    if not name.endswith((".xml", _RELATIONS)):
        return part
    return _STRICT.sub(_usual_name, part)


def _usual_name(match: re.Match[bytes]) -> bytes:
    """`officeDocument/relationships` becomes `officeDocument/2006/relationships`, and so on."""
    return _SPACES + match[1] + b"/2006/" + (match[2] or b"")


def _relations(name: str, part: bytes, names: set[str]) -> bytes:
    """A list with the relations that lead to a part; `word/_rels/x.xml.rels` is one of `word`."""
    folder = posixpath.dirname(posixpath.dirname(name))
    root = parse_xml(part)
    for relation in list(root):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
        is_inside = relation.get("TargetMode") != "External"
        if is_inside and target.lstrip("/").lower() not in names:
            root.remove(relation)
    return bytes(serialize_part_xml(root))


def _main_part(relations: bytes | None) -> str:
    """The name of the main part, as the package's own relations give it."""
    for relation in parse_xml(relations) if relations else ():
        if relation.get("Type") == RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            return posixpath.normpath(posixpath.join("/", relation.get("Target") or ""))
    return ""


def _types(part: bytes, main: str) -> bytes:
    """The list of types, in which the main part is a document whatever it was said to be."""
    root = parse_xml(part)
    for entry in list(root):
        if main and (entry.get("PartName") or "").lower() == main.lower():
            root.remove(entry)
    if main:
        said = root.makeelement(f"{{{_TYPES_SPACE}}}Override", {})
        said.set("PartName", main)
        said.set("ContentType", CONTENT_TYPE.WML_DOCUMENT_MAIN)
        root.append(said)
    return bytes(serialize_part_xml(root))
