"""The vocabulary ids of every passage, by row, memory-mapped.

One flat uint16 file, and one int64 file of where each row begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.index import layout
from rag.index.mapped import mapped

IDS = 2**16  # as many as a vocabulary may have


class TokensWriter:
    """Fills the two files of a new generation's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / layout.TOKENS).open("wb")
        self._offsets = [0]

    @property
    def count(self) -> int:
        """How many ids were added."""
        return self._offsets[-1]

    def add(self, ids: Sequence[int]) -> None:
        """The ids of the next row; OverflowError for one that is no uint16."""
        row = np.array(ids, dtype=np.uint16)
        self._file.write(row.astype("<u2").tobytes())
        self._offsets.append(self.count + len(row))

    def finish(self) -> None:
        """Write what was not written yet."""
        self.close()
        offsets = np.array(self._offsets, dtype="<i8")
        (self._folder / layout.OFFSETS).write_bytes(offsets.tobytes())

    def close(self) -> None:
        self._file.close()


class Tokens:
    """The ids of every row of a finished folder."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError if the files do not fit each other."""
        self.flat: NDArray[np.uint16] = mapped(folder / layout.TOKENS, "<u2")
        self._offsets: NDArray[np.int64] = mapped(folder / layout.OFFSETS, "<i8")
        if not len(self._offsets) or self._offsets[-1] != len(self.flat):
            raise ValueError(f"{layout.OFFSETS} does not fit {layout.TOKENS}")
        # How many ids each row has.
        self.lengths: NDArray[np.int64] = np.diff(self._offsets)

    @property
    def size(self) -> int:
        return len(self._offsets) - 1

    def of(self, rows: Iterable[int]) -> list[NDArray[np.uint16]]:
        """The ids of each of `rows`, as views of the file."""
        offsets = self._offsets
        return [self.flat[offsets[row] : offsets[row + 1]] for row in rows]
