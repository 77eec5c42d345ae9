"""Embeds passages. A text that was embedded before keeps its vector, and a model of the same
vocabulary gets token ids instead of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from rag.ingestion.passages.index_text import IndexText, index_text

Vectors = NDArray[np.float32]
# Enough to keep a model busy, little enough to report progress and to stay in memory.
BATCH = 256


class Embeds(Protocol):
    """What is needed of an embedding model here."""

    @property
    def dimension(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...


@runtime_checkable
class EmbedsTokens(Protocol):
    """A model that can do without the text: its tokens are those of the vocabulary with this
    digest."""

    @property
    def vocabulary_digest(self) -> str | None: ...

    def embed_tokens(self, token_ids: Sequence[Sequence[int]]) -> Vectors: ...


class Remembers(Protocol):
    """What is needed of the previous generation."""

    def vectors_by_digest(self, digests: Iterable[str]) -> Mapping[str, Vectors]: ...


def embed(
    passages: Sequence[IndexText],
    *,
    embedder: Embeds,
    vocabulary: str,
    previous: Remembers | None,
) -> tuple[Vectors, int]:
    """Vectors [n, d] of `passages`, whose token ids are of the vocabulary with the digest
    `vocabulary`; and how many of them were reused from `previous`."""
    digests = {passage.digest for passage in passages}
    earlier = previous.vectors_by_digest(digests) if previous is not None else {}
    vectors = np.zeros((len(passages), embedder.dimension), dtype=np.float32)
    fresh: list[int] = []
    for row, passage in enumerate(passages):
        if passage.digest in earlier:
            vectors[row] = earlier[passage.digest]
        else:
            fresh.append(row)
    for start in range(0, len(fresh), BATCH):
        rows = fresh[start : start + BATCH]
        vectors[rows] = _embedded([passages[row] for row in rows], embedder, vocabulary)
    return vectors, len(passages) - len(fresh)


def _embedded(passages: Sequence[IndexText], embedder: Embeds, vocabulary: str) -> Vectors:
    if isinstance(embedder, EmbedsTokens) and embedder.vocabulary_digest == vocabulary:
        return embedder.embed_tokens([passage.token_ids for passage in passages])
    return embedder.embed_passages([index_text(entry.passage) for entry in passages])
