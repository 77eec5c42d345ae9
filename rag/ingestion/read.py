"""What a file publishes comes in; it is cleaned, described and segmented: a Document with its
sections, the published text and an extraction report go out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rag.errors import UnreadableFile
from rag.ingestion.clean import Cleaned, clean
from rag.ingestion.metadata.describe import Metadata, describe
from rag.ingestion.metadata.warnings import warnings_of
from rag.ingestion.passages.chunk import Sizes
from rag.ingestion.passages.index_text import IndexText, index_texts
from rag.ingestion.passages.segment import segment
from rag.ingestion.source_text import SourceText
from rag.language.vocabulary import Vocabulary
from rag.types.documents import Document, Section
from rag.types.text import Span

ID_CHARACTERS = 16
_JOINING_RULES = (
    "interrupting_marks", "wrapped_lines", "broken_lines", "soft_breaks", "hyphens",
    "lower_case_lines", "split_words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, its sections, its published text and what reading it reported;
    its passages once it is cut into them."""

    document: Document
    sections: tuple[Section, ...]
    published: str
    report: Mapping[str, Any]
    passages: tuple[IndexText, ...] = ()


def read_one(published: SourceText) -> Read:
    """Clean, describe and segment what a file publishes. Raises UnreadableFile if nothing is
    left of it."""
    cleaned = clean(published)
    if not cleaned.text:
        raise UnreadableFile(published.file, "there is no text in it but what a site put around it")
    metadata = describe(published, cleaned)
    document = Document(
        id=content_id(cleaned.text),
        title=metadata.title,
        text=cleaned.text,
        file=published.file,
        language=metadata.language,
        speaker=metadata.speaker,
        institution=metadata.institution,
        region=metadata.region,
        date=metadata.date,
        url=metadata.url,
        alignment=cleaned.alignment,
        pages=_pages(published, cleaned),
        warnings=warnings_of(published, cleaned, metadata),
    )
    marks = [
        (span, mark.level)
        for mark in published.headings
        if (span := cleaned.alignment.clean(mark.span)) is not None
    ]
    return Read(
        document=document,
        sections=tuple(segment(document, marks)),
        published=published.text,
        report=_report(published, cleaned, metadata, document),
    )


def cut(one: Read, *, vocabulary: Vocabulary, sizes: Sizes) -> Read:
    """The document with its passages, which are all that is needed of its sections."""
    passages = index_texts(one.document, one.sections, vocabulary=vocabulary, sizes=sizes)
    return replace(one, sections=(), passages=passages)


def content_id(text: str) -> str:
    """The id of a document is a digest of its clean text, never of its name."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_CHARACTERS]


def renamed(one: Read, times: int) -> Read:
    """The document as the `times`-th with the same text: the second gets `-2`, and so on."""
    if times == 1:
        return one
    document = replace(one.document, id=f"{one.document.id}-{times}")
    return Read(
        document,
        tuple(replace(section, document=document) for section in one.sections),
        one.published,
        {**one.report, "same_text_as": one.document.id},
        tuple(
            replace(entry, passage=replace(entry.passage, document=document))
            for entry in one.passages
        ),
    )


def _pages(published: SourceText, cleaned: Cleaned) -> tuple[Span, ...]:
    """Page spans of the clean text, without gaps; a page of which nothing is left is empty."""
    spans: list[Span] = []
    at = 0
    for page in published.pages:
        kept = cleaned.alignment.clean(page)
        end = kept.end if kept else at
        spans.append(Span(at, max(at, end)))
        at = max(at, end)
    if spans:
        spans[-1] = Span(spans[-1].start, max(at, len(cleaned.text)))
    return tuple(spans)


def _report(
    published: SourceText, cleaned: Cleaned, metadata: Metadata, document: Document
) -> dict[str, Any]:
    """What a person wants to know before trusting the text: a plain mapping for JSON."""
    counts = cleaned.counts()
    return {
        "media_type": published.media_type,
        "encoding": published.encoding,
        "decoding": published.decoding,
        "source_sha256": published.sha256,
        "sidecar_sha256": published.sidecar_sha256,
        "characters": {
            "published": len(published.text),
            "kept": len(cleaned.text),
            "removed": sum(one["removed"] for one in counts.values()),
            "replaced": sum(one["replaced"] for one in counts.values()),
        },
        "rules": counts,
        "joins": sum(counts[rule]["times"] for rule in _JOINING_RULES if rule in counts),
        "numbers_repaired": sum(
            counts[rule]["times"] for rule in ("broken_numbers", "spaced_digits") if rule in counts
        ),
        "pages": len(published.pages),
        "tables": published.tables,
        "headings_marked": len(published.headings),
        "occasion": metadata.occasion,
        "evidence": dict(metadata.evidence),
        "warnings": [
            {"code": warning.code, "values": dict(warning.values)} for warning in document.warnings
        ],
    }
