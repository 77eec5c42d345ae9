"""The path of a request without the prefix that a proxy put before it, for all that look at paths.

The router takes the prefix away by itself. Whatever decides before it who may go where must see
the same path: an ASGI middleware that runs before all others.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class RoutePath:
    """Takes `root_path` away from the path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope.get("root_path"):
            scope = {**scope, "path": without_prefix(scope["path"], scope["root_path"])}
        await self._app(scope, receive, send)


def without_prefix(path: str, prefix: str) -> str:
    """`/reader/v1/ask` -> `/v1/ask` for `/reader`; a path that begins otherwise stays."""
    prefix = prefix.rstrip("/")
    return path.removeprefix(prefix) if f"{path}/".startswith(f"{prefix}/") else path
