"""Reads Akoma Ntoso (.xml), in which parliaments publish their debates: every turn begins with the
name of its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from rag.ingestion.formats import archive
from rag.ingestion.formats.shown import Styled, pieces
from rag.ingestion.formats.xml_tree import every, local, parsed
from rag.ingestion.source_text import HeadingMark, Piece, Scribe, SourceText, speaker_label
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
_PLAIN = Styled("")
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
    title = _seen(_pieces(next(every(root, "docTitle"), None))) or _value(
        root, "FRBRalias", "value"
    )
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
        self._name: Sequence[Piece] = ()  # of the speaker whose words come next
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
                self._number = _seen(_pieces(child))
            elif name == "from":
                self._name = self._name or _pieces(child)
            elif name == "table":
                self._table(child)
            elif name in _LINES or _is_inline(child):
                self._line(child, level if name in _HEADINGS else 0)
            else:
                self.blocks(child, level + (name == "debateSection"))

    def _turn(self, turn: Element, level: int) -> None:
        own = _pieces(next((child for child in turn if local(child) == "from"), None))
        by = (turn.get("by") or turn.get("as") or "").lstrip("#")
        self._name = own if _seen(own) else [*own, Piece(self._people.get(by, ""))]
        self.blocks(turn, level)
        self._name = ()

    def _line(self, element: Element, level: int) -> None:
        words = _pieces(element)
        if not _seen(words):
            return
        number, self._number = f"{self._number} " if self._number else "", ""
        self.scribe.end_line()
        self.scribe.pieces(() if level else self._label())
        span = self.scribe.pieces([Piece(number), *words])
        self.scribe.end_line()
        if level:
            self.headings.append(HeadingMark(span, level))

    def _label(self) -> Iterator[Piece]:
        """The name of the speaker before the first words of a turn, and the notes to it."""
        words, self._name = self._name, ()
        name = _COLON.sub("", _seen(words))
        yield Piece(name)
        yield from (piece for piece in words if piece.is_unseen)
        yield Piece(speaker_label(name)[len(name) :] if name else "")

    def _table(self, table: Element) -> None:
        self.tables += 1
        self.scribe.end_line()
        for row in every(table, "tr"):
            self.scribe.row_of_pieces(_pieces(cell) for cell in row)


def _is_inline(element: Element) -> bool:
    """Whether words stand in an element itself, which is a line then."""
    parts = (element.text, *(child.tail for child in element))
    return any((part or "").strip() for part in parts)


def _seen(words: Sequence[Piece]) -> str:
    """The words that are seen, on one line."""
    return " ".join("".join(text for text, is_unseen in words if not is_unseen).split())


def _pieces(element: Element | None) -> list[Piece]:
    """The words of a line with single blanks between them; what is no word of it is marked."""
    return [] if element is None else list(pieces(_styled(element)))


def _styled(element: Element, look: Styled = _PLAIN) -> Iterator[Styled]:
    """The words of an element, each with its look; `look` is that of the element."""
    yield replace(look, text=_SPACE.sub(" ", element.text or ""))
    for child in element:
        name = local(child)
        if name in ("br", "eol"):
            yield Styled("\n", look.is_unseen)
        elif name not in _UNREAD:
            own = replace(look, is_unseen=look.is_unseen or name in _UNSEEN)
            yield from _styled(child, replace(own, is_raised=own.is_raised or name == "sup"))
        yield replace(look, text=_SPACE.sub(" ", child.tail or ""))
