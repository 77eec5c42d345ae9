"""The indexes that one server holds: the usual one, and others of the same folder, opened when a
request first names them.

A bounded number stays open: beyond it the one that was asked longest ago is closed at the next look
for new generations, and opened again when it is asked again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from urllib.parse import quote

import anyio
import anyio.to_thread

from rag.engine import Engine
from rag.errors import IndexUnavailable
from rag.index.generations import Seen, generation_names, peek, pointer_state
from rag.index.layout import index_folder
from rag.serving.problems import Problem, Refused
from rag.serving.refresh import Refresher

# For so long answers may still come from the generation before; a look reads one small file.
REFRESH_SECONDS = 1.0
# A piece is 1 MiB: 8 MiB a second leave the disk to others, and read an index of 2 GB in minutes.
SECONDS_A_PIECE = 0.125
# The name of a model may name an index: `speechrag@laws`.
MODEL_MARK = "@"
_END = object()


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """One index as requests use it."""

    name: str
    engine: Engine
    refresher: Refresher


class Indexes:
    """The index `name`, over which `engine` is, and those beside it in `directory`; without a
    directory there are no others. Safe between threads."""

    def __init__(
        self,
        engine: Engine,
        *,
        name: str,
        directory: Path | None,
        most: int,
        refresh_seconds: float,
        recheck_seconds: float = 0.0,
    ) -> None:
        """Looks for new generations every `refresh_seconds`, and reads the files again
        `recheck_seconds` after the last time (0: never)."""
        self._usual = OpenIndex(name, engine, Refresher(engine))
        self._directory = directory
        self._most = most
        self._seconds = refresh_seconds
        self._recheck_seconds = recheck_seconds
        self._turn = Lock()
        # The others, the one that was asked last at the end. Those that are closed stay: a request
        # that still runs may open one again.
        self._others: OrderedDict[str, OpenIndex] = OrderedDict()

    @property
    def usual(self) -> OpenIndex:
        """The index of requests that name none."""
        return self._usual

    def names(self) -> list[str]:
        """All indexes, the usual one first."""
        found: list[str] = []
        if self._directory is not None and self._directory.is_dir():
            found = sorted(entry.name for entry in self._directory.iterdir())
        return [self._usual.name, *(n for n in found if n != self._usual.name and self._holds(n))]

    def of(self, name: str | None) -> OpenIndex:
        """The index of that name, the usual one for None. Raises Refused, which becomes a 404. It
        looks at the disk unless the index is `known`."""
        known = self.known(name)
        if known is not None:
            return known
        assert name is not None, "the usual index is always known"
        if not self._holds(name):
            raise Refused(_no_such_index(self.names()))
        with self._turn:
            if name not in self._others:
                self._others[name] = self._beside(name)
            self._others.move_to_end(name)
            return self._others[name]

    def known(self, name: str | None) -> OpenIndex | None:
        """The index if it was asked before and was there at the last look, or is the usual one;
        never waits for the disk."""
        if name is None or name == self._usual.name:
            return self._usual
        with self._turn:
            if name not in self._others:
                return None
            self._others.move_to_end(name)
            return self._others[name]

    def opened(self) -> list[OpenIndex]:
        """Those that may be open."""
        with self._turn:
            return [self._usual, *list(self._others.values())[-self._others_open() :]]

    def seen(self, name: str) -> Seen | None:
        """What an index says of itself without being opened; None where nothing can be read."""
        return peek(index_folder(self._directory, name)) if self._directory else None

    def warm_up(self) -> None:
        """Make the usual index ready for its first question."""
        self._usual.refresher.warm_up()

    async def run(self) -> None:
        """Take up new generations of those that are open, and close the others, again and again,
        until cancelled."""
        while True:
            await anyio.sleep(self._seconds)
            await anyio.to_thread.run_sync(self.look)

    async def run_rechecks(self) -> None:
        """Read the files of those that are open from the disk again, slowly, again and again, until
        cancelled."""
        while self._recheck_seconds:
            await anyio.sleep(self._recheck_seconds)
            for opened in self.opened():
                pieces = opened.refresher.recheck()
                while await anyio.to_thread.run_sync(next, pieces, _END) is not _END:
                    await anyio.sleep(SECONDS_A_PIECE)

    def look(self) -> None:
        """Take up new generations, and close what is gone or beyond the most."""
        for opened in self.opened():
            opened.refresher.look()
        gone = [name for name in list(self._others) if not self._holds(name)]
        with self._turn:
            beyond = [self._others.pop(name) for name in gone]
            beyond += list(self._others.values())[: -self._others_open()]
        for opened in beyond:
            opened.engine.close()

    def close(self) -> None:
        """Close all."""
        for opened in (self._usual, *self._others.values()):
            opened.engine.close()

    def _beside(self, name: str) -> OpenIndex:
        engine = self._usual.engine.beside(name)
        return OpenIndex(name, engine, Refresher(engine))

    def _others_open(self) -> int:
        return max(1, self._most - 1)

    def _holds(self, name: str) -> bool:
        """Whether the folder has an index of that name, which may be any text."""
        if self._directory is None:
            return False
        try:
            folder = index_folder(self._directory, name)
        except IndexUnavailable:
            return False
        return bool(pointer_state(folder) or generation_names(folder))


def path_of(name: str) -> str:
    """What stands before the links of an index that is not the usual one."""
    return f"/indexes/{quote(name, safe='')}"


def split_model(model: str) -> tuple[str, str | None]:
    """`speechrag-llm@laws` -> `("speechrag-llm", "laws")`; None where it names no index."""
    plain, mark, name = model.partition(MODEL_MARK)
    return plain, name if mark else None


def _no_such_index(names: list[str]) -> Problem:
    detail = f"there is no index of that name here; there is {', '.join(names)}"
    return Problem(404, "no-such-index", "No such index", detail)
