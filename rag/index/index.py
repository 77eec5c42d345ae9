"""One open generation: its vectors, terms and documents, under one row number.

A passage's row is its number in the generation, from 0, and means the same everywhere.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexDamaged
from rag.index import layout
from rag.index.dense import Dense, Ranking
from rag.index.generations import Generation, check_files, current
from rag.index.layout import Manifest
from rag.index.lexical import Lexical
from rag.index.postings import Postings
from rag.index.store import Edition, Entry, Store
from rag.index.tokens import Tokens
from rag.index.translations import Counterpart
from rag.language.offices import is_anybody
from rag.language.romanise import Spoken, spoken
from rag.language.vocabulary import Vocabulary
from rag.types.answers import IndexState
from rag.types.documents import Document, Passage
from rag.types.figure_table import Coverage, FigureOrder, FigureQuery, StatedRow
from rag.types.figures import FigureRow
from rag.types.questions import Filters, Term
from rag.types.text import Language, Span
from rag.types.translations import ComparedDocuments

Rows = NDArray[np.int64]
EVERYTHING = Filters()
EVERY_FIGURE = FigureQuery()

# Passages that hold all pieces of a name are read until one has it as a name: so many at most, so
# many at once. Words that more passages hold are ordinary words.
MOST_READ, READ_AT_ONCE = 64, 8
REMEMBERED_NAMES = 1024
_HAN_WORD = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class _Parts:
    store: Store
    dense: Dense
    lexical: Lexical
    tokens: Tokens
    postings: Postings


class Index:
    """One generation, held open. All methods are safe between threads until `close`."""

    def __init__(self, generation: Generation) -> None:
        """Takes over the generation's lease. Raises IndexDamaged if its parts do not agree."""
        self._generation = generation
        # Why what lies on the disk would not open again, though what is held here is right.
        self.disk_problem: str | None = None
        try:
            self._parts = _parts_of(generation)
        except BaseException:
            generation.close()
            raise

    @classmethod
    def open(cls, directory: Path, name: str, *, memory_bytes: int = 0) -> Index:
        """The served generation of index `name` in `directory`, or the newest whole one. Up to
        `memory_bytes` of its files are held in memory, where nothing can happen to them.

        Raises IndexUnavailable if there is none, IndexDamaged if none is whole.
        """
        return cls(current(layout.index_folder(directory, name), memory_bytes))

    def close(self) -> None:
        """Let go of all files. Values that were given out stay good."""
        self._parts.store.close()
        self._generation.close()
        # A cache of a method of ours holds us, as we hold it: the files would stay mapped.
        self.__dict__.pop("_holds", None)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def manifest(self) -> Manifest:
        return self._generation.manifest

    @property
    def state(self) -> IndexState:
        return IndexState(self.manifest.name, self.manifest.generation)

    @property
    def degraded(self) -> bool:
        """Whether this is an older generation, because the served one is damaged."""
        return self._generation.degraded

    @property
    def problem(self) -> str | None:
        """Why it is degraded."""
        return self._generation.problem

    @property
    def generation(self) -> Generation:
        """What it reads, with its lease."""
        return self._generation

    @property
    def size(self) -> int:
        """How many passages there are."""
        return self._parts.store.size

    @property
    def bytes(self) -> int:
        """How many bytes its files have."""
        return self.manifest.size

    def rows(self, filters: Filters, language: Language | None = None) -> Rows | None:
        """Sorted rows of the passages that pass, of documents in `language` where it is given;
        None if all do. Read-only: it is shared."""
        return self._parts.store.rows(filters, language)

    def search_dense(
        self, vector: NDArray[np.float32], limit: int, among: Rows | None = None
    ) -> Ranking:
        """Rows by cosine to `vector` [d], best first; only `among` (sorted) where given."""
        return self._parts.dense.search(vector, limit, among)

    def score_terms(self, terms: Sequence[Term]) -> NDArray[np.float32]:
        """[size]: for each row the sum, over `terms`, of the strength of the best alternative
        or the meaning that it holds."""
        return self._parts.postings.scores(terms, self.size)

    def search_bm25(
        self, ids: Sequence[int], bigrams: Sequence[str], limit: int, among: Rows | None = None
    ) -> Ranking:
        """Rows by BM25 over vocabulary ids and Chinese character bigrams."""
        return self._parts.lexical.search_bm25(ids, bigrams, limit, among)

    def search_all(self, ids: Sequence[int], bigrams: Sequence[str], limit: int) -> Ranking:
        """Rows that hold every one of the vocabulary ids and character bigrams, by BM25; title and
        headings count as part of a passage."""
        return self._parts.lexical.search_all(ids, bigrams, limit)

    def passages(self, rows: Sequence[int] | Rows) -> list[Passage]:
        """The passages of `rows`, in that order. Raises IndexError for a row there is not."""
        return self._parts.store.passages([int(row) for row in rows])

    def token_ids(self, rows: Sequence[int] | Rows) -> list[NDArray[np.uint16]]:
        """Vocabulary ids of each passage as it was indexed, title and headings in front."""
        return self._parts.tokens.of(int(row) for row in rows)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """[size]: how many vocabulary ids each passage has, as it was indexed."""
        return self._parts.tokens.lengths

    def vectors(self, rows: Rows) -> NDArray[np.float32]:
        """Unit vectors of passages, [len(rows), d], as precise as fp16."""
        return self._parts.dense.vectors(rows)

    @property
    def all_token_ids(self) -> NDArray[np.uint16]:
        """Those of all rows, one behind the other."""
        return self._parts.tokens.flat

    @property
    def vocabulary_ids(self) -> NDArray[np.uint16]:
        """The distinct vocabulary ids that occur, sorted."""
        return self._parts.postings.distinct

    def document(self, id: str) -> Document:
        """Raises NoSuchDocument."""
        return self._parts.store.document(id)

    def full_id(self, beginning: str) -> str:
        """The id that is, or alone begins with, `beginning`. Raises NoSuchDocument or
        AmbiguousDocument, which lists the candidates."""
        return self._parts.store.full_id(beginning)

    def newest_edition(self, id: str) -> Document:
        """The document that took the place of `id`, which a build replaced. Raises
        NoSuchDocument."""
        return self._parts.store.newest_edition(id)

    def editions(self) -> list[Edition]:
        """Every id that a file has or had."""
        return self._parts.store.editions()

    def documents(
        self, filters: Filters = EVERYTHING, after: str | None = None, limit: int = 50
    ) -> list[Document]:
        """Up to `limit` documents that pass, in the order they were indexed, behind the one with
        the id `after`. Raises NoSuchDocument if that is not there."""
        return self._parts.store.documents(filters, after, limit)

    def document_rows(self, id: str) -> Rows:
        """Rows of a document's passages. Raises NoSuchDocument."""
        return self._parts.store.document_rows(id)

    def counterparts(self, id: str, span: Span) -> list[Counterpart]:
        """The sentences of a document that share characters with `span`, in order, with the
        sentences that stand for them in its translations. Raises NoSuchDocument."""
        return self._parts.store.translations.counterparts(id, span)

    def compared(self) -> list[ComparedDocuments]:
        """The documents in two languages that the build compared, for the next build."""
        return self._parts.store.translations.compared()

    def passage_at(self, id: str, span: Span) -> Passage:
        """The passage of a document that holds `span`, or most of it. Raises NoSuchDocument."""
        return self._parts.store.passage_at(id, span)

    def published_text(self, id: str) -> str:
        """A document's text before cleaning. Raises NoSuchDocument."""
        return self._parts.store.published_text(id)

    def report(self, id: str) -> dict[str, Any]:
        """What reading and cleaning a document reported. Raises NoSuchDocument."""
        return self._parts.store.report(id)

    def figures(
        self,
        query: FigureQuery,
        *,
        order: FigureOrder = "document",
        limit: int | None = None,
        after: tuple[str, int] | None = None,
    ) -> list[StatedRow]:
        """The rows of the table of figures that pass, at most `limit`. Their documents' texts are
        read when they are quoted, while the index is open: see `quotable`. `after`, in document
        order only: the id of a document and how many of its rows were given before. Raises
        NoSuchDocument for that id."""
        return self._parts.store.figures.rows(query, order, limit, after)

    def quotable(self, rows: Iterable[StatedRow]) -> tuple[StatedRow, ...]:
        """The rows with the texts of their documents read, so that they stay good when the index
        is closed."""
        read = tuple(rows)
        for stated in read:
            _ = stated.document.text
        return read

    def document_figures(self, id: str, within: Span | None = None) -> tuple[FigureRow, ...]:
        """All figures of a document, or those `within` it, as they stand. Raises
        NoSuchDocument."""
        return self._parts.store.figures.of_document(id, within)

    def figure_coverage(self, query: FigureQuery) -> Coverage:
        """How many documents pass the filters, were read whole, and state a row that passes."""
        return self._parts.store.figures.coverage(query)

    @cached_property
    def figure_names(self) -> tuple[str, ...]:
        """The terms that figures are given for, as they are written, the most frequent first."""
        return tuple(self._parts.store.figures.names())

    @cached_property
    def promised(self) -> tuple[tuple[str, int], ...]:
        """The known indicators and years for which some region has a target, in order."""
        return tuple(self._parts.store.figures.promised())

    def passages_with(self, tokens: Sequence[int]) -> NDArray[np.int64]:
        """For each vocabulary id, how many passages hold it, title and headings included."""
        return self._parts.postings.counts[list(tokens)]

    def says(self, words: str) -> bool:
        """Whether a document holds `words`, but for the case of Latin letters. Han characters
        are looked up as bigrams of one passage, its title and headings included."""
        if _HAN_WORD.fullmatch(words):
            pairs = [words[i : i + 2] for i in range(len(words) - 1)]
            return self._parts.lexical.holds_all(pairs)
        return self._parts.store.says(words)

    def mentions(self, name: str) -> bool:
        """Whether a passage holds `name` as whole words, written as a name: "Trump" is neither
        "trump" nor "Trumpet". Han characters are looked up as in `says`."""
        return self.says(name) if _HAN_WORD.fullmatch(name) else self._mentions(name)

    def holds_word(self, word: str) -> bool:
        """Whether a passage holds `word` as a whole word, with or without capitals."""
        return self._holds(word, re.IGNORECASE)

    def _mentions(self, name: str) -> bool:
        return self._holds(name, re.NOFLAG)

    @cached_property
    def _holds(self) -> Callable[[str, re.RegexFlag], bool]:
        return lru_cache(REMEMBERED_NAMES)(self._finds)

    def _finds(self, words: str, flag: re.RegexFlag) -> bool:
        ids = Vocabulary.bundled().encode(words)
        if not ids:
            return False
        capital = re.escape(words[0].upper() + words[1:])
        written = re.compile(
            rf"(?<![A-Za-z])(?:{capital}|{re.escape(words.upper())})(?![A-Za-z])", flag
        )
        rows = self._parts.postings.holding(ids, self.size)[:MOST_READ]
        return any(
            written.search("\n".join((passage.document.title, *passage.heading, passage.text)))
            for start in range(0, len(rows), READ_AT_ONCE)
            for passage in self.passages(rows[start : start + READ_AT_ONCE])
        )

    @cached_property
    def catalogue(self) -> tuple[Entry, ...]:
        """What each document is, without its text."""
        return self._parts.store.catalogue()

    def regions(self) -> tuple[str, ...]:
        """Regions of the documents, sorted."""
        return self._facts["region"]

    def speakers(self) -> tuple[str, ...]:
        """Speakers of the documents and of the turns of debates, sorted; those that are called by
        an office that anybody may hold are nobody that can be asked for."""
        return tuple(name for name in self._facts["speaker"] if not is_anybody(name))

    def spoken(self, name: str) -> Spoken:
        """How a region or speaker is spoken; of others it is worked out."""
        return self._names.get(name) or spoken(name)

    def years(self) -> tuple[int, ...]:
        """Years in which the documents were given, sorted."""
        return tuple(sorted({int(date[:4]) for date in self._facts["date"]}))

    def vectors_by_digest(self, digests: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors of those passages whose embedded text had one of `digests`, for the next build.

        They are as precise as fp16, and indexing them again gives the same bytes. Good only for
        the same model: see model.check_model.
        """
        found = self._parts.store.rows_by_digest(digests)
        vectors = self._parts.dense.vectors(np.fromiter(found.values(), dtype=np.int64))
        return dict(zip(found, vectors, strict=True))

    @cached_property
    def _names(self) -> dict[str, Spoken]:
        return self._parts.store.names()

    @cached_property
    def _facts(self) -> dict[str, tuple[str, ...]]:
        columns = ("region", "speaker", "date")
        return {column: self._parts.store.distinct(column) for column in columns}


def check_folder(folder: Path, manifest: Manifest) -> None:
    """Open a staged generation as a server would: digests, parts, counts. For Staging.publish."""
    check_files(folder, manifest)
    check_parts(folder, manifest)


def check_parts(folder: Path, manifest: Manifest) -> None:
    """IndexDamaged unless every part opens and holds as much as the manifest says."""
    _open_parts(folder, manifest).store.close()


def _parts_of(generation: Generation) -> _Parts:
    """Every part of a generation, read from where its contents are."""
    contents, manifest = generation.contents, generation.manifest
    copied = contents.holds(layout.STORE)
    try:
        view = contents.view(generation.path)
        return _open_parts(view, manifest, name=generation.path.name, store_in_memory=copied)
    finally:
        contents.let_go_of_copies()


def _open_parts(
    folder: Path, manifest: Manifest, *, name: str = "", store_in_memory: bool = False
) -> _Parts:
    """Every part of the generation `name` in `folder`; IndexDamaged if one cannot be read or holds
    another number of passages than the manifest says."""
    try:
        store = Store(folder / layout.STORE, in_memory=store_in_memory)
        try:
            parts = _Parts(
                store,
                Dense(folder / layout.VECTORS),
                Lexical(folder / layout.LEXICAL),
                Tokens(folder),
                Postings(folder),
            )
            _check_counts(parts, manifest)
        except BaseException:
            store.close()
            raise
    except (RuntimeError, ValueError, sqlite3.Error) as error:
        makers = ", ".join(
            f"{what} {version}" for what, version in manifest.built_by.items() if what != layout.JOB
        )
        raise IndexDamaged(
            f"{name or folder.name}: built by {makers}, cannot be opened here: {error}. "
            f"Rebuild: {manifest.rebuild_command()}"
        ) from error
    return parts


def _check_counts(parts: _Parts, manifest: Manifest) -> None:
    passages = manifest.counts["passages"]
    expected = {
        layout.STORE: (parts.store.size, passages),
        layout.VECTORS: (parts.dense.size, passages),
        layout.LEXICAL: (parts.lexical.size, passages),
        layout.TOKENS: (parts.tokens.size, passages),
        "documents": (parts.store.documents_held, manifest.counts["documents"]),
        "figures": (parts.store.figures.count(EVERY_FIGURE), manifest.counts["figures"]),
        "dimension": (parts.dense.dimension, manifest.dense.dimension),
    }
    for what, (found, wanted) in expected.items():
        if found != wanted:
            raise ValueError(f"{what} has {found}, the manifest says {wanted}")
