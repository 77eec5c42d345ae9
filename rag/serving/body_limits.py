"""The limits of a request body: its size, encoding and media type, and the time it may take.

An ASGI middleware holds to them when the application asks for the body, so that a wrong address
(404) or method (405) is told first, and nothing is read of a body that is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import anyio
from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.serving.problems import CLOSE, Problem, malformed

# The media types of bodies: JSON, the form of a page, and a form with a file.
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data"
_WITH_BODY = ("POST", "PUT", "PATCH")


class BodyRefused(Exception):
    """The application asked for a body that it does not get."""


# Bytes a second: what comes at this rate is waited for, so that a large upload over a slow line has
# more time than a question, and one that drips has not.
SLOWEST = 32 * 1024


class BodyLimits:
    """Turns away bodies that are too large (413), compressed or of another media type than the path
    takes (415), slower than `seconds` and their size allow (408), or of a length that cannot be
    believed (400). `kinds_of` are the media types of paths that take another than JSON."""

    def __init__(
        self,
        app: ASGIApp,
        body_bytes: int,
        body_bytes_of: Mapping[str, int],
        kinds_of: Mapping[str, Sequence[str]],
        seconds: float,
    ) -> None:
        self._app = app
        self._kinds_of = dict(kinds_of)
        self._body_bytes = body_bytes
        self._body_bytes_of = dict(body_bytes_of)
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = _unbelievable(scope, headers)
        if refusal is None:
            refusal = await self._pass_on(scope, headers, receive, send)
        if refusal is not None:
            await refusal.response(scope["path"])(scope, receive, send)

    async def _pass_on(
        self, scope: Scope, headers: Headers, receive: Receive, send: Send
    ) -> Problem | None:
        """Run the application; the refusal if it asked for a body that it does not get."""
        most = self._body_bytes_of.get(scope["path"], self._body_bytes)
        kinds = self._kinds_of.get(scope["path"], (JSON,))
        body = _Body(
            receive,
            send,
            most=most,
            deadline=anyio.current_time() + self._seconds,
            refusal=_refusal(scope["method"], headers, most, kinds),
        )
        with suppress(BodyRefused):
            await self._app(scope, body.receive, body.send)
        return body.refused


@dataclass(slots=True)
class _Body:
    """The body of one request on its way to the application. `refusal` is what the headers alone
    justify, `refused` what the client is to be told."""

    inner_receive: Receive
    inner_send: Send
    most: int
    deadline: float
    refusal: Problem | None
    refused: Problem | None = None
    read: int = 0
    whole: bool = False
    answered: bool = False

    async def receive(self) -> Message:
        if self.whole or self.answered:  # what comes now says that the client has left
            return await self.inner_receive()
        if self.refusal is not None:
            raise self._refuse(self.refusal)
        with anyio.move_on_after(self.deadline - anyio.current_time()):
            return self._counted(await self.inner_receive())
        raise self._refuse(too_slow())

    async def send(self, message: Message) -> None:
        # The framework turns BodyRefused into a response of its own; ours replaces it.
        if self.refused is None:
            self.answered = True
            await self.inner_send(message)

    def _counted(self, message: Message) -> Message:
        if message["type"] == "http.request":
            size = len(message.get("body", b""))
            self.read += size
            self.deadline += size / SLOWEST
            self.whole = not message.get("more_body", False)
        if self.read > self.most:
            raise self._refuse(too_large(self.most))
        return message

    def _refuse(self, problem: Problem) -> BodyRefused:
        self.refused = problem
        return BodyRefused()


def media_type(headers: Headers) -> str:
    """The media type of the body in lower case, without parameters."""
    # By the reader that Starlette reads forms with, so that both see the same kind of body.
    kind, _ = parse_options_header(headers.get("content-type"))
    return kind.decode("latin-1")


def _unbelievable(scope: Scope, headers: Headers) -> Problem | None:
    """The refusal of a length that two servers could read in two ways, so that one request looks
    like two to one of them."""
    lengths = headers.getlist("content-length")
    if any(not (length.isascii() and length.isdigit()) for length in lengths):
        return malformed("Content-Length is not a number", close=True)
    chunked = "transfer-encoding" in headers
    if len(lengths) + chunked > 1:
        return malformed("send one Content-Length, or Transfer-Encoding without it", close=True)
    if chunked and scope.get("http_version") == "1.0":
        return malformed("HTTP/1.0 knows no Transfer-Encoding", close=True)
    return None


def _refusal(method: str, headers: Headers, most: int, kinds: Sequence[str]) -> Problem | None:
    """The refusal that the headers alone justify; None if they are fine."""
    length = headers.get("content-length", "")
    # A number too long to be converted is too large as well.
    if len(length) > 15 or int(length or 0) > most:
        return too_large(most)
    if method not in _WITH_BODY:
        return None
    if headers.get("content-encoding", "identity").lower() != "identity":
        return unsupported("send the body without Content-Encoding")
    # A request that only starts something has no body, and so no media type.
    if length in ("", "0") and "transfer-encoding" not in headers and not media_type(headers):
        return None
    if media_type(headers) not in kinds:
        return unsupported(f"send the body as {' or '.join(kinds)}")
    return None


def too_slow() -> Problem:
    detail = "the body did not arrive in time"
    return Problem(408, "body-too-slow", "The body is too slow", detail, headers=CLOSE)


def too_large(most: int) -> Problem:
    return Problem(
        413, "body-too-large", "The body is too large", f"at most {most} bytes", headers=CLOSE
    )


def unsupported(detail: str) -> Problem:
    return Problem(
        415, "unsupported-media-type", "The body is of another kind", detail, headers=CLOSE
    )
