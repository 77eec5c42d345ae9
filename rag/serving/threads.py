"""Threads for the blocking work of an asynchronous server.

A bounded number of functions runs at once and a bounded number waits; beyond that a request is
turned away at once instead of late.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import Generic, TypeVar

import anyio
import anyio.to_thread

Result = TypeVar("Result")
Item = TypeVar("Item")

_END = object()


class Busy(Exception):
    """The queue is full: as many requests wait as may wait."""


class ThreadPool:
    """Runs blocking functions in at most `threads` threads, with at most `queue` more waiting."""

    def __init__(self, *, threads: int, queue: int) -> None:
        self._limiter = anyio.CapacityLimiter(threads)
        self._unlimited = anyio.CapacityLimiter(math.inf)
        self._queue = queue
        self.refused = 0  # how many functions were turned away

    @property
    def busy(self) -> int:
        """How many functions run."""
        return self._limiter.borrowed_tokens

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return self._limiter.statistics().tasks_waiting

    @property
    def most(self) -> int:
        """How many functions run at once."""
        return int(self._limiter.total_tokens)

    async def run(
        self, function: Callable[[], Result], *, timeout_seconds: float | None = None
    ) -> Result:
        """What `function` returns. Raises Busy when the queue is full, TimeoutError when the
        function takes longer (its thread then ends in its own time, and is not waited for, but
        keeps its slot until then)."""
        if self.waiting >= self._queue:
            self.refused += 1
            raise Busy
        slot = _Slot(self._limiter)
        with anyio.fail_after(timeout_seconds):
            await self._limiter.acquire_on_behalf_of(slot)
            try:
                return await anyio.to_thread.run_sync(
                    partial(slot.run, function),
                    limiter=self._unlimited,  # the slots are limited
                    abandon_on_cancel=timeout_seconds is not None,
                )
            finally:
                slot.leave()

    async def opened(self, items: Iterator[Item]) -> Opened[Item]:
        """`items`, one step in a thread at a time, the first step already taken: what fails at
        once fails before a response has begun. Closing the result closes `items`."""
        return Opened(self, items, await self.step(items))

    async def step(self, items: Iterator[Item]) -> Item | object:
        """The next item, or the end mark."""
        return await self.run(lambda: next(items, _END))


class Opened(Generic[Item]):
    """Items of an iterator whose steps run in threads; closed also if nobody has begun with it."""

    def __init__(self, pool: ThreadPool, items: Iterator[Item], first: Item | object) -> None:
        self._pool = pool
        self._items = items
        self._ready = [first]

    def __aiter__(self) -> Opened[Item]:
        return self

    async def __anext__(self) -> Item:
        item = self._ready.pop() if self._ready else await self._pool.step(self._items)
        if item is _END:
            raise StopAsyncIteration
        return item  # type: ignore[return-value]  # not the end mark, hence an Item

    async def aclose(self) -> None:
        """The engine lets go of its index, also if the client has left and this is cancelled."""
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(_close, self._items)


class _Slot:
    """The right to run in one of the threads. It is given back when the function has ended, also
    if nobody waits for its result any more; anyio itself gives it back when the waiting ends."""

    def __init__(self, limiter: anyio.CapacityLimiter) -> None:
        self._limiter = limiter
        self._loop = asyncio.get_running_loop()
        self._lock = Lock()  # guards the two flags
        self._runs = False
        self._left = False

    def run(self, function: Callable[[], Result]) -> Result:
        """What `function` returns; called in the thread."""
        with self._lock:
            if self._left:
                raise TimeoutError
            self._runs = True
        try:
            return function()
        finally:
            self._end()

    def leave(self) -> None:
        """Wait no longer; called in the loop."""
        with self._lock:
            self._left = True
            runs = self._runs
        if not runs:
            self._limiter.release_on_behalf_of(self)

    def _end(self) -> None:
        with self._lock:
            self._runs = False
            left = self._left
        if left:
            with suppress(RuntimeError):  # the loop has ended, and the limiter with it
                self._loop.call_soon_threadsafe(self._limiter.release_on_behalf_of, self)


def _close(items: Iterator[Item]) -> None:
    close = getattr(items, "close", None)
    if close is not None:
        close()
