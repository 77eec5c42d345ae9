"""The contents of an export: an answer or a comparison, with its quotations numbered throughout."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.presentation.answering_words import gloss_words, window
from rag.presentation.comparison_json import compared_figure, words_of
from rag.presentation.phrases import labelled, phrase
from rag.presentation.references import Reference
from rag.types.answers import Answer, Citation, IndexState, Statement
from rag.types.comparison import Cell, Comparison
from rag.types.text import Language, Span

Portable = Answer | Comparison


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a comparison as a reader sees it: the group, its figure, the words that answer with
    their stance, and the number of the quotation, None where nothing is stated."""

    label: str
    figure: str
    words: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as a reader sees it: its `words`, the characters of them that answer, where
    these are known and not all, and the line in the reader's language."""

    words: str
    answering: Span | None
    gloss: str | None


@dataclass(frozen=True, slots=True)
class Export:
    """An answer or comparison for an export; `base` is put before permalinks, and references say
    that it was read on the day `accessed`."""

    content: Portable
    base: str
    accessed: datetime.date

    @property
    def question(self) -> str:
        return self.content.question.text

    @property
    def language(self) -> Language:
        return self.content.question.language

    @property
    def index(self) -> IndexState:
        return self.content.index

    @property
    def status(self) -> str:
        """How far the question is answered, in words."""
        if isinstance(self.content, Comparison):
            cells = self.content.cells
            stated = sum(cell.citation is not None for cell in cells)
            counted = phrase("stated_by", self.language, len(cells), stated)
            return labelled(phrase(f"by.{self.content.by}", self.language), counted, self.language)
        status = phrase(f"status.{self.content.status}", self.language)
        reason = self.content.reason
        return labelled(status, reason, self.language) if reason else status

    @property
    def references(self) -> tuple[Reference, ...]:
        """A reference for each quotation, by number; those of a comparison are numbered anew."""
        return tuple(
            Reference(citation, self.index, self.base, self.accessed)
            for citation in _citations(self.content)
        )

    @property
    def statements(self) -> Iterator[Told]:
        """The statements of an answer, each with its marks, stance and confidence."""
        if isinstance(self.content, Answer):
            for statement in self.content.statements:
                gloss = gloss_words(statement.gloss) if statement.gloss else None
                words = _statement_words(statement, self.language)
                yield Told(words, window(statement), gloss)

    @property
    def column_names(self) -> tuple[str, str, str]:
        """The names of the columns of a comparison."""
        by = self.content.by if isinstance(self.content, Comparison) else "document"
        keys = (f"by.{by}", "figure", "words")
        first, second, third = (phrase(key, self.language) for key in keys)
        return first, second, third

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of a comparison."""
        if isinstance(self.content, Comparison):
            number = 0
            for position, cell in enumerate(self.content.cells):
                number += cell.citation is not None
                yield self._row(self.content, position, cell, number)

    def _row(self, comparison: Comparison, position: int, cell: Cell, number: int) -> Row:
        figure = compared_figure(comparison, position)
        words = words_of(cell)
        if cell.citation is None or words is None:
            return Row(cell.group.label, "", phrase("not_stated", self.language), None)
        labels = [phrase(f"stance.{cell.stance}", self.language)] if cell.stance else []
        told = words + _in_brackets(labels, self.language)
        return Row(cell.group.label, figure.text if figure else "", told, number)


def _citations(content: Portable) -> Iterator[Citation]:
    if isinstance(content, Answer):
        yield from content.citations
        return
    quoted = (cell.citation for cell in content.cells if cell.citation)
    for number, citation in enumerate(quoted, 1):
        yield replace(citation, number=number)


def _statement_words(statement: Statement, language: Language) -> str:
    marks = "".join(f"[{citation.number}]" for citation in statement.cited)
    labels = [f"stance.{statement.stance}"] if statement.stance else []
    labels += [f"confidence.{statement.confidence}"] if statement.confidence else []
    return f"{statement.text} {marks}" + _in_brackets(
        [phrase(label, language) for label in labels], language
    )


def _in_brackets(labels: list[str], language: Language) -> str:
    words = " · ".join(labels)
    if not words:
        return ""
    return f"〔{words}〕" if language == "zh" else f" ({words})"
