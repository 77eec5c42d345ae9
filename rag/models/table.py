"""The token table of a static model: its rows, and the unit vectors of tokens and texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file

from rag.errors import ModelError
from rag.models.reproducible import Floats, on_grid

TokenIds = npt.NDArray[np.intp]
Rows = npt.NDArray[np.float16] | Floats
WEIGHTS_FILE = "model.safetensors"
IMPORTANCE = "importance"
# sentence-transformers and model2vec name the one tensor differently.
_TENSOR_NAMES = ("embedding.weight", "embeddings")
_SMALLEST_NORM = 1e-6
# From so many tokens on, some 70 passages, it is faster to make all rows float32 units first.
_MANY_TOKENS = 16_384
_ROWS_AT_A_TIME = 512


class TokenTable:
    """A row for each token of a vocabulary: its direction is meaning, its norm importance."""

    def __init__(self, rows: Rows, *, importance: Floats | None = None) -> None:
        """`rows` [V, d] are kept as they are; `importance` [V] defaults to their norms."""
        self.rows = rows
        self._importance = importance
        self._unit: Floats | None = None

    @classmethod
    def load(cls, directory: Path) -> TokenTable:
        """The table of a sentence-transformers StaticEmbedding or model2vec directory.

        Raises ModelError where there is no such table.
        """
        path = directory / WEIGHTS_FILE
        if not path.is_file():
            raise ModelError(f"{directory} has no {WEIGHTS_FILE}: not a static embedding model")
        try:
            tensors = load_file(path)
        except (SafetensorError, OSError) as error:
            raise ModelError(f"{path} cannot be read: {error}") from error
        for name in _TENSOR_NAMES:
            if name in tensors and tensors[name].ndim == 2:
                return cls(tensors[name], importance=tensors.get(IMPORTANCE))
        raise ModelError(f"{path} holds {sorted(tensors)}, but none of {list(_TENSOR_NAMES)}")

    @property
    def dimension(self) -> int:
        """Length of a row."""
        return int(self.rows.shape[1])

    @cached_property
    def weights(self) -> Floats:
        """[V] the importance of each token."""
        return self._lengths if self._importance is None else self._importance

    @cached_property
    def _lengths(self) -> Floats:
        return _norms(self.rows)

    @property
    def unit(self) -> Floats:
        """[V, d] rows of length one, on the grid; made when first needed (50 ms for the shipped
        table)."""
        if self._unit is None:
            self._unit = _units(self.rows, self._lengths)
        return self._unit

    def prepare(self) -> None:
        """Make `unit` now, before many look-ups of a few rows each."""
        _ = self.unit

    def units(self, ids: Sequence[int] | npt.NDArray[np.integer[Any]]) -> Floats:
        """`unit[ids]`, without making all of `unit`."""
        if self._unit is not None:
            return self._unit[ids]
        rows = self.rows[ids]
        return _units(rows, _norms(rows))

    def pooled(self, list_of_ids: Sequence[Sequence[int] | npt.NDArray[np.integer[Any]]]) -> Floats:
        """[n, d] unit vectors on the grid: the mean of each text's rows; a text without tokens
        gives zeros."""
        result = np.zeros((len(list_of_ids), self.dimension))
        is_small = self._unit is None and sum(map(len, list_of_ids)) < _MANY_TOKENS
        longest = max(map(len, list_of_ids), default=0)
        room = np.empty((longest, self.dimension), dtype=np.float32)
        wide = np.empty((longest, self.dimension))
        for number, ids in enumerate(list_of_ids):
            chosen = packed(ids) if isinstance(ids, list) else np.asarray(ids, dtype=np.intp)
            # The sums of both ways differ in their last bits, which the grid takes away.
            if is_small and len(ids):
                lengths = _norms(self.rows[chosen]).astype(np.float64)
                # As a matrix product it would wake BLAS threads.
                units = self.units(chosen).astype(np.float64)
                np.einsum("i,ij->j", lengths, units, out=result[number])
            elif len(ids):
                # This raises an IndexError for an unknown id; "clip" below would raise none.
                lengths = self._lengths[chosen].astype(np.float64)
                # Twice as fast as a sum of float16 rows; with `out` and "clip" numpy makes no
                # copies.
                unit = self.unit.take(chosen, axis=0, out=room[: len(ids)], mode="clip")
                wide[: len(ids)] = unit
                np.matmul(lengths, wide[: len(ids)], out=result[number])
        result /= np.maximum(_norms(result), _SMALLEST_NORM)[:, None]
        return on_grid(result)


def packed(ids: Sequence[int]) -> TokenIds:
    """Ids as an array for look-up. Right after a text is tokenised this takes a quarter of the time
    that it takes after a thousand other texts."""
    return np.fromiter(ids, dtype=np.intp, count=len(ids))


def _units(rows: Rows, lengths: Floats) -> Floats:
    """`rows` with these `lengths`, as unit vectors on the grid."""
    result = np.empty(rows.shape, dtype=np.float32)
    for part in _parts(len(rows)):
        unit = rows[part].astype(np.float32)
        unit /= np.maximum(lengths[part], _SMALLEST_NORM)[:, None]
        result[part] = on_grid(unit)
    return result


def _norms(rows: npt.NDArray[np.floating]) -> Floats:
    result = np.empty(len(rows), dtype=np.float32)
    for part in _parts(len(rows)):
        wide = rows[part].astype(np.float64)
        result[part] = np.sqrt(np.einsum("ij,ij->i", wide, wide))
    return result


def _parts(count: int) -> Iterator[slice]:
    """Slices of a few rows, so that their results stay in the processor's cache."""
    for start in range(0, count, _ROWS_AT_A_TIME):
        yield slice(start, start + _ROWS_AT_A_TIME)
