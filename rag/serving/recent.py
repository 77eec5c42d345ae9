"""What was answered in the last hour, kept in memory by id: to be exported, or to be continued.

A store is bounded: it lets go of what is older than an hour, and of the oldest if there are more
than it holds. Nothing of it is on a disk.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from threading import Lock
from typing import Generic, TypeVar, cast

from rag.engine import Answered
from rag.presentation.exports.contents import Portable
from rag.types.answers import Answer
from rag.types.comparison import Comparison

Kept = TypeVar("Kept")
Streamed = TypeVar("Streamed")

KEPT_SECONDS = 3600.0
# An answer holds its documents, about 100 KB each, most of which the index holds as well.
KEPT_ANSWERS = 256


class Recent(Generic[Kept]):
    """Whatever is kept for a while, by id; safe between threads."""

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
        self._kept: OrderedDict[str, tuple[float, Kept]] = OrderedDict()

    def keep_as(self, id: str, kept: Kept) -> None:
        """Keep it under that id."""
        with self._turn:
            self._kept[id] = (self._clock(), kept)
            self._kept.move_to_end(id)
            self._forget()

    def find(self, id: str) -> Kept | None:
        """What is kept under that id; None if it is gone or never was."""
        with self._turn:
            self._forget()
            found = self._kept.get(id)
        return None if found is None else found[1]

    def remove(self, id: str) -> None:
        """Let go of it now."""
        with self._turn:
            self._kept.pop(id, None)

    def _forget(self) -> None:
        """Let go of what is too old or too much; called with the lock held."""
        oldest = self._clock() - self._seconds
        while self._kept:
            kept_at, _ = next(iter(self._kept.values()))
            if kept_at > oldest and len(self._kept) <= self._most:
                return
            self._kept.popitem(last=False)


class RecentAnswers(Recent[Portable]):
    """Answers and comparisons by id."""

    def keep(self, content: Portable) -> None:
        """Keep an answer or a comparison under its id; small talk and housekeeping, which nobody
        takes along, would push these out."""
        if isinstance(content, Answer) and content.talk:
            return
        self.keep_as(content.id, content)

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
