"""The door of the HTTP service: how long a connection may wait, and how many there may be.

uvicorn itself waits for ever for a header that never comes, or comes a byte at a time, and for a
client that reads nothing of what it asked for. Here every wait for a client ends, and when the
house is full, those who only wait make room for those who ask.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from rag.ingestion.workers.limits import most_descriptors
from rag.serving.headers import HEADERS
from rag.serving.problems import CLOSE, Problem, malformed
from rag.serving.seldom import Seldom

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

log = logging.getLogger(__name__)
log.addFilter(Seldom())

# Of the descriptors that the process may open, connections get half: the rest is for the index
# (some 20 a generation, two while one follows the other), connections that were accepted and are
# about to be turned away, and whatever a request opens.
_SHARE_OF_DESCRIPTORS = 2
# asyncio accepts as many connections at a time as may queue, before one of them is looked at. A
# short queue also holds up those who come again at once: with 1,024 in it, of 400 rude clients so
# many got in that 2 of 43 honest ones had to go before they had sent their header; with 16, none
# of 257 (scripts/bench door, on a busy machine).
_QUEUE_SHARE, _QUEUE_LEAST, _QUEUE_MOST = 8, 8, 256
# What the system keeps of a response that its client has not read yet. By itself it keeps up to 4
# MiB, of which it tells us nothing until a third is read: on a slow line that takes a minute.
_UNREAD_BYTES = 128 * 1024
# Whoever reads takes at least so much between two looks; of the time of the default, a slow line
# needs a second for it.
_READ_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class DoorLimits:
    """How long the door waits, in seconds, and how many connections it holds."""

    header_seconds: float
    idle_seconds: float
    read_seconds: float
    connections: int


class Waits(Enum):
    """What a connection waits for."""

    FIRST = auto()  # the header of the first request
    NEXT = auto()  # the first byte of another request
    HEADER = auto()  # the rest of the header of another request, or of a body that nobody reads
    US = auto()  # our response


# Who makes room first when the door is full: whoever never asked, then whoever has been answered.
_ORDER = (Waits.FIRST, Waits.HEADER, Waits.NEXT, Waits.US)


class Door(H11Protocol):
    """One connection. Subclasses with limits are made by `door_with`."""

    limits: ClassVar[DoorLimits]

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self._waits = Waits.FIRST
        self._since = 0.0
        self._deadline: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None

    # Called by asyncio and by uvicorn

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _keep_little(transport)
        self._wait(Waits.FIRST)
        if len(self.connections) > self.limits.connections and not self._room_was_made():
            log.warning("all %d connections are at work; more get 503", self.limits.connections)
            self.app = _turn_away

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel()
        if self._reading is not None:
            self._reading.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look(received=True)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._look(received=False)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reading()

    def shutdown(self) -> None:
        end_streams = self.app_state.get("end_streams")
        if end_streams is not None:
            end_streams()
        super().shutdown()
        self._watch_reading()

    def send_400_response(self, msg: str) -> None:
        """The refusal of what is no HTTP, in the shape of all refusals."""
        refusal = _response(malformed("this is no HTTP/1.1 request", close=True), "/")
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            events = (
                h11.Response(status_code=400, headers=refusal.raw_headers, reason=b"Bad Request"),
                h11.Data(data=bytes(refusal.body)),
                h11.EndOfMessage(),
            )
            self.transport.write(b"".join(self.conn.send(event) or b"" for event in events))
        self._close()

    # How long it waits

    def _look(self, *, received: bool) -> None:
        """Note what the connection waits for now."""
        if self.transport.is_closing():
            self._cancel()
            self._watch_reading()
        elif self.cycle is not None and not self.cycle.response_complete:
            self._wait(Waits.US)
        elif self.conn.their_state is not h11.IDLE:
            self._wait(Waits.HEADER)
        elif self._waits is Waits.US:
            self._wait(Waits.HEADER if self.conn.trailing_data[0] else Waits.NEXT)
        elif received and self._waits is Waits.NEXT:
            self._wait(Waits.HEADER)

    def _wait(self, waits: Waits) -> None:
        """Begin to wait, unless the connection waits for that already: a byte now and then gains
        no time."""
        if waits is self._waits and self._deadline is not None:
            return
        self._cancel()
        self._waits, self._since = waits, self.loop.time()
        if waits is not Waits.US:
            limits = self.limits
            seconds = limits.idle_seconds if waits is Waits.NEXT else limits.header_seconds
            self._deadline = self.loop.call_later(seconds, self._close)

    def _cancel(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        self._cancel()
        self.transport.close()
        self._watch_reading()

    # How long it lets others wait

    def _watch_reading(self) -> None:
        """See to it that the client reads what is written to it; a connection is closed only when
        all is read."""
        left = self.transport.get_write_buffer_size()
        if self._reading is None and left:
            self._reading = self.loop.call_later(
                self.limits.read_seconds, self._look_at_reading, left
            )

    def _look_at_reading(self, left_before: int) -> None:
        self._reading = None
        left = self.transport.get_write_buffer_size()
        if left and left_before - left < min(_READ_BYTES, left_before):
            log.warning("a client that did not read was dropped")
            self.transport.abort()
        else:
            self._watch_reading()

    # How many there are

    def _room_was_made(self) -> bool:
        """Drop the connection that has waited longest for its client, if there is any."""
        doors = [door for door in self.connections if isinstance(door, Door)]
        waiting = [door for door in doors if door is not self and door._waits_for_its_client()]
        if not waiting:
            return False
        log.warning("%d connections: those that only wait make room", self.limits.connections)
        min(waiting, key=lambda door: (_ORDER.index(door._waits), door._since)).transport.abort()
        return True

    def _waits_for_its_client(self) -> bool:
        """A client that sends a body or reads a response has the time of a header to do so before
        it may have to make room."""
        if self._waits is not Waits.US:
            return not self.transport.is_closing()
        stalls = self.flow.write_paused or self.cycle.more_body
        return stalls and self.loop.time() - self._since > self.limits.header_seconds


def door_with(limits: DoorLimits) -> type[Door]:
    """The protocol class to hand to uvicorn as `http`."""
    return type("DoorWithLimits", (Door,), {"limits": limits})


def connections_for(wanted: int) -> int:
    """At most `wanted`, and no more than the descriptors of this process allow."""
    descriptors = most_descriptors()
    if descriptors is None:
        return wanted
    return max(1, min(wanted, descriptors // _SHARE_OF_DESCRIPTORS))


def queue_for(connections: int) -> int:
    """How many connections may queue for being accepted."""
    return min(max(connections // _QUEUE_SHARE, _QUEUE_LEAST), _QUEUE_MOST)


def _keep_little(transport: asyncio.Transport) -> None:
    accepted = transport.get_extra_info("socket")
    if accepted is not None:
        with suppress(OSError):
            accepted.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNREAD_BYTES)


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    detail = "as many connections are open as may be; try again in a moment"
    headers = {"Retry-After": "1", **CLOSE}
    problem = Problem(503, "too-many-connections", "Too busy", detail, headers=headers)
    await _response(problem, scope["path"])(scope, receive, send)


def _response(problem: Problem, path: str) -> Response:
    """A refusal that passes no middleware, with the headers of all responses."""
    response = problem.response(path)
    response.headers.update(HEADERS)
    return response
