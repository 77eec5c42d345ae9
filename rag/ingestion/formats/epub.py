"""Reads EPUB books: the chapters, which are web pages, become one text."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from docx.oxml import parse_xml

from rag.ingestion.formats import archive, html
from rag.ingestion.source_text import SourceText, joined
from rag.presentation.left_out import unreadable

MEDIA_TYPE = "application/epub+zip"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html")


def read(data: bytes, file: str) -> SourceText:
    """The chapters in reading order. Raises UnreadableFile for a bomb, a lock or damage."""
    archive.check(data, file)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _ENCRYPTION in package.namelist():
            raise unreadable(file, "epub-locked")
        with archive.damage_told(file, "as-html-or-text"):
            properties, names = _contents(package, file)
            sources = [package.read(name) for name in names]
    chapters = [html.read(source, file) for source in sources]
    return replace(joined(chapters, file, MEDIA_TYPE), properties=properties)


def _contents(package: zipfile.ZipFile, file: str) -> tuple[dict[str, str], list[str]]:
    """What the package says of itself, and the names of its chapters in reading order."""
    container = _parsed(package.read(_CONTAINER), file)
    place = next(_all(container, "rootfile")).get("full-path")
    root = _parsed(package.read(place), file)
    items = {item.get("id"): item for item in _all(root, "item")}
    folder = posixpath.dirname(place)
    listed = [items[entry.get("idref")] for entry in _all(root, "itemref")]
    names = [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href"))))
        for item in listed
        if item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or "").split()
    ]
    found = {"title": next(_all(root, "title"), None), "author": next(_all(root, "creator"), None)}
    return {
        name: element.text.strip()
        for name, element in found.items()
        if element is not None and element.text
    }, names


def _parsed(data: bytes, file: str) -> Any:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise unreadable(file, "dtd-epub")
    return parse_xml(data)


def _all(root: Any, local: str) -> Iterator[Any]:
    return (element for element in root.iter() if str(element.tag).rpartition("}")[2] == local)
