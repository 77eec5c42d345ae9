"""Search by words: BM25 over the vocabulary ids and character bigrams of passages.

Only this file uses tantivy. It is given terms, never a query to parse.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from rag.index.tokens import IDS

Ranking = tuple[NDArray[np.int64], NDArray[np.float32]]

# One writing thread keeps passages in row order; the heap bounds what a build takes in memory.
HEAP_BYTES = 64_000_000
# A filter that leaves fewer rows than one in this many is handed to tantivy as a set of rows.
# Otherwise it is cheaper to rank more rows than wanted and keep those that pass: 49,000 passages,
# half of them passing: 15 ms against 28 as a set; 110 of them: 3 ms as a set (unfiltered: 15).
FEW = 8
# How many more rows are ranked, beyond the passing share, before the set is used after all.
MARGIN = 2
# Every vocabulary id as it is written in the index, filled up with blanks: of these a text is put
# together at a sixth of the cost of joining numbers.
_NUMBERS = np.array([f"{number:<6}" for number in range(IDS)], dtype="S6")


class LexicalWriter:
    """Fills a new folder; rows are numbered from 0 in the order they are added."""

    def __init__(self, path: Path) -> None:
        path.mkdir()
        self._path = path
        self._writer: tantivy.IndexWriter | None = tantivy.Index(_schema(), path=str(path)).writer(
            heap_size=HEAP_BYTES, num_threads=1
        )
        self._rows = 0

    def add(self, ids: Sequence[int], bigrams: Iterable[str]) -> None:
        """The next passage: its vocabulary ids and its character bigrams, repetitions included;
        a string of `bigrams` is one, or several with blanks between them."""
        assert self._writer is not None, "a finished writer takes no more"
        document = tantivy.Document()
        written = _NUMBERS[np.asarray(ids, dtype=np.intp)].tobytes()
        document.add_text("tokens", written.decode("ascii"))
        document.add_text("bigrams", " ".join(bigrams))
        document.add_unsigned("row", self._rows)
        self._writer.add_document(document)
        self._rows += 1

    def finish(self) -> None:
        """Write what was added and wait until it is merged."""
        assert self._writer is not None, "a writer finishes once"
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._writer = None

    def close(self) -> None:
        """Wait until nothing more is written into the folder, so that it can be removed."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()


class Lexical:
    """A finished folder, memory-mapped; searching is safe between threads."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError if tantivy cannot read the folder."""
        self._schema = _schema()
        with _no_panic():
            self._searcher = _searcher(path)

    @property
    def size(self) -> int:
        return self._searcher.num_docs

    def search_bm25(
        self,
        ids: Sequence[int],
        bigrams: Sequence[str],
        limit: int,
        among: NDArray[np.int64] | None = None,
    ) -> Ranking:
        """Rows by BM25 over the distinct ids and bigrams asked for; statistics are those of the
        whole index, also under a filter."""
        tokens = [self._token(token) for token in dict.fromkeys(ids)]
        pairs = [self._bigram(pair) for pair in dict.fromkeys(bigrams)]
        return self._search(tokens + pairs, limit, among)

    def search_all(self, ids: Sequence[int], bigrams: Sequence[str], limit: int) -> Ranking:
        """Rows that hold every one of the ids and bigrams asked for, by BM25."""
        every = [self._token(token) for token in dict.fromkeys(ids)]
        every += [self._bigram(pair) for pair in dict.fromkeys(bigrams)]
        if not every:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        return self._ranked(Query.boolean_query([(Occur.Must, one) for one in every]), limit)

    def holds_all(self, bigrams: Sequence[str]) -> bool:
        """Whether one passage holds every one of `bigrams`."""
        every = Query.boolean_query([(Occur.Must, self._bigram(pair)) for pair in bigrams])
        with _no_panic():
            return bool(self._searcher.search(every, 1, count=False).hits)

    def _search(
        self, either: Sequence[Query], limit: int, among: NDArray[np.int64] | None
    ) -> Ranking:
        if not either or limit <= 0 or (among is not None and not len(among)):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        wanted = Query.boolean_query([(Occur.Should, query) for query in either])
        if among is None:
            return self._ranked(wanted, limit)
        if len(among) * FEW >= self.size:
            enough = self._ranked_and_kept(wanted, limit, among)
            if enough is not None:
                return enough
        rows = Query.term_set_query(self._schema, "row", among.tolist())
        passing = (Occur.Must, Query.const_score_query(rows, 0.0))
        return self._ranked(Query.boolean_query([(Occur.Must, wanted), passing]), limit)

    def _ranked_and_kept(
        self, wanted: Query, limit: int, among: NDArray[np.int64]
    ) -> Ranking | None:
        """The best `limit` rows that pass, kept from a longer ranking of all rows; None if that
        was not long enough. A row's score does not depend on the filter, so this is exact."""
        length = MARGIN * limit * self.size // len(among) + limit
        rows, scores = self._ranked(wanted, length)
        passes = np.zeros(self.size, dtype=bool)
        passes[among] = True
        kept = passes[rows]
        if kept.sum() < limit and len(rows) == length:
            return None
        return rows[kept][:limit], scores[kept][:limit]

    def _ranked(self, query: Query, limit: int) -> Ranking:
        with _no_panic():
            hits = self._searcher.search(query, min(limit, max(self.size, 1)), count=False).hits
            rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        scores = [score for score, _ in hits]
        return np.array(rows, dtype=np.int64), np.array(scores, dtype=np.float32)

    def _token(self, token: int) -> Query:
        return Query.term_query(self._schema, "tokens", str(token), "freq")

    def _bigram(self, pair: str) -> Query:
        return Query.term_query(self._schema, "bigrams", pair, "freq")


@contextmanager
def _no_panic() -> Iterator[None]:
    """Over damaged files tantivy panics, which Python sees as no Exception but as an order to end:
    here it is a RuntimeError."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise RuntimeError("the search by words failed over its files") from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("tokens", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("bigrams", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", fast=True, indexed=True)
    return builder.build()


def _searcher(path: Path) -> tantivy.Searcher:
    """Opening takes a lock file inside the folder; where that may not be written, the folder is
    seen through links in a place that may."""
    if os.access(path, os.W_OK):
        return tantivy.Index.open(str(path)).searcher()
    with tempfile.TemporaryDirectory(prefix="speechrag-") as view:
        for entry in path.iterdir():
            if not entry.name.endswith(".lock"):
                Path(view, entry.name).symlink_to(entry.resolve())
        return tantivy.Index.open(view).searcher()
