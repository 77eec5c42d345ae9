"""Postings: which passages hold a vocabulary id, and how well each passage meets weighted terms.

An inverted file, memory-mapped: one file holds the rows of each id in ascending order, id after id,
another where the rows of each id begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.index import layout
from rag.index.mapped import mapped
from rag.index.tokens import IDS, Tokens
from rag.types.questions import Term

Rows = NDArray[np.uint32]

# An id that more than one row in so many holds is met by comparing all rows, in a third of the time
# or less. They are few, 38 among 50,000 passages, and most of what there is to read.
COMMON = 8
# So many rows at a time are turned round: id and row fit one uint32, and 16,384 passages 50 MB.
_ROWS_AT_A_TIME = 1 << 14


def write_postings(folder: Path, tokens: Tokens) -> None:
    """The files of `tokens` turned round; a stretch of rows is in memory at a time."""
    counts = np.zeros(IDS, dtype=np.int64)
    for ids, _ in _pairs(tokens):
        counts += np.bincount(ids, minlength=IDS)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    (folder / layout.POSTINGS_OFFSETS).write_bytes(offsets.astype("<i8").tobytes())
    _fill(folder / layout.POSTINGS, tokens, offsets)


def _fill(path: Path, tokens: Tokens, offsets: NDArray[np.int64]) -> None:
    path.write_bytes(b"")
    if not offsets[-1]:
        return  # an empty file cannot be mapped
    rows = np.memmap(path, dtype="<u4", mode="w+", shape=(int(offsets[-1]),))
    free = offsets[:-1].copy()
    for ids, held_by in _pairs(tokens):
        counts = np.bincount(ids, minlength=IDS)
        first = np.cumsum(counts) - counts
        rows[(free - first)[ids] + np.arange(len(ids))] = held_by
        free += counts
    rows.flush()


def _pairs(tokens: Tokens) -> Iterator[tuple[NDArray[np.uint32], Rows]]:
    """(id, row) of each id that a row holds, once, by id and then row, for stretches of rows."""
    step = np.uint32(_ROWS_AT_A_TIME)
    for first in range(0, tokens.size, _ROWS_AT_A_TIME):
        stretch = tokens.of(range(first, min(first + _ROWS_AT_A_TIME, tokens.size)))
        rows = np.repeat(np.arange(len(stretch), dtype=np.uint32), [len(ids) for ids in stretch])
        ids = np.concatenate(stretch).astype(np.uint32)
        pairs = np.sort(ids * step + rows)  # np.unique hashes, a hundred times as slowly
        is_new = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
        ids, rows = np.divmod(pairs[is_new], step)
        yield ids, rows + np.uint32(first)


class Postings:
    """The rows of every id of a finished folder."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError if the files do not fit each other."""
        self._rows: Rows = mapped(folder / layout.POSTINGS, "<u4")
        self._offsets: NDArray[np.int64] = mapped(folder / layout.POSTINGS_OFFSETS, "<i8")
        if len(self._offsets) != IDS + 1 or self._offsets[-1] != len(self._rows):
            raise ValueError(f"{layout.POSTINGS_OFFSETS} does not fit {layout.POSTINGS}")
        # How many rows hold each id, and the ids that some row holds, sorted.
        self.counts: NDArray[np.int64] = np.diff(self._offsets)
        self.distinct: NDArray[np.uint16] = np.flatnonzero(self.counts).astype(np.uint16)
        self._known_flags: dict[int, NDArray[np.float32] | None] = {}

    def fits(self, size: int) -> bool:
        """Whether all rows are among `size`."""
        return not len(self._rows) or int(self._rows.max()) < size

    def scores(self, terms: Sequence[Term], size: int) -> NDArray[np.float32]:
        """[size]: for each row the sum, over `terms`, of the strength of the best alternative
        or the meaning that it holds, or of the floor. Exact; 1.5 ms for 13 terms of 32
        alternatives, 50,000 rows."""
        total = np.zeros(size, dtype=np.float32)
        for term in terms:
            total += self._best(term, size)
        return total

    def _best(self, term: Term, size: int) -> NDArray[np.float32]:
        """[size]: the strength of the best alternative or the meaning that each row holds."""
        best = np.full(size, term.floor, dtype=np.float32)
        seldom: list[tuple[int, float]] = []
        common: list[tuple[NDArray[np.float32], float]] = []
        for token, strength in sorted(term.alternatives, key=itemgetter(1)):
            if strength > 0:
                flags = self._flags(token, size)
                if flags is None:
                    seldom.append((token, strength))
                else:
                    common.append((flags, strength))
        if seldom:
            ids = np.array([token for token, _ in seldom])
            strengths = np.array([strength for _, strength in seldom], dtype=np.float32)
            # Of what is written to one place numpy keeps the last, which is the strongest.
            best[self._held(ids)] = strengths.repeat(self.counts[ids])
        room = np.empty_like(best)
        for flags, strength in common:
            np.maximum(best, np.multiply(flags, strength, out=room), out=best)
        for meaning in term.meanings:
            best[self.holding(meaning, size)] = term.weight
        return best

    def _flags(self, token: int, size: int) -> NDArray[np.float32] | None:
        """[size]: 1 for each row that holds the id, and else 0; None if it is not common."""
        try:
            return self._known_flags[token]
        except KeyError:
            flags = None
        if self.counts[token] * COMMON > size:
            flags = np.zeros(size, dtype=np.float32)
            flags[self._held(np.array([token]))] = 1.0
        self._known_flags[token] = flags
        return flags

    def holding(self, ids: Sequence[int], size: int) -> NDArray[np.intp]:
        """The rows that hold every one of `ids`."""
        first, *others = sorted(ids, key=self.counts.__getitem__)
        rows = self._held(np.array([first]))
        for token in others:
            rows = rows[self._flags_of(rows, token, size)]
        return rows

    def _flags_of(self, rows: NDArray[np.intp], token: int, size: int) -> NDArray[np.bool_]:
        """[len(rows)]: which of the rows hold the id."""
        flags = self._flags(token, size)
        if flags is not None:
            return flags.take(rows) > 0
        held = self._held(np.array([token]))
        if not len(held):
            return np.zeros(len(rows), dtype=bool)
        return np.asarray(held.take(held.searchsorted(rows), mode="clip") == rows)

    def _held(self, ids: NDArray[np.intp]) -> NDArray[np.intp]:
        """The rows that hold each of the ids, those of one behind those of the other."""
        starts, ends = self._offsets[ids].tolist(), self._offsets[ids + 1].tolist()
        pieces = [self._rows[start:end] for start, end in zip(starts, ends, strict=True)]
        # numpy needs twice as long where it turns them into intp itself.
        return np.concatenate(pieces).astype(np.intp)
