"""In: the tokens of a question, and texts as token ids. Out: how close each text comes to each word
asked.

Late interaction over the rows of a token table: each token of the question meets the closest token
of the text, and counts by its learned importance. Khattab and Zaharia 2020, "ColBERT".
Query expansion, the reranker, the choice of sentences and the explanation of a match all rest on
the one matrix of an Asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.late_interaction.neighbours import IndexNeighbours, Neighbourhood, cosines_of, itself
from rag.models.reproducible import Floats, rounded
from rag.models.table import TokenTable

Flags = npt.NDArray[np.bool_]
Ids = Sequence[int] | npt.NDArray[np.integer[Any]]
Counts = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]

# What answers stands together: the best of stretches of so many tokens, each begun in the middle of
# the one before, counts beside the whole text. CMRC, first: .94 without, .96 with it.
STRETCH = 32
HALF = STRETCH // 2
STRETCH_SHARE = 0.47
# By chance alone, a longer text is closer to any word. Taking this off for each e-fold of its
# length beyond that of a short one finds .78 first where .71 were found (XQuAD, English questions,
# Chinese passages). Short ones, title pages mostly, gain nothing against each other.
LENGTH_COST = 0.055
SHORT = 100
# For ranking, words that training holds to matter most matter less: with the square root those
# questions find .80 first in place of .78, and no other set loses.
RANKING_POWER = 0.5
# A token is this close to itself and to what means the same: the grid takes up to .0012
# from a cosine of 1.
SAME = 0.998
# Cosines that a question keeps, 8 MB; a longer one compares with each text anew.
_MOST_COMPARED = 2_000_000


@dataclass(frozen=True, slots=True)
class Translation:
    """A word of which more is known than the table knows: the places of its tokens among the ids
    asked, and the ids of the words that mean it, or sound like it, in the other language."""

    places: tuple[int, ...]
    meanings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """What was compared with the tokens asked: `places` [V], where each token of the vocabulary
    stands in it or -1, and the `cosines` [n, m]. Together they are looked up in half the time."""

    places: Places
    cosines: Floats


class EncodedQuery:
    """A question, ready to meet texts: its distinct token `ids`, their `importance`, float32 [n]
    with sum 1, and how much each counts `for_ranking`, the same."""

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
        """`exact` [n]: which tokens are close to nothing but themselves; `scraps`: places of pieces
        of names, which help to rank, and tell a reader nothing."""
        self.ids = ids
        self.translations = translations
        # Names that the lexicon does not know, in Latin letters, and their places.
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
        """[n, len(ids)]: cosine of each token asked with each of `ids`; 1 where these, one after
        the other, are what a rare word means."""
        wanted = np.asarray(ids, dtype=np.intp)
        cosines = self._looked_up(wanted)
        for query, found in self._meant(wanted):
            cosines[query, found] = 1.0
        return cosines

    def _meant(self, ids: Places) -> Iterator[tuple[Places, Places]]:
        """Of each meaning that stands in `ids`, the places of its word among the ids asked, [n, 1],
        and its own among `ids`, [m]."""
        words = (
            *self.translations,
            *self.transliterated,
        )  # the last ones may come from another thread
        begins = np.zeros(len(self._table.rows), dtype=bool)
        begins[[meaning[0] for word in words for meaning in word.meanings]] = True
        starts = np.flatnonzero(begins.take(ids))
        firsts = ids[starts]
        for word in words if len(starts) else ():
            for meaning in word.meanings:
                found = _going_on(ids, starts[firsts == meaning[0]], meaning)
                if len(found):
                    query = np.array(word.places, dtype=np.intp)[:, None]
                    yield query, np.add.outer(found, np.arange(len(meaning))).ravel()

    def _looked_up(self, wanted: npt.NDArray[np.intp]) -> Floats:
        compared = self._compared  # once: another thread may ask it of another index
        places = compared.places.take(wanted, mode="clip") if compared else wanted
        if compared is None or (len(places) and places.min() < 0):
            compared = self._compare(wanted)
            places = compared.places.take(wanted, mode="clip")
        # Without "clip" numpy looks at each place first, whether it is there.
        return compared.cosines.take(places, axis=1, mode="clip")

    def _compare(self, wanted: Places) -> _Compared:
        """With all of the ids `wanted`, which is kept: what is asked next are some of these."""
        is_wanted = np.zeros(len(self._table.rows), dtype=bool)
        is_wanted[wanted] = True
        distinct = np.flatnonzero(is_wanted)
        cosines = cosines_of(self.ids, distinct, self._table)
        for place in np.flatnonzero(self._exact):
            cosines[place] = distinct == self.ids[place]
        compared = _Compared(np.where(is_wanted, np.cumsum(is_wanted) - 1, -1), cosines)
        if cosines.size <= _MOST_COMPARED:
            self._compared = compared
        return compared

    def neighbourhoods(self, block: IndexNeighbours) -> list[Neighbourhood]:
        """Of each token asked; where these were compared with all of the index, its texts are then
        met by looking up."""
        tokens = zip(self.ids, self._exact.tolist(), strict=True)
        inexact = [token for token, exact in tokens if not exact]
        found = dict(zip(inexact, block.neighbourhoods(inexact, self._table), strict=True))
        each = [found.get(token) or itself(token, block) for token in self.ids]
        if each and block.is_compared and len(each) * len(block.ids) <= _MOST_COMPARED:
            cosines = np.stack([one.cosines for one in each if one.cosines is not None])
            self._compared = _Compared(block.places, cosines)
        return each

    def without_name_pieces(self, cosines: Floats) -> Floats:
        """`cosines` [n, m] in which a scrap of a name is close to nothing but itself, and to what
        means the whole name."""
        name_pieces = list(self.name_pieces)
        cosines[name_pieces] *= cosines[name_pieces] >= SAME
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
        """[len(texts)], at most 1, to rank by: the mean closeness, weighted by importance, of each
        text and of its best stretch, less what its length brings by chance; 0 for an empty text."""
        result = np.zeros(len(texts), dtype=np.float32)
        filled = [place for place, ids in enumerate(texts) if len(ids)]
        if not filled or not self.ids:
            return result
        lengths = np.array([len(texts[place]) for place in filled])
        counts = -(-lengths // HALF)
        flat = np.concatenate([np.asarray(texts[place]) for place in filled]).astype(np.intp)
        halves = self._halves(flat, lengths, counts)
        firsts = np.cumsum(counts) - counts
        count = halves.shape[1]
        following = np.minimum(np.arange(count) + 1, np.repeat(firsts + counts - 1, counts))
        whole = self._weighed(np.maximum.reduceat(halves, firsts, axis=1))
        stretches = self._weighed(np.maximum(halves, halves.take(following, axis=1)))
        best = np.maximum.reduceat(stretches, firsts)
        mixed = (1 - STRETCH_SHARE) * whole + STRETCH_SHARE * best
        result[filled] = rounded(mixed - by_chance(lengths))
        return result

    def _halves(self, ids: npt.NDArray[np.intp], lengths: Counts, counts: Counts) -> Floats:
        """[n, sum of counts]: the closeness of each half of a stretch, of texts of these `lengths`
        one behind the other, which have so many halves.

        The first tokens of all halves are laid side by side, then the second ones and so on, the
        last of a text again where it ends within a half: sixteen long comparisons take a tenth of
        the time of a short one for each half.
        """
        ends = np.cumsum(lengths)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        starts = np.repeat(ends - lengths, counts) + within * HALF
        laid = np.minimum(starts + np.arange(HALF)[:, None], np.repeat(ends - 1, counts))
        cosines = self._looked_up(ids.take(laid.ravel()))
        halves: Floats = cosines.reshape(len(self.ids), HALF, -1).max(axis=1)
        for query, found in self._meant(ids):
            halves[query, np.searchsorted(starts, found, side="right") - 1] = 1.0
        return halves

    def _weighed(self, closeness: Floats) -> npt.NDArray[np.float64]:
        """[m], float64, the means of `closeness` [n, m]. A matrix product of that size would wake
        BLAS threads."""
        weights = self.for_ranking.astype(np.float64)
        means: npt.NDArray[np.float64] = np.einsum("i,ij->j", weights, closeness)
        return means


def by_chance(lengths: Counts) -> Floats:
    """What texts of so many tokens gain in closeness by their length alone, [len(lengths)]."""
    each = np.arange(lengths.max(initial=0) + 1)  # there are fewer lengths than texts
    costs = LENGTH_COST * np.log(np.maximum(each / SHORT, 1))
    return costs.astype(np.float32).take(lengths)


def _going_on(ids: Places, starts: Places, wanted: Sequence[int]) -> Places:
    """Those of `starts`, where the first of `wanted` stands in `ids`, where the others follow."""
    for step, token in enumerate(wanted[1:], 1):
        starts = starts[starts + step < len(ids)]
        starts = starts[ids[starts + step] == token]
    return starts
