"""Reads Word files (.docx): paragraphs, tables, automatic numbers, notes and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from rag.ingestion.formats import archive, docx_package
from rag.ingestion.formats.docx_chunks import CHUNK, chunk_of
from rag.ingestion.formats.docx_runs import BOX, UNREAD, Runs, form_look
from rag.ingestion.formats.numbering import BULLET, Numbering
from rag.ingestion.formats.shown import pieces
from rag.ingestion.source_text import (
    LONGEST_CELL,
    HeadingMark,
    Piece,
    Scribe,
    SourceText,
    moved,
)
from rag.types.documents import DocumentWarning, values_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_DELETED_ROW = f"{qn('w:trPr')}/{qn('w:del')}"
_ROW, _CELL, _FORM = qn("w:tr"), qn("w:tc"), qn("w:sdt")


def read(data: bytes, file: str) -> SourceText:
    """The text as Word shows it. Raises UnreadableFile for a bomb, a DTD, a password or damage."""
    archive.check(data, file)
    with archive.damage_told(file, archive.WORD_PROCESSOR):
        document = docx_package.opened(data)
        reader = _Reader(document)
        reader.blocks(document.element.body)
        reader.notes()
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=reader.scribe.text(),
        encoding="utf-8",
        decoding="XML",
        headings=tuple(reader.headings),
        unseen=tuple(reader.scribe.unseen),
        properties=_properties(document),
        tables=reader.tables,
        warnings=tuple(reader.warnings()),
    )


class _Reader:
    """Walks the body once, in reading order."""

    def __init__(self, document: Any) -> None:
        self.scribe = Scribe()
        self.headings: list[HeadingMark] = []
        self.tables = 0
        self.chunks_lost = 0
        self._document = document
        self._levels = _style_levels(document)
        self._numbering = Numbering(document)
        self._runs = Runs(document)
        self._is_unseen = False  # inside a table of contents, or a stand-in that nobody filled

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables under `parent`, however deeply they are wrapped."""
        before = self._is_unseen
        self._is_unseen |= parent.tag == _FORM and any(form_look(parent).values())
        for child in parent:
            if child.tag == _PARAGRAPH:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag == CHUNK:
                self._chunk(child)
            elif child.tag not in UNREAD:
                self.blocks(child)
        self._is_unseen = before

    def _chunk(self, element: Any) -> None:
        """A file that stands in the document as it is; one that cannot be read is told."""
        source = chunk_of(element, self._document)
        if source is None:
            self.chunks_lost += 1
            return
        self.scribe.end_line()
        start = self.scribe.position
        left_out = sorted((*source.boilerplate, *source.unseen), key=lambda span: span.start)
        self.scribe.write(source.text)
        self.scribe.unseen += [moved(span, start) for span in left_out]
        self.headings += [
            HeadingMark(moved(mark.span, start), mark.level) for mark in source.headings
        ]
        self.scribe.end_line()

    def warnings(self) -> Iterator[DocumentWarning]:
        """What of the document could not be read."""
        if self.chunks_lost:
            yield DocumentWarning("low_text_yield", values_of(parts=self.chunks_lost))

    def notes(self) -> None:
        """Footnotes and endnotes, a line each, after the text."""
        for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            for relation in self._document.part.rels.values():
                if relation.reltype == kind and not relation.is_external:
                    for note in parse_xml(relation.target_part.blob):
                        if note.get(qn("w:type")) is None:  # else a separator
                            self.scribe.end_line()
                            self.scribe.write(f"[{note.get(qn('w:id'))}] ")
                            self.blocks(note)

    def _paragraph(self, paragraph: Any) -> None:
        number = self._numbering.label(paragraph)
        words = self._pieces(paragraph)
        seen = "".join(piece.text for piece in words if not piece.is_unseen).strip()
        number = number if seen or number != BULLET else ""
        if number:  # of a paragraph that is not seen, no number is seen
            is_left_out = not seen and any(piece.is_unseen for piece in words)
            words = [Piece(number, is_left_out), *words]
        span = self.scribe.pieces(words)
        self.scribe.write("\n")
        level = self._level(paragraph)
        if level and (seen or number):
            self.headings.append(HeadingMark(span, level))
        for box in _outermost(paragraph, BOX):
            self.blocks(box)

    def _pieces(self, paragraph: Any) -> list[Piece]:
        return list(pieces(self._runs.of_paragraph(paragraph, is_unseen=self._is_unseen)))

    def _level(self, paragraph: Any) -> int | None:
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if own is not None:
            return _outline(own)
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return None if style is None else self._levels.get(style.get(qn("w:val")))

    def _table(self, table: Any) -> None:
        self.tables += 1
        for row in table.iter(_ROW):
            if next(row.iterancestors(_TABLE)) is not table or row.find(_DELETED_ROW) is not None:
                continue
            cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
            parts = [self._cell(cell) for cell in cells]
            if any(map(_is_prose, cells, parts)):
                for cell in cells:
                    self.blocks(cell)
            else:
                self.scribe.row_of_pieces(parts)

    def _cell(self, cell: Any) -> list[Piece]:
        """The words of a cell, which a form field may wrap."""
        before = self._is_unseen
        form = next(cell.iterancestors(_FORM, _ROW))
        self._is_unseen |= form.tag == _FORM and any(form_look(form).values())
        found = list(self._words(cell))[1:]
        self._is_unseen = before
        return found

    def _words(self, parent: Any) -> Iterator[Piece]:
        """As `blocks`, in pieces, a line end before each paragraph."""
        before = self._is_unseen
        self._is_unseen |= parent.tag == _FORM and any(form_look(parent).values())
        for child in parent:
            if child.tag == _PARAGRAPH:
                yield Piece("\n")
                yield from self._pieces(child)
                for box in _outermost(child, BOX):
                    yield from self._words(box)
            elif child.tag not in UNREAD:
                yield from self._words(child)
        self._is_unseen = before


def _is_prose(cell: Any, parts: list[Piece]) -> bool:
    """Whether a cell holds more than a row can: much text, a table or a file of its own."""
    holds_more = any(cell.find(f".//{tag}") is not None for tag in (_TABLE, CHUNK))
    return holds_more or sum(len(part.text) for part in parts) > LONGEST_CELL


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in UNREAD:
            yield from _outermost(child, tag)


def _style_levels(document: Any) -> dict[str, int]:
    """Heading level by style id; 1 is outermost. A style inherits the level of its base."""
    levels: dict[str, int] = {}
    bases: dict[str, str] = {}
    for style in document.styles.element.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        base = style.find(qn("w:basedOn"))
        outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        identity = style.get(qn("w:styleId"))
        words = "" if name is None else name.get(qn("w:val")) or ""
        named = _HEADING_STYLE.fullmatch(words)
        level = int(named[1]) if named else None if outline is None else _outline(outline)
        if level or words.lower() == "title":
            levels[identity] = level or 1
        if base is not None:
            bases[identity] = base.get(qn("w:val"))
    return {
        style: level for style in {*levels, *bases} if (level := _inherited(style, levels, bases))
    }


def _inherited(style: str, levels: dict[str, int], bases: dict[str, str]) -> int | None:
    seen: set[str] = set()
    while style not in levels and style in bases and style not in seen:
        seen.add(style)
        style = bases[style]
    return levels.get(style)


def _outline(element: Any) -> int | None:
    """Word counts outline levels from 0; 9 is body text."""
    value = element.get(qn("w:val")) or "9"
    return int(value) + 1 if value.isdigit() and int(value) < 9 else None


def _properties(document: Any) -> dict[str, str]:
    core = document.core_properties
    found = {"title": core.title, "author": core.author, "subject": core.subject}
    return {name: str(value).strip() for name, value in found.items() if value}
