"""The limits of a request body: its size, encoding and media type.

An ASGI middleware checks them before the body is read, and its size also while it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.serving.problems import Problem, malformed

# The media types of bodies: JSON, the form of a page, and a form with a file.
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data"
_WITH_BODY = ("POST", "PUT", "PATCH")
# The rest of the body is not read, so the connection cannot be used again.
_CLOSE = {"Connection": "close"}


class TooLarge(Exception):
    """The body has more bytes than it may have."""


class BodyLimits:
    """Turns away bodies that are too large (413), compressed or of another media type than the path
    takes (415). `kinds_of` are the media types of the paths that take another than JSON."""

    def __init__(
        self,
        app: ASGIApp,
        body_bytes: int,
        body_bytes_of: Mapping[str, int],
        kinds_of: Mapping[str, Sequence[str]],
    ) -> None:
        self._app = app
        self._kinds_of = dict(kinds_of)
        self._body_bytes = body_bytes
        self._body_bytes_of = dict(body_bytes_of)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._body_bytes_of.get(scope["path"], self._body_bytes)
        kinds = self._kinds_of.get(scope["path"], (JSON,))
        refusal = _refusal(scope["method"], Headers(scope=scope), most, kinds)
        if refusal is None:
            refusal = await self._pass_on(scope, receive, send, most)
        if refusal is not None:
            await refusal.response(scope["path"])(scope, receive, send)

    async def _pass_on(
        self, scope: Scope, receive: Receive, send: Send, most: int
    ) -> Problem | None:
        """Run the application; the refusal if the body turns out to be too large."""
        read = 0
        overrun = False

        async def counted() -> Message:
            nonlocal read, overrun
            message = await receive()
            if message["type"] == "http.request":
                read += len(message.get("body", b""))
                if read > most:
                    overrun = True
                    raise TooLarge
            return message

        async def answered(message: Message) -> None:
            # The framework turns TooLarge into a response of its own; ours replaces it.
            if not overrun:
                await send(message)

        with suppress(TooLarge):
            await self._app(scope, counted, answered)
        return too_large(most) if overrun else None


def media_type(headers: Headers) -> str:
    """The media type of the body in lower case, without parameters."""
    # By the reader that Starlette reads forms with, so that both see the same kind of body.
    kind, _ = parse_options_header(headers.get("content-type"))
    return kind.decode("latin-1")


def _refusal(method: str, headers: Headers, most: int, kinds: Sequence[str]) -> Problem | None:
    """The refusal that the headers alone justify; None if they are fine."""
    length = headers.get("content-length", "")
    if length and not (length.isascii() and length.isdigit()):
        return malformed("Content-Length is not a number")
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


def too_large(most: int) -> Problem:
    return Problem(
        413, "body-too-large", "The body is too large", f"at most {most} bytes", headers=_CLOSE
    )


def unsupported(detail: str) -> Problem:
    return Problem(
        415, "unsupported-media-type", "The body is of another kind", detail, headers=_CLOSE
    )
