"""The vectors of damaged generations whose database and vectors are whole: a repair need not embed
again what they hold. Nobody collects a generation while the writer lock is held, as in a build."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexDamaged, IndexUnavailable, ModelMismatch
from rag.index import layout
from rag.index.dense import Dense
from rag.index.generations import file_entry, read_manifest
from rag.index.index import Index
from rag.index.model import Model, check_embedder
from rag.index.store import Store

_NEEDED = (layout.STORE, layout.VECTORS)


class Salvage:
    """What can be trusted of the generations in `folders` that `model` made; `whole` is one that is
    whole, of the same model, and is asked first."""

    def __init__(self, folders: Sequence[Path], model: Model, whole: Index | None = None) -> None:
        self._whole = whole
        self._open = ExitStack()
        self._parts: list[tuple[Store, Dense]] = []
        for folder in folders:
            with suppress(IndexDamaged, IndexUnavailable, ModelMismatch):
                self._take(folder, model)

    def __enter__(self) -> Salvage:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def vectors_by_digest(self, digests: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors of those passages whose embedded text had one of `digests`."""
        wanted, found = set(digests), dict[str, NDArray[np.float32]]()
        if self._whole is not None:
            found.update(self._whole.vectors_by_digest(wanted))
        for store, dense in self._parts:
            rows = store.rows_by_digest(wanted - found.keys())
            vectors = dense.vectors(np.fromiter(rows.values(), dtype=np.int64))
            found.update(zip(rows, vectors, strict=True))
        return found

    def _take(self, folder: Path, model: Model) -> None:
        manifest = read_manifest(folder, None)
        check_embedder(manifest, model)
        if all(file_entry(folder / name) == manifest.files.get(name) for name in _NEEDED):
            store = Store(folder / layout.STORE)
            self._open.callback(store.close)
            self._parts.append((store, Dense(folder / layout.VECTORS)))
