"""Claims about the door: every wait for a client ends, and honest requests find room."""

from __future__ import annotations

import asyncio
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlparse

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from rag.serving.door import DoorLimits, connections_for, queue_for
from tests.serving.apps import LIMITS, app_over
from tests.serving.conftest import running, served
from tests.serving.engines import FakeEngine, as_engine

SHORT = 0.3
# Nothing that is tested here takes so long on the slowest machine.
PATIENCE = 20.0
HASTY = DoorLimits(header_seconds=SHORT, idle_seconds=SHORT, read_seconds=SHORT, connections=100)
PATIENT = DoorLimits(header_seconds=60, idle_seconds=60, read_seconds=60, connections=100)
HEAD = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n"
ALIVE = HEAD + b"\r\n"
PIECE = b"x" * 2**16


def speeches() -> FastAPI:
    return app_over(as_engine(FakeEngine()))


def connected(address: str, *, window: int | None = None) -> socket.socket:
    """A connection; `window` is how many bytes may wait in it unread."""
    place = urlparse(address)
    connection = socket.socket()
    if window is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    connection.settimeout(PATIENCE)
    connection.connect((place.hostname, place.port))
    return connection


def all_of(connection: socket.socket) -> bytes:
    """What the server sends until it closes the connection; that it never does fails the test."""
    answered = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            answered += piece
    return answered


def is_answered(connection: socket.socket) -> bool:
    """Whether one request is, through a connection that stays open."""
    connection.sendall(ALIVE)
    answered = b""
    while not answered.endswith(b'{"status":"alive"}'):
        piece = connection.recv(65536)
        if not piece:
            return False
        answered += piece
    return answered.startswith(b"HTTP/1.1 200 OK")


@contextmanager
def dripping(connection: socket.socket) -> Iterator[None]:
    """A byte now and then, as long as the server takes it."""
    over = threading.Event()

    def drip() -> None:
        with suppress(OSError):
            while not over.wait(SHORT / 10):
                connection.sendall(b"a")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def until(true: Any) -> None:
    """Wait until `true()` is."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.01)


# How long a client waits


@pytest.mark.parametrize(
    ("sent", "answers"),
    [
        pytest.param(b"", 0, id="nothing"),
        pytest.param(HEAD + b"X-Slow: ", 0, id="half a header"),
        pytest.param(ALIVE, 1, id="a request, then nothing"),
        pytest.param(ALIVE + HEAD + b"X-Slow: ", 1, id="a request, then half a header"),
        pytest.param(ALIVE + ALIVE, 2, id="two requests at once, then nothing"),
        pytest.param(HEAD + b"Content-Length: 9999\r\n\r\n", 1, id="a body that nobody reads"),
        pytest.param(b"GET /livez HTTP/1.1\nX: \x00\r\n\r\n", 0, id="no HTTP"),
    ],
)
@pytest.mark.parametrize("drips", [False, True])
def test_a_connection_that_waits_for_its_client_is_closed(
    sent: bytes, answers: int, drips: bool
) -> None:
    with running(speeches(), HASTY) as address, connected(address) as connection:
        connection.sendall(sent)
        with dripping(connection) if drips else ExitStack():
            answered = all_of(connection)
    assert answered.count(b"HTTP/1.1 200 OK") == answers


def test_a_connection_is_used_again_while_requests_keep_coming() -> None:
    limits = replace(PATIENT, header_seconds=2, idle_seconds=2)
    with running(speeches(), limits) as address, connected(address) as connection:
        for _ in range(25):
            assert is_answered(connection)
            time.sleep(0.1)


def test_what_is_no_http_is_a_problem_like_all_others() -> None:
    with running(speeches(), PATIENT) as address, connected(address) as connection:
        connection.sendall(b"HELO attacker.example\r\n\r\n")
        answered = all_of(connection)
    assert answered.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in answered
    assert b"x-content-type-options: nosniff" in answered
    assert b"attacker" not in answered


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/verify-quotes", "/v1/chat/completions"])
@pytest.mark.parametrize("drips", [False, True])
def test_a_body_that_does_not_arrive_in_time_is_408(path: str, drips: bool) -> None:
    app = app_over(as_engine(FakeEngine()), limits=replace(LIMITS, body_seconds=SHORT))
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with running(app, PATIENT) as address, connected(address) as connection:
        connection.sendall(f"{head}Content-Length: 9999\r\n\r\n".encode())
        with dripping(connection) if drips else ExitStack():
            answered = all_of(connection)
    assert answered.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in answered.lower()


def test_a_large_body_may_take_longer_while_it_keeps_coming() -> None:
    app = app_over(as_engine(FakeEngine()), limits=replace(LIMITS, body_seconds=SHORT))
    path, piece, pieces = "/v1/verify-quotes", b" " * 2**17, 10
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    body = b'{"text": ""' + piece * pieces + b"}"
    with running(app, PATIENT) as address, connected(address) as connection:
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())
        for start in range(0, len(body), len(piece)):
            time.sleep(SHORT / 5)
            connection.sendall(body[start : start + len(piece)])
        assert connection.recv(65536).split(b" ")[1] in (b"200", b"422")


# How long a client lets others wait


class Flood:
    """An application that sends without end, as fast as it is taken."""

    def __init__(self) -> None:
        self.sent = 0
        self.ended = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        sending = asyncio.create_task(self._send(send))
        leaving = asyncio.create_task(left(receive))
        await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
        sending.cancel()
        self.ended.set()

    async def _send(self, send: Send) -> None:
        while True:
            await send({"type": "http.response.body", "body": PIECE, "more_body": True})
            self.sent += 1
            await asyncio.sleep(0)


async def left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def test_who_does_not_read_is_dropped_and_little_is_kept_for_them() -> None:
    flood = Flood()
    with running(flood, HASTY) as address, connected(address, window=4096) as connection:
        connection.sendall(ALIVE)
        assert flood.ended.wait(PATIENCE)
    # What the system keeps of a connection on both sides, beside our one piece and 64 KiB.
    assert flood.sent * len(PIECE) < 2**20


def test_what_was_answered_and_is_not_read_is_dropped_too() -> None:
    with served(whole_response, HASTY) as (address, server), connected(address, window=4096) as it:
        it.sendall(HEAD + b"Connection: close\r\n\r\n")
        until(lambda: server.server_state.total_requests == 1)
        until(lambda: not server.server_state.connections)


async def whole_response(scope: Scope, receive: Receive, send: Send) -> None:
    """Eight megabytes in one piece."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": PIECE * 128})


def test_who_reads_slowly_gets_everything() -> None:
    limits = replace(PATIENT, read_seconds=1, idle_seconds=0.1)
    with running(whole_response, limits) as address, connected(address, window=4096) as connection:
        connection.sendall(ALIVE)
        read = 0
        slow_until = time.monotonic() + 3
        while piece := connection.recv(2**16):
            read += len(piece)
            if time.monotonic() < slow_until:
                time.sleep(0.01)
    assert read > 128 * len(PIECE)


# How many there are


def test_those_who_only_wait_make_room_oldest_first() -> None:
    limits = replace(PATIENT, connections=5)
    with running(speeches(), limits) as address, ExitStack() as opened:
        answered = opened.enter_context(connected(address))
        assert is_answered(answered)
        silent = [opened.enter_context(connected(address)) for _ in range(4)]
        for number in range(4):
            assert httpx.get(f"{address}/livez", trust_env=False).status_code == 200
            assert all_of(silent[number]) == b""  # the oldest was closed
            for other in silent[number + 1 :]:
                other.setblocking(False)
                with pytest.raises(BlockingIOError):
                    other.recv(1)  # the others wait on
                other.settimeout(PATIENCE)
            opened.enter_context(connected(address))
            time.sleep(0.05)
        assert is_answered(answered)


class Held:
    """An application that answers when it is let."""

    def __init__(self) -> None:
        self.at_work = 0
        self.go = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        self.at_work += 1
        while not self.go.is_set():
            await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})


def test_when_all_are_at_work_more_are_told_to_come_again() -> None:
    held = Held()
    with running(held, replace(PATIENT, connections=2)) as address, ExitStack() as opened:
        working = [opened.enter_context(connected(address)) for _ in range(2)]
        for connection in working:
            connection.sendall(HEAD + b"Connection: close\r\n\r\n")
        until(lambda: held.at_work == 2)
        for _ in range(3):
            refused = httpx.get(f"{address}/livez", trust_env=False)
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
            assert refused.headers["connection"] == "close"
            assert "default-src 'none'" in refused.headers["content-security-policy"]
        held.go.set()
        assert all(b"done" in all_of(connection) for connection in working)


def test_who_sends_a_body_for_longer_than_a_header_may_take_makes_room() -> None:
    limits = replace(PATIENT, header_seconds=SHORT, connections=2)
    head = b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with running(speeches(), limits) as address, ExitStack() as opened:
        for _ in range(2):
            slow = opened.enter_context(connected(address))
            slow.sendall(head + b"Content-Length: 9999\r\n\r\n")
        until(lambda: httpx.get(f"{address}/livez", trust_env=False).status_code == 200)


@pytest.mark.parametrize(
    ("descriptors", "connections"), [(256, 128), (20_000, 1000), (resource.RLIM_INFINITY, 1000)]
)
def test_connections_leave_descriptors_for_files(
    monkeypatch: pytest.MonkeyPatch, descriptors: int, connections: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (descriptors, descriptors))
    assert connections_for(1000) == connections
    assert queue_for(connections) * 4 <= connections


SMALL_SERVER = """
import uvicorn
from rag.serving.door import DoorLimits, connections_for, door_with, queue_for
from rag.serving.seldom import quiet_strangers

async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"here"})

quiet_strangers()
many = connections_for(1000)
limits = DoorLimits(header_seconds=1, idle_seconds=1, read_seconds=1, connections=many)
uvicorn.run(app, port=0, http=door_with(limits), backlog=queue_for(many), access_log=False)
"""


def test_honest_requests_are_answered_while_others_hold_more_than_there_are_descriptors() -> None:
    few = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (64, 64))
    server = subprocess.Popen(
        [sys.executable, "-c", SMALL_SERVER], stderr=subprocess.PIPE, text=True, preexec_fn=few
    )
    assert server.stderr
    try:
        address = next(line.split()[4] for line in server.stderr if "Uvicorn running on" in line)
        over = time.monotonic() + 3
        with ExitStack() as opened:
            while time.monotonic() < over:
                for _ in range(20):
                    rude = opened.enter_context(connected(address))
                    rude.sendall(b"GET / HT")
                with httpx.Client(trust_env=False, timeout=PATIENCE) as client:
                    assert client.get(address).text == "here"
    finally:
        server.terminate()
        log = server.communicate(timeout=PATIENCE)[1]
    assert log.count("\n") < 30
