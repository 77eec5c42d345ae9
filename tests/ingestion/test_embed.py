"""Claims about embedding: which words, in what batches, and what is not done twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.ingestion.embed import BATCH, digest_of, embed, indexed_text
from rag.types import Passage, Span
from tests.ingestion.helpers import document

Vectors = NDArray[np.float32]


class CountingEmbedder:
    """A vector of a text is its length; remembers how many texts came at a time."""

    dimension = 2

    def __init__(self) -> None:
        self.batches: list[int] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(len(texts))
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


class Memory:
    """Knows the vector of one digest."""

    def __init__(self, digest: str) -> None:
        self.digest = digest

    def vectors_by_digest(self, digests: Iterable[str]) -> dict[str, Vectors]:
        assert self.digest in set(digests)
        return {self.digest: np.array([9, 9], dtype=np.float32)}


def test_title_and_headings_stand_before_the_passage() -> None:
    passage = Passage(document("正文。", title="报告"), Span(0, 3), ("一、回顾", "（一）城市"))
    assert indexed_text(passage) == "报告\n一、回顾\n（一）城市\n正文。"


def test_texts_are_embedded_in_batches_and_keep_their_order() -> None:
    texts = ["x" * n for n in range(BATCH + 3)]
    embedder = CountingEmbedder()
    vectors, reused = embed(texts, [digest_of(t) for t in texts], embedder=embedder, previous=None)
    assert embedder.batches == [BATCH, 3]
    assert vectors[:, 0].tolist() == list(range(BATCH + 3))
    assert reused == 0


def test_a_text_that_was_embedded_before_keeps_its_vector() -> None:
    texts = ["a", "bb", "ccc"]
    embedder = CountingEmbedder()
    vectors, reused = embed(
        texts, [digest_of(t) for t in texts], embedder=embedder, previous=Memory(digest_of("bb"))
    )
    assert vectors.tolist() == [[1, 1], [9, 9], [3, 1]]
    assert (reused, embedder.batches) == (1, [2])


def test_no_texts_need_no_model() -> None:
    embedder = CountingEmbedder()
    vectors, reused = embed([], [], embedder=embedder, previous=None)
    assert vectors.shape == (0, 2)
    assert (reused, embedder.batches) == (0, [])
