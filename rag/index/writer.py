"""Writes the files of a new generation, one document at a time.

Called inside `with staged(folder) as staging`: add each document, finish, staging.publish.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelError, NothingToIndex
from rag.index import layout
from rag.index.dense import write_dense
from rag.index.layout import DenseKind
from rag.index.lexical import LexicalWriter
from rag.index.postings import write_postings
from rag.index.store import Edition, StoreWriter
from rag.index.tokens import Tokens, TokensWriter
from rag.types.documents import Document, Passage
from rag.types.figures import FigureRow
from rag.types.translations import ComparedDocuments

# Vectors wait here until their number is known, and with it how they are to be searched.
_WAITING = ".vectors.f16"


@dataclass(frozen=True, slots=True)
class Written:
    """What a manifest says of the files: `counts` of documents, passages, figures and tokens."""

    counts: Mapping[str, int]
    dense: DenseKind


class IndexWriter:
    """Fills a staged folder; one document's data are in memory at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = StoreWriter(folder / layout.STORE)
        self._lexical = LexicalWriter(folder / layout.LEXICAL)
        self._tokens = TokensWriter(folder)
        self._vectors = (folder / _WAITING).open("wb")
        self._dimension: int | None = None
        self._documents = 0
        self._rows = 0
        self._figures = 0

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(
        self,
        document: Document,
        *,
        published: str,
        report: Mapping[str, object],
        passages: Sequence[Passage],
        token_ids: Sequence[Sequence[int]],
        bigrams: Sequence[Sequence[str]],
        vectors: NDArray[np.floating],
        digests: Sequence[str],
        figures: Sequence[FigureRow] = (),
    ) -> None:
        """The next document, and its figures as they stand. `token_ids`, `bigrams`, `vectors`
        [n, d] and `digests` (SHA-256 in hex) are those of the text that was embedded, one a
        passage. Raises ValueError if their lengths differ, ModelError if a vector is not made of
        numbers."""
        self._check(passages, token_ids, bigrams, vectors, digests)
        self._store.add(document, published, report, passages, digests, figures)
        for ids, pairs in zip(token_ids, bigrams, strict=True):
            self._lexical.add(ids, pairs)
            self._tokens.add(ids)
        self._vectors.write(vectors.astype("<f2").tobytes())
        self._documents += 1
        self._rows += len(passages)
        self._figures += len(figures)

    def text(self, id: str) -> str:
        """The clean text of a document that was added."""
        return self._store.text(id)

    def translate(self, compared: Sequence[ComparedDocuments]) -> None:
        """Which of the added documents were compared, the one added first named first, and which
        of their sentences stand for each other."""
        self._store.translate(compared)

    def remember(self, editions: Iterable[Edition]) -> None:
        """Ids that files had in earlier generations."""
        self._store.remember(editions)

    def finish(self) -> Written:
        """Complete all files. Raises NothingToIndex if no passage was added."""
        if not self._rows or not self._dimension:
            raise NothingToIndex("no readable speech was found: there is nothing to index")
        self._store.finish()
        self._lexical.finish()
        self._tokens.finish()
        write_postings(self._folder, Tokens(self._folder))
        self._vectors.close()
        dense = self._write_vectors(self._dimension)
        counts = {
            "documents": self._documents,
            "passages": self._rows,
            "figures": self._figures,
            "tokens": self._tokens.count,
        }
        return Written(counts, dense)

    def close(self) -> None:
        """Let go of all files; what is not finished is void."""
        self._store.close()
        self._lexical.close()
        self._tokens.close()
        self._vectors.close()

    def _write_vectors(self, dimension: int) -> DenseKind:
        waiting = self._folder / _WAITING
        vectors = np.memmap(waiting, dtype="<f2", mode="r", shape=(self._rows, dimension))
        kind = write_dense(self._folder / layout.VECTORS, vectors)
        waiting.unlink()
        return kind

    def _check(
        self,
        passages: Sequence[Passage],
        token_ids: Sequence[Sequence[int]],
        bigrams: Sequence[Sequence[str]],
        vectors: NDArray[np.floating],
        digests: Sequence[str],
    ) -> None:
        lengths = {len(given) for given in (passages, token_ids, bigrams, vectors, digests)}
        if len(lengths) != 1:
            raise ValueError(f"one of each is needed for a passage, got {sorted(lengths)}")
        if not len(passages):
            return
        if self._dimension not in (None, vectors.shape[1]):
            raise ValueError(f"vectors of {vectors.shape[1]} after vectors of {self._dimension}")
        if not np.isfinite(vectors).all():
            raise ModelError("the embedding model gave a vector that is not made of numbers")
        self._dimension = vectors.shape[1]
