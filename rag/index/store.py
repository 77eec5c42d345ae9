"""The database of documents and passages, read by id, by row and by filter.

It is an SQLite file, written once and never changed. Large texts lie apart from the columns that
filters use, and are read only when they are needed.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from rag.errors import AmbiguousDocument, NoSuchDocument
from rag.index.figure_rows import FIGURES_SCHEMA, FINISH_FIGURES, INSERT_FIGURE, figure_columns
from rag.index.figures import Figures
from rag.index.records import (
    SCHEMA,
    SELECT_DOCUMENT,
    SELECT_TURNS,
    TURNS_SCHEMA,
    body,
    facts,
    packed_text,
    read_document,
    unpacked_text,
)
from rag.index.sql import FOLDED, LISTED, as_json, condition, folded, names_meant, said_by
from rag.index.translations import TRANSLATIONS_SCHEMA, Translations, write_translations
from rag.language.romanise import Spoken, spoken
from rag.types.documents import Document, Passage
from rag.types.figures import FigureRow
from rag.types.questions import Filters
from rag.types.text import Language, Span
from rag.types.translations import ComparedDocuments

# A question reads passages of up to 100 documents; a document is about 100 KB in memory.
CACHED_DOCUMENTS = 256
CACHED_FILTERS = 256
# So many are enough to choose from.
LISTED_IDS = 10
# Passages under one heading have one heading path.
CACHED_HEADINGS = 4096


class Entry(NamedTuple):
    """What a document is, as far as a question may name it; `others` are the speakers of a debate's
    turns."""

    id: str
    title: str
    speaker: str | None
    institution: str | None
    region: str | None
    date: str | None = None
    language: str = "zh"
    others: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year in which it was given."""
        return int(self.date[:4]) if self.date else None


class Edition(NamedTuple):
    """An id that a file has or had: it changes with the clean text."""

    id: str
    file: str


class StoreWriter:
    """Fills a new database. Nothing is durable before `finish`, and then only once synced."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A build that dies is thrown away whole, so nothing is journalled or synced on the way.
        self._connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            + SCHEMA
            + TURNS_SCHEMA.format(kind="")
            + FIGURES_SCHEMA
            + TRANSLATIONS_SCHEMA
            + "BEGIN;"
        )
        self._documents = 0
        self._rows = 0
        self._figures = 0

    def add(
        self,
        document: Document,
        published: str,
        report: Mapping[str, object],
        passages: Sequence[Passage],
        digests: Sequence[str],
        figures: Sequence[FigureRow] = (),
    ) -> None:
        """The next document with its passages, which get the next rows; digests are SHA-256 in
        hex, one a passage. Its figures are given in the order in which they stand. Raises
        sqlite3.IntegrityError if the id was added before."""
        ordinal, first = self._documents, self._rows
        self._connection.execute(
            f"INSERT INTO documents VALUES ({','.join('?' * 15)})",
            (ordinal, *facts(document), first, first + len(passages)),
        )
        self._connection.execute(
            "INSERT INTO texts VALUES (?, ?, ?, ?)", (ordinal, *body(document))
        )
        self._connection.execute(
            "INSERT INTO originals VALUES (?, ?, ?)",
            (ordinal, packed_text(published), packed_text(json.dumps(report))),
        )
        self._connection.executemany(
            "INSERT INTO turns VALUES (?, ?, ?, ?)",
            [(ordinal, turn.span.start, turn.span.end, turn.speaker) for turn in document.turns],
        )
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    row,
                    ordinal,
                    passage.span.start,
                    passage.span.end,
                    as_json(passage.heading),
                    digest,
                )
                for row, (passage, digest) in enumerate(zip(passages, digests, strict=True), first)
            ],
        )
        self._connection.executemany(
            INSERT_FIGURE,
            (  # one after another: a text that holds figures alone has a million
                (row, ordinal, *figure_columns(figure))
                for row, figure in enumerate(figures, self._figures)
            ),
        )
        self._documents += 1
        self._rows += len(passages)
        self._figures += len(figures)

    def text(self, id: str) -> str:
        """The clean text of a document that was added."""
        ((text,),) = self._connection.execute(
            "SELECT text FROM texts JOIN documents ON ordinal = document WHERE id = ?", (id,)
        )
        return str(text)

    def translate(self, compared: Sequence[ComparedDocuments]) -> None:
        """Which of the added documents were compared, the one added first named first, and which
        of their sentences stand for each other."""
        write_translations(self._connection, compared)

    def remember(self, editions: Iterable[Edition]) -> None:
        """Ids that files had before: links that name them lead to what the files hold now."""
        self._connection.executemany("INSERT OR IGNORE INTO earlier VALUES (?, ?)", editions)

    def finish(self) -> None:
        """Index, commit and leave one plain file that needs no journal."""
        self._add_names()
        self._connection.execute("DELETE FROM earlier WHERE id IN (SELECT id FROM documents)")
        self._connection.execute("CREATE INDEX passages_digest ON passages(digest)")
        for statement in FINISH_FIGURES:
            self._connection.execute(statement)
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA journal_mode=DELETE")
        self.close()

    def close(self) -> None:
        """Let go of the file; what is not finished is void."""
        self._connection.close()

    def _add_names(self) -> None:
        """How the regions and speakers of the documents are spoken."""
        names = self._connection.execute(
            "SELECT region FROM documents WHERE region IS NOT NULL "
            "UNION SELECT speaker FROM documents WHERE speaker IS NOT NULL "
            "UNION SELECT speaker FROM turns"
        ).fetchall()
        rows = [(name, as_json(spoken(name).forms), spoken(name).key) for (name,) in names]
        self._connection.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)


class Store:
    """Reads a finished database; one connection, shared by threads that take turns."""

    def __init__(self, path: Path, *, in_memory: bool = False) -> None:
        """`in_memory` reads the whole file now, and never again. Raises sqlite3.Error if the file
        is no such database."""
        self._connection = _loaded(path) if in_memory else opened_store(path)
        self._turn = Lock()
        try:
            self._connection.create_function(FOLDED, 1, folded, deterministic=True)
            add_turns(self._connection)
            self.documents_held, self.size = self._counts()
        except BaseException:
            self._connection.close()
            raise
        self._document = lru_cache(CACHED_DOCUMENTS)(self._read_document)
        self.rows = lru_cache(CACHED_FILTERS)(self._passing_rows)
        self.says = lru_cache(CACHED_FILTERS)(self._says)
        self.figures = Figures(self._all, self._document, self._ordinal)
        self.translations = Translations(self._all, self._document, self._ordinal)

    def close(self) -> None:
        """Let go of the file and of the documents in memory; those given out stay good."""
        self._document.cache_clear()
        with self._turn:
            self._connection.close()

    def document(self, id: str) -> Document:
        """Raises NoSuchDocument."""
        return self._document(self._ordinal(id))

    def full_id(self, beginning: str) -> str:
        """The id that is, or alone begins with, `beginning`. Raises NoSuchDocument or
        AmbiguousDocument."""
        found = [
            id
            for (id,) in self._all(
                "SELECT documents.id FROM documents, json_each(?) "
                "WHERE substr(documents.id, 1, length(value)) = value ORDER BY documents.id",
                (as_json([beginning]),),
            )
        ]
        # SQLite takes a text with a NUL to end there, so it would begin every id.
        if not beginning or "\0" in beginning or not found:
            raise _no_document(beginning)
        if len(found) > 1 and beginning not in found:
            raise _several_documents(found)
        return beginning if beginning in found else str(found[0])

    def newest_edition(self, id: str) -> Document:
        """The document that now stands in the file that once held document `id`. Raises
        NoSuchDocument where no file did, or the file is no longer indexed."""
        found = self._holds_editions() and self._all(
            "SELECT ordinal FROM earlier JOIN documents ON documents.file = earlier.file "
            "WHERE earlier.id = ? ORDER BY ordinal LIMIT 1",
            (id.encode("utf-8", "replace").decode(),),
        )
        if not found:
            raise _no_document(id)
        return self._document(found[0][0])

    def editions(self) -> list[Edition]:
        """Every id that a file has or had, for the next build."""
        earlier = "UNION SELECT id, file FROM earlier" if self._holds_editions() else ""
        return [Edition(*row) for row in self._all(f"SELECT id, file FROM documents {earlier}")]

    def documents(self, filters: Filters, after: str | None, limit: int) -> list[Document]:
        """The first `limit` documents that pass, in the order they were added, behind `after`."""
        where, values = condition(filters)
        start = -1 if after is None else self._ordinal(after)
        found = self._all(
            f"SELECT ordinal FROM documents WHERE ordinal > ? AND {where} ORDER BY ordinal LIMIT ?",
            (start, *values, limit),
        )
        return [self._document(ordinal) for (ordinal,) in found]

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of `rows`, in that order. Raises IndexError for a row there is not."""
        found = self._all(
            f"SELECT row, document, first, last, heading FROM passages WHERE row IN {LISTED}",
            (as_json(rows),),
        )
        by_row = {row: rest for row, *rest in found}
        if missing := set(rows) - by_row.keys():
            raise IndexError(f"no passage has row {min(missing)}: there are {self.size}")
        return [self._passage(*by_row[row]) for row in rows]

    def passage_at(self, id: str, span: Span) -> Passage:
        """The passage of a document that holds `span`, or most of it. Raises NoSuchDocument."""
        found = self._all(
            "SELECT document, first, last, heading FROM passages WHERE document = ? "
            "ORDER BY min(last, ?) - max(first, ?) DESC, first LIMIT 1",
            (self._ordinal(id), span.end, span.start),
        )
        return self._passage(*found[0])

    def document_rows(self, id: str) -> NDArray[np.int64]:
        """Rows of the document's passages. Raises NoSuchDocument."""
        self._ordinal(id)
        rows = self.rows(Filters(documents=(id,)))
        return np.arange(self.size, dtype=np.int64) if rows is None else rows

    def rows_by_digest(self, digests: Iterable[str]) -> dict[str, int]:
        """One row for each of the digests that a passage has."""
        found = self._all(
            f"SELECT digest, min(row) FROM passages WHERE digest IN {LISTED} GROUP BY digest",
            (as_json(list(digests)),),
        )
        return dict(found)

    def published_text(self, id: str) -> str:
        """The document as it was published, which its alignment points into."""
        return unpacked_text(self._original("published", id))

    def report(self, id: str) -> dict[str, Any]:
        """What reading and cleaning the document reported."""
        return cast("dict[str, Any]", json.loads(unpacked_text(self._original("report", id))))

    def distinct(self, column: str) -> tuple[str, ...]:
        """The values of `title`, `speaker`, `region` or `date` that some document has, sorted."""
        assert column in {"title", "speaker", "region", "date"}
        turns = "UNION SELECT speaker FROM turns" if column == "speaker" else ""
        found = self._all(
            f"SELECT DISTINCT {column} FROM documents WHERE {column} IS NOT NULL {turns} ORDER BY 1"
        )
        return tuple(value for (value,) in found)

    def names(self) -> dict[str, Spoken]:
        """How each region and speaker is spoken."""
        found = self._all("SELECT name, forms, key FROM names")
        return {name: Spoken(tuple(json.loads(forms)), key) for name, forms, key in found}

    def catalogue(self) -> tuple[Entry, ...]:
        """What each document is, without its text, in the order they were added."""
        columns = ", ".join(Entry._fields[:-1])
        found = self._all(f"SELECT ordinal, {columns} FROM documents ORDER BY ordinal")
        turns: defaultdict[int, list[str]] = defaultdict(list)
        for ordinal, speaker in self._all("SELECT DISTINCT document, speaker FROM turns"):
            turns[ordinal].append(speaker)
        return tuple(
            Entry(*row)._replace(others=tuple(turns.get(ordinal, ()))) for ordinal, *row in found
        )

    def _counts(self) -> tuple[int, int]:
        ((documents, passages),) = self._all(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
        )
        return documents, passages

    def _passing_rows(
        self, filters: Filters, language: Language | None = None
    ) -> NDArray[np.int64] | None:
        """Sorted rows of the documents that pass and are in `language`; None if all do and are."""
        if not filters and language is None:
            return None
        where, values = condition(filters)
        ranges = self._all(
            f"SELECT first_row, end_row FROM documents WHERE {where} AND language = "
            "coalesce(?, language) ORDER BY first_row",
            (*values, language),
        )
        parts = [np.arange(first, end, dtype=np.int64) for first, end in ranges]
        rows = np.concatenate(parts) if parts else np.empty(0, np.int64)
        if filters.speakers:
            rows = np.setdiff1d(rows, self._said_by_others(filters.speakers), assume_unique=True)
        rows.flags.writeable = False  # it is shared by all who ask with these filters
        return None if len(rows) == self.size else rows

    def _said_by_others(self, speakers: Sequence[str]) -> NDArray[np.int64]:
        """Rows of debates in which none of `speakers` speaks."""
        found = self._all(
            "SELECT row FROM documents JOIN passages ON row >= first_row AND row < end_row "
            "WHERE ordinal IN (SELECT document FROM turns) "
            f"AND NOT {said_by('passages', 'first', 'last')}",
            (as_json(names_meant(speakers)),),
        )
        return np.array([row for (row,) in found], dtype=np.int64)

    def _says(self, words: str) -> bool:
        """Whether a document says `words` as they stand, but for the case of Latin letters."""
        return bool(
            self._all(
                "SELECT 1 FROM texts, json_each(?) WHERE instr(lower(text), lower(value)) LIMIT 1",
                (as_json([words]),),
            )
        )

    def _ordinal(self, id: str) -> int:
        found = self._all(f"SELECT ordinal FROM documents WHERE id IN {LISTED}", (as_json([id]),))
        if not found:
            raise _no_document(id)
        return int(found[0][0])

    def _original(self, column: str, id: str) -> bytes:
        found = self._all(
            f"SELECT {column} FROM originals WHERE document = ?", (self._ordinal(id),)
        )
        return cast(bytes, found[0][0])

    def _holds_editions(self) -> bool:
        """Whether this database knows earlier ids. Older ones of the same format do not, and are
        good for all else: nobody should have to build an index anew for the sake of old links."""
        return bool(self._all("SELECT 1 FROM sqlite_master WHERE name = 'earlier'"))

    def _passage(self, document: int, first: int, last: int, heading: str) -> Passage:
        return Passage(self._document(document), Span(first, last), _heading(heading))

    def _read_document(self, ordinal: int) -> Document:
        (row,) = self._all(SELECT_DOCUMENT, (ordinal,))
        return read_document(row, self._all(SELECT_TURNS, (ordinal,)))

    def _all(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with self._turn:
            return self._connection.execute(query, values).fetchall()


def opened_store(path: Path) -> sqlite3.Connection:
    """The database to read from the disk."""
    uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def add_turns(connection: sqlite3.Connection) -> None:
    """Give a database that was written before debates were read an empty table of turns."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'turns'").fetchall():
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.executescript(TURNS_SCHEMA.format(kind="TEMP"))


def _loaded(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        connection.deserialize(path.read_bytes())
    except BaseException:
        connection.close()
        raise
    return connection


def _no_document(id: str) -> NoSuchDocument:
    return NoSuchDocument(
        f"no document has the id {id[:80]!r}; `speechrag documents` lists those there are",
        chinese=f"没有编号为 {id[:80]!r} 的文件；`speechrag documents` 列出已有的文件",
    )


def _several_documents(ids: Sequence[str]) -> AmbiguousDocument:
    more, more_zh = (" and more", " 等") if len(ids) > LISTED_IDS else ("", "")
    shown = ids[:LISTED_IDS]
    return AmbiguousDocument(
        f"{len(ids)} documents have an id that begins so: {', '.join(shown)}{more}; "
        "give more of it",
        chinese=f"有 {len(ids)} 份文件的编号以此开头：{'、'.join(shown)}{more_zh}；请写得更长一些",
    )


@lru_cache(CACHED_HEADINGS)
def _heading(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))
