"""A question and the words of an index in, weighted Terms out: in its own language and in the other.

Each token of the question may meet the nearest tokens that occur in the index, whatever their
language, by cosine in the token table. Searching for the best alternative of each token, weighted
by the token's learned importance, is late interaction (Khattab and Zaharia 2020, "ColBERT") run on
an inverted index.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.language.vocabulary import Vocabulary
from rag.models.table import TokenTable
from rag.types import Term

# 16 to 64 alternatives with a cosine of at least .3 measure alike on the policy questions; 4 lose
# ten points of hit@5. Fewer are faster.
ALTERNATIVES = 32
NEAREST_COSINE = 0.3


class Expander:
    """Turns questions into Terms over one vocabulary and token table."""

    def __init__(self, vocabulary: Vocabulary, table: TokenTable) -> None:
        self._vocabulary = vocabulary
        self._table = table

    def expand(self, question: str, occurring: NDArray[np.uint16]) -> tuple[Term, ...]:
        """One Term a distinct token of the question; `occurring` are the sorted ids that the
        index holds. A figure meets only itself: 61 is near 62 in the table, not in fact."""
        ids = list(dict.fromkeys(self._vocabulary.encode(question)))
        if not ids or not len(occurring):
            return ()
        importance = self._table.weights[ids]
        cosines = self._table.similarities(ids)[:, occurring]
        return tuple(
            Term(
                self._vocabulary.piece(token),
                self._alternatives(token, float(importance[i]), cosines[i], occurring),
            )
            for i, token in enumerate(ids)
        )

    def _alternatives(
        self,
        token: int,
        importance: float,
        cosines: NDArray[np.float32],
        occurring: NDArray[np.uint16],
    ) -> tuple[tuple[int, float], ...]:
        if self._vocabulary.piece(token).isdigit():
            return ((token, importance),)
        count = min(ALTERNATIVES, len(occurring))
        nearest = np.argpartition(cosines, -count)[-count:]
        nearest = nearest[cosines[nearest] >= NEAREST_COSINE]
        order = nearest[np.argsort(-cosines[nearest], kind="stable")]
        return tuple((int(occurring[i]), importance * float(cosines[i])) for i in order)
