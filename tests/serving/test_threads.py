"""In: blocking functions and iterators. Out: their results, from a bounded number of threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import anyio
import pytest

from rag.serving.threads import Busy, Workers


def test_beyond_the_queue_a_request_is_turned_away_at_once() -> None:
    async def crowd() -> list[str]:
        workers = Workers(threads=1, queue=1)
        release = threading.Event()
        ends: list[str] = []

        async def one() -> None:
            try:
                await workers.run(release.wait)
                ends.append("done")
            except Busy:
                ends.append("busy")

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(one)
                await anyio.sleep(0.01)
            release.set()
        return ends

    assert anyio.run(crowd) == ["busy", "done", "done"]


def test_a_thread_that_nobody_waits_for_keeps_its_place_until_it_ends() -> None:
    async def impatient() -> tuple[bool, str]:
        workers = Workers(threads=1, queue=1)
        release = threading.Event()
        with pytest.raises(TimeoutError):
            await workers.run(release.wait, timeout_seconds=0.01)
        begun = []
        with pytest.raises(TimeoutError):
            await workers.run(lambda: begun.append(1), timeout_seconds=0.05)
        release.set()
        return bool(begun), await workers.run(lambda: "next", timeout_seconds=5)

    assert anyio.run(impatient) == (False, "next")


def test_a_function_that_fails_gives_its_place_back() -> None:
    async def fail_twice() -> None:
        workers = Workers(threads=1, queue=1)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await workers.run(lambda: 1 / 0, timeout_seconds=5)

    anyio.run(fail_twice)


def test_the_first_step_fails_before_the_stream_is_opened() -> None:
    items: dict[str, list[int]] = {}

    def failing() -> Iterator[int]:
        yield from items["nothing"]

    async def open_it() -> None:
        await Workers(threads=1, queue=1).opened(failing())

    with pytest.raises(KeyError):
        anyio.run(open_it)


def test_a_stream_gives_every_item_and_closes_its_source_when_left() -> None:
    closed = []

    def numbers() -> Iterator[int]:
        try:
            yield from range(5)
        finally:
            closed.append(True)

    async def take(most: int) -> list[int]:
        taken = []
        stream = await Workers(threads=2, queue=1).opened(numbers())
        async for number in stream:
            taken.append(number)
            if len(taken) == most:
                break
        await stream.aclose()  # type: ignore[attr-defined]
        return taken

    assert anyio.run(take, 9) == [0, 1, 2, 3, 4]
    assert anyio.run(take, 2) == [0, 1]
    assert closed == [True, True]
