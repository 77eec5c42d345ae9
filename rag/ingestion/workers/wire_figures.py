"""The figures of an answer on the wire: what a reader may say of them, and what it may not."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, overload

import msgspec
from msgspec import Meta

from rag.types.figures import FigureRow, fault_of

FIGURES_AT_A_TIME = 512
# Rows of a text are alike: of 90 KB of a report 14 are left, for 5 ms a megabyte.
_QUICK = 1
_batches_decoder = msgspec.msgpack.Decoder(
    Annotated[list[FigureRow], Meta(max_length=FIGURES_AT_A_TIME)]
)


class SentFigures(Sequence[FigureRow]):
    """Rows as they were sent, decoded whenever they are read: as objects the 24,000 rows of a text
    of 500,000 characters that holds figures alone would take 30 MB."""

    def __init__(self, batches: Iterable[bytes], characters: int) -> None:
        """`batches` of FIGURES_AT_A_TIME rows, the last of fewer, of a text of so many
        `characters`. Raises ValueError for a figure that no such text can state,
        msgspec.MsgspecError for what is no figure."""
        self._packed: list[bytes] = []
        self._count = 0
        for batch in batches:
            rows = _batches_decoder.decode(batch)
            for row in rows:
                if fault := fault_of(row, characters):
                    raise ValueError(fault)
            self._count += len(rows)
            self._packed.append(zlib.compress(batch, _QUICK))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[FigureRow]:
        for batch in self._packed:
            yield from _batches_decoder.decode(zlib.decompress(batch))

    @overload
    def __getitem__(self, at: int) -> FigureRow: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[FigureRow, ...]: ...

    def __getitem__(self, at: int | slice) -> FigureRow | tuple[FigureRow, ...]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
