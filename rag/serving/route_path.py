"""The path of a request without the prefix that a proxy put before it, for all that look at paths.

The router takes the prefix away by itself. Whatever decides before it who may go where must see
the same path: an ASGI middleware that runs before all others.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class RoutePath:
    """Takes `root` away from the path, by default the `root_path` that the server was told of; it
    is then what links begin with."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, **_placed(scope["path"], self._root or scope.get("root_path", ""))}
        await self._app(scope, receive, send)


def _placed(path: str, root: str) -> dict[str, str]:
    """The path without the root, and the root. The router takes the root off once more where it
    can: such a path is handed on without a root, so that it stays as all others see it."""
    root = root.rstrip("/")
    path = without_prefix(path, root) or "/"
    return {"path": path, "root_path": root if without_prefix(path, root) == path else ""}


def without_prefix(path: str, prefix: str) -> str:
    """`/reader/v1/ask` -> `/v1/ask` for `/reader`; a path that begins otherwise stays."""
    prefix = prefix.rstrip("/")
    return path.removeprefix(prefix) if f"{path}/".startswith(f"{prefix}/") else path
