"""The path under which a proxy serves this, such as `/speeches`: an ASGI middleware takes it off.

Some proxies take the prefix off themselves and some do not; both are served. Behind this middleware
`scope["path"]` is the path as routes and the other middlewares name it, and `scope["root_path"]` is
what links must begin with.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

# The first parts of our own addresses. A prefix that is one of them could not be told from it.
OURS = frozenset(
    {
        "v1", "documents", "static", "ledger", "key", "docs", "mcp", "openapi.json", "livez",
        "readyz", "version", "metrics",
    }
)  # fmt: skip


def may_be_prefix(root: str) -> bool:
    """Whether `root` (`/speeches`, or empty) is none of our own addresses."""
    return root.strip("/").partition("/")[0] not in OURS


class Prefix:
    """Takes `root` off the path of requests that have it; must run before all that reads paths."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = {**scope, "root_path": self._root, "path": self._without(scope["path"])}
        await self._app(scope, receive, send)

    def _without(self, path: str) -> str:
        if path == self._root:
            return "/"
        return path.removeprefix(self._root) if path.startswith(f"{self._root}/") else path


def placed(public_url: str | None, root_path: str) -> tuple[str | None, str]:
    """The public address with the prefix, and the prefix: `root_path`, or else the path of the
    address. ValueError if both name one and they differ, or if it is one of our own addresses."""
    path = urlsplit(public_url or "").path.rstrip("/")
    root = root_path or path
    if not may_be_prefix(root) or (path and path != root):
        raise ValueError(root)
    return (public_url and public_url.removesuffix(path) + root), root
