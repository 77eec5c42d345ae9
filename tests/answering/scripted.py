"""Scripted language models for tests: a server on loopback, and a model without a server."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from rag.types.questions import Message

DONE = b"data: [DONE]\n\n"


@dataclass(frozen=True)
class Refuse:
    """A status other than 200."""

    status: int
    body: bytes = b'{"error":{"message":"scripted"}}'
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Pause:
    """Silence for some seconds, or until the client is gone."""

    seconds: float


# The parts of a reply, in order: words as events, bytes as they are, pauses, or a refusal.
Reply = Sequence[str | bytes | Pause | Refuse]


@dataclass
class Scripted:
    """The replies of the server, one for each request (the last again and again), and the
    requests."""

    replies: list[Reply]
    address: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)

    @property
    def said_to_the_model(self) -> str:
        """The text of all messages of the last request."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])


def completion_event(text: str, finish: str | None = None) -> bytes:
    """An event of a completion."""
    delta = {"content": text} if text else {}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    return f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode()


def whole(text: str) -> Reply:
    """A reply that ends as it should."""
    return [text, completion_event("", "stop"), DONE]


@contextmanager
def serving(*replies: Reply) -> Iterator[Scripted]:
    """A server that gives `replies` in turn."""
    script = Scripted([*replies])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            script.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            number = min(len(script.requests), len(script.replies)) - 1
            try:
                _play(self, script.replies[number])
            except OSError:
                script.left.set()
            self.close_connection = True

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    script.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _play(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    first = reply[0] if reply else None
    if isinstance(first, Refuse):
        handler.send_response(first.status)
        for name, value in first.headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(first.body)
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()
    for part in reply:
        if isinstance(part, Pause):
            _wait(handler, part.seconds)
        else:
            handler.wfile.write(
                completion_event(part) if isinstance(part, str) else cast(bytes, part)
            )
            handler.wfile.flush()


def _wait(handler: BaseHTTPRequestHandler, seconds: float) -> None:
    """Sleep; ConnectionError if the client goes away meanwhile."""
    ends = time.monotonic() + seconds
    handler.connection.settimeout(0.02)
    while time.monotonic() < ends:
        try:
            if not handler.connection.recv(1, socket.MSG_PEEK):
                raise ConnectionResetError
        except TimeoutError:
            continue
    handler.connection.settimeout(None)


class Says:
    """A language model that replies with the next of `replies` in pieces of `size` characters."""

    name = "scripted"

    def __init__(self, *replies: str, size: int = 7) -> None:
        self.replies = [*replies]
        self.size = size
        self.received: list[Sequence[Message]] = []
        self.closed = 0

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        self.received.append(messages)
        reply = self.reply_to(messages)
        try:
            for start in range(0, len(reply), self.size):
                yield reply[start : start + self.size]
        finally:
            self.closed += 1

    def reply_to(self, messages: Sequence[Message]) -> str:
        """The reply to `messages`."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
