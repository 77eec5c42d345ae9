"""A quantised nearest-neighbour search: the few of many unit rows that are nearest to a vector.

It reads all rows as int8, a quarter of the bytes of float32, and compares the best of them again in
float32.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.models.reproducible import Floats

Positions = npt.NDArray[np.intp]

# How many rows are compared again for each row that is wanted. None of the 32 nearest among 40,000
# words was missed, of 56,440 in all (1,876 words of questions).
MARGIN = 2
_LARGEST = 127
_ROWS_AT_A_TIME = 16_384


class QuantisedRows:
    """Finds the nearest of its rows; safe between threads."""

    def __init__(self, count: int, rows_of: Callable[[Positions], Floats]) -> None:
        """`rows_of` gives unit rows, float32 [n, d], by their positions below `count`."""
        # Any: its stubs describe the C++ signatures. Imported here: a small index does not need it.
        self._faiss: Any = import_module("faiss")
        self._rows_of = rows_of
        stretches = [
            np.arange(start, min(start + _ROWS_AT_A_TIME, count))
            for start in range(0, count, _ROWS_AT_A_TIME)
        ]
        greatest = max(
            (float(np.abs(rows_of(positions)).max()) for positions in stretches), default=1.0
        )
        self._scale = np.float32(_LARGEST / max(greatest, 1e-9))
        self._index = self._faiss.IndexScalarQuantizer(
            rows_of(np.zeros(1, dtype=np.intp)).shape[1],
            self._faiss.ScalarQuantizer.QT_8bit_direct_signed,
            self._faiss.METRIC_INNER_PRODUCT,
        )
        for positions in stretches:
            self._index.add(np.rint(rows_of(positions) * self._scale))

    def of(self, vector: Floats, count: int) -> tuple[Positions, Floats]:
        """The positions of the `count` rows nearest to `vector` [d], and their cosines, nearest
        first."""
        self._faiss.omp_set_num_threads(1)  # waking another thread takes longer than the search
        wanted = min(MARGIN * count, self._index.ntotal)
        _, found = self._index.search(np.rint(vector * self._scale)[None], wanted)
        positions = np.asarray(found[0], dtype=np.intp)
        cosines = self._rows_of(positions) @ vector
        order = np.argsort(-cosines, kind="stable")[:count]
        return positions[order], cosines[order]
