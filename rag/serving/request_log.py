"""One line in the log for each request, and its counts: an ASGI middleware around all others.

The line says which route answered, with which status, how long each stage took and which generation
answered. It holds no question, no key, no address and no body.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.serving.metrics import Metrics
from rag.serving.request_note import RequestNote, begin_note, end_note
from rag.serving.route_table import RouteTable

log = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
# What is longer, or has other characters, could break a line of a log or fill it.
_SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}", re.ASCII)
# Asked every few seconds by machines, or many times for one page: where they succeed, they are
# logged at the level `debug`.
_QUIET = ("/livez", "/readyz", "/metrics", "/static/{path:path}")
# The status of a request whose client left before a response had begun, and of one that failed.
_LEFT, _FAILED = 499, 500


@dataclass(slots=True)
class _Exchange:
    """What is seen of a request from outside."""

    note: RequestNote
    started: float = field(default_factory=time.perf_counter)
    status: int | None = None
    streams: bool = False

    @property
    def milliseconds(self) -> float:
        return 1000 * (time.perf_counter() - self.started)

    def see(self, message: Message) -> None:
        """Look at a message of the response; its headers get the id of the request."""
        if message["type"] != "http.response.start":
            return
        self.status = message["status"]
        headers = MutableHeaders(scope=message)
        headers[REQUEST_ID] = self.note.request_id
        self.streams = headers.get("content-type", "").startswith("text/event-stream")


class RequestLog:
    """Gives each request an id, its own if that is sane, and logs and counts it at its end."""

    def __init__(self, app: ASGIApp, metrics: Metrics, routes: RouteTable) -> None:
        self._app = app
        self._metrics = metrics
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(RequestNote(request_id(Headers(scope=scope))))
        begin_note(exchange.note)
        failed = _LEFT
        self._metrics.in_flight.inc()
        try:
            await self._app(scope, receive, self._seeing(exchange, send))
            end_note()
        except Exception:
            # The note stays at hand for the server, which logs the failure in this task.
            failed = _FAILED
            exchange.note.problem = "internal-error"
            raise
        finally:
            self._metrics.in_flight.dec()
            if exchange.streams:
                self._metrics.streams.dec()
            self._tell(scope, exchange, exchange.status or failed)

    def _seeing(self, exchange: _Exchange, send: Send) -> Send:
        async def seen(message: Message) -> None:
            exchange.see(message)
            if exchange.streams and message["type"] == "http.response.start":
                self._metrics.streams.inc()
            await send(message)

        return seen

    def _tell(self, scope: Scope, exchange: _Exchange, status: int) -> None:
        route = self._routes.template(scope)
        milliseconds = exchange.milliseconds
        self._metrics.finished(
            exchange.note,
            method=scope["method"],
            route=route,
            status=status,
            seconds=milliseconds / 1000,
        )
        quiet = route in _QUIET and status < 400
        fields = {"method": scope["method"][:20], "route": route, "status": status}
        log.log(
            logging.DEBUG if quiet else logging.INFO,
            "request",
            extra={"fields": fields | _fields(exchange.note, milliseconds)},
        )


def request_id(headers: Headers) -> str:
    """The id that the client gave the request, if it is sane; else a new one."""
    given = headers.get(REQUEST_ID, "")
    return given if _SANE_ID.fullmatch(given) else secrets.token_hex(8)


def _fields(note: RequestNote, milliseconds: float) -> dict[str, Any]:
    fields: dict[str, Any] = {"request_id": note.request_id, "ms": round(milliseconds, 1)}
    fields |= {f"{stage}_ms": round(took, 1) for stage, took in note.stages.items()}
    if note.index is not None:
        fields |= {"index": note.index.name, "generation": note.index.generation}
    if note.answers:
        fields["answer"] = ",".join(note.answers)
    if note.problem:
        fields["problem"] = note.problem
    return fields
