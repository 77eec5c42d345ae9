"""In: a question, and texts as vocabulary ids. Out: how close each text comes to each word asked.

Late interaction over the rows of a token table: each token of the question meets the closest
token of the text, and counts by its learned importance. Khattab and Zaharia 2020, "ColBERT".
Query expansion, the reranker, the choice of sentences and the explanation of a match all rest on
the one matrix of an Asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.language.vocabulary import Vocabulary
from rag.models.table import Floats, TokenTable

Flags = npt.NDArray[np.bool_]
Ids = Sequence[int] | npt.NDArray[np.uint16]

# Two generations may serve at a time. One of 21,000 distinct tokens takes 21 MB, and the cosines
# that are remembered of it 43 MB more.
_REMEMBERED_BLOCKS = 2
# 84 KB each for an index of 21,000 distinct tokens.
_REMEMBERED_TOKENS = 512
# The stages of one answer ask about the same question; several are answered at a time.
_REMEMBERED_QUESTIONS = 16


class Block:
    """The distinct token ids of an index, sorted, and their unit rows [len(ids), d] together, so
    that one multiplication compares a question with all of them."""

    def __init__(self, ids: npt.NDArray[np.uint16], table: TokenTable) -> None:
        self.ids = ids
        self._rows = table.unit[ids]
        self._places = np.full(len(table.rows), -1, dtype=np.int32)
        self._places[ids] = np.arange(len(ids), dtype=np.int32)
        self._known: dict[int, Floats] = {}

    def places(self, ids: npt.NDArray[np.intp]) -> npt.NDArray[np.int32]:
        """Where each of `ids` stands in the block; -1 for one that the index does not hold."""
        return self._places[ids]

    def cosines(self, ids: Sequence[int], table: TokenTable) -> Floats:
        """[len(ids), len(self.ids)]; questions share words, so the last rows are remembered."""
        known = self._known  # replaced, never changed: other threads may be reading it
        found = {token: known[token] for token in ids if token in known}
        new = [token for token in ids if token not in found]
        if new:
            rows = table.unit[new] @ self._rows.T
            # Copies, each on its own: a view would keep the rows of all that were new with it.
            found.update((token, row.copy()) for token, row in zip(new, rows, strict=True))
            self._known = dict([*known.items(), *found.items()][-_REMEMBERED_TOKENS:])
        return np.stack([found[token] for token in ids])


class Asked:
    """A question, ready to meet texts: its distinct token `ids` and their `importance`, float32
    [n] with sum 1."""

    def __init__(self, ids: tuple[int, ...], importance: Floats, exact: Flags, table: TokenTable):
        """`exact` [n]: which tokens are close to nothing but themselves."""
        self.ids = ids
        self.importance = importance
        self._exact = exact
        self._table = table
        self._compared: tuple[Block, Floats] | None = None

    def cosines(self, ids: Ids) -> Floats:
        """[n, len(ids)]: cosine of each token asked with each of `ids`."""
        wanted = np.asarray(ids, dtype=np.intp)
        if self._compared is not None:
            block, cosines = self._compared
            places = block.places(wanted)
            if len(places) == 0 or places.min() >= 0:
                return np.asarray(cosines[:, places], dtype=np.float32)
        distinct, back = np.unique(wanted, return_inverse=True)
        unit = self._table.unit
        cosines = self._with_exact(unit[list(self.ids)] @ unit[distinct].T, distinct)
        return np.asarray(cosines[:, back], dtype=np.float32)

    def cosines_with_all(self, block: Block) -> Floats:
        """[n, len(block.ids)]; texts of that index are then met by looking up."""
        if not self.ids:
            return np.zeros((0, len(block.ids)), dtype=np.float32)
        cosines = self._with_exact(block.cosines(self.ids, self._table), block.ids)
        self._compared = block, cosines
        return cosines

    def closeness(self, texts: Sequence[Ids]) -> Floats:
        """[n, len(texts)]: for each token asked, its cosine with the closest token of each text;
        0 for an empty text."""
        result = np.zeros((len(self.ids), len(texts)), dtype=np.float32)
        filled = [place for place, ids in enumerate(texts) if len(ids)]
        if not filled or not self.ids:
            return result
        starts = np.cumsum([0, *(len(texts[place]) for place in filled[:-1])])
        flat = np.concatenate([np.asarray(texts[place]) for place in filled])
        result[:, filled] = np.maximum.reduceat(self.cosines(flat), starts, axis=1)
        return result

    def scores(self, texts: Sequence[Ids]) -> Floats:
        """[len(texts)] in [-1, 1]: the mean closeness, weighted by importance."""
        return np.asarray(self.importance @ self.closeness(texts), dtype=np.float32)

    def _with_exact(self, cosines: Floats, ids: npt.NDArray[np.integer[Any]]) -> Floats:
        for place in np.flatnonzero(self._exact):
            cosines[place] = ids == self.ids[place]
        return cosines


class LateInteraction:
    """Readies questions over one vocabulary and token table; safe between threads."""

    def __init__(self, vocabulary: Vocabulary, table: TokenTable) -> None:
        self.vocabulary = vocabulary
        self._table = table
        self._blocks: list[Block] = []
        self.asked = lru_cache(maxsize=_REMEMBERED_QUESTIONS)(self._asked)

    def weights(self, ids: Sequence[int]) -> Floats:
        """Learned importance of tokens, [len(ids)]: function words have little."""
        return np.asarray(self._table.weights[list(ids)], dtype=np.float32)

    def block(self, ids: npt.NDArray[np.uint16]) -> Block:
        """The rows of `ids`, kept for the last few arrays that were asked for."""
        for block in self._blocks:
            if block.ids is ids:
                return block
        block = Block(ids, self._table)
        self._blocks = [block, *self._blocks[: _REMEMBERED_BLOCKS - 1]]
        return block

    def _asked(self, question: str) -> Asked:
        """A figure is close only to itself: 61 is near 62 in the table, not in fact. Marks count
        for nothing."""
        ids = tuple(dict.fromkeys(self.vocabulary.encode(question)))
        pieces = [self.vocabulary.piece(token) for token in ids]
        importance = self.weights(ids)
        for place, piece in enumerate(pieces):
            if not any(character.isalnum() for character in piece):
                importance[place] = 0.0
        importance /= max(float(importance.sum()), 1e-9)
        exact = np.array([piece.isdigit() for piece in pieces], dtype=bool)
        return Asked(ids, importance, exact, self._table)
