"""The generation that is served at the moment, replaced by a newer one without a restart.

Whoever uses a generation keeps it to the end; an old one is closed when its last user leaves.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from rag.errors import SpeechragError
from rag.index import layout
from rag.index.generations import pointer_state
from rag.index.index import Index
from rag.index.model import Model, check_embedder

# Opening hashes every file, so an index that cannot be opened is not tried again at each request.
RETRY_SECONDS = 1.0


@dataclass(slots=True)
class _Held:
    """An open index and how many use it; `retired` once another took its place."""

    index: Index
    users: int = 0
    retired: bool = False

    def is_free(self) -> bool:
        return self.retired and not self.users


class LiveIndex:
    """The served generation of an index, for many threads at once.

    Nothing is opened before the first `refresh` or `use`: a server can start without an index.
    """

    def __init__(self, directory: Path, name: str, *, embedder: Model | None = None) -> None:
        """`embedder` is checked against each generation before it is taken up."""
        self._directory = directory
        self._name = name
        self._embedder = embedder
        self._folder = layout.index_folder(directory, name)
        self._users = Lock()  # guards _held and counts, held for an instant
        self._opening = Lock()  # one thread opens a generation, the others go on
        self._held: _Held | None = None
        self._seen: bytes | None = None
        self._error: SpeechragError | None = None
        self._retry_at = 0.0

    @contextmanager
    def use(self) -> Iterator[Index]:
        """The generation of the moment, open until the context ends.

        Raises IndexUnavailable, IndexDamaged or ModelMismatch if there is none to use.
        """
        held = self._enter()
        try:
            yield held.index
        finally:
            self._leave(held)

    def refresh(self) -> bool:
        """Take up what CURRENT names if that has changed; True if so.

        Raises IndexUnavailable, IndexDamaged or ModelMismatch where that cannot be used, for as
        long as it lies there; the generation in use, if there is one, goes on answering.
        """
        with self._opening:
            if not self._is_due():
                return False
            seen = pointer_state(self._folder)
            try:
                index = self._open()
            except SpeechragError as error:
                self._seen, self._error = seen, error
                self._retry_at = time.monotonic() + RETRY_SECONDS
                raise
            self._seen, self._error = seen, None
            self._swap(_Held(index))
            return True

    def beside(self, name: str) -> LiveIndex:
        """Another index of the same folder, checked against the same embedder."""
        return LiveIndex(self._directory, name, embedder=self._embedder)

    def close(self) -> None:
        """Close once the last user leaves; a later `use` opens anew."""
        with self._opening:
            self._seen = None
            self._swap(None)

    def _is_due(self) -> bool:
        """Whether opening may give something else than what is held."""
        if pointer_state(self._folder) != self._seen:
            return True
        if self._error is None:
            return self._held is None
        if time.monotonic() >= self._retry_at:
            return True
        raise self._error.with_traceback(None)  # else it grows with every request

    def _open(self) -> Index:
        index = Index.open(self._directory, self._name)
        try:
            if self._embedder is not None:
                check_embedder(index.manifest, self._embedder)
        except BaseException:
            index.close()
            raise
        return index

    def _enter(self) -> _Held:
        while True:
            with self._users:
                if self._held is not None:
                    self._held.users += 1
                    return self._held
            self.refresh()

    def _leave(self, held: _Held) -> None:
        with self._users:
            held.users -= 1
            free = held.is_free()
        if free:
            held.index.close()

    def _swap(self, new: _Held | None) -> None:
        with self._users:
            old, self._held = self._held, new
            if old is not None:
                old.retired = True
            free = old is not None and old.is_free()
        if old is not None and free:
            old.index.close()
