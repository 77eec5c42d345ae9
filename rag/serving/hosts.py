"""The names under which this server may be asked: an ASGI middleware that checks the Host header.

A page of another site can make a browser believe that its name is this machine (DNS rebinding); the
Host header still says that name. It is checked before the body is read, and the links of answers
begin with it. `X-Forwarded-Host`, which anybody can send, is never read.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.serving.problems import CLOSE, Problem
from rag.serving.security import is_loopback

# host[:port]; an IPv6 address stands in brackets. No user, no path, no blank.
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s\[\]:/?#@\\,]+)(?::([0-9]{1,5}))?", re.ASCII)
_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", re.ASCII)
# Names by which containers call the machine they run on; nobody else can give out names under them.
_FROM_CONTAINERS = frozenset({"host.docker.internal", "host.containers.internal"})
_ANY_ADDRESS = ("0.0.0.0", "::", "")


def host_name(host: str) -> str | None:
    """`Speeches.Example.:8000` -> `speeches.example`, `[::1]:80` -> `::1`; None for no host."""
    match = _HOST.fullmatch(host)
    if match is None:
        return None
    name = match[1].strip("[]").lower().removesuffix(".")
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return _ascii(name)


def named_host(setting: str) -> str | None:
    """The host that an operator names: as in a Host header, as an address, or in a whole URL."""
    host = setting.strip().partition("://")[2] or setting.strip()
    bare = host.partition("/")[0].rpartition("@")[2]
    return host_name(f"[{bare}]" if bare.count(":") > 1 and "[" not in bare else bare)


class HostCheck:
    """Lets a request pass if it names this machine, the address that it reached, or one of `hosts`;
    others get 421, and 400 if the header cannot be read."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        named = {name for name in map(named_host, hosts) if name}
        self._hosts = (named | _FROM_CONTAINERS) - {*_ANY_ADDRESS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is not None:
            await refusal.response(scope["path"])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Problem | None:
        given = Headers(scope=scope).getlist("host")
        if not given and scope.get("http_version") == "1.0":
            return None  # no browser leaves it out, so nobody has been deceived
        name = host_name(given[0]) if len(given) == 1 else None
        if name is None:
            return _unreadable()
        known = name in self._hosts or is_loopback(name) or name == _reached(scope)
        return None if known else _misdirected()


def _reached(scope: Scope) -> str | None:
    """The address of this machine that the connection came to: a server that is bound to all
    addresses may be asked by any of them. An address is no name, and cannot be rebound."""
    address = (scope.get("server") or ("",))[0]
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None


def _ascii(name: str) -> str | None:
    """The name as browsers send it; None if there can be no such name."""
    try:
        written = name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return written if _NAME.fullmatch(written) else None


def _unreadable() -> Problem:
    detail = "send one Host header, as in `Host: speeches.example`"
    return Problem(400, "malformed-request", "The request cannot be read", detail, headers=CLOSE)


def _misdirected() -> Problem:
    detail = (
        "this server does not go by that name; its operator can add the name to SPEECHRAG_HOSTS "
        "or set SPEECHRAG_PUBLIC_URL"
    )
    return Problem(421, "unknown-host", "Not the server of that name", detail, headers=CLOSE)
