"""The source of a quotation in words: its document, and its place there."""

from __future__ import annotations

from rag.presentation.frame import FrameWords, beside, document_frame, heading_frame, speaker_named
from rag.presentation.phrases import phrase, shortened
from rag.types.answers import Citation
from rag.types.documents import Document
from rag.types.text import Language

# A reader can recognise a long heading by this many characters.
_HEADING_CHARACTERS = 40


def title_words(document: Document, language: Language) -> str:
    """The title of a document in the reader's language with the original beside it."""
    return beside(document.title, document_frame(document, language).title, language)


def source_words(document: Document, language: Language, speaker: str | None = None) -> str:
    """Title, date, region and speaker of a document, each in the reader's language with the
    original beside it. `speaker` is who says the words in question, where that is known."""
    frame = document_frame(document, language)
    parts = [
        title_words(document, language),
        str(document.date) if document.date else phrase("undated", language),
        beside(document.region or "", frame.region, language),
        _speaker_words(document, speaker, language)
        if speaker
        else beside(document.speaker or "", frame.speaker, language),
    ]
    return " · ".join(part for part in parts if part)


def _speaker_words(document: Document, speaker: str, language: Language) -> str:
    year = document.date.year if document.date else None
    return beside(speaker, speaker_named(speaker, language, year), language)


def short_source_words(
    document: Document,
    heading: tuple[str, ...],
    language: Language,
    speaker: str | None = None,
) -> str:
    """Title, date and innermost heading, as a reader would name the source of a passage: for a link
    or a chip; in a debate, who says it. What tables and rules of ours know is in the reader's
    language with the original beside it; there is no room for a translation word for word."""
    title = _as_named(document.title, document_frame(document, language).title, language)
    innermost = heading[-1:]
    told = [
        _as_named(shortened(part, _HEADING_CHARACTERS), known, language)
        for part, known in zip(innermost, heading_frame(innermost, language), strict=True)
    ]
    said_by = speaker if speaker and speaker != document.speaker else ""
    return " · ".join(part for part in (title, str(document.date or ""), said_by, *told) if part)


def _as_named(original: str, known: FrameWords | None, language: Language) -> str:
    return beside(original, known if known and known.made_of == "names" else None, language)


def heading_words(heading: tuple[str, ...], language: Language) -> str:
    """A heading path, outermost first, in the reader's language with the original beside it."""
    frame = heading_frame(heading, language)
    return " › ".join(
        beside(shortened(part, _HEADING_CHARACTERS), known, language)
        for part, known in zip(heading, frame, strict=True)
    )


def counterpart_words(citation: Citation, language: Language) -> str:
    """That the words are the official translation of another quotation; else empty."""
    if citation.counterpart_of is None:
        return ""
    written_in = citation.quote.passage.document.language
    key = f"counterpart.{citation.counterpart_basis or 'found'}.{written_in}"
    return phrase(key, language, citation.counterpart_of)


def place_words(citation: Citation, language: Language) -> str:
    """Whose translation it is, heading path, page, characters and file."""
    span = citation.quote.span
    passage = citation.quote.passage
    parts = [
        counterpart_words(citation, language),
        heading_words(passage.heading, language),
        phrase("page", language, citation.page) if citation.page else "",
        phrase("characters", language, span.start, span.end),
        passage.document.file,
    ]
    return " · ".join(part for part in parts if part)
