"""The neighbours of a question's tokens among the token ids of an index, with their cosines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rag.late_interaction.quantised import QuantisedRows
from rag.models.reproducible import Floats
from rag.models.table import TokenTable

# The most bytes of remembered neighbourhoods: those of 1,100 words of questions, for an index of
# 21,000 distinct tokens. A question of remembered words takes a third less time.
_REMEMBERED_BYTES = 96_000_000
# Up to so many ids a word is compared with all of them, and texts are then scored by look-up. In a
# larger index only its neighbours are searched: among 40,000 ids four words take 3 ms instead of 5.
COMPARED = 25_000
# The most remembered words: each addition copies all of them, 2,000 words in a quarter of a
# millisecond.
_MOST_KNOWN = 2_000
# 16 to 64 neighbours with a cosine of at least .3 measure alike on the policy questions; 4 lose
# ten points of hit@5. Fewer are faster.
NEIGHBOURS = 32
NEAR_COSINE = 0.3
# OpenBLAS multiplies 16 x d by d x 64, for d = 256, in place and on one thread. In such tiles
# 14,000 rows take 1 ms; in one product they take 4 ms, and much longer where other work keeps cores
# busy.
_TILE = 64
_TOKENS_AT_A_TIME = 16


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A token among the ids of an index: the `ids` of its nearest few and their `closeness`,
    nearest first; all others have at most the closeness `beyond`. `cosines`, float32 [ids of the
    index], are with all ids, where it was compared with all."""

    cosines: Floats | None
    ids: npt.NDArray[np.uint16]
    closeness: Floats
    beyond: float

    @classmethod
    def among(cls, ids: npt.NDArray[np.uint16], cosines: Floats) -> Neighbourhood:
        near = np.flatnonzero(cosines >= NEAR_COSINE)
        if len(near) > NEIGHBOURS:
            # Of equally close ids the first ones stay; argpartition would keep any of them.
            near = near[cosines[near] >= np.partition(cosines[near], -NEIGHBOURS)[-NEIGHBOURS]]
        near = near[np.argsort(-cosines[near], kind="stable")[:NEIGHBOURS]]
        return cls.of(ids[near], cosines[near], cosines)

    @classmethod
    def of(
        cls, ids: npt.NDArray[np.uint16], closeness: Floats, cosines: Floats | None = None
    ) -> Neighbourhood:
        """The neighbourhood of the nearest few."""
        is_full = len(ids) == NEIGHBOURS
        return cls(cosines, ids, closeness, float(closeness[-1]) if is_full else NEAR_COSINE)


class IndexNeighbours:
    """The distinct token ids of an index, sorted, with their unit rows in one block, so that a
    question is compared with all of them at once."""

    def __init__(self, ids: npt.NDArray[np.uint16], table: TokenTable) -> None:
        self.ids = ids
        self.is_compared = len(ids) <= COMPARED
        if self.is_compared:
            self._tiles = _tiles(table.units(ids))
        else:
            table.prepare()
            self._nearest = QuantisedRows(len(ids), lambda positions: table.units(ids[positions]))
        # The position of each id of the vocabulary in `ids`, or -1; intp, as numpy looks up.
        self.positions = np.full(len(table.rows), -1, dtype=np.intp)
        self.positions[ids] = np.arange(len(ids))
        self._known: dict[int, Neighbourhood] = {}
        self._most_known = _MOST_KNOWN
        if self.is_compared:
            self._most_known = min(_MOST_KNOWN, _REMEMBERED_BYTES // (4 * max(len(ids), 1)))

    def neighbourhoods(self, ids: Sequence[int], table: TokenTable) -> list[Neighbourhood]:
        """The neighbourhood of each of `ids`. Questions share words, so the last are remembered."""
        known = self._known  # replaced, never changed: other threads may be reading it
        found = {token: known[token] for token in ids if token in known}
        new = [token for token in ids if token not in found]
        if new:
            search = self._all_compared if self.is_compared else self._few_found
            found |= dict(zip(new, search(table.units(new)), strict=True))
            self._known = dict([*known.items(), *found.items()][-self._most_known :])
        return [found[token] for token in ids]

    def _all_compared(self, rows: Floats) -> Iterator[Neighbourhood]:
        for start in range(0, len(rows), _TOKENS_AT_A_TIME):
            for cosines in self._cosines(rows[start : start + _TOKENS_AT_A_TIME]):
                yield Neighbourhood.among(self.ids, cosines)

    def _few_found(self, rows: Floats) -> Iterator[Neighbourhood]:
        for row in rows:
            positions, closeness = self._nearest.of(row, NEIGHBOURS)
            near = closeness >= NEAR_COSINE
            yield Neighbourhood.of(self.ids[positions[near]], closeness[near])

    def _cosines(self, rows: Floats) -> Iterator[Floats]:
        """[len(self.ids)] for each of `rows`; each is an array of its own."""
        products = rows @ self._tiles
        for column in range(len(rows)):
            yield products[:, column].reshape(-1)[: len(self.ids)]


def cosines_of(tokens: Sequence[int], ids: npt.NDArray[np.intp], table: TokenTable) -> Floats:
    """[len(tokens), len(ids)]: the cosine of each token with each id, on one thread."""
    filled_up = np.zeros(-(-len(ids) // _TILE) * _TILE, dtype=np.intp)
    filled_up[: len(ids)] = ids
    tiles = table.units(filled_up).reshape(-1, _TILE, table.dimension)
    query = table.units(list(tokens))
    groups = [query[i : i + _TOKENS_AT_A_TIME] for i in range(0, len(query), _TOKENS_AT_A_TIME)]
    products = [(tiles @ group.T).reshape(-1, len(group))[: len(ids)].T for group in groups]
    return np.concatenate(products)


def _tiles(rows: Floats) -> Floats:
    """`rows` [n, d] as [n / 64, d, 64], filled up with zeros."""
    count = -(-len(rows) // _TILE)
    padded = np.zeros((count * _TILE, rows.shape[1]), dtype=np.float32)
    padded[: len(rows)] = rows
    return np.ascontiguousarray(padded.reshape(count, _TILE, -1).transpose(0, 2, 1))


def only_itself(token: int, index: IndexNeighbours) -> Neighbourhood:
    """The neighbourhood of a token that is close only to itself: a figure."""
    cosines = (index.ids == token).astype(np.float32)
    held = index.ids[cosines > 0]
    closeness = np.ones(len(held), dtype=np.float32)
    return Neighbourhood(cosines if index.is_compared else None, held, closeness, beyond=0.0)
