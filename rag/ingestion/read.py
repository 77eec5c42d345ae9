"""Makes a document of a source text: it is cleaned, described, divided into sections and cut into
passages, and all that is reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rag.ingestion.clean import Cleaned, clean
from rag.ingestion.figures import rows_of
from rag.ingestion.metadata.describe import Metadata, describe
from rag.ingestion.metadata.warnings import warnings_of
from rag.ingestion.passages.chunk import Sizes
from rag.ingestion.passages.index_text import IndexText, index_texts
from rag.ingestion.passages.segment import segment
from rag.ingestion.passages.turns import main_speaker, turns_in
from rag.ingestion.source_text import SourceText
from rag.language.vocabulary import Vocabulary
from rag.presentation.left_out import unreadable
from rag.types.documents import Document, Section, content_id
from rag.types.figures import FigureRow
from rag.types.text import Span

# Formats of debates alone: each turn begins with the name of its speaker.
_DEBATES = ("application/akn+xml",)
_JOINING_RULES = (
    "interrupting_marks", "wrapped_lines", "broken_lines", "broken_runs", "soft_breaks", "hyphens",
    "lower_case_lines", "split_words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: its sections, its source text (`published`) and the report of
    reading it; its passages and the figures that it states once it is cut."""

    document: Document
    sections: tuple[Section, ...]
    published: str
    report: Mapping[str, Any]
    passages: tuple[IndexText, ...] = ()
    figures: Sequence[FigureRow] = ()


def read_one(source: SourceText) -> Read:
    """Clean and describe a source text and divide it into sections. Raises UnreadableFile if
    nothing is left of it."""
    cleaned = clean(source)
    if not cleaned.text:
        raise unreadable(source.file, "only-boilerplate")
    metadata = describe(source, cleaned)
    year = metadata.date.year if metadata.date else None
    is_debate = source.media_type in _DEBATES
    turns = turns_in(
        cleaned.text, year, speaker=metadata.speaker, region=metadata.region, is_debate=is_debate
    )
    document = Document(
        id=content_id(cleaned.text),
        title=metadata.title,
        text=cleaned.text,
        file=source.file,
        language=metadata.language,
        speaker=metadata.speaker or main_speaker(turns, len(cleaned.text)),
        institution=metadata.institution,
        region=metadata.region,
        date=metadata.date,
        url=metadata.url,
        alignment=cleaned.alignment,
        pages=_pages(source, cleaned),
        warnings=warnings_of(source, cleaned, metadata),
        turns=turns,
    )
    marks = [
        (span, mark.level)
        for mark in source.headings
        if (span := cleaned.alignment.clean(mark.span)) is not None
    ]
    return Read(
        document=document,
        sections=tuple(segment(document, marks)),
        published=source.text,
        report=_report(source, cleaned, metadata, document),
    )


def cut(read: Read, *, vocabulary: Vocabulary, sizes: Sizes) -> Read:
    """The document with its passages and figures, which are all that is needed of its sections."""
    passages = index_texts(read.document, read.sections, vocabulary=vocabulary, sizes=sizes)
    unread: list[Span] = []
    figures = rows_of(read.document, read.sections, unread)
    report = {**read.report, "figures_unread": len(unread)} if unread else read.report
    return replace(read, sections=(), passages=passages, figures=figures, report=report)


def renamed(read: Read, times: int) -> Read:
    """The document as the `times`-th with the same text: the second gets `-2`, and so on."""
    if times == 1:
        return read
    document = replace(read.document, id=f"{read.document.id}-{times}")
    return replace(
        read,
        document=document,
        sections=tuple(replace(section, document=document) for section in read.sections),
        report={**read.report, "same_text_as": read.document.id},
        passages=tuple(
            replace(entry, passage=replace(entry.passage, document=document))
            for entry in read.passages
        ),
    )


def _pages(source: SourceText, cleaned: Cleaned) -> tuple[Span, ...]:
    """Page spans of the clean text, without gaps; a page of which nothing is left is empty."""
    spans: list[Span] = []
    at = 0
    for page in source.pages:
        kept = cleaned.alignment.clean(page)
        end = kept.end if kept else at
        spans.append(Span(at, max(at, end)))
        at = max(at, end)
    if spans:
        spans[-1] = Span(spans[-1].start, max(at, len(cleaned.text)))
    return tuple(spans)


def _report(
    source: SourceText, cleaned: Cleaned, metadata: Metadata, document: Document
) -> dict[str, Any]:
    """The extraction report, a plain mapping for JSON: it tells a person how far to trust the
    text."""
    counts = cleaned.counts()
    turns = {"turns": len(document.turns)} if document.turns else {}
    evidence = {**metadata.evidence}
    if document.speaker and not metadata.speaker:
        evidence["speaker"] = "turns: nearly all is said by one"
    return {
        **turns,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "decoding": source.decoding,
        "source_sha256": source.sha256,
        "sidecar_sha256": source.sidecar_sha256,
        "characters": {
            "published": len(source.text),
            "kept": len(cleaned.text),
            "removed": sum(count["removed"] for count in counts.values()),
            "replaced": sum(count["replaced"] for count in counts.values()),
        },
        "rules": counts,
        "joins": sum(counts[rule]["times"] for rule in _JOINING_RULES if rule in counts),
        "numbers_repaired": sum(
            counts[rule]["times"] for rule in ("broken_numbers", "spaced_digits") if rule in counts
        ),
        "pages": len(source.pages),
        "tables": source.tables,
        "headings_marked": len(source.headings),
        "occasion": metadata.occasion,
        "evidence": evidence,
        "translation_of": source.declared.get("translation_of"),
        "warnings": [
            {"code": warning.code, "values": dict(warning.values)} for warning in document.warnings
        ],
    }
