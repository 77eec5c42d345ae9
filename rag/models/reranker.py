"""In: a question and passages. Out: a score for each passage; higher answers better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError
from rag.language.vocabulary import Vocabulary
from rag.models.table import Floats, TokenTable

TokenIds = npt.NDArray[np.uint16]


class Match(NamedTuple):
    """A token of the question, the nearest token of the passage, and how near it is."""

    question_token: int
    passage_token: int
    cosine: float


class Reranker(Protocol):
    """What the retriever needs to order its best candidates."""

    @property
    def name(self) -> str:
        """The model as a person would name it."""

    def scores(
        self, question: str, passages: Sequence[str], token_ids: Sequence[TokenIds]
    ) -> Floats:
        """float32 [len(passages)]; `token_ids[i]` are the vocabulary ids of `passages[i]`."""


class LateInteractionReranker:
    """Each token of the question meets its best token of the passage.

    s(q, d) = sum_i w_i max_j cos(q_i, d_j) / sum_i w_i, as in ColBERT (Khattab and Zaharia 2020)
    over the rows of a static table, w_i being the learned importance of token i.
    """

    name = "late-interaction"

    def __init__(self, vocabulary: Vocabulary, table: TokenTable) -> None:
        self._vocabulary, self._table = vocabulary, table

    def scores(
        self, question: str, passages: Sequence[str], token_ids: Sequence[TokenIds]
    ) -> Floats:
        """float32 [len(token_ids)] in [-1, 1]; 0 where the question or passage has no tokens."""
        result = np.zeros(len(token_ids), dtype=np.float32)
        asked = self._vocabulary.encode(question)
        filled = [place for place, ids in enumerate(token_ids) if len(ids)]
        if not asked or not filled:
            return result
        lengths = [len(token_ids[place]) for place in filled]
        starts = np.cumsum([0, *lengths[:-1]])
        flat = np.concatenate([token_ids[place] for place in filled])
        best = np.maximum.reduceat(self._table.similarities(asked)[:, flat], starts, axis=1)
        weights = self._table.weights[asked]
        result[filled] = weights @ best / max(float(weights.sum()), 1e-9)
        return result


def matches(table: TokenTable, question: Sequence[int], passage: TokenIds) -> list[Match]:
    """For each distinct token of the question, its best token of the passage, in their order."""
    if not len(passage):
        return []
    asked = list(dict.fromkeys(question))
    cosines = table.similarities(asked)[:, passage]
    best = cosines.argmax(axis=1)
    return [
        Match(token, int(passage[place]), float(cosines[row, place]))
        for row, (token, place) in enumerate(zip(asked, best, strict=True))
    ]


class CrossEncoderReranker:
    """Any CrossEncoder of sentence-transformers; torch is imported when one is made."""

    def __init__(self, model: str, *, device: str = "auto", batch_size: int = 32) -> None:
        """`model` is a directory or a name on a model hub; ModelError if it cannot be loaded."""
        self.name = model
        self._batch_size = batch_size
        try:
            from sentence_transformers import CrossEncoder

            self._model = CrossEncoder(model, device=None if device == "auto" else device)
        except Exception as error:  # the libraries below raise nearly anything
            raise ModelError(f"cannot load the reranker {model}: {error}") from error

    def scores(
        self, question: str, passages: Sequence[str], token_ids: Sequence[TokenIds]
    ) -> Floats:
        """float32 [len(passages)], in the model's own range; ModelError when the model fails."""
        if not len(passages):
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        try:
            scores = self._model.predict(
                pairs, batch_size=self._batch_size, show_progress_bar=False
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"{self.name} could not score {len(pairs)} pairs: {error}") from error
        return np.asarray(scores, dtype=np.float32).reshape(len(pairs))
