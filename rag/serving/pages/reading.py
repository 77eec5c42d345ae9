"""The reading page: a speech with the quotation that a link means, and all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from rag.errors import NoSuchDocument
from rag.index.index import Index
from rag.presentation.warnings import warning_words
from rag.serving.originals import original_path
from rag.serving.pages.figure_readings import figure_readings
from rag.serving.pages.quoted_words import QuotedWords
from rag.serving.pages.typesetting import Block, Changes, typeset
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
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """What the template shows. `figures` is how many have a reading; `notice` is the key of a
    sentence about the link (see words.py); `pdf_page` is the page on which the quotation begins."""

    document: Document
    blocks: tuple[Block, ...]
    figures: int
    mark: Span | None
    notice: str | None
    removed: bool
    byline: tuple[str, ...]
    facts: tuple[tuple[str, str, Language], ...]
    warnings: tuple[str, ...]
    report: tuple[tuple[str, str], ...]
    cleaning: tuple[tuple[str, int, int], ...]
    evidence: tuple[tuple[str, str], ...]
    has_original: bool
    pdf_page: int | None

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
    def has_title(self) -> bool:
        """Whether the speech says its title itself."""
        return any(block.tag == "h1" for block in self.blocks)

    @property
    def path(self) -> str:
        """The permalink of what is shown."""
        if self.mark is None:
            return f"/documents/{self.document.id}"
        return self.document.permalink(self.mark)

    def address(self, **also: str) -> str:
        """This page with other parameters."""
        path, _, rest = self.path.partition("?")
        query, _, fragment = rest.partition("#")
        whole = "&".join(filter(None, [query, urlencode(also)]))
        return f"{path}?{whole}" + (f"#{fragment}" if fragment else "")


def reading_page(
    index: Index, id: str, quoted: QuotedWords, language: Language, *, removed: bool
) -> ReadingPage:
    """The page of document `id`, or of the edition that took its place. Raises NoSuchDocument,
    AmbiguousDocument."""
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
        blocks=typeset(document, passages, mark=mark, changes=changes, readings=readings),
        figures=len(readings),
        mark=mark,
        notice=_notice(quoted, mark, is_newer=is_newer),
        removed=removed,
        byline=tuple(
            filter(None, (document.speaker, dated(document.date, language), document.region))
        ),
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


def _facts(document: Document, language: Language) -> Iterator[tuple[str, str, Language]]:
    """Name, value and the language of the value: names are in the language of the speech."""
    named = {
        "speaker": document.speaker,
        "institution": document.institution,
        "date": dated(document.date, language),
        "region": document.region,
        "language": language_name(language, document.language),
        "characters": f"{len(document.text):,}",
        "pages": str(len(document.pages)) if document.pages else None,
        "file": document.file,
    }
    for key, value in named.items():
        if value:
            spoken = document.language if key in _NAMES else language
            yield page_words(language, key), value, spoken


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
