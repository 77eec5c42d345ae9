"""API keys: an ASGI middleware that turns away requests without a valid key.

It runs before the body is read. Keys are compared as digests of bytes, in constant time,
and never logged. A person who follows a link cannot send a header: for the reading pages a cookie
proves that the browser was given a key once.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.serving.problems import CLOSE, Problem

# Load balancers, which have no key, ask the probes, and a browser must have the page on which a key
# is entered; the responses say nothing about documents.
_OPEN_PATHS = ("/livez", "/readyz", "/", "/ledger", "/key", "/docs", "/openapi.json")
_OPEN_FOLDER = "/static/"
_READS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class AdminRoute:
    """A path, with all below it, that takes an admin key to change something there, and also to
    read there if `reading`."""

    path: str
    reading: bool = False


# The corpus, the indexes, and the jobs that change them, whose progress names files.
ADMIN_ROUTES = (
    AdminRoute("/v1/documents"),
    AdminRoute("/v1/indexes"),
    AdminRoute("/v1/jobs", reading=True),
)
PAGES = "/documents/"
# What stands before the pages of an index that the address names.
PAGES_OF_INDEX = "/indexes/"
_PAGE = re.compile(r"(?:/indexes/[^/]+)?/documents/")
KEY_COOKIE = "speechrag_key"


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


class Keys:
    """The keys of the operator; without any, everybody passes."""

    def __init__(self, keys: Iterable[str]) -> None:
        keys = tuple(keys)
        self._digests = [_digest(key.encode()) for key in keys]
        self._proofs = [_digest(key_proof(key).encode()) for key in keys]

    def __bool__(self) -> bool:
        return bool(self._digests)

    def know(self, key: bytes) -> bool:
        """Whether it is one of them."""
        return _is_among(_digest(key), self._digests)

    def are_proven_by(self, proof: bytes) -> bool:
        """Whether `proof` was made of one of them."""
        return _is_among(_digest(proof), self._proofs)


def key_proof(key: str) -> str:
    """What a cookie holds in place of the key: it opens pages, and gives the key away to nobody."""
    return hashlib.sha256(b"speechrag reading pages " + key.encode()).hexdigest()


class KeyCheck:
    """Lets a request pass if it carries one of the keys, as `Authorization: Bearer …` or as
    `X-API-Key: …`; if there are no keys, every request passes. A page also opens to the cookie;
    without it, `key_page` asks for a key. Admin routes take an admin key and nothing else; an admin
    key opens all other routes too."""

    def __init__(
        self,
        app: ASGIApp,
        keys: Keys,
        admin_keys: Keys,
        key_page: Callable[[Request], Response],
        also_open: Sequence[str] = (),
    ) -> None:
        """`also_open` are further paths that take no key."""
        self._app = app
        self._also_open = tuple(also_open)
        self._keys = keys
        self._admin_keys = admin_keys
        self._key_page = key_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
        elif is_page(scope["path"]):
            await self._key_page(Request(scope))(scope, receive, send)
        else:
            await refusal.response(scope["path"])(scope, receive, send)

    def _refusal(self, scope: Scope) -> Problem | None:
        given = given_key(Headers(scope=scope))
        if self._admin_keys.know(given):
            return None
        if is_admin(scope["method"], scope["path"]):
            return self._admin_refusal(given)
        return None if self._lets_pass(scope, given) else _key_needed("SPEECHRAG_API_KEYS")

    def _admin_refusal(self, given: bytes) -> Problem:
        """An unknown key is refused like none, so that nobody learns which keys there are."""
        known = self._keys.know(given)
        if self._keys and not known:
            return _key_needed("SPEECHRAG_ADMIN_KEYS")
        if not self._admin_keys:
            return _no_admin("no admin key is set here: its operator can set SPEECHRAG_ADMIN_KEYS")
        if not known:
            return _key_needed("SPEECHRAG_ADMIN_KEYS")
        return _no_admin("this key may ask; send a key of SPEECHRAG_ADMIN_KEYS")

    def _lets_pass(self, scope: Scope, given: bytes) -> bool:
        path = scope["path"]
        if not self._keys or is_open(path) or path in self._also_open:
            return True
        return self._keys.know(given) or (is_page(path) and self._admits(scope))

    def _admits(self, scope: Scope) -> bool:
        """Pages can only be read, so that a request which another site causes changes nothing."""
        given = Request(scope).cookies.get(KEY_COOKIE, "")
        proven = any(keys.are_proven_by(given.encode()) for keys in (self._keys, self._admin_keys))
        return scope["method"] in ("GET", "HEAD") and proven


def given_key(headers: Headers) -> bytes:
    """The key that a request carries, as the bytes that arrived; empty if it carries none."""
    scheme, _, bearer = headers.get("authorization", "").partition(" ")
    given = bearer.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")
    return given.encode("latin-1")


def is_admin(method: str, path: str) -> bool:
    """Whether this request needs an admin key; a trailing slash changes nothing."""
    reads = method in _READS
    return any(
        f"{path}/".startswith(f"{route.path}/") and (route.reading or not reads)
        for route in ADMIN_ROUTES
    )


def is_open(path: str) -> bool:
    """Whether everybody may ask this address, with a key or without."""
    return path in _OPEN_PATHS or path.startswith(_OPEN_FOLDER)


def is_page(path: str) -> bool:
    """Whether a person opens this address, who has no header to send and no use for JSON."""
    return _PAGE.match(path) is not None


def _is_among(digest: bytes, known: Iterable[bytes]) -> bool:
    # All digests are compared, so the time gives nothing away.
    return sum(hmac.compare_digest(digest, other) for other in known) > 0


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()


def _no_admin(detail: str) -> Problem:
    return Problem(403, "admin-key-needed", "An admin key is needed", detail, headers=CLOSE)


def _key_needed(setting: str) -> Problem:
    detail = f"send a key of {setting} as `Authorization: Bearer …`"
    challenge = {"WWW-Authenticate": 'Bearer realm="speechrag"', **CLOSE}
    return Problem(401, "key-needed", "A key is needed", detail, headers=challenge)
