"""How official translations are kept: which documents were compared, and which of their sentences
stand for each other. Every pair of sentences is kept from both sides."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from rag.index.sql import ReadAll
from rag.types.documents import Document
from rag.types.text import Span
from rag.types.translations import AlignedSentences, Basis, ComparedDocuments

TRANSLATIONS_SCHEMA = """
CREATE TABLE translations (
    document INTEGER NOT NULL, other INTEGER NOT NULL, basis TEXT, PRIMARY KEY (document, other)
) WITHOUT ROWID;
CREATE TABLE counterparts (
    document INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    other INTEGER NOT NULL, other_first INTEGER NOT NULL, other_last INTEGER NOT NULL,
    PRIMARY KEY (document, first, other)
) WITHOUT ROWID;
"""
_ORDINAL = "(SELECT ordinal FROM documents WHERE id = ?)"


class Counterpart(NamedTuple):
    """Sentences `here` of a document, and what stands for them `there` in document `other`."""

    here: Span
    other: Document
    there: Span
    basis: Basis


def write_translations(
    connection: sqlite3.Connection, compared: Sequence[ComparedDocuments]
) -> None:
    """Keep them; the ids must be those of documents that were written before."""
    for pair in compared:
        connection.execute(
            f"INSERT INTO translations VALUES ({_ORDINAL}, {_ORDINAL}, ?)",
            (pair.document, pair.other, pair.basis),
        )
        for one, two, sentences in (
            (pair.document, pair.other, [(s.here, s.there) for s in pair.sentences]),
            (pair.other, pair.document, [(s.there, s.here) for s in pair.sentences]),
        ):
            connection.executemany(
                f"INSERT INTO counterparts VALUES ({_ORDINAL}, ?, ?, {_ORDINAL}, ?, ?)",
                [
                    (one, here.start, here.end, two, there.start, there.end)
                    for here, there in sentences
                ],
            )


class Translations:
    """Reads them from a finished database."""

    def __init__(
        self,
        read: ReadAll,
        document: Callable[[int], Document],
        ordinal: Callable[[str], int],
    ) -> None:
        """`document` gives the document of an ordinal, `ordinal` the ordinal of an id."""
        self._read = read
        self._document = document
        self._ordinal = ordinal
        self._any = bool(read("SELECT 1 FROM translations LIMIT 1", ()))  # most have none

    def counterparts(self, id: str, span: Span) -> list[Counterpart]:
        """The sentences of document `id` that share characters with `span`, in order, with what
        stands for them; those of a declared translation come first. Raises NoSuchDocument."""
        if not self._any:
            return []
        found = self._read(
            "SELECT first, last, counterparts.other, other_first, other_last, basis "
            "FROM counterparts JOIN translations ON basis IS NOT NULL AND "
            "translations.document = min(counterparts.document, counterparts.other) AND "
            "translations.other = max(counterparts.document, counterparts.other) "
            "WHERE counterparts.document = ? AND first < ? AND last > ? "
            "ORDER BY basis, counterparts.other, first",
            (self._ordinal(id), span.end, span.start),
        )
        return [
            Counterpart(
                Span(first, last),
                self._document(other),
                Span(other_first, other_last),
                cast(Basis, basis),
            )
            for first, last, other, other_first, other_last, basis in found
        ]

    def compared(self) -> list[ComparedDocuments]:
        """Every pair of documents that the build compared, for the next build."""
        if not self._any:
            return []
        pairs = self._read(
            "SELECT one.id, two.id, document, other, basis FROM translations "
            "JOIN documents AS one ON one.ordinal = document "
            "JOIN documents AS two ON two.ordinal = other",
            (),
        )
        return [
            ComparedDocuments(id, other_id, basis, self._sentences(document, other))
            for id, other_id, document, other, basis in pairs
        ]

    def _sentences(self, document: int, other: int) -> tuple[AlignedSentences, ...]:
        found = self._read(
            "SELECT first, last, other_first, other_last FROM counterparts "
            "WHERE document = ? AND other = ? ORDER BY first",
            (document, other),
        )
        return tuple(AlignedSentences(Span(a, b), Span(c, d)) for a, b, c, d in found)
