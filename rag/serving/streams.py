"""Event streams on their way to a client: kept alive, bounded in number, and ended in order.

A proxy closes a connection on which nothing moves, so that a comment goes out while an answer is
thought about. When the service ends, a stream has some seconds to end by itself, and then ends with
an event that says so.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterable, Callable, Iterator
from contextlib import contextmanager

import anyio
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse
from starlette.types import Receive, Scope, Send

from rag.serving.problems import Problem, noted
from rag.serving.request_note import note_problem

log = logging.getLogger(__name__)

# Proxies wait a minute, some of them half a minute.
PING_SECONDS = 15.0
# Of the 10 seconds in which `speechrag serve` ends; the rest is for saying that a stream ends.
LAST_SECONDS = 7.0

# Nor may one that stands between keep it or change it.
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
Fail = Callable[[Problem], bytes]


class Streams:
    """The open streams of an application, at most `most`."""

    def __init__(
        self,
        most: int,
        *,
        ping_seconds: float = PING_SECONDS,
        last_seconds: float = LAST_SECONDS,
    ) -> None:
        self.open = 0
        self.ping_seconds = ping_seconds
        self._most = most
        self._last_seconds = last_seconds
        self._ending: anyio.Event | None = None

    @property
    def are_full(self) -> bool:
        return self.open >= self._most

    @contextmanager
    def one(self) -> Iterator[None]:
        """Counts a stream as open."""
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    def start(self) -> None:
        """Called in the loop in which the streams run."""
        self._ending = anyio.Event()

    def end(self) -> None:
        """The service ends; called in that loop."""
        if self._ending is not None:
            self._ending.set()

    async def must_end(self) -> None:
        """Returns when a stream that is still open must end."""
        if self._ending is None:
            await anyio.sleep_forever()
        else:
            await self._ending.wait()
            await anyio.sleep(self._last_seconds)


class EventStream(EventSourceResponse):
    """A response made of the events of `body`; `fail` writes the last event of one that broke
    off. It belongs to the Streams in the state of its application."""

    def __init__(self, body: AsyncIterable[bytes], fail: Fail) -> None:
        super().__init__(body, headers=_HEADERS)
        self._body = body
        self._fail = fail
        self._lock = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._streams: Streams = scope["app"].state.streams
        try:
            if self._streams.are_full:
                await _too_many().response(scope["path"])(scope, receive, send)
                return
            with self._streams.one():
                await super().__call__(scope, receive, send)
        finally:
            await self._body.aclose()  # type: ignore[attr-defined]  # Frames, or a generator

    async def stream_response(self, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        must_end = False
        async with anyio.create_task_group() as group:

            async def end() -> None:
                nonlocal must_end
                await self._streams.must_end()
                must_end = True
                group.cancel_scope.cancel()

            group.start_soon(end)
            group.start_soon(self._keep_alive, send)
            await self._write_all(send)
            group.cancel_scope.cancel()
        last = b""
        if must_end:
            problem = service_ends()
            note_problem(problem.code)
            last = self._fail(problem)
        await send({"type": "http.response.body", "body": last, "more_body": False})

    async def _write_all(self, send: Send) -> None:
        try:
            async for piece in self._body:
                await self._write(piece, send)
        except Exception as error:
            problem = noted(error)
            note_problem(problem.code)
            if problem.status == 500:
                log.exception("a stream broke off")
            await self._write(self._fail(problem), send)

    async def _keep_alive(self, send: Send) -> None:
        while True:
            await anyio.sleep(self._streams.ping_seconds)
            await self._write(KEEPALIVE_COMMENT, send)

    async def _write(self, piece: bytes, send: Send) -> None:
        async with self._lock:
            await send({"type": "http.response.body", "body": piece, "more_body": True})


def _too_many() -> Problem:
    detail = "as many answers are being streamed as may be; try again in a moment"
    return Problem(503, "too-many-streams", "Too busy", detail, headers={"Retry-After": "5"})


def service_ends() -> Problem:
    """What is told to those whose answer does not come any more."""
    detail = "the service ends, and this answer with it; ask again in a moment"
    return Problem(503, "service-ends", "The service ends", detail)
