"""Opens Word packages that Word itself opens: with macros, with relations that lead nowhere, with a
main part of another name."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart

# The main part of documents with macros and of templates; macros are never run, only passed over.
_MAIN_TYPES = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_RELATIONS = ".rels"


def opened(data: bytes) -> Any:
    """The document of a package that `archive.check` let pass. Raises what python-docx raises."""
    for kind in _MAIN_TYPES:
        PartFactory.part_type_for[kind] = DocumentPart
    try:
        package = Package.open(io.BytesIO(data))
    except KeyError:  # a relation to a part that isn't there
        package = Package.open(io.BytesIO(_without_dangling(data)))
    main = package.main_document_part
    if not isinstance(main, DocumentPart):
        raise ValueError("its main part is no document")
    return main.document


def _without_dangling(data: bytes) -> bytes:
    """The package without relations to parts that it does not hold."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        names = {name.lower() for name in before.namelist()}
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, _relations(name, part, names) if _is_list(name) else part)
    return buffer.getvalue()


def _is_list(name: str) -> bool:
    return name.endswith(_RELATIONS)


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
