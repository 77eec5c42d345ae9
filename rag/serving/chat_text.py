"""The text of a chat answer: Markdown with citation marks, and where those marks stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rag.presentation.answering_words import emphasised, gloss_words, window
from rag.presentation.figure_markdown import table_markdown
from rag.presentation.phrases import labelled, listed, phrase, shortened
from rag.presentation.small_talk_words import to_try
from rag.presentation.source_words import counterpart_words, short_source_words, title_words
from rag.presentation.to_json import passage_permalink
from rag.presentation.warnings import cautions, warning_words
from rag.serving.dialects import Cited, Dialect
from rag.serving.markdown import escaped
from rag.types.answers import HOUSEKEEPING, Answer, Citation, Statement
from rag.types.text import Language, Span

# Enough of a passage to judge it by, little enough to scan several.
_SNIPPET_CHARACTERS = 160


@dataclass(slots=True)
class ChatText:
    """Writes the text of one answer piece by piece, and keeps the annotations of its marks.
    Offsets are code points of the whole text."""

    base: str
    dialect: Dialect
    language: Language
    written: int = 0
    annotations: list[dict[str, Any]] = field(default_factory=list)
    # The question that was answered, if an earlier turn of the chat had to complete it.
    understood_as: str | None = None
    # The cited documents and statements, in the order of the text.
    _documents: dict[str, int] = field(default_factory=dict)
    _cited: dict[int, Cited] = field(default_factory=dict)

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
                text += self._mark(citation, self.written + len(text))
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
        return f"{text} {self._mark(citation, start + len(text) + 1)}"

    def _with_answer(self, statement: Statement) -> str:
        if not self.dialect.markdown:
            return statement.text
        return emphasised(statement.text, window(statement), self.escaped)

    def closing(self, answer: Answer) -> str:
        """What must be said after the statements: why there are no more, and what to beware of."""
        lines = [*self._table(answer)]
        lines += [*(self._remarks(answer) if answer.statements else self._unsupported(answer))]
        lines += self._about(answer)
        blocks = ["\n".join(block) for block in (lines, [*self._sources()]) if block]
        return self._add("\n\n" * bool(blocks and self.written) + "\n\n".join(blocks))

    def link(self, words: str, address: str) -> str:
        """A Markdown link, or the words alone for a client that renders no Markdown."""
        if not self.dialect.markdown:
            return words
        shown = self.escaped(words.replace("[", "（").replace("]", "）"))
        return f"[{shown}]({address})"

    def escaped(self, text: str) -> str:
        """Words of a speech for a client that renders Markdown: they may open no link, image or
        tag there."""
        return escaped(text) if self.dialect.markdown else text

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
            passage = hit.passage
            source = short_source_words(
                passage.document, passage.heading, language, passage.speaker
            )
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

    def _sources(self) -> Iterator[str]:
        """The sources as a list of links: for clients that show nothing but the text."""
        if not self.dialect.lists_sources or not self._cited:
            return
        yield from (labelled(phrase("sources", self.language), "", self.language).strip(), "")
        for number, cited in sorted(self._cited.items()):
            yield f"- [{number}] {self.link(cited.name, cited.address)}"

    def cited(self, citation: Citation) -> Cited:
        """The citation as this client is told of it."""
        document = citation.quote.passage.document.id
        index = self._documents.setdefault(document, len(self._documents))
        return Cited(citation, self.base, self.language, index)

    def _mark(self, citation: Citation, start: int) -> str:
        """The mark of a citation, which begins at `start` of the text."""
        assert self.dialect.marker is not None
        cited = self._cited[citation.number] = self.cited(citation)
        mark = self.dialect.marker(cited)
        if self.dialect.annotation is not None:
            span = Span(start, start + len(mark))
            self.annotations.append(self.dialect.annotation(cited, span))
        return mark

    def _add(self, text: str) -> str:
        self.written += len(text)
        return text
