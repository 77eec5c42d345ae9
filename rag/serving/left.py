"""Work that is in vain: an ASGI middleware stops it when the client has left, or the service ends.

Otherwise a language model would go on writing, and hold one of the few places that answers have.
What changes the corpus is finished all the same. Nobody is told, and nothing has failed, where a
client leaves before its body was whole.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import anyio
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.serving.streams import Streams, service_ends

_GONE: Message = {"type": "http.disconnect"}


class StopsInVain:
    """Cancels the application when its client has left, and, with status 503, when the service
    ends and no response has begun; but for requests that `finishes` names by method and path."""

    def __init__(
        self, app: ASGIApp, streams: Callable[[], Streams], finishes: Callable[[str, str], bool]
    ) -> None:
        self._app = app
        self._streams = streams
        self._finishes = finishes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with suppress(ClientDisconnect):
            if self._finishes(scope["method"], scope["path"]):
                await self._app(scope, receive, send)
            else:
                await self._stopping(scope, receive, send)

    async def _stopping(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = _Client(receive, send)
        failure: Exception | None = None
        async with anyio.create_task_group() as group:
            for reason in (client.left, partial(client.is_in_vain, self._streams().must_end)):
                group.start_soon(_cancel_after, reason, group.cancel_scope)
            try:
                await self._app(scope, client.receive, client.send)
            except Exception as error:  # raised below as it is, not as a group
                failure = error
            group.cancel_scope.cancel()
        if failure is not None:
            raise failure
        if client.is_told_the_end:
            await service_ends().response(scope["path"])(scope, receive, send)


async def _cancel_after(reason: Callable[[], Awaitable[None]], scope: anyio.CancelScope) -> None:
    await reason()
    scope.cancel()


class _Client:
    """Who asked. As soon as the body is read, nothing more can come but that they have left."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._whole = anyio.Event()
        self._gone = anyio.Event()
        self._begun = False
        self._answered = False
        self.is_told_the_end = False

    async def receive(self) -> Message:
        if self._whole.is_set():
            await self._gone.wait()
            return _GONE
        message = await self._receive()
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            self._whole.set()
        return message

    async def send(self, message: Message) -> None:
        self._begun = True
        await self._send(message)
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            self._answered = True

    async def left(self) -> None:
        """Returns when the client has left without the whole response."""
        await self._whole.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone.set()
        if self._answered:
            await anyio.sleep_forever()

    async def is_in_vain(self, must_end: Callable[[], Awaitable[None]]) -> None:
        """Returns when the service ends and no response has begun; a stream ends by itself."""
        await must_end()
        if self._begun:
            await anyio.sleep_forever()
        self.is_told_the_end = True
