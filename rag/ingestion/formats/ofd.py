"""Reads OFD files (GB/T 33190), in which Chinese authorities publish: the text codes of each page,
put in reading order by where they stand."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from rag.ingestion.formats import archive
from rag.ingestion.formats.layout import LaidOut, arranged
from rag.ingestion.formats.ofd_page import columns_of, lines_of
from rag.ingestion.formats.xml_tree import every, parsed, words_of
from rag.ingestion.source_text import Piece, Scribe, SourceText, page_values
from rag.presentation.left_out import unreadable
from rag.types.documents import DocumentWarning
from rag.types.text import Span

MEDIA_TYPE = "application/ofd"
MOST_PAGES = 5_000
_ROOT = "OFD.xml"
_ENCRYPTED = ("Encryptions.xml", "Decryptseed.dat")
_WAY_OUT = "print-ofd"
# Fewer characters than this on a page is a picture, a blank or a page number.
_FEWEST_CHARACTERS = 20
_PROPERTIES = {"Title": "title", "Author": "author", "Subject": "subject"}


def read(data: bytes, file: str) -> SourceText:
    """All pages, one after the other. Raises UnreadableFile for a bomb, a lock, damage, or pages
    that are pictures."""
    archive.check(data, file)
    if any(name.endswith(_ENCRYPTED) for name in archive.names(data, file)):
        raise unreadable(file, "password")
    with archive.damage_told(file, _WAY_OUT), zipfile.ZipFile(io.BytesIO(data)) as package:
        book = _Book(package, file)
        pages = [_laid_out(page) for page in book.pages()]
    if not any(page.text.strip() for page in pages):
        raise unreadable(file, "ofd-pictures", advice=_WAY_OUT)
    return _source_text(file, pages, book.properties)


class _Book:
    """The parts of a package. Names in it are relative to the part that names them."""

    def __init__(self, package: zipfile.ZipFile, file: str) -> None:
        self._package, self._file = package, file
        self._names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
        root = self._part(_ROOT)
        self._roots = [words_of(place) for place in every(root, "DocRoot")]
        found = {own: words_of(next(every(root, tag), None)) for tag, own in _PROPERTIES.items()}
        self.properties = {name: value for name, value in found.items() if value}

    def pages(self) -> Iterator[list[Element]]:
        """Of each page its own content, after the templates that it is drawn upon."""
        for place in self._roots:
            document = self._part(place)
            templates = {
                template.get("ID"): _beside(place, template.get("BaseLoc") or "")
                for template in every(document, "TemplatePage")
            }
            listed = [page for pages in every(document, "Pages") for page in every(pages, "Page")]
            if len(listed) > MOST_PAGES:
                raise unreadable(self._file, "too-many-pages", most=MOST_PAGES)
            for entry in listed:
                page = self._if_there(_beside(place, entry.get("BaseLoc") or ""))
                listed_here = [] if page is None else every(page, "Template")
                used = [templates.get(one.get("TemplateID")) for one in listed_here]
                parts = [*(self._if_there(name) for name in used if name), page]
                yield [part for part in parts if part is not None]

    def _part(self, name: str) -> Element:
        return parsed(self._package.read(self._names[_plain(name)]), self._file)

    def _if_there(self, name: str) -> Element | None:
        """A part that may have been left out: a page without it is empty, or has no background."""
        return self._part(name) if _plain(name) in self._names else None


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _beside(place: str, name: str) -> str:
    return name if name.startswith("/") else posixpath.join(posixpath.dirname(place), name)


def _laid_out(parts: list[Element]) -> LaidOut:
    if downwards := columns_of(parts):
        return LaidOut(downwards)
    pieces, slanted = lines_of(parts)
    found = arranged(pieces) or LaidOut("".join(piece.text for piece in pieces))
    text = found.text.strip("\n") + "\n" if found.text.strip() else ""
    cut = len(found.text) - len(found.text.lstrip("\n"))
    unseen = [Span(span.start - cut, span.end - cut) for span in found.unseen]
    if slanted:
        unseen.append(Span(len(text), len(text) + len(slanted)))
    return LaidOut(text + slanted, found.tables, found.notes, tuple(unseen))


def _source_text(file: str, pages: list[LaidOut], properties: dict[str, str]) -> SourceText:
    """The pages one after the other, and after the last of them the notes at the foot of each."""
    scribe = Scribe()
    spans = []
    for page in pages:
        spans.append(scribe.pieces(_pieces(page)))
        scribe.end_line()
    for notes in filter(None, (page.notes for page in pages)):
        scribe.end_line()
        scribe.write(notes)
    empty = [
        number
        for number, page in enumerate(pages, 1)
        if len("".join(page.text.split())) < _FEWEST_CHARACTERS
    ]
    few = (DocumentWarning("low_text_yield", page_values(empty, len(pages))),) if empty else ()
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=scribe.text(),
        encoding="utf-8",
        decoding="text codes",
        pages=tuple(spans),
        unseen=tuple(scribe.unseen),
        properties=properties,
        tables=sum(page.tables for page in pages),
        warnings=few,
    )


def _pieces(page: LaidOut) -> Iterator[Piece]:
    at = 0
    for unseen in page.unseen:
        yield Piece(page.text[at : unseen.start])
        yield Piece(unseen.slice(page.text), is_unseen=True)
        at = unseen.end
    yield Piece(page.text[at:])
