"""Rate limits: how many requests one key, or one address without a key, may send. An ASGI
middleware tells others when to come again.

The counters are ours: the memory storage of `limits` grows with every address, starts a thread for
each request that comes alone, and goes by a clock that somebody may set.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from limits import RateLimitItem, parse_many
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.serving.problems import Problem
from rag.serving.security import Keys, given_key, is_admin

# Kinds of requests, each with a rate of its own: the settings rate_asks, rate_changes, rate_reads.
ASKS, CHANGES, READS = "asks", "changes", "reads"
NO_RATES: Mapping[str, str] = {}
# What makes an answer, and so costs a hundred times as much as a page.
_ASKING = ("/v1/ask", "/v1/compare", "/v1/chat/", "/v1/responses", "/v1/check", "/v1/verify-quotes",
           "/mcp")  # fmt: skip
# So many counters take 6 MiB. Beyond that the one that was used longest ago is forgotten.
COUNTERS = 20_000


class Counters(Storage):
    """Counters of fixed windows, at most `most` of them, by a clock that nobody sets."""

    STORAGE_SCHEME = None

    def __init__(self, most: int = COUNTERS) -> None:
        super().__init__()
        self._most = most
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._counts)

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.monotonic()
        count, end = self._counts.pop(key, (0, 0.0))
        if end <= now:
            count, end = 0, now + expiry
        self._counts[key] = count + amount, end
        if len(self._counts) > self._most:
            self._counts.popitem(last=False)
        return count + amount

    def get(self, key: str) -> int:
        count, end = self._counts.get(key, (0, 0.0))
        return count if end > time.monotonic() else 0

    def get_expiry(self, key: str) -> float:
        return self._counts.get(key, (0, time.monotonic()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        count = len(self._counts)
        self._counts.clear()
        return count

    def clear(self, key: str) -> None:
        self._counts.pop(key, None)


class Rates:
    """The rates of each kind of request, such as `"50/second;1200/minute"`; ValueError for one that
    cannot be read. Without any, nobody is limited."""

    def __init__(self, rates: Mapping[str, str]) -> None:
        self._items = {kind: tuple(parse_many(text)) for kind, text in rates.items()}
        self._limiter = FixedWindowRateLimiter(Counters())

    def seconds_to_wait(self, kind: str, who: str) -> int:
        """Counts a request; 0 if it may pass."""
        items: Sequence[RateLimitItem] = self._items.get(kind, ())
        # All are counted, so that a longer window also counts what a shorter one refused.
        waits = [self._wait(item, kind, who) for item in items]
        return max(waits, default=0)

    def _wait(self, item: RateLimitItem, kind: str, who: str) -> int:
        if self._limiter.hit(item, kind, who):
            return 0
        end = self._limiter.get_window_stats(item, kind, who).reset_time
        return max(1, math.ceil(end - time.monotonic()))


class RateCheck:
    """Lets a request pass if its key, or its address, has not sent too many; others get 429."""

    def __init__(self, app: ASGIApp, rates: Rates, keys: Sequence[Keys]) -> None:
        self._app = app
        self._rates = rates
        self._keys = tuple(keys)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = 0
        if scope["type"] == "http":
            kind = kind_of(scope["method"], scope["path"])
            wait = self._rates.seconds_to_wait(kind, self._who(scope))
        if wait:
            await too_many(wait).response(scope["path"])(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _who(self, scope: Scope) -> str:
        """The key, as a digest, if it is one of ours; else the address."""
        given = given_key(Headers(scope=scope))
        if any(keys.know(given) for keys in self._keys):
            return hashlib.sha256(given).hexdigest()
        return network((scope.get("client") or ("",))[0])


def kind_of(method: str, path: str) -> str:
    """Which rate a request counts towards."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return READS
    if path.startswith(_ASKING):
        return ASKS
    return CHANGES if is_admin(method, path) else READS


def network(address: str) -> str:
    """The address, of IPv6 the network of it that one house has."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)


def too_many(seconds: int) -> Problem:
    detail = f"this key or address has sent too many requests; try again in {seconds} seconds"
    headers = {"Retry-After": str(seconds)}
    return Problem(429, "too-many-requests", "Too many requests", detail, headers=headers)
