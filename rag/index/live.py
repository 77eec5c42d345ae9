"""The generation that is served at the moment, replaced by a newer one without a restart.

Whoever uses a generation keeps it to the end; an old one is closed when its last user leaves. One
that was damaged beneath us is let go of at once: what was read of it meanwhile is refused, and the
newest whole generation answers.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from rag.errors import IndexDamaged, SpeechragError
from rag.index import layout
from rag.index.generations import pointer_state
from rag.index.index import Index
from rag.index.lying import Lying, how_lying, problem_on_disk
from rag.index.model import Model, check_embedder
from rag.index.rereading import reread
from rag.index.room import Room

log = logging.getLogger(__name__)

# Opening hashes every file, so an index that cannot be opened is not tried again at each request.
RETRY_SECONDS = 1.0
# After an error that nobody foresaw all that is read from the disk is hashed, but not each time.
SUSPICION_SECONDS = 60.0


@dataclass(slots=True)
class _Held:
    """An open index and how many use it; `retired` once another took its place. `damage` says what
    befell the files that it reads; `lying` is how its files lay at the last look."""

    index: Index
    lying: Lying
    users: int = 0
    retired: bool = False
    damage: str | None = None

    def is_free(self) -> bool:
        return self.retired and not self.users


class LiveIndex:
    """The served generation of an index, for many threads at once.

    Nothing is opened before the first `refresh` or `use`: a server can start without an index.
    """

    def __init__(
        self,
        directory: Path,
        name: str,
        *,
        embedder: Model | None = None,
        memory_bytes: int = 0,
    ) -> None:
        """`embedder` is checked against each generation before it is taken up. Of this index and
        those beside it, up to `memory_bytes` are held in memory, where nothing can happen to
        them."""
        self._directory = directory
        self._name = name
        self._embedder = embedder
        self._room = Room(memory_bytes)
        self._folder = layout.index_folder(directory, name)
        self._users = Lock()  # guards _held and counts, held for an instant
        self._opening = Lock()  # one thread opens a generation, the others go on
        self._held: _Held | None = None
        self._seen: bytes | None = None
        self._error: SpeechragError | None = None
        self._retry_at = 0.0
        self._suspect_at = 0.0

    @contextmanager
    def use(self) -> Iterator[Index]:
        """The generation of the moment, open until the context ends.

        Raises IndexUnavailable, IndexDamaged or ModelMismatch if there is none to use, and
        IndexDamaged at the end if its files were damaged meanwhile: what was read may be wrong.
        """
        held = self._enter()
        try:
            try:
                yield held.index
            except Exception as error:
                self._prove(held, after=error)
                raise
            self._prove(held)
        finally:
            self._leave(held)

    def refresh(self) -> bool:
        """Take up what CURRENT names if that has changed, or if files of the generation in use were
        damaged or mended; True if so.

        Raises IndexUnavailable, IndexDamaged or ModelMismatch where that cannot be used, for as
        long as it lies there; the generation in use, if there is one, goes on answering.
        """
        with self._opening:
            if self._is_due():
                self._take_up()
                return True
            return self._held is not None and self._look_at(self._held)

    def recheck(self) -> Iterator[None]:
        """Read the files of the generation in use from the disk again, a piece at each step, as
        fast as the caller steps. What is wrong with them is acted upon."""
        held = self._enter_if_open()
        if held is None:
            return
        try:
            for found in reread(held.index.generation):
                if held.retired:
                    return
                if found is not None:
                    with self._opening:
                        self._note_disk(held, found)
                        self._examine(held)
                    return
                yield
            if held.index.disk_problem is not None:  # it may have passed
                with self._opening:
                    self._note_disk(held, problem_on_disk(held.index.generation))
        finally:
            self._leave(held)

    def beside(self, name: str) -> LiveIndex:
        """Another index of the same folder, checked against the same embedder."""
        other = LiveIndex(self._directory, name, embedder=self._embedder)
        other._room = self._room
        return other

    def close(self) -> None:
        """Close once the last user leaves; a later `use` opens anew."""
        with self._opening:
            self._seen = None
            self._room.take(self._name, 0)
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

    def _take_up(self) -> None:
        """Put what CURRENT names, or what stands in for it, in the place of what is held."""
        seen = pointer_state(self._folder)
        try:
            index = self._open()
        except SpeechragError as error:
            self._seen, self._error = seen, error
            self._retry_at = time.monotonic() + RETRY_SECONDS
            raise
        try:
            held = _Held(index, how_lying(index.generation))
        except BaseException:
            index.close()
            raise
        self._seen, self._error = seen, None
        self._room.take(self._name, index.generation.contents.copied_bytes)
        self._swap(held)

    def _open(self) -> Index:
        room = self._room.left_for(self._name)
        index = Index.open(self._directory, self._name, memory_bytes=room)
        try:
            if self._embedder is not None:
                check_embedder(index.manifest, self._embedder)
        except BaseException:
            index.close()
            raise
        return index

    def _look_at(self, held: _Held) -> bool:
        """Hash the files of the generation in use, or of the one that it stands in for, if they do
        not lie as they did; True if another generation was taken up."""
        before, now = held.lying, how_lying(held.index.generation)
        if now == before:
            return False
        if now.replaced != before.replaced:
            held.lying = now
            self._take_up()
            return True
        self._note_disk(held, problem_on_disk(held.index.generation))
        held.lying = now  # seen only now: what kept us from reading may pass
        return self._examine(held)

    def _note_disk(self, held: _Held, problem: str | None) -> None:
        if problem and problem != held.index.disk_problem:
            log.warning("index %s was damaged on the disk: %s", self._name, problem)
        held.index.disk_problem = problem

    def _examine(self, held: _Held) -> bool:
        """Let go of the generation if what it reads is no longer right; True if so."""
        name = held.index.generation.contents.damaged() if held.damage is None else None
        if name is None:
            return False
        held.damage = f"{held.index.generation.path.name}: {name} was changed while it was in use"
        log.warning("index %s is let go of: %s", self._name, held.damage)
        if self._held is held:
            try:
                self._take_up()
            except BaseException as error:
                self._room.take(self._name, 0)
                self._swap(None)
                if not isinstance(error, SpeechragError):
                    raise
        return True

    def _prove(self, held: _Held, *, after: Exception | None = None) -> None:
        """Raise IndexDamaged if what `held` reads from the disk is no longer right: if it was
        touched, or an error makes one wonder."""
        is_touched = held.index.generation.contents.is_touched()
        if held.damage is None and (is_touched or self._is_suspicious(after)):
            with self._opening:
                self._examine(held)
        if held.damage is not None:
            raise IndexDamaged(held.damage) from after

    def _is_suspicious(self, error: Exception | None) -> bool:
        if error is None or isinstance(error, SpeechragError):
            return isinstance(error, IndexDamaged)
        now = time.monotonic()
        if now < self._suspect_at:
            return False
        self._suspect_at = now + SUSPICION_SECONDS
        return True

    def _enter(self) -> _Held:
        while True:
            held = self._enter_if_open()
            if held is None:
                self.refresh()
                continue
            try:
                self._prove(held)
            except BaseException as error:
                self._leave(held)
                if not isinstance(error, IndexDamaged) or held is self._held:
                    raise  # what is still held would be as damaged the next time
            else:
                return held

    def _enter_if_open(self) -> _Held | None:
        with self._users:
            if self._held is not None:
                self._held.users += 1
            return self._held

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
