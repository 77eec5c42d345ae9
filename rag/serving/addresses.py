"""Addresses and methods as people and programs write them: HEAD, and a slash at the end.

An ASGI middleware: HEAD is answered as GET without a body, and `/v1/ask/` as `/v1/ask`. A redirect
would do for a browser only: programs lose the body of a POST on the way.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Of these the slash at the end is a part: a folder of pages, and an application of its own. Files
# have none.
_WITH_SLASH = ("/documents/", "/mcp/")
_FILES = "/static/"


class Addresses:
    """Passes requests on with the address and method that the routes know."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = {**scope, **_without_slash(scope)}
        if scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        await self._app({**scope, "method": "GET"}, receive, _without_body(send))


def _without_slash(scope: Scope) -> dict[str, object]:
    """What of the scope changes."""
    path: str = scope["path"]
    if path == "/" or not path.endswith("/") or path.endswith("//"):
        return {}
    if path in _WITH_SLASH or path.startswith(_FILES):
        return {}
    return {"path": path[:-1], "raw_path": scope.get("raw_path", path.encode()).removesuffix(b"/")}


def _without_body(send: Send) -> Send:
    """Sends the head of a response, which tells the length that its body would have."""
    ended = False

    async def sent(message: Message) -> None:
        nonlocal ended
        if message["type"] != "http.response.body":
            await send(message)
        elif not ended:
            ended = True
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return sent
