"""The types of the index: documents, their warnings, sections and passages."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field

from rag.types.text import Alignment, Language, PartialDate, Span
from rag.types.words_digest import words_digest

# A value of a warning: words of a document, a number, or a list of them or of pairs of words.
Value = str | int | tuple[str | int | tuple[str, ...], ...]
# Named values, frozen and hashable like what holds them.
Values = tuple[tuple[str, Value], ...]


ID_CHARACTERS = 16


def content_id(text: str) -> str:
    """The id of a document is a digest of its clean text, never of its name."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_CHARACTERS]


def values_of(**named: Value) -> Values:
    """The named values of a warning, in the order in which they are given."""
    return tuple(named.items())


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """Something that a reader must know before trusting a document. It carries values, no prose:
    rag/presentation/warnings.py has the words for each code."""

    code: str
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker of a debate says at a stretch: `span` of the document's text."""

    span: Span
    speaker: str


@dataclass(frozen=True, slots=True)
class Document:
    """One speech, or a debate. `id` is a digest of its text; `file` is relative to what was
    indexed; `pages` are spans of `text`, the first is page 1, none where the format has no pages;
    `turns` are those of a debate, in order: outside them speaks `speaker`, if anybody."""

    id: str
    title: str
    text: str
    file: str
    language: Language
    speaker: str | None = None
    institution: str | None = None
    region: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    alignment: Alignment = field(default=Alignment(()), repr=False)
    pages: tuple[Span, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """All who speak in it, each once."""
        own = (self.speaker,) if self.speaker else ()
        return tuple(dict.fromkeys((*own, *(turn.speaker for turn in self.turns))))

    def speaker_of(self, span: Span) -> str | None:
        """Who says the words of `span`, by their end: a heading above a turn belongs to it."""
        after = bisect_right(self.turns, span.end - 1, key=lambda turn: turn.span.start)
        turn = self.turns[after - 1] if after else None
        return turn.speaker if turn and turn.span.overlaps(span) else self.speaker

    def page(self, position: int) -> int | None:
        """The page number, from 1, on which the character at `position` stands."""
        for number, span in enumerate(self.pages, 1):
            if span.start <= position < span.end:
                return number
        return None

    def permalink(self, span: Span) -> str:
        """Path of the reading page with the words of `span` marked; survives rebuilds. With the
        digest of the words, the page finds them in a newer edition of the speech."""
        digest = words_digest(span.slice(self.text))
        return f"/documents/{self.id}?c={span.start}-{span.end}&h={digest}#c"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under one heading path, outermost heading first."""

    document: Document
    span: Span
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: whole sentences of a section."""

    document: Document
    span: Span
    heading: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.document.id}-{self.span.start}-{self.span.end}"

    @property
    def text(self) -> str:
        return self.span.slice(self.document.text)

    @property
    def speaker(self) -> str | None:
        """Who says it: in a debate, the speaker of the turn."""
        return self.document.speaker_of(self.span)
