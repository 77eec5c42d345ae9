"""The text of a chat answer: Markdown with citation marks, and where those marks stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rag.presentation.answering_words import emphasised, gloss_words, window
from rag.presentation.figure_markdown import table_markdown
from rag.presentation.phrases import labelled, listed, phrase, shortened
from rag.presentation.small_talk_words import to_try
from rag.presentation.source_words import counterpart_words, heading_words, title_words
from rag.presentation.to_json import passage_permalink
from rag.presentation.warnings import cautions, warning_words
from rag.serving.dialects import Dialect
from rag.types.answers import HOUSEKEEPING, Answer, Citation, Statement
from rag.types.documents import Document
from rag.types.text import Language, Span

# Enough of a passage to judge it by, little enough to scan several.
_SNIPPET_CHARACTERS = 160
# What opens a tag, a link, an image, or tells where a link leads; and what would undo an escape.
_MARKUP = re.compile(r"\\|<|(?<=\])[(:]")


@dataclass(slots=True)
class ChatText:
    """Writes the text of one answer piece by piece, and keeps the annotations of its marks.
    Offsets are code points of the whole text."""

    base: str
    dialect: Dialect
    written: int = 0
    annotations: list[dict[str, Any]] = field(default_factory=list)
    # The question that was answered, if an earlier turn of the chat had to complete it.
    understood_as: str | None = None

    def statement(self, statement: Statement) -> str:
        """The statement as a paragraph of its own, its marks at the end; what it says in the
        reader's language stands above it, and the words that answer are bold."""
        text = "\n\n" if self.written else ""
        if statement.gloss:
            text += f"{self.escaped(gloss_words(statement.gloss))}\n\n"
        text += self._with_answer(statement)
        if self.dialect.marker is not None and statement.citations:
            text += " "
            for citation in statement.citations:
                mark = self.dialect.marker(citation, self.base)
                self._annotate(citation, self.written + len(text), len(mark))
                text += mark
        for citation in statement.counterparts:
            text += self._official(citation, self.written + len(text))
        return self._add(text)

    def _official(self, citation: Citation, start: int) -> str:
        """The official translation of a quotation, as a paragraph of its own with its mark."""
        language = citation.quote.passage.document.language
        words = self.escaped(f"“{citation.quote.text}”")
        about = self.escaped(counterpart_words(citation, language))
        text = f"\n\n{labelled(about, words, language)}"
        if self.dialect.marker is None:
            return text
        mark = self.dialect.marker(citation, self.base)
        self._annotate(citation, start + len(text) + 1, len(mark))
        return f"{text} {mark}"

    def _with_answer(self, statement: Statement) -> str:
        if not self.dialect.markdown:
            return statement.text
        return emphasised(statement.text, window(statement), self.escaped)

    def closing(self, answer: Answer) -> str:
        """What must be said after the statements: why there are no more, and what to beware of."""
        lines = [*self._table(answer)]
        lines += [*(self._remarks(answer) if answer.statements else self._unsupported(answer))]
        lines += self._about(answer)
        if not lines:
            return ""
        return self._add(("\n\n" if self.written else "") + "\n".join(lines))

    def link(self, words: str, address: str) -> str:
        """A Markdown link, or the words alone for a client that renders no Markdown."""
        if not self.dialect.markdown:
            return words
        shown = self.escaped(words.replace("[", "（").replace("]", "）"))
        return f"[{shown}]({address})"

    def escaped(self, text: str) -> str:
        """Words of a speech for a client that renders Markdown: they may open no link, image or
        tag there, because it would fetch from wherever the speech says. A backslash of theirs would
        take ours away."""
        if not self.dialect.markdown:
            return text
        return _MARKUP.sub(_with_backslash, text)

    def _table(self, answer: Answer) -> Iterator[str]:
        """What follows from the table of figures, and its rows."""
        if answer.finding:
            yield from (self.escaped(answer.finding), "")
        if answer.table is not None and self.dialect.markdown:
            yield from table_markdown(answer.table, answer.question.language, self.base)
            yield ""

    def _unsupported(self, answer: Answer) -> Iterator[str]:
        """The reason why nothing answers, and the nearest passages."""
        language = answer.question.language
        if answer.reason_code == HOUSEKEEPING:
            yield answer.reason or ""  # for the front end itself, which may read it as JSON
            return
        yield self.escaped(answer.reason or phrase("unsupported", language))
        if answer.suggestions:
            yield from ("", to_try(language), "")
            yield from (f"- {self.escaped(question)}" for question in answer.suggestions)
        if answer.nearest:
            yield from ("", labelled(phrase("nearest", language), "", language).strip(), "")
        for hit in answer.nearest:
            source = source_words(hit.passage.document, hit.passage.heading, language)
            link = self.link(source, passage_permalink(hit, self.base))
            snippet = self.escaped(shortened(hit.passage.text, _SNIPPET_CHARACTERS))
            yield f"- {link} — {snippet}"

    def _remarks(self, answer: Answer) -> Iterator[str]:
        """The reason why an answer is not whole, and the warnings of the documents it rests on."""
        language = answer.question.language
        if answer.status != "answered":
            status = phrase(f"status.{answer.status}", language)
            reason = self.escaped(answer.reason or "")
            yield labelled(status, reason, language) if reason else status
        for document, notes in cautions(answer):
            words = ("；" if language == "zh" else "; ").join(notes)
            about = self.escaped(listed([title_words(document, language), words], language))
            yield labelled(phrase("note", language), about, language)

    def _about(self, answer: Answer) -> Iterator[str]:
        """The warnings about the answer itself, and the question that it answers."""
        language = answer.question.language
        for warning in answer.warnings:
            if warning.document is None:
                words = self.escaped(warning_words(warning, language))
                yield labelled(phrase("note", language), words, language)
        if self.understood_as:
            understood = self.escaped(self.understood_as)
            yield labelled(phrase("understood", language), understood, language)

    def _annotate(self, citation: Citation, start: int, length: int) -> None:
        if self.dialect.annotation is not None:
            mark = Span(start, start + length)
            self.annotations.append(self.dialect.annotation(citation, self.base, mark))

    def _add(self, text: str) -> str:
        self.written += len(text)
        return text


def _with_backslash(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def source_words(document: Document, heading: tuple[str, ...], language: Language) -> str:
    """Title, date and innermost heading, as a reader would name the source of a passage, in the
    reader's language with the original beside it."""
    parts = [
        title_words(document, language),
        str(document.date or ""),
        heading_words(heading[-1:], language),
    ]
    return " · ".join(part for part in parts if part)
