"""In: the folder of a static model. Out: its rows, and cosines between tokens and between texts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file

from rag.errors import ModelError

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.float16] | Floats
WEIGHTS_FILE = "model.safetensors"
IMPORTANCE = "importance"
# sentence-transformers and model2vec name the one tensor differently.
_TENSOR_NAMES = ("embedding.weight", "embeddings")
# One token's similarities take 4 bytes a vocabulary entry: 128 tokens of 65,330 are 33 MB.
_CACHED_TOKENS = 128
_SMALLEST_NORM = 1e-6
# A neighbour of cosine .7 counts .12, one of .4 nothing: powers of 4 to 10 found the same.
_NEIGHBOUR_SHARPNESS = 6


class TokenTable:
    """One row for each token of a vocabulary: its direction is meaning, its norm importance."""

    def __init__(self, rows: Rows, *, importance: Floats | None = None) -> None:
        """`rows` [V, d], kept as given; `importance` [V] defaults to the rows' norms."""
        self.rows = rows
        self._lengths = _norms(rows)
        self.weights: Floats = self._lengths if importance is None else importance
        self._unit: Floats | None = None
        self._cached: OrderedDict[int, Floats] = OrderedDict()
        self._lock = Lock()

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

    @property
    def unit(self) -> Floats:
        """[V, d] rows of length one; made when first needed (40 ms for the shipped table)."""
        if self._unit is None:
            unit: Floats = self.rows.astype(np.float32)
            unit /= np.maximum(self._lengths, _SMALLEST_NORM)[:, None]
            self._unit = unit
        return self._unit

    def pooled(self, list_of_ids: Sequence[Sequence[int] | npt.NDArray[np.integer[Any]]]) -> Floats:
        """[n, d] unit vectors: the mean of each text's rows; a text without tokens gives zeros."""
        result = np.zeros((len(list_of_ids), self.dimension), dtype=np.float32)
        for place, ids in enumerate(list_of_ids):
            if len(ids):
                # Twice as fast as summing float16 rows.
                chosen = np.asarray(ids)
                np.matmul(self._lengths[chosen], self.unit[chosen], out=result[place])
        result /= np.maximum(_norms(result), _SMALLEST_NORM)[:, None]
        return result

    def similarities(self, ids: Sequence[int]) -> Floats:
        """[len(ids), V] cosine of each given token with every token of the vocabulary.

        The last tokens asked for are remembered. One multiplication serves all that are new.
        """
        asked = list(dict.fromkeys(int(token) for token in ids))
        found = self._remembered(asked)
        missing = [token for token in asked if token not in found]
        if missing:
            found.update(zip(missing, self.unit[missing] @ self.unit.T, strict=True))
            self._remember(missing, found)
        result = np.empty((len(ids), len(self.rows)), dtype=np.float32)
        for place, token in enumerate(ids):
            result[place] = found[int(token)]
        return result

    def rarity(self, ids: Sequence[int], frequencies: Floats, passages: int) -> Floats:
        """[len(ids)] how seldom each token, or what means the same, occurs in a collection.

        BM25's inverse document frequency over soft counts: `frequencies` [V] are the numbers of
        passages that hold each token, out of `passages`; a token counts those of its neighbours by
        how near they are. Multiplied with `weights`, it tells what a question is about.
        """
        nearness = np.maximum(self.similarities(ids), 0) ** _NEIGHBOUR_SHARPNESS
        counts = np.minimum(nearness @ frequencies, passages)
        rarity: Floats = np.log1p((passages - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        return rarity

    def _remembered(self, tokens: Iterable[int]) -> dict[int, Floats]:
        with self._lock:
            found = {token: self._cached[token] for token in tokens if token in self._cached}
            for token in found:
                self._cached.move_to_end(token)
        return found

    def _remember(self, tokens: Iterable[int], found: dict[int, Floats]) -> None:
        with self._lock:
            for token in tokens:
                self._cached[token] = found[token].copy()  # a view would keep its whole batch
            while len(self._cached) > _CACHED_TOKENS:
                self._cached.popitem(last=False)


def _norms(rows: Rows) -> Floats:
    norms: Floats = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float32))
    return norms
