"""Claims about streams and about clients that leave: nothing is kept for them, and all ends in
order."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Any

import httpx
import pytest
from anyio.from_thread import check_cancelled
from fastapi import FastAPI
from uvicorn import Server

from rag.serving.streams import Streams
from tests.serving.apps import app_over
from tests.serving.conftest import served
from tests.serving.engines import FakeEngine, as_engine
from tests.serving.routes.test_chat import client_of
from tests.serving.test_door import connected, until

SHORT = 0.1
STREAMED = {"question": "拆违？", "stream": True}
WHOLE = {"question": "拆违？"}
CHAT = {"model": "speechrag", "messages": [{"role": "user", "content": "拆违？"}]}


class Thinking(FakeEngine):
    """An engine whose answers wait, as for a language model, until they are let go; they notice
    that nobody waits for them any more."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.go.set()  # the service warms up by asking
        self.at_work = 0
        self.between = self._think

    def hold(self) -> None:
        """From now on answers wait, and are counted."""
        self.go.clear()
        self.asked.clear()
        self.closed_streams = 0

    def _think(self) -> None:
        self.at_work += 1
        try:
            while not self.go.wait(0.02):
                with suppress(RuntimeError):  # not a worker thread of anyio
                    check_cancelled()
        finally:
            self.at_work -= 1


@pytest.fixture
def engine() -> Iterator[Thinking]:
    engine = Thinking()
    yield engine
    engine.go.set()


def app_with(engine: FakeEngine, streams: Streams) -> FastAPI:
    app = app_over(as_engine(engine))
    app.state.streams = streams
    return app


@pytest.fixture
def service(
    engine: Thinking, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, Server, FastAPI]]:
    # Two streams that think must leave a thread for the third, which is refused.
    monkeypatch.setattr("rag.serving.service.ASK_THREADS", 4)
    app = app_with(engine, Streams(2, ping_seconds=SHORT, last_seconds=SHORT))
    with served(app, timeout_graceful_shutdown=20) as (address, server):
        engine.hold()
        yield address, server, app


def in_background(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """A thread that does the work, and the list into which it puts the result."""
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    return thread, results


def post(address: str, path: str, body: object) -> httpx.Response:
    return httpx.post(f"{address}{path}", json=body, trust_env=False, timeout=30)


def events_of(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Name and data of each event."""
    frames = [frame for frame in text.split("\n\n") if frame and not frame.startswith(":")]
    named = [frame.partition("\n") for frame in frames]
    return [
        (head.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for head, _, data in named
    ]


def test_a_comment_goes_out_while_an_answer_is_thought_about(
    service: tuple[str, Server, FastAPI], engine: Thinking
) -> None:
    address, *_ = service
    with httpx.stream(
        "POST", f"{address}/v1/ask", json=STREAMED, trust_env=False, timeout=30
    ) as streamed:
        lines = streamed.iter_lines()
        pings = 0
        while pings < 3:
            pings += next(lines).startswith(":")
        engine.go.set()
        assert [line for line in lines if line.startswith("event: answer")]


def test_a_chat_client_reads_over_the_comments(
    service: tuple[str, Server, FastAPI], engine: Thinking
) -> None:
    address, *_ = service
    threading.Timer(5 * SHORT, engine.go.set).start()
    with client_of(address) as client:
        chunks = list(client.chat.completions.create(**CHAT, stream=True))  # type: ignore[call-overload]
    assert chunks[-1].choices[0].finish_reason == "stop"


def test_beyond_the_most_streams_more_are_told_to_come_again_and_hold_nothing(
    service: tuple[str, Server, FastAPI], engine: Thinking
) -> None:
    address, _, app = service
    threads = [in_background(lambda: post(address, "/v1/ask", STREAMED)) for _ in range(2)]
    until(lambda: app.state.streams.open == 2)
    for path, body in (("/v1/ask", STREAMED), ("/v1/chat/completions", CHAT | {"stream": True})):
        refused = post(address, path, body)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    until(lambda: engine.closed_streams == 2)
    engine.go.set()
    for thread, results in threads:
        thread.join()
        assert events_of(results[0].text)[-1][0] == "answer"
    assert post(address, "/v1/ask", STREAMED).status_code == 200


def test_when_the_service_ends_a_stream_ends_with_an_event_that_says_so(
    service: tuple[str, Server, FastAPI], engine: Thinking
) -> None:
    address, server, _ = service
    asked = in_background(lambda: post(address, "/v1/ask", STREAMED))
    chat = in_background(lambda: post(address, "/v1/chat/completions", CHAT | {"stream": True}))
    until(lambda: engine.at_work == 2)
    server.should_exit = True
    for thread, _ in (asked, chat):
        thread.join()
    name, problem = events_of(asked[1][0].text)[-1]
    assert (name, problem["code"]) == ("error", "service-ends")
    assert chat[1][0].text.rstrip().endswith('"code":"service-ends"}}')
    until(lambda: engine.closed_streams == 2)


def test_when_the_service_ends_whoever_waits_for_a_whole_answer_is_told(
    service: tuple[str, Server, FastAPI], engine: Thinking
) -> None:
    address, server, _ = service
    thread, results = in_background(lambda: post(address, "/v1/ask", WHOLE))
    until(lambda: engine.at_work == 1)
    server.should_exit = True
    thread.join()
    assert (results[0].status_code, results[0].json()["code"]) == (503, "service-ends")


def test_a_stream_that_can_still_end_by_itself_does(engine: Thinking) -> None:
    app = app_with(engine, Streams(2, last_seconds=20))
    with served(app, timeout_graceful_shutdown=25) as (address, server):
        engine.hold()
        thread, results = in_background(lambda: post(address, "/v1/ask", STREAMED))
        until(lambda: engine.at_work == 1)
        server.should_exit = True
        time.sleep(SHORT)
        engine.go.set()
        thread.join()
    assert events_of(results[0].text)[-1][0] == "answer"


# Clients that leave


def leave(address: str, path: str, body: object, *, when: Callable[[], bool]) -> None:
    """Asks, and is gone when it is time."""
    sent = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(sent)}\r\n\r\n"
    )
    with closing(connected(address)) as connection:
        connection.sendall(head.encode() + sent)
        until(when)
        # Without a farewell, as from a machine that is switched off.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="descriptors are counted in /proc")
@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param("/v1/ask", STREAMED, id="streamed"),
        pytest.param("/v1/ask", WHOLE, id="whole"),
        pytest.param("/v1/chat/completions", CHAT, id="chat"),
        pytest.param("/v1/chat/completions", CHAT | {"stream": True}, id="chat streamed"),
    ],
)
def test_a_hundred_who_leave_leave_nothing_behind(
    engine: Thinking, path: str, body: object, caplog: pytest.LogCaptureFixture
) -> None:
    app = app_with(engine, Streams(100))
    with served(app) as (address, server):
        engine.hold()
        pool = app.state.service.threads
        before = threading.active_count(), descriptors()
        for number in range(100):
            leave(address, path, body, when=lambda: len(engine.asked) > number)  # noqa: B023
        until(lambda: not server.server_state.connections and not server.server_state.tasks)
        until(lambda: engine.at_work == 0 and engine.closed_streams == len(engine.asked))
        assert app.state.streams.open == 0
        until(lambda: pool.busy == 0 and pool.waiting == 0)
        # Threads for answers stay for the next ones; there are as many as may be at work.
        assert threading.active_count() <= before[0] + 2 * pool.most + 1
        assert descriptors() <= before[1]
        engine.go.set()
        assert post(address, "/v1/ask", WHOLE).status_code == 200
    assert "Traceback" not in caplog.text
