"""Claims about the threads of the server: bounded, prompt to refuse, and given back."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import anyio
import pytest

from rag.serving.threads import Busy, ThreadPool


def test_beyond_the_queue_a_request_is_turned_away_at_once() -> None:
    async def crowd() -> list[str]:
        pool = ThreadPool(threads=1, queue=1)
        release = threading.Event()
        ends: list[str] = []

        async def ask() -> None:
            try:
                await pool.run(release.wait)
                ends.append("done")
            except Busy:
                ends.append("busy")

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(ask)
                await anyio.sleep(0.01)
            release.set()
        return ends

    assert anyio.run(crowd) == ["busy", "done", "done"]


def test_a_thread_that_nobody_waits_for_keeps_its_slot_until_it_ends() -> None:
    async def impatient() -> tuple[bool, str]:
        pool = ThreadPool(threads=1, queue=1)
        release = threading.Event()
        with pytest.raises(TimeoutError):
            await pool.run(release.wait, timeout_seconds=0.01)
        begun = []
        with pytest.raises(TimeoutError):
            await pool.run(lambda: begun.append(1), timeout_seconds=0.05)
        release.set()
        return bool(begun), await pool.run(lambda: "next", timeout_seconds=5)

    assert anyio.run(impatient) == (False, "next")


def test_a_function_that_fails_gives_its_slot_back() -> None:
    async def fail_twice() -> None:
        pool = ThreadPool(threads=1, queue=1)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await pool.run(lambda: 1 / 0, timeout_seconds=5)

    anyio.run(fail_twice)


def test_the_first_step_fails_before_the_stream_is_opened() -> None:
    items: dict[str, list[int]] = {}

    def failing() -> Iterator[int]:
        yield from items["nothing"]

    async def open_it() -> None:
        await ThreadPool(threads=1, queue=1).opened(failing())

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
        stream = await ThreadPool(threads=2, queue=1).opened(numbers())
        async for number in stream:
            taken.append(number)
            if len(taken) == most:
                break
        await stream.aclose()
        return taken

    assert anyio.run(take, 9) == [0, 1, 2, 3, 4]
    assert anyio.run(take, 2) == [0, 1]
    assert closed == [True, True]
