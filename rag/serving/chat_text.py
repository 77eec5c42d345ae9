"""An answer's text for a chat: statements and the whole Answer in, Markdown with citation marks and
the places of those marks out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rag.presentation.phrases import labelled, listed, phrase, shortened
from rag.presentation.to_json import passage_permalink
from rag.presentation.warnings import cautions, warning_words
from rag.types.answers import Answer, Citation, Statement
from rag.types.documents import Document

# Enough of a passage to judge it by, little enough to scan several.
_SNIPPET_CHARACTERS = 160


@dataclass(slots=True)
class Composer:
    """Writes one answer's text, and keeps where in it the citations stand. Offsets are code
    points of the whole text."""

    base: str
    citation_format: str
    written: int = 0
    annotations: list[dict[str, Any]] = field(default_factory=list)
    # The question that was really asked, where it is not the words that were written.
    understood_as: str | None = None

    def stated(self, statement: Statement) -> str:
        """The statement as a paragraph of its own, its markers at the end."""
        text = ("\n\n" if self.written else "") + self.spoken(statement.text)
        for place, citation in enumerate(self._marked(statement)):
            text += "" if place else " "
            marker = self._marker(citation)
            self._annotate(citation, self.written + len(text), len(marker))
            text += marker
        return self._add(text)

    def closing(self, answer: Answer) -> str:
        """What must be said after the statements: why there is no more, and what to beware of."""
        lines = _unsupported(answer, self) if not answer.statements else _remarks(answer)
        lines = [*lines, *self._about(answer)]
        if not lines:
            return ""
        return self._add(("\n\n" if self.written else "") + "\n".join(lines))

    def _about(self, answer: Answer) -> Iterator[str]:
        """What to know of the answer itself: who wrote it after all, and to which question."""
        language = answer.question.language
        for warning in answer.warnings:
            if warning.document is None:
                yield labelled(phrase("note", language), warning_words(warning, language), language)
        if self.understood_as:
            understood = self.spoken(self.understood_as)
            yield labelled(phrase("understood", language), understood, language)

    def link(self, words: str, address: str) -> str:
        """A Markdown link, or the words alone where none is wanted."""
        if self.citation_format == "none":
            return words
        shown = words.replace("[", "（").replace("]", "）")
        return f"[{shown}]({address})"

    def spoken(self, text: str) -> str:
        """Words of a speech for a client that reads Markdown: they may open no link, image or tag
        there, since those would fetch from wherever the speech says."""
        if self.citation_format == "none":
            return text
        return text.replace("](", "]\\(").replace("<", "\\<")

    def _marked(self, statement: Statement) -> tuple[Citation, ...]:
        return () if self.citation_format == "none" else statement.citations

    def _marker(self, citation: Citation) -> str:
        if self.citation_format == "markdown":
            return f"[{citation.number}]({self.base}{citation.permalink})"
        return f"[{citation.number}]"

    def _annotate(self, citation: Citation, start: int, length: int) -> None:
        if self.citation_format != "openai":
            return
        self.annotations.append(
            {
                "type": "url_citation",
                "url_citation": {
                    "start_index": start,
                    "end_index": start + length,
                    "url": self.base + citation.permalink,
                    "title": citation.quote.passage.document.title,
                },
            }
        )

    def _add(self, text: str) -> str:
        self.written += len(text)
        return text


def place_words(document: Document, heading: tuple[str, ...]) -> str:
    """Title, date and innermost heading, as a reader would name the place."""
    parts = [document.title, str(document.date or ""), heading[-1] if heading else ""]
    return " · ".join(part for part in parts if part)


def _unsupported(answer: Answer, composer: Composer) -> list[str]:
    language = answer.question.language
    lines = [answer.reason or phrase("unsupported", language)]
    if answer.nearest:
        lines += ["", labelled(phrase("nearest", language), "", language).strip(), ""]
    for hit in answer.nearest:
        words = place_words(hit.passage.document, hit.passage.heading)
        link = composer.link(words, passage_permalink(hit, composer.base))
        lines.append(
            f"- {link} — {composer.spoken(shortened(hit.passage.text, _SNIPPET_CHARACTERS))}"
        )
    return lines


def _remarks(answer: Answer) -> list[str]:
    """The reason why an answer is not whole, and the warnings of the documents it rests on."""
    language = answer.question.language
    lines = []
    if answer.status != "answered":
        status = phrase(f"status.{answer.status}", language)
        lines.append(labelled(status, answer.reason, language) if answer.reason else status)
    for document, notes in cautions(answer):
        words = ("；" if language == "zh" else "; ").join(notes)
        about = listed([document.title, words], language)
        lines.append(labelled(phrase("note", language), about, language))
    return lines
