"""Search by meaning: the vectors of passages, and the rows whose vectors are nearest to another.

Only this file and rag.late_interaction.quantised use FAISS.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.index.layout import DenseKind

# Its stubs describe the C++ signatures, not the Python ones.
faiss: Any = import_module("faiss")

Ranking = tuple[NDArray[np.int64], NDArray[np.float32]]

# Up to here every vector is compared and no recall lost: 300,000 x 256 take 19 ms on one busy core.
EXACT_ROWS = 300_000
# Beyond, IVF with 2 sqrt(n) cells, of which one in 8 is looked into. Two synthetic sets of
# 320,000 x 256 (2,000 overlapping themes, power-law spectrum): recall@100 .994 and .985 in 3-6 ms;
# one cell in 16: .974 and .943; one in 32: .908 and .859. What it is on the vectors at hand is
# measured at each build and stands in the manifest.
IVF_PROBED_SHARE = 8
IVF_TRAINING_PER_LIST = 40
# Filters that leave fewer rows than one in this many are searched exactly in an IVF index too:
# its near cells may hold none of them.
FEW = 8
ROWS_AT_A_TIME = 16_384
RECALL_QUERIES = 50
RECALL_DEPTH = 100


def write_dense(path: Path, vectors: NDArray[np.floating], *, exact: int = EXACT_ROWS) -> DenseKind:
    """Write `vectors` [n, d], unit rows, searchable by inner product, and say how.

    They are kept as fp16, so that vectors read back and written again are the same bytes. Exact
    up to `exact` rows. `vectors` may be memory-mapped: only a slice at a time is read.
    """
    rows, dimension = vectors.shape
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    index = _flat(dimension) if rows <= exact else _cells(vectors)
    for start in range(0, rows, ROWS_AT_A_TIME):
        index.add(np.ascontiguousarray(vectors[start : start + ROWS_AT_A_TIME], dtype=np.float32))
    faiss.write_index(index, str(path))
    if rows <= exact:
        return DenseKind("exact-fp16", dimension)
    return DenseKind("ivf-fp16", dimension, index.nlist, index.nprobe, _recall(index, vectors))


class Dense:
    """Memory-mapped vectors; searching is safe between threads."""

    def __init__(self, path: Path) -> None:
        """Raises RuntimeError if FAISS cannot read the file."""
        self._index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        self._is_exact = not hasattr(self._index, "nprobe")
        if not self._is_exact:
            self._index.make_direct_map()

    @property
    def size(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def search(
        self, vector: NDArray[np.float32], limit: int, among: NDArray[np.int64] | None = None
    ) -> Ranking:
        """The `limit` rows with the greatest cosine to `vector` [d], best first; only rows in
        `among` (sorted) where it is given, and then no other row takes their place."""
        limit = min(limit, self.size if among is None else len(among))
        if limit <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        # One query is not worth a second thread: waking it costs 10 ms where cores are busy. The
        # setting belongs to the calling thread, so it is made at each call.
        faiss.omp_set_num_threads(1)
        scores, rows = self._index.search(query, limit, params=self._parameters(among))
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of `rows`, float32 [n, d], as precise as fp16."""
        wanted = np.ascontiguousarray(rows, dtype=np.int64)
        if not len(wanted):
            return np.empty((0, self.dimension), np.float32)
        found: NDArray[np.float32] = self._index.reconstruct_batch(wanted)
        return found

    def _parameters(self, among: NDArray[np.int64] | None) -> Any:
        if among is None:
            return None
        passes = np.zeros(self.size, dtype=bool)
        passes[among] = True
        selector = faiss.IDSelectorBitmap(np.packbits(passes, bitorder="little"))
        if self._is_exact:
            return faiss.SearchParameters(sel=selector)
        few = len(among) * FEW < self.size
        probes = self._index.nlist if few else self._index.nprobe
        return faiss.SearchParametersIVF(sel=selector, nprobe=probes)


def _flat(dimension: int) -> Any:
    fp16 = faiss.ScalarQuantizer.QT_fp16
    return faiss.IndexScalarQuantizer(dimension, fp16, faiss.METRIC_INNER_PRODUCT)


def _cells(vectors: NDArray[np.floating]) -> Any:
    """An IVF index trained on a sample of `vectors`. Not by residual: a vector read back is
    the vector written, whatever the cells."""
    rows, dimension = vectors.shape
    lists = int(2 * rows**0.5)
    fp16, by = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    coarse = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFScalarQuantizer(coarse, dimension, lists, fp16, by, False)
    chosen = np.random.default_rng(0).choice(
        rows, size=min(rows, lists * IVF_TRAINING_PER_LIST), replace=False
    )
    index.train(np.ascontiguousarray(vectors[np.sort(chosen)], dtype=np.float32))
    index.nprobe = max(lists // IVF_PROBED_SHARE, 1)
    return index


def _recall(index: Any, vectors: NDArray[np.floating]) -> float:
    """Share of the exact best RECALL_DEPTH that the index finds, over a sample of its own rows."""
    sample = np.linspace(0, len(vectors) - 1, RECALL_QUERIES).astype(np.int64)
    queries = np.ascontiguousarray(vectors[sample], dtype=np.float32)
    depth = min(RECALL_DEPTH, len(vectors))
    everywhere = faiss.SearchParametersIVF(nprobe=index.nlist)
    exact = index.search(queries, depth, params=everywhere)[1]
    found = index.search(queries, depth)[1]
    shared = sum(len(np.intersect1d(*pair)) for pair in zip(exact, found, strict=True))
    return float(round(shared / exact.size, 4))
