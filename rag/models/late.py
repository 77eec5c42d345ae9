"""In: a question, and texts as vocabulary ids. Out: how close each text comes to each word asked.

Late interaction over the rows of a token table: each token of the question meets the closest
token of the text, and counts by its learned importance. Khattab and Zaharia 2020, "ColBERT".
Query expansion, the reranker, the choice of sentences and the explanation of a match all rest on
the one matrix of an Asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from rag.language.vocabulary import Vocabulary
from rag.models.table import Floats, TokenTable

Ids = Sequence[int] | npt.NDArray[np.uint16]

# The stages of one answer ask about the same question; several are answered at a time.
_REMEMBERED_QUESTIONS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question, ready to meet texts: its distinct token ids, their importance float32 [n] with
    sum 1, and the cosine of each with every token of the vocabulary, float32 [n, V]."""

    ids: tuple[int, ...]
    importance: Floats
    cosines: Floats

    def closeness(self, texts: Sequence[Ids]) -> Floats:
        """[n, len(texts)]: for each token asked, its cosine with the closest token of each text;
        0 for an empty text."""
        result = np.zeros((len(self.ids), len(texts)), dtype=np.float32)
        filled = [place for place, ids in enumerate(texts) if len(ids)]
        if not filled or not self.ids:
            return result
        starts = np.cumsum([0, *(len(texts[place]) for place in filled[:-1])])
        flat = np.concatenate([np.asarray(texts[place]) for place in filled])
        result[:, filled] = np.maximum.reduceat(self.cosines[:, flat], starts, axis=1)
        return result

    def scores(self, texts: Sequence[Ids]) -> Floats:
        """[len(texts)] in [-1, 1]: the mean closeness, weighted by importance."""
        return np.asarray(self.importance @ self.closeness(texts), dtype=np.float32)


class LateInteraction:
    """Readies questions over one vocabulary and token table; safe between threads."""

    def __init__(self, vocabulary: Vocabulary, table: TokenTable) -> None:
        self.vocabulary = vocabulary
        self._table = table
        self.asked = lru_cache(maxsize=_REMEMBERED_QUESTIONS)(self._asked)

    def weights(self, ids: Sequence[int]) -> Floats:
        """Learned importance of tokens, [len(ids)]: function words have little."""
        return np.asarray(self._table.weights[list(ids)], dtype=np.float32)

    def _asked(self, question: str) -> Asked:
        """A figure is close only to itself: 61 is near 62 in the table, not in fact. Marks count
        for nothing."""
        ids = tuple(dict.fromkeys(self.vocabulary.encode(question)))
        cosines = self._table.similarities(ids)
        importance = self.weights(ids)
        for place, token in enumerate(ids):
            piece = self.vocabulary.piece(token)
            if piece.isdigit():
                cosines[place] = 0.0
                cosines[place, token] = 1.0
            elif not any(character.isalnum() for character in piece):
                importance[place] = 0.0
        return Asked(ids, importance / max(float(importance.sum()), 1e-9), cosines)
