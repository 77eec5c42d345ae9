"""In: the vocabulary ids of passages, row by row. Out: the same by row, memory-mapped.

One flat uint16 file, one int64 file of where each row begins, and the distinct ids, sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.index import layout

_IDS = 2**16


class TokensWriter:
    """Fills the three files of a new generation's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / layout.TOKENS).open("wb")
        self._offsets = [0]
        self._occurs = np.zeros(_IDS, dtype=bool)

    @property
    def count(self) -> int:
        """How many ids were added."""
        return self._offsets[-1]

    def add(self, ids: Sequence[int]) -> None:
        """The ids of the next row; OverflowError for one that is no uint16."""
        row = np.array(ids, dtype=np.uint16)
        self._occurs[row] = True
        self._file.write(row.astype("<u2").tobytes())
        self._offsets.append(self.count + len(row))

    def finish(self) -> None:
        """Write what was not written yet."""
        self.close()
        offsets = np.array(self._offsets, dtype="<i8")
        (self._folder / layout.OFFSETS).write_bytes(offsets.tobytes())
        distinct = np.flatnonzero(self._occurs).astype("<u2")
        (self._folder / layout.VOCABULARY).write_bytes(distinct.tobytes())

    def close(self) -> None:
        self._file.close()


class Tokens:
    """The ids of every row of a finished folder."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError if the files do not fit each other."""
        self._flat: NDArray[np.uint16] = _mapped(folder / layout.TOKENS, np.dtype("<u2"))
        self._offsets: NDArray[np.int64] = _mapped(folder / layout.OFFSETS, np.dtype("<i8"))
        self.distinct: NDArray[np.uint16] = _mapped(folder / layout.VOCABULARY, np.dtype("<u2"))
        if not len(self._offsets) or self._offsets[-1] != len(self._flat):
            raise ValueError(f"{layout.OFFSETS} does not fit {layout.TOKENS}")

    @property
    def size(self) -> int:
        return len(self._offsets) - 1

    def of(self, rows: Iterable[int]) -> list[NDArray[np.uint16]]:
        """The ids of each of `rows`, as views of the file."""
        offsets = self._offsets
        return [self._flat[offsets[row] : offsets[row + 1]] for row in rows]


def _mapped(path: Path, kind: np.dtype[Any]) -> NDArray[Any]:
    """The file as a read-only array; one that is empty cannot be mapped and need not be."""
    if not path.stat().st_size:
        return np.empty(0, dtype=kind)
    # A plain array over the mapping: slices of np.memmap itself cost six times as much.
    return np.asarray(np.memmap(path, dtype=kind, mode="r"))
