"""Reads OpenDocument texts: paragraphs, tables, lists, notes and headings."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.oxml import parse_xml

from rag.ingestion.formats import archive
from rag.ingestion.formats.numbering import BULLET, FORMS, shown
from rag.ingestion.formats.odt_runs import BOX, UNREAD, Runs, is_hidden_section, name
from rag.ingestion.formats.shown import pieces
from rag.ingestion.source_text import LONGEST_CELL, HeadingMark, Piece, Scribe, SourceText
from rag.presentation.left_out import unreadable

_PARTS = ("content.xml", "styles.xml", "meta.xml")
_FIRST_BYTES = 64 * 1024
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting", "①, ②, ③, ...": "decimalEnclosedCircle",
}  # fmt: skip


_PARAGRAPH, _HEADING = name("text:p"), name("text:h")
_LIST, _ITEM, _TABLE = name("text:list"), name("text:list-item"), name("table:table")
_BULLET = name("text:list-level-style-bullet")
_ROW, _CELL = name("table:table-row"), name("table:table-cell")


def read(data: bytes, file: str) -> SourceText:
    """The text as a word processor shows it. Raises UnreadableFile for a bomb, a DTD, a password
    or damage."""
    is_flat = not data.startswith(b"PK")
    if not is_flat:
        archive.check(data, file)
    elif archive.DOCTYPE in data[:_FIRST_BYTES]:
        raise unreadable(file, "dtd-office")
    with archive.damage_told(file, archive.WORD_PROCESSOR):
        parts = dict.fromkeys(_PARTS, parse_xml(data)) if is_flat else _unpacked(data)
        body = parts["content.xml"].find(f"{name('office:body')}/{name('office:text')}")
        reader = _Reader(_list_styles(parts), Runs(parts))
        reader.blocks(body)
        reader.end()
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=reader.scribe.text(),
        encoding="utf-8",
        decoding="XML",
        headings=tuple(reader.headings),
        properties=_properties(parts.get("meta.xml")),
        tables=reader.tables,
        unseen=tuple(reader.scribe.unseen),
    )


def _unpacked(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: parse_xml(package.read(name)) for name in _PARTS if name in package.namelist()
        }


_Levels = dict[int, Any]


class _Reader:
    """Walks the body once, in reading order."""

    def __init__(self, list_styles: dict[str, _Levels], runs: Runs) -> None:
        self.scribe = Scribe()
        self.headings: list[HeadingMark] = []
        self.tables = 0
        self._styles = list_styles
        self._counts: dict[tuple[str, int], int] = {}
        self._runs = runs
        self._is_unseen = False  # inside a section that is not shown

    def blocks(self, parent: Any, *, label: str = "") -> None:
        """Paragraphs, lists and tables under `parent`; the first paragraph gets the label."""
        for child in parent:
            if child.tag in (_PARAGRAPH, _HEADING):
                self._paragraph(child, label)
                label = ""
            elif child.tag == _LIST:
                self._list(child, "", 1)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag not in UNREAD:
                before = self._is_unseen
                self._is_unseen |= is_hidden_section(child)
                self.blocks(child)
                self._is_unseen = before

    def end(self) -> None:
        """The notes, a line each, after the text."""
        for citation, body in list(self._runs.notes):
            self.scribe.end_line()
            self.scribe.write(f"[{citation}]")
            for paragraph in body.iter(_PARAGRAPH):
                self.scribe.pieces([Piece(" "), *self._pieces(paragraph)])
            self.scribe.write("\n")

    def _pieces(self, paragraph: Any) -> list[Piece]:
        return list(pieces(self._runs.of_paragraph(paragraph, is_unseen=self._is_unseen)))

    def _paragraph(self, paragraph: Any, label: str) -> None:
        words = self._pieces(paragraph)
        seen = "".join(piece.text for piece in words if not piece.is_unseen).strip()
        label = label if seen or label != BULLET else ""
        is_left_out = not seen and any(piece.is_unseen for piece in words)
        span = self.scribe.pieces([Piece(label, is_left_out), *words])
        self.scribe.write("\n")
        if paragraph.tag == _HEADING and (seen or label):
            level = paragraph.get(name("text:outline-level")) or "1"
            self.headings.append(HeadingMark(span, int(level) if level.isdigit() else 1))
        for box in paragraph.iter(BOX):
            self.blocks(box)

    def _list(self, listed: Any, style: str, level: int) -> None:
        style = listed.get(name("text:style-name")) or style
        goes_on = listed.get(name("text:continue-numbering")) == "true"
        if not goes_on and listed.get(name("text:continue-list")) is None:
            self._counts.pop((style, level), None)
        for item in listed:
            label = self._label(style, level) if item.tag == _ITEM else ""
            for child in item:
                if child.tag == _LIST:
                    self._list(child, style, level + 1)
                elif child.tag in (_PARAGRAPH, _HEADING):
                    self._paragraph(child, label)
                    label = ""

    def _label(self, style: str, level: int) -> str:
        """The number as shown, or the sign of an item."""
        definition = self._styles.get(style, {}).get(level)
        if definition is None:
            return ""
        if definition.tag == _BULLET:
            return BULLET
        first = int(definition.get(name("text:start-value")) or 1)
        count = self._counts[style, level] = self._counts.get((style, level), first - 1) + 1
        form = _FORMATS.get(definition.get(name("style:num-format")) or "", "")
        if form not in FORMS and form != "decimal":
            return ""
        before = definition.get(name("style:num-prefix")) or ""
        return f"{before}{shown(form, count)}{definition.get(name('style:num-suffix')) or ''}"

    def _table(self, table: Any) -> None:
        self.tables += 1
        for row in table.iter(_ROW):
            if next(row.iterancestors(_TABLE)) is not table:
                continue
            cells = [cell for cell in row if cell.tag == _CELL]
            parts = [self._cell(cell) for cell in cells]
            if any(map(_is_prose, cells, parts)):
                for cell in cells:
                    self.blocks(cell)
            else:
                self.scribe.row_of_pieces(parts)

    def _cell(self, cell: Any) -> list[Piece]:
        found: list[Piece] = []
        for paragraph in cell.iter(_PARAGRAPH, _HEADING):
            found += [Piece("\n"), *self._pieces(paragraph)]
        return found[1:]


def _is_prose(cell: Any, parts: list[Piece]) -> bool:
    return (
        sum(len(part.text) for part in parts) > LONGEST_CELL
        or cell.find(f".//{_TABLE}") is not None
    )


def _list_styles(parts: dict[str, Any]) -> dict[str, _Levels]:
    """Definitions of levels with numbers or signs by list style."""
    found: dict[str, _Levels] = {}
    for part in ("styles.xml", "content.xml"):
        root = parts.get(part)
        for style in () if root is None else root.iter(name("text:list-style")):
            found[style.get(name("style:name"))] = {
                int(level.get(name("text:level"))): level
                for level in style.iter(name("text:list-level-style-number"), _BULLET)
            }
    return found


def _properties(root: Any) -> dict[str, str]:
    if root is None:
        return {}
    wanted = {"title": name("dc:title"), "author": name("dc:creator")}
    found = {key: next(root.iter(tag), None) for key, tag in wanted.items()}
    return {
        key: element.text.strip()
        for key, element in found.items()
        if element is not None and element.text
    }
