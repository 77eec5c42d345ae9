"""Claims about embedding: which words, in what batches, and what is not done twice."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.ingestion.passages.embed import BATCH, embed
from rag.ingestion.passages.index_text import IndexText, digest_of, index_text
from rag.types.documents import Passage
from rag.types.text import Span
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


class TokenEmbedder(CountingEmbedder):
    """Takes token ids of one vocabulary; a vector is their sum."""

    vocabulary_digest = "ours"

    def embed_tokens(self, token_ids: Sequence[Sequence[int]]) -> Vectors:
        return np.array([[sum(ids), 0] for ids in token_ids], dtype=np.float32)


class Memory:
    """Knows the vector of one digest."""

    def __init__(self, digest: str) -> None:
        self.digest = digest

    def vectors_by_digest(self, digests: Iterable[str]) -> dict[str, Vectors]:
        assert self.digest in set(digests)
        return {self.digest: np.array([9, 9], dtype=np.float32)}


def passages(texts: Sequence[str]) -> list[IndexText]:
    """A passage of each text, under the title T, with its number of characters as its token."""
    made = [Passage(document(text, title="T"), Span(0, len(text)), ()) for text in texts]
    return [
        IndexText(passage, array("H", [len(passage.text)]), "", digest_of(index_text(passage)))
        for passage in made
    ]


def test_texts_are_embedded_in_batches_and_keep_their_order() -> None:
    embedder = CountingEmbedder()
    texts = ["x" * n for n in range(1, BATCH + 4)]
    vectors, reused = embed(passages(texts), embedder=embedder, vocabulary="ours", previous=None)
    assert embedder.batches == [BATCH, 3]
    assert vectors[:, 0].tolist() == [len("T\n") + len(text) for text in texts]
    assert reused == 0


def test_a_text_that_was_embedded_before_keeps_its_vector() -> None:
    embedder = CountingEmbedder()
    given = passages(["a", "bb", "ccc"])
    memory = Memory(given[1].digest)
    vectors, reused = embed(given, embedder=embedder, vocabulary="ours", previous=memory)
    assert vectors.tolist() == [[3, 1], [9, 9], [5, 1]]
    assert (reused, embedder.batches) == (1, [2])


def test_no_texts_need_no_model() -> None:
    embedder = CountingEmbedder()
    vectors, reused = embed([], embedder=embedder, vocabulary="ours", previous=None)
    assert vectors.shape == (0, 2)
    assert (reused, embedder.batches) == (0, [])


def test_a_model_of_the_same_vocabulary_is_given_ids_and_any_other_the_text() -> None:
    embedder = TokenEmbedder()
    given = passages(["a", "bb"])
    ours, _ = embed(given, embedder=embedder, vocabulary="ours", previous=None)
    assert (ours[:, 0].tolist(), embedder.batches) == ([1, 2], [])
    other, _ = embed(given, embedder=embedder, vocabulary="another", previous=None)
    assert (other[:, 0].tolist(), embedder.batches) == ([3, 4], [2])
