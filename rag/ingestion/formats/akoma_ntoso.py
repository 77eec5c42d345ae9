"""Reads Akoma Ntoso (.xml), in which parliaments publish their debates: every turn begins with the
name of its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from rag.ingestion.formats import archive
from rag.ingestion.formats.xml_tree import every, local, parsed, words_of
from rag.ingestion.source_text import HeadingMark, Piece, Scribe, SourceText
from rag.language.wordlists import words
from rag.presentation.left_out import unreadable

MEDIA_TYPE = "application/akn+xml"
_LAWS = words("act bill amendment amendmentList officialGazette")
_TURNS = words("speech question answer")
_HEADINGS = words("heading subheading docTitle")
_LINES = words(
    "p longTitle docTitle heading subheading scene narrative comment summary remark block "
    "docNumber docDate docProponent session legislature tocItem listIntroduction listWrapUp"
)
# What is written about a text, and what stands in it without being shown.
_UNREAD = words("meta toc attachments components img")
_UNSEEN = words("authorialNote del rt rp")
_SPACE = re.compile(r"\s+")
_HAN = re.compile("[\u3400-\u9fff]")
_COLON = re.compile(r"\s*[:：.–—-]*\s*$")


def read(data: bytes, file: str) -> SourceText:
    """Headings, and turns as `Name: words`. Raises UnreadableFile for a law, a DTD or damage."""
    with archive.damage_told(file, "as-text"):
        root = parsed(data, file)
        reader = _Reader(root)
        for document in root:
            if local(document) in _LAWS:
                raise unreadable(file, "law")
            reader.blocks(document, 1)
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=reader.scribe.text(),
        encoding="utf-8",
        decoding="XML",
        headings=tuple(reader.headings),
        unseen=tuple(reader.scribe.unseen),
        declared=_declared(root),
        tables=reader.tables,
    )


def _declared(root: Element) -> dict[str, str]:
    """Title and date, as the record says them of itself."""
    title = words_of(next(every(root, "docTitle"), None)) or _value(root, "FRBRalias", "value")
    work = next(every(root, "FRBRWork"), None)
    date = _value(work, "FRBRdate", "date") or _value(root, "docDate", "date")
    return {name: value for name, value in (("title", title), ("date", date[:10])) if value}


def _value(root: Element | None, name: str, attribute: str) -> str:
    found = () if root is None else every(root, name)
    return next((value for element in found if (value := element.get(attribute))), "")


class _Reader:
    """Walks the document once, in reading order."""

    def __init__(self, root: Element) -> None:
        self.scribe = Scribe()
        self.headings: list[HeadingMark] = []
        self.tables = 0
        self._people = {
            key: person.get("showAs") or ""
            for kind in ("TLCPerson", "TLCRole", "TLCOrganization")
            for person in every(root, kind)
            for key in (person.get("eId"), person.get("id"))
            if key
        }
        self._name = ""  # of the speaker whose words come next
        self._number = ""  # of the item or the heading whose words come next

    def blocks(self, parent: Element, level: int) -> None:
        """What stands under `parent`, whose headings are of the level."""
        for child in parent:
            name = local(child)
            if name in _UNREAD:
                continue
            if name in _TURNS:
                self._turn(child, level)
            elif name == "num":
                self._number = words_of(child)
            elif name == "from":
                self._name = self._name or words_of(child)
            elif name == "table":
                self._table(child)
            elif name in _LINES or _is_inline(child):
                self._line(child, level if name in _HEADINGS else 0)
            else:
                self.blocks(child, level + (name == "debateSection"))

    def _turn(self, turn: Element, level: int) -> None:
        own = words_of(next((child for child in turn if local(child) == "from"), None))
        by = (turn.get("by") or turn.get("as") or "").lstrip("#")
        self._name = own or self._people.get(by, "")
        self.blocks(turn, level)
        self._name = ""

    def _line(self, element: Element, level: int) -> None:
        pieces = list(_pieces(element))
        if not any(piece.text.strip() for piece in pieces if not piece.is_unseen):
            return
        number, self._number = f"{self._number} " if self._number else "", ""
        self.scribe.end_line()
        self.scribe.write("" if level else self._label())
        span = self.scribe.pieces([Piece(number), *pieces])
        self.scribe.end_line()
        if level:
            self.headings.append(HeadingMark(span, level))

    def _label(self) -> str:
        """The name of the speaker before the first words of a turn."""
        name, self._name = _COLON.sub("", self._name), ""
        return f"{name}{'：' if _HAN.search(name) else ': '}" if name else ""

    def _table(self, table: Element) -> None:
        self.tables += 1
        self.scribe.end_line()
        for row in every(table, "tr"):
            self.scribe.row(words_of(cell) for cell in row)


def _is_inline(element: Element) -> bool:
    """Whether words stand in an element itself, which is a line then."""
    parts = (element.text, *(child.tail for child in element))
    return any((part or "").strip() for part in parts)


def _pieces(element: Element, *, is_unseen: bool = False) -> Iterator[Piece]:
    """The words of a line with single blanks between them."""
    if element.text:
        yield Piece(_SPACE.sub(" ", element.text), is_unseen)
    for child in element:
        name = local(child)
        if name in ("br", "eol"):
            yield Piece("\n")
        elif name not in _UNREAD:
            yield from _pieces(child, is_unseen=is_unseen or name in _UNSEEN)
        if child.tail:
            yield Piece(_SPACE.sub(" ", child.tail), is_unseen)
