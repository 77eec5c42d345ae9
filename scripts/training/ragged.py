"""Ragged arrays: lists of token ids of unequal length as two flat arrays, for quick indexing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Row i is ids[starts[i]:starts[i + 1]]."""

    ids: Ints
    starts: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[int] | Ints]) -> Ragged:
        """The ragged array of a list of rows."""
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        if not len(rows) or not starts[-1]:
            return cls(np.zeros(0, dtype=np.int64), starts)
        return cls(np.concatenate([np.asarray(row, dtype=np.int64) for row in rows]), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        """Number of ids in each row."""
        return np.diff(self.starts)

    @property
    def rows_of_ids(self) -> Ints:
        """For each id, the number of its row."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def row(self, index: int) -> Ints:
        """The ids of a row."""
        return self.ids[self.starts[index] : self.starts[index + 1]]

    def take(self, indices: Ints) -> Ragged:
        """The rows at `indices`, in that order."""
        lengths = self.lengths[indices]
        starts = np.zeros(len(indices) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        positions = np.arange(starts[-1]) + np.repeat(self.starts[indices] - starts[:-1], lengths)
        return Ragged(self.ids[positions], starts)

    def padded(self, fill: int) -> Ints:
        """[rows, longest row], short rows filled up with `fill`."""
        longest = int(self.lengths.max(initial=1))
        table = np.full((len(self), max(longest, 1)), fill, dtype=np.int64)
        columns = np.arange(len(self.ids)) - np.repeat(self.starts[:-1], self.lengths)
        table[self.rows_of_ids, columns] = self.ids
        return table
