"""A question and a sentence in, how far the sentence speaks to the question out, in [0, 1].

Late interaction (Khattab and Zaharia 2020, "ColBERT") over the token table, sentence by sentence:
each token of the question, weighted by its importance, meets the closest token of the sentence or,
at a discount, of what the sentence stands under: title, headings and the sentences around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.language.vocabulary import Vocabulary
from rag.models.table import TokenTable

# A word that stands in the title or a neighbouring sentence counts, but less than one in the
# sentence itself.
CONTEXT_DISCOUNT = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question ready for scoring: importance float32 [n] that sums to 1, cosines [n, V]."""

    ids: tuple[int, ...]
    importance: NDArray[np.float32]
    cosines: NDArray[np.float32]

    def closeness(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """For each token of the question its cosine with the closest of `ids`; float32 [n].
        A figure is close only to itself."""
        if not ids:
            return np.zeros(len(self.ids), dtype=np.float32)
        return np.asarray(self.cosines[:, np.asarray(ids)].max(axis=1), dtype=np.float32)


class Support:
    """Scores sentences for questions over one vocabulary and token table."""

    def __init__(self, vocabulary: Vocabulary, table: TokenTable) -> None:
        self._vocabulary = vocabulary
        self._table = table

    def asked(self, question: str) -> Asked | None:
        """The question, ready; None if it holds no token."""
        ids = tuple(dict.fromkeys(self._vocabulary.encode(question)))
        if not ids:
            return None
        cosines = self._table.similarities(ids).copy()
        for i, token in enumerate(ids):
            if self._vocabulary.piece(token).isdigit():
                cosines[i] = 0.0
                cosines[i, token] = 1.0
        importance = self._table.weights[list(ids)].astype(np.float32)
        return Asked(ids, importance / importance.sum(), cosines)

    def scores(self, asked: Asked, sentences: Sequence[str], context: str) -> NDArray[np.float32]:
        """Support of each sentence, float32 [len(sentences)]; `context` is shared by all."""
        around = CONTEXT_DISCOUNT * asked.closeness(self._vocabulary.encode(context))
        rows = [asked.closeness(ids) for ids in self._vocabulary.encode_batch(sentences)]
        best = np.maximum(np.array(rows, dtype=np.float32), around)
        return np.asarray(best @ asked.importance, dtype=np.float32)
