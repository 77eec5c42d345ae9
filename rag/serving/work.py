"""Blocking work at an asynchronous door: functions and iterators in, their results out of threads.

A bounded number runs at once and a bounded number waits; beyond that a request is turned away at
once instead of late.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

import anyio
import anyio.to_thread

Result = TypeVar("Result")
Item = TypeVar("Item")

_END = object()


class Busy(Exception):
    """As many requests wait as may wait."""


class Workers:
    """Runs blocking functions in at most `threads` threads, with at most `queue` more waiting."""

    def __init__(self, *, threads: int, queue: int) -> None:
        self._limiter = anyio.CapacityLimiter(threads)
        self._queue = queue

    async def run(
        self, function: Callable[[], Result], *, timeout_seconds: float | None = None
    ) -> Result:
        """What `function` returns. Raises Busy when the queue is full, TimeoutError when the
        function takes longer (its thread then ends in its own time, and is not waited for)."""
        if self._limiter.statistics().tasks_waiting >= self._queue:
            raise Busy
        with anyio.fail_after(timeout_seconds):
            return await anyio.to_thread.run_sync(
                function, limiter=self._limiter, abandon_on_cancel=timeout_seconds is not None
            )

    async def opened(self, items: Iterator[Item]) -> AsyncIterator[Item]:
        """`items`, one step in a thread at a time, the first step already taken: what fails at
        once fails before a response has begun. Closing the result closes `items`."""
        first = await self._step(items)
        return self._rest(first, items)

    async def _step(self, items: Iterator[Item]) -> Item | object:
        return await self.run(lambda: next(items, _END))

    async def _rest(self, item: Item | object, items: Iterator[Item]) -> AsyncIterator[Item]:
        try:
            while item is not _END:
                yield item  # type: ignore[misc]  # not the end mark, hence an Item
                item = await self._step(items)
        finally:
            # A client that left cancels this task; the engine must still let go of its index.
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(_close, items)


def _close(items: Iterator[Item]) -> None:
    close = getattr(items, "close", None)
    if close is not None:
        close()
