"""Pooling: it splits a trained table into the rows that are averaged and the importance of tokens.

Late interaction and averaging need different lengths of the same rows. Late interaction uses the
learned norms, as `importance`. Averaged rows are weighted down by frequency instead (SIF, Arora et
al. 2017), which finds far more than the learned norms.
"""

from __future__ import annotations

import numpy as np

from rag.models.reproducible import Floats

from .ragged import Ints

# a of a / (a + p): 1e-4 found more than 1e-3, 3e-5 or 1e-5.
SMOOTHING = 1e-4
# The power of the learned norm in pooled rows: the root found more than all of it or none.
NORM_POWER = 0.5
# float16 loses the direction of rows much shorter than 1; only ratios of norms matter.
_MEDIAN_NORM = 16.0


def split(table: Floats, counts: Ints) -> tuple[Floats, Floats]:
    """`rows` [V, d] for averaging, in their old directions, and `importance` [V], the old norms."""
    importance: Floats = np.linalg.norm(table, axis=1).astype(np.float32)
    share = counts / max(int(counts.sum()), 1)
    norms = importance**NORM_POWER * (SMOOTHING / (SMOOTHING + share))
    norms *= _MEDIAN_NORM / np.median(norms)
    rows = table * (norms / np.maximum(importance, 1e-9))[:, None]
    return rows.astype(np.float32), importance
