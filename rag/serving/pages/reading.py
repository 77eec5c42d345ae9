"""The reading page: a speech with the quotation that a link means, and all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from rag.errors import NoSuchDocument
from rag.index.index import Index
from rag.language.offices import is_anybody
from rag.language.word_glosses import glosses
from rag.presentation.frame import beside, document_frame
from rag.presentation.phrases import labelled, listed, phrase
from rag.presentation.warnings import warning_words
from rag.serving.originals import original_path
from rag.serving.pages.figure_readings import figure_readings
from rag.serving.pages.quoted_words import QuotedWords
from rag.serving.pages.typesetting import Block, Changes, Piece, typeset
from rag.serving.pages.words import (
    cleaning_words,
    dated,
    evidence_words,
    language_name,
    page_words,
)
from rag.types.documents import Document
from rag.types.text import Language, Span

_NAMES = ("speaker", "institution", "region")
# A word of a longer speech costs the page too much; its marked paragraph has them all the same.
_GLOSSED_CHARACTERS = 60_000
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """What the template shows. `figures` is how many have a reading; `notice` is the key of a
    sentence about the link (see words.py); `title` is the title in the reader's language, where
    the speech is in the other one; `pdf_page` is the page on which the quotation begins; `prefix`
    names the index, where it is not the usual one."""

    document: Document
    blocks: tuple[Block, ...]
    figures: int
    mark: Span | None
    notice: str | None
    removed: bool
    byline: tuple[str, ...]
    title: str | None
    facts: tuple[tuple[str, str, Language], ...]
    warnings: tuple[str, ...]
    report: tuple[tuple[str, str], ...]
    cleaning: tuple[tuple[str, int, int], ...]
    evidence: tuple[tuple[str, str], ...]
    has_original: bool
    pdf_page: int | None
    prefix: str = ""

    @property
    def status(self) -> int:
        """404 where the words that the link means stand nowhere: they are what was asked for."""
        return 404 if self.notice and self.mark is None else 200

    @property
    def url(self) -> str | None:
        """Where the speech was published, if a browser may be led there."""
        url = self.document.url
        return url if url and url.lower().startswith(("http://", "https://")) else None

    @property
    def quotation(self) -> str:
        return self.mark.slice(self.document.text) if self.mark else ""

    @property
    def is_glossed(self) -> bool:
        """Whether words show their translation under the pointer."""
        return any(piece.glosses for block in self.blocks for piece in block.pieces)

    @property
    def has_title(self) -> bool:
        """Whether the speech says its title itself."""
        return any(block.tag == "h1" for block in self.blocks)

    @property
    def path(self) -> str:
        """The permalink of what is shown."""
        if self.mark is None:
            return f"{self.prefix}/documents/{self.document.id}"
        return self.prefix + self.document.permalink(self.mark)

    def address(self, **also: str) -> str:
        """This page with other parameters."""
        path, _, rest = self.path.partition("?")
        query, _, fragment = rest.partition("#")
        whole = "&".join(filter(None, [query, urlencode(also)]))
        return f"{path}?{whole}" + (f"#{fragment}" if fragment else "")


def reading_page(
    index: Index,
    id: str,
    quoted: QuotedWords,
    language: Language,
    *,
    removed: bool,
    prefix: str = "",
) -> ReadingPage:
    """The page of document `id`, or of the edition that took its place. Raises NoSuchDocument,
    AmbiguousDocument. `prefix` stands before the page's links to itself."""
    document, is_newer = _edition(index, id)
    stand = quoted.moved_to if is_newer else quoted.stand_at
    mark = stand(document.text) if quoted.asked else None
    report = index.report(document.id)
    changes = Changes.between(document, index.published_text(document.id)) if removed else None
    passages = index.passages(index.document_rows(document.id))
    readings = figure_readings(index.document_figures(document.id), language)
    has_original = original_path(index, document) is not None
    is_pdf = report["media_type"] == _PDF and has_original
    return ReadingPage(
        document=document,
        blocks=_glossed(
            typeset(document, passages, mark=mark, changes=changes, readings=readings),
            document,
            language,
        ),
        figures=len(readings),
        mark=mark,
        notice=_notice(quoted, mark, is_newer=is_newer),
        removed=removed,
        byline=tuple(_byline(document, language)),
        title=_title(document, language),
        facts=tuple(_facts(document, language)),
        warnings=tuple(warning_words(warning, language) for warning in document.warnings),
        report=tuple(_report(report, language)),
        cleaning=tuple(
            (cleaning_words(language, rule), counts["removed"], counts["replaced"])
            for rule, counts in report["rules"].items()
        ),
        evidence=tuple(
            evidence_words(language, name, said) for name, said in report["evidence"].items()
        ),
        has_original=has_original,
        pdf_page=(document.page(mark.start) if mark else 1) if is_pdf else None,
        prefix=prefix,
    )


def _edition(index: Index, id: str) -> tuple[Document, bool]:
    """The document, and whether it is a newer edition of the one that was asked for."""
    try:
        return index.document(index.full_id(id)), False
    except NoSuchDocument:
        return index.newest_edition(id), True


def _notice(quoted: QuotedWords, mark: Span | None, *, is_newer: bool) -> str | None:
    if is_newer:
        return "newer" if mark or not quoted.asked else "newer_without_words"
    if quoted.asked and mark is None:
        return "no_such_words"
    return "moved" if mark and quoted.span and mark != quoted.span else None


def _byline(document: Document, language: Language) -> Iterator[str]:
    frame = document_frame(document, language)
    if document.speaker:
        yield beside(document.speaker, frame.speaker, language)
    date = dated(document.date, language)
    if date:
        yield date
    if document.region:
        yield beside(document.region, frame.region, language)


def _title(document: Document, language: Language) -> str | None:
    """The title in the reader's language; one that is translated word for word says so."""
    title = document_frame(document, language).title
    if title is None or title.made_of == "names":
        return title and title.text
    return labelled(phrase("word_for_word", language), title.text, language)


def _glossed(
    blocks: tuple[Block, ...], document: Document, language: Language
) -> tuple[Block, ...]:
    """The blocks with the translation of each word, where the speech is in the other language: of
    all, or in a long speech of those with the quotation."""
    if document.language == language:
        return blocks
    is_short = len(document.text) <= _GLOSSED_CHARACTERS
    return tuple(
        replace(block, pieces=tuple(_with_glosses(piece, language) for piece in block.pieces))
        if is_short or any(piece.marked for piece in block.pieces)
        else block
        for block in blocks
    )


def _with_glosses(piece: Piece, language: Language) -> Piece:
    # What a figure was read to say is in the reader's language already.
    if piece.published is not None or piece.removed is not None or piece.reading is not None:
        return piece
    found: list[tuple[str, str]] = []
    at = 0
    for span, gloss in glosses(piece.text, language):
        if gloss and gloss != span.slice(piece.text) and gloss[0].isalnum():
            if at < span.start:
                found.append((piece.text[at : span.start], ""))
            found.append((span.slice(piece.text), gloss))
            at = span.end
    if not found:
        return piece
    return replace(piece, glosses=(*found, (piece.text[at:], "")))


def _facts(document: Document, language: Language) -> Iterator[tuple[str, str, Language]]:
    """Name, value and the language of the value: names are in the language of the speech."""
    frame = document_frame(document, language)
    named = {
        "speaker": beside(document.speaker or "", frame.speaker, language),
        "speakers": _others_who_speak(document),
        "institution": beside(document.institution or "", frame.institution, language),
        "date": dated(document.date, language),
        "region": beside(document.region or "", frame.region, language),
        "language": language_name(language, document.language),
        "characters": f"{len(document.text):,}",
        "pages": str(len(document.pages)) if document.pages else None,
        "file": document.file,
    }
    for key, value in named.items():
        if value:
            is_told = key == "speakers" or (key in _NAMES and getattr(frame, key) is None)
            yield page_words(language, key), value, document.language if is_told else language


def _others_who_speak(document: Document) -> str:
    """The persons of a debate, in the order in which they first speak."""
    persons = [
        name for name in document.speakers if name != document.speaker and not is_anybody(name)
    ]
    return listed(persons, document.language)


def _report(report: Mapping[str, Any], language: Language) -> list[tuple[str, str]]:
    counts = report["characters"]
    named = {
        "media_type": report["media_type"],
        "encoding": " · ".join(filter(None, [report["encoding"], report["decoding"]])),
        "published": f"{counts['published']:,}",
        "kept": f"{counts['kept']:,}",
        "removed_count": f"{counts['removed']:,}",
        "replaced_count": f"{counts['replaced']:,}",
        "joins": str(report["joins"]),
        "tables": str(report["tables"]),
        "same_text_as": report.get("same_text_as"),
        "digest": report["source_sha256"],
    }
    return [(page_words(language, key), value) for key, value in named.items() if value]
