"""The encoded query: how close a text, given as token ids, comes to each token of a question.

Late interaction over the rows of a token table: each token of the question meets the closest token
of the text, and counts by its learned importance. Khattab and Zaharia 2020, "ColBERT".
Query expansion, the reranker, the sentence scores and the explanation of a match all rest on the
matrix of cosines of an EncodedQuery.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.late_interaction.neighbours import IndexNeighbours, Neighbourhood, cosines_of, only_itself
from rag.models.reproducible import Floats, rounded
from rag.models.table import TokenTable

Flags = npt.NDArray[np.bool_]
Ids = Sequence[int] | npt.NDArray[np.integer[Any]]
Counts = npt.NDArray[np.int64]
Positions = npt.NDArray[np.intp]

# The words of an answer stand close together: the best stretch of so many tokens counts beside the
# whole text. Each stretch begins in the middle of the one before. CMRC, first: .94 without, .96
# with.
STRETCH = 32
HALF = STRETCH // 2
STRETCH_SHARE = 0.47
# By chance alone, a longer text is closer to any word. This cost for each e-fold of its length
# above SHORT finds .78 first instead of .71 (XQuAD, English questions, Chinese passages). Texts
# below SHORT, mostly title pages, have no cost.
LENGTH_COST = 0.055
SHORT = 100
# For ranking, the differences in learned importance are made smaller: with the square root these
# questions find .80 first instead of .78, and no other set loses.
RANKING_POWER = 0.5
# A token is at least this close to itself and to its translations: the grid takes up to .0012 from
# a cosine of 1.
SAME = 0.998
# The most cosines that a question keeps, 8 MB; a longer question compares itself with each text.
_MOST_COMPARED = 2_000_000


@dataclass(frozen=True, slots=True)
class Translation:
    """A word of the question that the lexicon or a transliteration knows: the positions of its
    tokens among the ids of the question, and the ids of its translations."""

    positions: tuple[int, ...]
    meanings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """The tokens that the question was compared with: `positions` [V] has the column of each token
    of the vocabulary, or -1; `cosines` [n, m]. One look-up in both takes half the time of two."""

    positions: Positions
    cosines: Floats


class EncodedQuery:
    """A question as its distinct token `ids`, their `importance`, float32 [n] with sum 1, and their
    weights `for_ranking`, in the same form."""

    def __init__(
        self,
        ids: tuple[int, ...],
        importance: Floats,
        exact: Flags,
        table: TokenTable,
        translations: tuple[Translation, ...] = (),
        unknown: tuple[tuple[str, tuple[int, ...]], ...] = (),
        transliterated: tuple[Translation, ...] = (),
        name_pieces: frozenset[int] = frozenset(),
    ):
        """`exact` [n]: which tokens are close only to themselves. `name_pieces`: the positions of
        the pieces of names; they help to rank, but tell a reader nothing. `unknown`: the names, in
        Latin letters, that the lexicon does not know, with their positions."""
        self.ids = ids
        self.translations = translations
        self.unknown_names = unknown
        self.transliterated = transliterated
        self.name_pieces = name_pieces
        self.importance = importance
        flattened = importance**RANKING_POWER
        total = float(flattened.sum(dtype=np.float64))
        self.for_ranking: Floats = flattened / np.float32(max(total, 1e-9))
        self._exact = exact
        self._table = table
        self._compared: _Compared | None = None

    def cosines(self, ids: Ids) -> Floats:
        """[n, len(ids)]: the cosine of each token of the question with each of `ids`; 1 where
        consecutive ids are a translation of its word."""
        wanted = np.asarray(ids, dtype=np.intp)
        cosines = self._looked_up(wanted)
        for query, found in self._translated(wanted):
            cosines[query, found] = 1.0
        return cosines

    def _translated(self, ids: Positions) -> Iterator[tuple[Positions, Positions]]:
        """For each translation that `ids` hold: the positions of its word in the question, [n, 1],
        and the positions of the translation in `ids`, [m]."""
        words = (
            *self.translations,
            *self.transliterated,  # another thread may have set them
        )
        begins = np.zeros(len(self._table.rows), dtype=bool)
        begins[[meaning[0] for word in words for meaning in word.meanings]] = True
        starts = np.flatnonzero(begins.take(ids))
        firsts = ids[starts]
        for word in words if len(starts) else ():
            for meaning in word.meanings:
                found = _where_all_follow(ids, starts[firsts == meaning[0]], meaning)
                if len(found):
                    query = np.array(word.positions, dtype=np.intp)[:, None]
                    yield query, np.add.outer(found, np.arange(len(meaning))).ravel()

    def _looked_up(self, wanted: npt.NDArray[np.intp]) -> Floats:
        compared = self._compared  # read once: another thread may set it for another index
        positions = compared.positions.take(wanted, mode="clip") if compared else wanted
        if compared is None or (len(positions) and positions.min() < 0):
            compared = self._compare(wanted)
            positions = compared.positions.take(wanted, mode="clip")
        # Without "clip" numpy checks first that each position exists.
        return compared.cosines.take(positions, axis=1, mode="clip")

    def _compare(self, wanted: Positions) -> _Compared:
        """Compare with all of the ids `wanted`, and keep it: the next call wants some of them."""
        is_wanted = np.zeros(len(self._table.rows), dtype=bool)
        is_wanted[wanted] = True
        distinct = np.flatnonzero(is_wanted)
        cosines = cosines_of(self.ids, distinct, self._table)
        for position in np.flatnonzero(self._exact):
            cosines[position] = distinct == self.ids[position]
        compared = _Compared(np.where(is_wanted, np.cumsum(is_wanted) - 1, -1), cosines)
        if cosines.size <= _MOST_COMPARED:
            self._compared = compared
        return compared

    def neighbourhoods(self, index: IndexNeighbours) -> list[Neighbourhood]:
        """The neighbourhood of each token of the question. Where the tokens were compared with the
        whole index, its texts are then scored by look-up."""
        tokens = zip(self.ids, self._exact.tolist(), strict=True)
        inexact = [token for token, exact in tokens if not exact]
        found = dict(zip(inexact, index.neighbourhoods(inexact, self._table), strict=True))
        near = [found.get(token) or only_itself(token, index) for token in self.ids]
        if near and index.is_compared and len(near) * len(index.ids) <= _MOST_COMPARED:
            cosines = np.stack(
                [
                    neighbourhood.cosines
                    for neighbourhood in near
                    if neighbourhood.cosines is not None
                ]
            )
            self._compared = _Compared(index.positions, cosines)
        return near

    def without_name_pieces(self, cosines: Floats) -> Floats:
        """`cosines` [n, m], in which a piece of a name is close only to itself and to a translation
        of the whole name. Changed in place."""
        name_pieces = list(self.name_pieces)
        cosines[name_pieces] *= cosines[name_pieces] >= SAME
        return cosines

    def closeness(self, texts: Sequence[Ids]) -> Floats:
        """[n, len(texts)]: the cosine of each token of the question with the closest token of each
        text; 0 for an empty text."""
        result = np.zeros((len(self.ids), len(texts)), dtype=np.float32)
        filled = [position for position, ids in enumerate(texts) if len(ids)]
        if not filled or not self.ids:
            return result
        starts = np.cumsum([0, *(len(texts[position]) for position in filled[:-1])])
        flat = np.concatenate([np.asarray(texts[position]) for position in filled])
        result[:, filled] = np.maximum.reduceat(self.cosines(flat), starts, axis=1)
        return result

    def scores(self, texts: Sequence[Ids]) -> Floats:
        """[len(texts)], at most 1: the score of each text for ranking. It is the mean closeness,
        weighted by importance, of the text and of its best stretch, minus the gain by chance from
        its length; 0 for an empty text."""
        result = np.zeros(len(texts), dtype=np.float32)
        filled = [position for position, ids in enumerate(texts) if len(ids)]
        if not filled or not self.ids:
            return result
        lengths = np.array([len(texts[position]) for position in filled])
        counts = -(-lengths // HALF)
        flat = np.concatenate([np.asarray(texts[position]) for position in filled]).astype(np.intp)
        halves = self._closeness_of_halves(flat, lengths, counts)
        firsts = np.cumsum(counts) - counts
        count = halves.shape[1]
        following = np.minimum(np.arange(count) + 1, np.repeat(firsts + counts - 1, counts))
        whole = self._weighted_means(np.maximum.reduceat(halves, firsts, axis=1))
        stretches = self._weighted_means(np.maximum(halves, halves.take(following, axis=1)))
        best = np.maximum.reduceat(stretches, firsts)
        mixed = (1 - STRETCH_SHARE) * whole + STRETCH_SHARE * best
        result[filled] = rounded(mixed - by_chance(lengths))
        return result

    def _closeness_of_halves(
        self, ids: npt.NDArray[np.intp], lengths: Counts, counts: Counts
    ) -> Floats:
        """[n, sum of counts]: the closeness of each half of a stretch. `ids` are the concatenated
        texts, `lengths` their lengths and `counts` the numbers of their halves.

        The first tokens of all halves are laid side by side, then the second tokens and so on;
        where a text ends within a half, its last token is repeated. Sixteen long comparisons take a
        tenth of the time of a short comparison for each half.
        """
        ends = np.cumsum(lengths)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        starts = np.repeat(ends - lengths, counts) + within * HALF
        laid = np.minimum(starts + np.arange(HALF)[:, None], np.repeat(ends - 1, counts))
        cosines = self._looked_up(ids.take(laid.ravel()))
        halves: Floats = cosines.reshape(len(self.ids), HALF, -1).max(axis=1)
        for query, found in self._translated(ids):
            halves[query, np.searchsorted(starts, found, side="right") - 1] = 1.0
        return halves

    def _weighted_means(self, closeness: Floats) -> npt.NDArray[np.float64]:
        """[m], float64: the weighted means of `closeness` [n, m]. A matrix product of that size
        would wake BLAS threads."""
        weights = self.for_ranking.astype(np.float64)
        means: npt.NDArray[np.float64] = np.einsum("i,ij->j", weights, closeness)
        return means


def by_chance(lengths: Counts) -> Floats:
    """[len(lengths)]: the closeness that a text of so many tokens gains by its length alone."""
    possible = np.arange(lengths.max(initial=0) + 1)  # there are fewer lengths than texts
    costs = LENGTH_COST * np.log(np.maximum(possible / SHORT, 1))
    return costs.astype(np.float32).take(lengths)


def _where_all_follow(ids: Positions, starts: Positions, wanted: Sequence[int]) -> Positions:
    """The `starts` where the whole of `wanted` stands in `ids`; its first id stands at each."""
    for step, token in enumerate(wanted[1:], 1):
        starts = starts[starts + step < len(ids)]
        starts = starts[ids[starts + step] == token]
    return starts
