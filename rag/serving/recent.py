"""The answers and comparisons of the last hour, kept in memory by id so that they can be exported.

The store is bounded: it lets go of what is older than an hour, and of the oldest if there are more
than it holds. Nothing of it is on a disk.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from threading import Lock
from typing import TypeVar, cast

from rag.engine import Answered
from rag.presentation.exports.contents import Portable
from rag.types.comparison import Comparison

Streamed = TypeVar("Streamed")

KEPT_SECONDS = 3600.0
# An answer holds its documents, about 100 KB each, most of which the index holds as well.
KEPT_ANSWERS = 256


class RecentAnswers:
    """Answers and comparisons by id; safe between threads."""

    def __init__(
        self,
        *,
        seconds: float = KEPT_SECONDS,
        most: int = KEPT_ANSWERS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._turn = Lock()
        # Oldest first, each with the time at which it was kept.
        self._kept: OrderedDict[str, tuple[float, Portable]] = OrderedDict()

    def keep(self, content: Portable) -> None:
        """Keep an answer or a comparison under its id."""
        with self._turn:
            self._kept[content.id] = (self._clock(), content)
            self._kept.move_to_end(content.id)
            self._forget()

    def find(self, id: str) -> Portable | None:
        """The answer or comparison of that id; None if it is gone or never was."""
        with self._turn:
            self._forget()
            found = self._kept.get(id)
        return None if found is None else found[1]

    def keeping(self, events: Iterator[Streamed]) -> Iterator[Streamed]:
        """`events`, of which the answer or comparison is kept as it passes."""
        # Whoever closes the result closes `events`, which hold an index.
        with closing(cast("Generator[Streamed]", events)):
            for event in events:
                if isinstance(event, Answered):
                    self.keep(event.answer)
                elif isinstance(event, Comparison):
                    self.keep(event)
                yield event

    def _forget(self) -> None:
        """Let go of what is too old or too much; called with the lock held."""
        oldest = self._clock() - self._seconds
        while self._kept:
            kept_at, _ = next(iter(self._kept.values()))
            if kept_at > oldest and len(self._kept) <= self._most:
                return
            self._kept.popitem(last=False)
