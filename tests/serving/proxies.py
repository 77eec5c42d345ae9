"""A small reverse proxy under a path, for tests: it passes all on, with or without the path."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_OF_ONE_CONNECTION = ("connection", "transfer-encoding", "keep-alive")


@contextmanager
def proxy(server: str, prefix: str, *, strips: bool) -> Iterator[str]:
    """The address, with `prefix`, under which a proxy serves `server`; all else is 404 there."""
    behind = urlsplit(server).netloc

    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            if not self.path.startswith(f"{prefix}/"):
                self.send_error(404)
                return
            path = self.path.removeprefix(prefix) if strips else self.path
            length = int(self.headers.get("Content-Length") or 0)
            with closing(http.client.HTTPConnection(behind, timeout=60)) as asked:
                asked.request(self.command, path, self.rfile.read(length), dict(self.headers))
                with (
                    closing(asked.getresponse()) as answer,
                    suppress(BrokenPipeError, ConnectionResetError),  # a browser that went on
                ):
                    self._hand_back(answer)

        def _hand_back(self, answer: http.client.HTTPResponse) -> None:
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _OF_ONE_CONNECTION:
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            while piece := answer.read1():
                self.wfile.write(piece)  # unbuffered, so that events arrive one by one

        do_GET = do_POST = do_HEAD = do_DELETE = _pass_on  # noqa: N815

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}{prefix}"
    finally:
        running.shutdown()
        running.server_close()
        thread.join(10)
