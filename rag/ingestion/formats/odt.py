"""Reads OpenDocument texts: paragraphs, tables, lists, notes and headings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml

from rag.ingestion.formats import archive
from rag.ingestion.formats.numbering import FORMS, shown
from rag.ingestion.source_text import LONGEST_CELL, HeadingMark, Scribe, SourceText

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
# A cell or a row that claims to repeat so often fills a page up with nothing.
_MOST_BLANKS = 100
_SPACES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting", "①, ②, ③, ...": "decimalEnclosedCircle",
}  # fmt: skip


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


_PARAGRAPH, _HEADING = _name("text:p"), _name("text:h")
_LIST, _ITEM, _TABLE = _name("text:list"), _name("text:list-item"), _name("table:table")
_ROW, _CELL, _BOX = _name("table:table-row"), _name("table:table-cell"), _name("draw:text-box")
_NOTE, _NOTE_BODY = _name("text:note"), _name("text:note-body")
_BLANKS = {_name("text:tab"): "\t", _name("text:line-break"): "\n"}
# Comments, deleted text, reading aids, pictures' descriptions, forms.
_UNSEEN = {
    _name("office:annotation"), _name("text:tracked-changes"), _name("text:ruby-text"),
    _name("office:forms"), _name("text:sequence-decls"), _name("text:variable-decls"),
}  # fmt: skip


def read(data: bytes, file: str) -> SourceText:
    """The text as a word processor shows it. Raises UnreadableFile for a bomb, a DTD, a password
    or damage."""
    archive.check(data, file)
    with archive.damage_told(file, archive.WORD_PROCESSOR):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts: dict[str, Any] = {
                name: parse_xml(package.read(name))
                for name in ("content.xml", "styles.xml", "meta.xml")
                if name in package.namelist()
            }
        body = parts["content.xml"].find(f"{_name('office:body')}/{_name('office:text')}")
        reader = _Reader(_list_styles(parts))
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
    )


_Levels = dict[int, Any]


class _Reader:
    """Walks the body once, in reading order."""

    def __init__(self, list_styles: dict[str, _Levels]) -> None:
        self.scribe = Scribe()
        self.headings: list[HeadingMark] = []
        self.tables = 0
        self._styles = list_styles
        self._counts: dict[tuple[str, int], int] = {}
        self._notes: list[tuple[str, Any]] = []

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
            elif child.tag not in _UNSEEN:
                self.blocks(child)

    def end(self) -> None:
        """The notes, a line each, after the text."""
        for citation, body in self._notes:
            words = " ".join("".join(_runs(paragraph, [])) for paragraph in body.iter(_PARAGRAPH))
            self.scribe.end_line()
            self.scribe.write(f"[{citation}] {words}\n")

    def _paragraph(self, paragraph: Any, label: str) -> None:
        text = label + "".join(_runs(paragraph, self._notes))
        span = self.scribe.write(text)
        self.scribe.write("\n")
        if paragraph.tag == _HEADING and text.strip():
            level = paragraph.get(_name("text:outline-level")) or "1"
            self.headings.append(HeadingMark(span, int(level) if level.isdigit() else 1))
        for box in paragraph.iter(_BOX):
            self.blocks(box)

    def _list(self, listed: Any, style: str, level: int) -> None:
        style = listed.get(_name("text:style-name")) or style
        goes_on = listed.get(_name("text:continue-numbering")) == "true"
        if not goes_on and listed.get(_name("text:continue-list")) is None:
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
        """The number as shown; nothing for bullets."""
        definition = self._styles.get(style, {}).get(level)
        if definition is None:
            return ""
        first = int(definition.get(_name("text:start-value")) or 1)
        count = self._counts[style, level] = self._counts.get((style, level), first - 1) + 1
        form = _FORMATS.get(definition.get(_name("style:num-format")) or "", "")
        if form not in FORMS and form != "decimal":
            return ""
        before = definition.get(_name("style:num-prefix")) or ""
        return f"{before}{shown(form, count)}{definition.get(_name('style:num-suffix')) or ''}"

    def _table(self, table: Any) -> None:
        self.tables += 1
        for row in table.iter(_ROW):
            if next(row.iterancestors(_TABLE)) is not table:
                continue
            cells = [cell for cell in row if cell.tag == _CELL]
            texts = [
                "\n".join(
                    "".join(_runs(paragraph, [])) for paragraph in cell.iter(_PARAGRAPH, _HEADING)
                )
                for cell in cells
            ]
            if any(map(_is_prose, cells, texts)):
                for cell in cells:
                    self.blocks(cell)
            else:
                self.scribe.row(texts)


def _is_prose(cell: Any, text: str) -> bool:
    return len(text) > LONGEST_CELL or cell.find(f".//{_TABLE}") is not None


def _runs(element: Any, notes: list[tuple[str, Any]]) -> Iterator[str]:
    """The characters under `element`, text boxes apart; notes are collected."""
    yield element.text or ""
    for child in element:
        if child.tag in _BLANKS:
            yield _BLANKS[child.tag]
        elif child.tag == _name("text:s"):
            count = child.get(_name("text:c")) or "1"
            yield " " * min(int(count) if count.isdigit() else 1, _MOST_BLANKS)
        elif child.tag == _NOTE:
            citation = "".join(child.find(_name("text:note-citation")).itertext())
            notes.append((citation, child.find(_NOTE_BODY)))
            yield f"[{citation}]"
        elif child.tag not in _UNSEEN and child.tag != _BOX and isinstance(child.tag, str):
            yield from _runs(child, notes)
        yield child.tail or ""


def _list_styles(parts: dict[str, Any]) -> dict[str, _Levels]:
    """Definitions of numbered levels by list style."""
    found: dict[str, _Levels] = {}
    for part in ("styles.xml", "content.xml"):
        root = parts.get(part)
        for style in () if root is None else root.iter(_name("text:list-style")):
            found[style.get(_name("style:name"))] = {
                int(level.get(_name("text:level"))): level
                for level in style.iter(_name("text:list-level-style-number"))
            }
    return found


def _properties(root: Any) -> dict[str, str]:
    if root is None:
        return {}
    wanted = {"title": _name("dc:title"), "author": _name("dc:creator")}
    found = {name: next(root.iter(tag), None) for name, tag in wanted.items()}
    return {
        name: element.text.strip()
        for name, element in found.items()
        if element is not None and element.text
    }
