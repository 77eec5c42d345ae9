"""API keys: an ASGI middleware that turns away requests without a valid key.

It runs before the body is read. Keys are compared as digests of bytes, in constant time,
and never logged.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.serving.problems import Problem

# Load balancers, which have no key, ask the probes, and a browser must have the page on which a key
# is entered; the responses say nothing about documents.
_OPEN_PATHS = ("/livez", "/readyz", "/")
_OPEN_FOLDER = "/static/"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def split_list(text: str) -> tuple[str, ...]:
    """`"a, b"` -> `("a", "b")`."""
    return tuple(item for item in (part.strip() for part in text.split(",")) if item)


class KeyCheck:
    """Lets a request pass if it carries one of the keys, as `Authorization: Bearer …` or as
    `X-API-Key: …`; if there are no keys, every request passes."""

    def __init__(self, app: ASGIApp, keys: Iterable[str]) -> None:
        self._app = app
        self._digests = [_digest(key.encode()) for key in keys]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._lets_pass(scope):
            await _refusal().response(scope["path"])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _lets_pass(self, scope: Scope) -> bool:
        path = scope["path"]
        if not self._digests or path in _OPEN_PATHS or path.startswith(_OPEN_FOLDER):
            return True
        return self._knows(Headers(scope=scope))

    def _knows(self, headers: Headers) -> bool:
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        given = bearer.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")
        # Header bytes arrive as latin-1; all digests are compared, so the time gives nothing away.
        digest = _digest(given.encode("latin-1"))
        return sum(hmac.compare_digest(digest, known) for known in self._digests) > 0


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()


def _refusal() -> Problem:
    detail = "send a key of SPEECHRAG_API_KEYS as `Authorization: Bearer …`"
    challenge = {"WWW-Authenticate": 'Bearer realm="speechrag"', "Connection": "close"}
    return Problem(401, "key-needed", "A key is needed", detail, headers=challenge)
