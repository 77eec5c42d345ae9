"""Reads PDF files page by page, with pypdf, or with pdfium where pypdf cannot read a page well."""

from __future__ import annotations

import importlib
import io
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from rag.errors import UnreadableFile
from rag.ingestion.formats import ocr
from rag.ingestion.formats.drawn import plain
from rag.ingestion.formats.layout import LaidOut, page_text
from rag.ingestion.source_text import Piece, Scribe, SourceText, page_values
from rag.types.documents import DocumentWarning
from rag.types.text import Span

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 5_000
# Fewer characters than this on a page is a picture, a blank or a page number.
_FEWEST_CHARACTERS = 20
_PRIVATE_OR_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)|/G[0-9A-F]{2}")
# Numbers of glyphs, where the font doesn't say which characters they show.
_GLYPH_NUMBERS = re.compile(r"(?:/[A-Za-z]{0,2}\d{1,4}){4,}")
_NOT_READABLE = 0.1


def read(data: bytes, file: str) -> SourceText:
    """All pages, one after the other. Raises UnreadableFile for a PDF that needs a password,
    has no text layer or is broken."""
    laid_out, properties = _by_pypdf(data, file)
    pages = None if laid_out is None else [page.text for page in laid_out]
    if pages is None or any(_is_poor(page) for page in pages):
        pages = _better(pages, _by_pdfium(data, file))
    if not pages:
        raise UnreadableFile(file, "not a PDF that can be read; print it to PDF anew")
    are_numbers = any(map(_is_numbers, pages))
    pages = ["" if _is_numbers(page) else page for page in pages]
    empty = [number for number, page in enumerate(pages, 1) if _is_empty(page)]
    seen = ocr.read_pages(data, empty) if empty and ocr.available() else {}
    # A page of few words, as one with only its number, keeps them where no more are recognised.
    by_eye = [number for number in empty if len(seen.get(number, "")) > len(pages[number - 1])]
    pages = [seen[number] if number in by_eye else page for number, page in enumerate(pages, 1)]
    if all(_is_empty(page) for page in pages):
        how = "no words were recognised on them" if ocr.available() else ocr.INSTALL
        what = "fonts that don't name their characters" if are_numbers else "no text layer"
        raise UnreadableFile(file, f"{what}, its pages are pictures; {how}")
    known = dict(enumerate(laid_out or (), 1))
    whole = [
        laid if (laid := known.get(number)) and laid.text == page else LaidOut(page)
        for number, page in enumerate(pages, 1)
    ]
    source = _source_text(file, whole, properties, read_by_eye=by_eye)
    return replace(source, tables=sum(page.tables for page in laid_out or ()))


def _source_text(
    file: str, whole: list[LaidOut], properties: dict[str, str], *, read_by_eye: list[int]
) -> SourceText:
    """The pages one after the other, and after the last of them the notes at the foot of each."""
    scribe = Scribe()
    spans: list[Span] = []
    for page in whole:
        spans.append(scribe.pieces(_pieces(page)))
        scribe.write("\n")
    for page in whole:
        scribe.end_line()
        scribe.write(page.notes)
    pages = [page.text for page in whole]
    empty = [number for number, page in enumerate(pages, 1) if _is_empty(page)]
    found = []
    if empty:
        found.append(DocumentWarning("low_text_yield", page_values(empty, len(pages))))
    if read_by_eye:
        found.append(DocumentWarning("ocr", page_values(read_by_eye, len(pages))))
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=scribe.text(),
        decoding="text layer",
        pages=tuple(spans),
        unseen=tuple(scribe.unseen),
        properties=properties,
        warnings=tuple(found),
    )


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
                raise UnreadableFile(file, f"more than {MOST_PAGES} pages; split the file")
            properties = _properties(reader)
            return _laid_out(reader), properties
        except UnreadableFile:
            raise
        except FileNotDecryptedError:
            raise UnreadableFile(file, _NEEDS_PASSWORD) from None
        except Exception:  # pypdf meets a broken file with any exception there is
            return None, {}


_NEEDS_PASSWORD = "needs a password; save it without one"


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
            raise UnreadableFile(file, _NEEDS_PASSWORD) from None
        raise UnreadableFile(file, f"not a PDF that can be read ({error})") from None
    with document:
        if not 0 < len(document) <= MOST_PAGES:
            raise UnreadableFile(file, f"{len(document)} pages; 1 to {MOST_PAGES} can be read")
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


def _better(first: list[str] | None, second: list[str] | None) -> list[str] | None:
    """Page by page the text that is readable, the first where both are."""
    if second is None:
        return first
    if first is None or len(first) != len(second):
        return second
    return [b if _is_poor(a) and len(b) > len(a) else a for a, b in zip(first, second, strict=True)]


def _is_empty(page: str) -> bool:
    return len("".join(page.split())) < _FEWEST_CHARACTERS


def _is_poor(page: str) -> bool:
    unknown = len(_PRIVATE_OR_UNKNOWN.findall(page))
    return _is_empty(page) or unknown > _NOT_READABLE * len(page) or _is_numbers(page)


def _is_numbers(page: str) -> bool:
    """Whether a page is given as the numbers of its glyphs, from which nobody can tell its text."""
    return sum(map(len, _GLYPH_NUMBERS.findall(page))) > _NOT_READABLE * len(page)


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
