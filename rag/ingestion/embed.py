"""Passages come in; the text that stands for each in every index, its digest and its vector go
out. A text that was embedded before keeps its vector."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.types import Passage

Vectors = NDArray[np.float32]
# Enough to keep a model busy, little enough to report progress and to stay in memory.
BATCH = 256


class Embeds(Protocol):
    """What is needed of an embedding model here."""

    @property
    def dimension(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...


class Remembers(Protocol):
    """What is needed of the previous generation."""

    def vectors_by_digest(self, digests: Iterable[str]) -> Mapping[str, Vectors]: ...


def indexed_text(passage: Passage) -> str:
    """Title and heading path, then the passage: what is embedded and searched, never quoted."""
    return "\n".join((passage.document.title, *passage.heading, passage.text))


def digest_of(text: str) -> str:
    """SHA-256 in hex of what was embedded."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def embed(
    texts: Sequence[str],
    digests: Sequence[str],
    *,
    embedder: Embeds,
    previous: Remembers | None,
) -> tuple[Vectors, int]:
    """Vectors [n, d] of `texts`, and how many of them were reused from `previous`."""
    known = previous.vectors_by_digest(set(digests)) if previous is not None else {}
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    fresh: list[int] = []
    for row, digest in enumerate(digests):
        if digest in known:
            vectors[row] = known[digest]
        else:
            fresh.append(row)
    for start in range(0, len(fresh), BATCH):
        rows = fresh[start : start + BATCH]
        vectors[rows] = embedder.embed_passages([texts[row] for row in rows])
    return vectors, len(texts) - len(fresh)
