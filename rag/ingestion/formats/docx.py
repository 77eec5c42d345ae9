"""Reads Word files (.docx): paragraphs, tables, automatic numbers, notes and headings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from rag.ingestion.formats import archive
from rag.ingestion.formats.numbering import Numbering
from rag.ingestion.source_text import LONGEST_CELL, HeadingMark, Scribe, SourceText

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_CHARACTERS = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\u00ad",
}  # fmt: skip
_TEXT = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_ROW, _CELL, _BOX = qn("w:tr"), qn("w:tc"), qn("w:txbxContent")
# Not shown to a reader: deleted text, field codes, the copy of a text box for older programs,
# the reading aid over a character, properties.
_UNSEEN = {
    qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), qn("w:rt"),
    qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:trPr"), qn("w:tcPr"), qn("w:sdtPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip


def read(data: bytes, file: str) -> SourceText:
    """The text as Word shows it. Raises UnreadableFile for a bomb, a DTD, a password or damage."""
    archive.check(data, file)
    with archive.damage_told(file, archive.WORD_PROCESSOR):
        document = docx.Document(io.BytesIO(data))
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
        properties=_properties(document),
        tables=reader.tables,
    )


class _Reader:
    """Walks the body once, in reading order."""

    def __init__(self, document: Any) -> None:
        self.scribe = Scribe()
        self.headings: list[HeadingMark] = []
        self.tables = 0
        self._document = document
        self._levels = _style_levels(document)
        self._numbering = Numbering(document)

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables under `parent`, however deeply they are wrapped."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag not in _UNSEEN:
                self.blocks(child)

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
        text = number + "".join(_runs(paragraph))
        span = self.scribe.write(text)
        self.scribe.write("\n")
        level = self._level(paragraph)
        if level and text.strip():
            self.headings.append(HeadingMark(span, level))
        for box in _outermost(paragraph, _BOX):
            self.blocks(box)

    def _level(self, paragraph: Any) -> int | None:
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if own is not None:
            return _outline(own)
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return None if style is None else self._levels.get(style.get(qn("w:val")))

    def _table(self, table: Any) -> None:
        self.tables += 1
        for row in table.iter(_ROW):
            if next(row.iterancestors(_TABLE)) is not table:
                continue
            cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
            texts = ["\n".join("".join(_runs(p)) for p in cell.iter(_PARAGRAPH)) for cell in cells]
            if any(_is_prose(cell, text) for cell, text in zip(cells, texts, strict=True)):
                for cell in cells:
                    self.blocks(cell)
            else:
                self.scribe.row(texts)


def _is_prose(cell: Any, text: str) -> bool:
    return len(text) > LONGEST_CELL or cell.find(f".//{_TABLE}") is not None


def _runs(element: Any) -> Iterator[str]:
    """The characters under `element`, text boxes apart."""
    for child in element:
        tag = child.tag
        if tag in _TEXT:
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag not in _UNSEEN and tag != _BOX and isinstance(tag, str):
            yield from _runs(child)


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNSEEN:
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
