"""Files of numbers as read-only arrays, memory-mapped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped(path: Path, kind: str) -> NDArray[Any]:
    """The file as numbers of `kind`; one that is empty cannot be mapped and need not be."""
    if not path.stat().st_size:
        return np.empty(0, dtype=kind)
    # A plain array over the mapping: slices of np.memmap itself cost six times as much.
    return np.asarray(np.memmap(path, dtype=kind, mode="r"))
