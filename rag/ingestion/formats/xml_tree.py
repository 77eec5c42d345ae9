"""Takes XML apart that may come from anywhere: no entity of its own making is let in, and nothing
is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from rag.presentation.left_out import unreadable

# Where a document type may stand: before the first element.
_PROLOGUE_BYTES = 64 * 1024
_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]{0,400}\[)")


def parsed(data: bytes, file: str) -> Element:
    """The first element. Raises UnreadableFile for a DTD, ParseError for what is no XML."""
    if _ENTITY.search(data[:_PROLOGUE_BYTES].replace(b"\x00", b"")):
        raise unreadable(file, "dtd-xml")
    return fromstring(data)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def every(root: Element, name: str) -> Iterator[Element]:
    """Elements of a local name, in whichever namespace."""
    return (element for element in root.iter() if local(element) == name)


def words_of(element: Element | None) -> str:
    """The words of an element on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
