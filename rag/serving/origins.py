"""Pages of other sites in a browser that can reach this server: an ASGI middleware turns their
requests away before a body is read, and the operator names the sites that may ask.

A browser says of each request which page caused it: in `Sec-Fetch-Site`, and in `Origin` if the
request could change something. Programs send neither, and are not concerned. A link to a page here
opens from anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.serving.problems import CLOSE, Problem
from rag.serving.request_log import REQUEST_ID

_READS = ("GET", "HEAD")
_OURS = ("same-origin", "none")  # `none`: a person typed the address or opened a bookmark
_EMBEDDING = ("embed", "object", "frame", "iframe")
_PORTS = {"http": 80, "https": 443}
EVERY_ORIGIN = "*"

Origin = tuple[str, str, int | None]


class OriginCheck:
    """Lets a request pass that no page caused, or a page of this server or of `origins`; others get
    403. `public_url` is how this server looks from outside, if a proxy changes its name."""

    def __init__(self, app: ASGIApp, origins: Sequence[str], public_url: str | None) -> None:
        self._app = app
        named = [*origins, *([public_url] if public_url else [])]
        self._named = {origin for origin in map(origin_of, named) if origin is not None}
        self._every = EVERY_ORIGIN in origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._passes(scope["method"], Headers(scope=scope)):
            await self._app(scope, receive, send)
        else:
            await _foreign().response(scope["path"])(scope, receive, send)

    def _passes(self, method: str, headers: Headers) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if self._every or (site is None and origin is None) or site in _OURS:
            return True
        if origin is not None and self._may_ask(origin, headers.get("host", "")):
            return True
        return method in _READS and (site is None or _opens_a_page(headers))

    def _may_ask(self, origin: str, host: str) -> bool:
        given = origin_of(origin)
        if given is None:
            return False
        here = origin_of(f"{given[0]}://{host}")  # a proxy with TLS hides the scheme
        return given in self._named or given == here


def cors_options(origins: Sequence[str]) -> dict[str, Any]:
    """What starlette's CORSMiddleware is told of the sites that may ask. They bring a key in a
    header; cookies are never for them."""
    return {
        "allow_origins": [EVERY_ORIGIN if o == EVERY_ORIGIN else as_sent(o) for o in origins],
        "allow_methods": ["GET", "HEAD", "POST", "DELETE"],
        "allow_headers": ["*"],
        "expose_headers": [REQUEST_ID, "Retry-After", "WWW-Authenticate", "Content-Disposition"],
        "max_age": 600,
    }


def origin_of(url: str) -> Origin | None:
    """`https://A.example/x` -> `("https", "a.example", 443)`; None for what is no origin."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.scheme and parts.hostname else None


def as_sent(url: str) -> str:
    """`https://Chat.example:443/` -> `https://chat.example`, as a browser names the origin.
    ValueError for what is no origin."""
    origin = origin_of(url)
    if origin is None:
        raise ValueError(url)
    scheme, host, port = origin
    host = f"[{host}]" if ":" in host else host
    return f"{scheme}://{host}" if port == _PORTS.get(scheme) else f"{scheme}://{host}:{port}"


def _opens_a_page(headers: Headers) -> bool:
    """Whether somebody followed a link, in a window of its own."""
    destination = headers.get("sec-fetch-dest", "document")
    return headers.get("sec-fetch-mode") == "navigate" and destination not in _EMBEDDING


def _foreign() -> Problem:
    detail = (
        "a page of another site may not ask here; this server's operator can add the site to "
        "SPEECHRAG_CORS_ORIGINS"
    )
    return Problem(403, "foreign-origin", "Another site asks", detail, headers=CLOSE)
