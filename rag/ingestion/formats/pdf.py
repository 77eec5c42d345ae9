"""Reads PDF files page by page, with pypdf, or with pdfium where pypdf cannot read a page well."""

from __future__ import annotations

import importlib
import io
import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from rag.errors import UnreadableFile
from rag.ingestion.formats import ocr
from rag.ingestion.formats.drawing import upright
from rag.ingestion.formats.drawn import joined, plain
from rag.ingestion.formats.glyphs import glyphs_of, pieces_of
from rag.ingestion.formats.layout import LaidOut, arranged, page_text
from rag.ingestion.formats.pdf_page import Page, checked, is_better, is_poor, words_on
from rag.ingestion.formats.vertical import columns
from rag.ingestion.source_text import Piece, Scribe, SourceText, page_values
from rag.presentation.left_out import unreadable
from rag.types.documents import DocumentWarning, values_of
from rag.types.text import Span

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 5_000


def read(data: bytes, file: str) -> SourceText:
    """All pages, one after the other. Raises UnreadableFile for a PDF that needs a password, is
    broken, has no text layer, or whose fonts don't tell which characters they show."""
    laid_out, properties = _by_pypdf(data, file)
    if laid_out is None or any(is_poor(page.text) for page in laid_out):
        laid_out = _better(laid_out, _by_pdfium(data, file))
    if not laid_out:
        raise unreadable(file, "pdf-broken")
    laid_out = _by_glyphs(laid_out, data)
    tables = sum(page.tables for page in laid_out)
    pages = _recognised([checked(page) for page in laid_out], data)
    _refuse_unreadable(pages, file)
    return replace(_source_text(file, pages, properties), tables=tables)


def _by_glyphs(pages: list[LaidOut], data: bytes) -> list[LaidOut]:
    """The pages; those whose lines run downwards, or whose words were run together, made anew of
    where each glyph stands."""
    if not any(page.is_vertical or page.is_run_together for page in pages):
        return pages
    try:
        document = _pdfium().PdfDocument(data)
    except ModuleNotFoundError:
        return pages
    except _pdfium().PdfiumError:
        return pages
    with document:
        return [
            _or_as_it_is(page, document, number) if number < len(document) else page
            for number, page in enumerate(pages)
        ]


def _or_as_it_is(page: LaidOut, document: Any, number: int) -> LaidOut:
    """A page that pdfium cannot take apart stays as it was read."""
    try:
        return _by_glyphs_of(page, document, number)
    except _pdfium().PdfiumError:
        return page


def _by_glyphs_of(page: LaidOut, document: Any, number: int) -> LaidOut:
    if page.is_vertical:
        text = columns(list(glyphs_of(document[number])))
        return LaidOut(text) if text.strip() else page
    if page.is_run_together:
        pieces = upright(pieces_of(glyphs_of(document[number])))
        return (arranged(pieces) or LaidOut(joined(pieces))) if pieces else page
    return page


def _recognised(pages: list[Page], data: bytes) -> list[Page]:
    """The pages, read by eye where that is installed and gives more."""
    lacking = [number for number, page in enumerate(pages, 1) if page.garbled or page.is_empty]
    if not lacking or not ocr.available():
        return pages
    seen = ocr.read_pages(data, lacking)
    return [
        page.or_recognised(seen[number]) if number in lacking else page
        for number, page in enumerate(pages, 1)
    ]


def _refuse_unreadable(pages: Sequence[Page], file: str) -> None:
    """Raises UnreadableFile where there are no words, or fewer than were garbled."""
    if sum(page.garbled for page in pages) > sum(map(words_on, pages)):
        raise unreadable(file, "pdf-fonts", advice=_by_eye())
    if all(page.is_empty for page in pages):
        raise unreadable(file, "pdf-pictures", advice=_by_eye())


def _by_eye() -> str:
    return "not-recognised" if ocr.available() else "install-ocr"


def _source_text(file: str, pages: Sequence[Page], properties: dict[str, str]) -> SourceText:
    """The pages one after the other, and after the last of them the notes at the foot of each."""
    scribe = Scribe()
    spans: list[Span] = []
    whole = [page.laid for page in pages]
    for page in whole:
        spans.append(scribe.pieces(_pieces(page)))
        scribe.write("\n")
    for page in whole:
        scribe.end_line()
        scribe.write(page.notes)
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=scribe.text(),
        decoding="text layer",
        pages=tuple(spans),
        unseen=tuple(scribe.unseen),
        properties=properties,
        warnings=tuple(_warnings(pages)),
    )


def _warnings(pages: Sequence[Page]) -> Iterator[DocumentWarning]:
    garbled = [number for number, page in enumerate(pages, 1) if page.garbled]
    empty = [number for number, page in enumerate(pages, 1) if page.is_empty and not page.garbled]
    if garbled:
        characters = sum(page.garbled for page in pages)
        told = values_of(characters=characters)
        yield DocumentWarning("garbled", (*page_values(garbled, len(pages)), *told))
    if empty:
        yield DocumentWarning("low_text_yield", page_values(empty, len(pages)))
    if read_by_eye := [number for number, page in enumerate(pages, 1) if page.is_recognised]:
        yield DocumentWarning("ocr", page_values(read_by_eye, len(pages)))


def _pieces(page: LaidOut) -> Iterator[Piece]:
    """The words of a page without the line ends around them."""
    text = page.text
    at, end = len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))
    for unseen in page.unseen:
        yield Piece(text[at : unseen.start])
        yield Piece(unseen.slice(text), is_unseen=True)
        at = unseen.end
    yield Piece(text[at:end])


def _laid_out(reader: PdfReader) -> list[LaidOut]:
    return [page_text(page) for page in reader.pages]


def _by_pypdf(data: bytes, file: str) -> tuple[list[LaidOut] | None, dict[str, str]]:
    """Page texts and properties; None where pypdf gives up and pdfium may not."""
    with _quiet():
        try:
            reader = PdfReader(io.BytesIO(data))
            if len(reader.pages) > MOST_PAGES:
                raise unreadable(file, "too-many-pages", most=MOST_PAGES)
            properties = _properties(reader)
            return _laid_out(reader), properties
        except UnreadableFile:
            raise
        except FileNotDecryptedError:
            raise unreadable(file, "password") from None
        except Exception:  # pypdf meets a broken file with any exception there is
            return None, {}


def _by_pdfium(data: bytes, file: str) -> list[str] | None:
    """Page texts; None where pdfium is not installed."""
    try:
        pdfium = _pdfium()
    except ModuleNotFoundError:
        return None
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise unreadable(file, "password") from None
        raise unreadable(file, "pdf-broken-so", what=str(error)) from None
    with document:
        if not 0 < len(document) <= MOST_PAGES:
            raise unreadable(file, "pdf-page-count", count=len(document), most=MOST_PAGES)
        return [_pdfium_page(document, number) for number in range(len(document))]


def _pdfium_page(document: Any, number: int) -> str:
    try:
        text: str = document[number].get_textpage().get_text_range()
    except _pdfium().PdfiumError:
        return ""
    return plain(text.replace("\ufffe", ""))


def _pdfium() -> Any:
    """Imported only where pypdf was not enough: it loads 8 MB of library."""
    return importlib.import_module("pypdfium2")


def _better(first: list[LaidOut] | None, second: list[str] | None) -> list[LaidOut] | None:
    """Page by page the text that says more, the first where it is not poor."""
    if second is None:
        return first
    if first is None or len(first) != len(second):
        return [LaidOut(text) for text in second]
    return [
        LaidOut(b) if is_poor(a.text) and is_better(b, a.text) else a
        for a, b in zip(first, second, strict=True)
    ]


def _properties(reader: PdfReader) -> dict[str, str]:
    names = {"/Title": "title", "/Author": "author", "/CreationDate": "created"}
    found: Mapping[str, Any] = reader.metadata or {}
    return {
        name: str(found[key]).strip() for key, name in names.items() if found.get(key) is not None
    }


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf tells of each oddity in a log and by warnings; what matters we report ourselves."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)
