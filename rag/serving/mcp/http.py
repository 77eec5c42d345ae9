"""MCP over streamable HTTP: the endpoint `/mcp`.

Each request stands alone: there are no sessions to fill the memory and no streams to hold open, and
the answer is one JSON document. The middlewares have checked host, key and size before, as for any
request. The SDK is imported at the first request, so that a server which nobody asks by MCP starts
without it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import anyio
import anyio.to_thread
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.extras import how_to_install
from rag.serving.problems import Problem
from rag.serving.service import Service

log = logging.getLogger(__name__)

PATHS = ("/mcp", "/mcp/")
# A request names itself, by a number or by a text as long as this.
_MOST_ID_CHARACTERS = 200
_PARSE_ERROR, _INVALID_REQUEST = -32700, -32600
_LARGEST_NUMBER = 2**53
# The parser of the SDK, so that both take the same for JSON.
_JSON: TypeAdapter[Any] = TypeAdapter(Any)


class McpEndpoint:
    """The ASGI application at `/mcp`; `run` must run beside it, from the start of the server."""

    def __init__(
        self, service_of: Callable[[Request], Service], *, version: str, body_bytes: int
    ) -> None:
        self._service_of = service_of
        self._version = version
        self._body_bytes = body_bytes
        self._wanted = anyio.Event()
        self._ready = anyio.Event()
        self._app: ASGIApp | None = None

    def routes(self) -> list[Route]:
        """The routes of the endpoint, with and without a slash at the end."""
        return [Route(path, self, include_in_schema=False) for path in PATHS]

    async def run(self) -> None:
        """Wait for the first request, then serve until cancelled. Should the SDK fail, the rest of
        the server goes on."""
        await self._wanted.wait()
        try:
            manager = await anyio.to_thread.run_sync(self._session_manager)
            async with manager.run():
                self._app = manager.handle_request
                self._ready.set()
                await anyio.sleep_forever()
        except Exception:
            log.exception("MCP cannot be served")
            self._app = _broken
            self._ready.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope["method"])
        if refusal is not None:
            await refusal.response(scope["path"])(scope, receive, send)
            return
        request = Request(scope, receive)
        body = await request.body()
        wrong = what_is_wrong(body)
        if wrong is not None:
            await wrong(scope, receive, send)
            return
        self._wanted.set()
        await self._ready.wait()
        assert self._app is not None
        await self._app(scope, _replayed(body, receive), send)

    def _session_manager(self) -> Any:
        """The SDK's handler of requests. It need not check hosts: rag/serving/hosts.py has."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
        from mcp.server.transport_security import TransportSecuritySettings

        from rag.serving.mcp.server import mcp_server

        return StreamableHTTPSessionManager(
            mcp_server(self._service_of, version=self._version),
            json_response=True,
            stateless=True,
            security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
            max_request_body_size=self._body_bytes,
        )


async def _broken(scope: Scope, receive: Receive, send: Send) -> None:
    detail = "the log of this server says why; it may need another version of the package mcp"
    problem = Problem(503, "mcp-broken", "MCP cannot be served", detail)
    await problem.response(scope["path"])(scope, receive, send)


def what_is_wrong(body: bytes) -> Response | None:
    """The refusal of a body that is no request of JSON-RPC; None for one that is. The SDK's own
    refusals repeat what was sent."""
    try:
        message = _JSON.validate_json(body)
    except ValueError:
        return _json_rpc_error(_PARSE_ERROR, "the body is not JSON")
    if not isinstance(message, dict) or not _is_request(message):
        words = "the body is no single request of JSON-RPC 2.0"
        return _json_rpc_error(_INVALID_REQUEST, words)
    if "id" in message and not _can_be_id(message["id"]):
        words = f"id: must be a whole number, or a text of 1 to {_MOST_ID_CHARACTERS} characters"
        return _json_rpc_error(_INVALID_REQUEST, words)
    return None


def _is_request(message: dict[str, Any]) -> bool:
    return (
        message.get("jsonrpc") == "2.0"
        and isinstance(message.get("method"), str)
        and isinstance(message.get("params", {}), dict)
    )


def _can_be_id(id: object) -> bool:
    if isinstance(id, str):
        return 1 <= len(id) <= _MOST_ID_CHARACTERS
    return isinstance(id, int) and not isinstance(id, bool) and abs(id) < _LARGEST_NUMBER


def _json_rpc_error(code: int, words: str) -> Response:
    error = {"code": code, "message": words}
    return JSONResponse({"jsonrpc": "2.0", "id": None, "error": error}, 400)


def _refusal(method: str) -> Problem | None:
    if method != "POST":
        detail = "send requests of MCP by POST; this server has no streams and no sessions"
        allow = {"Allow": "POST"}
        title = "This address takes another method"
        return Problem(405, "method-not-allowed", title, detail, headers=allow)
    if find_spec("mcp") is None:
        detail = f"on the server: {how_to_install('mcp')}"
        return Problem(501, "mcp-missing", "MCP is not installed on this server", detail)
    return None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body that was read, once more, then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
