"""Language models: clients of any server with the OpenAI interface, read as it writes."""

from __future__ import annotations

import queue
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from rag.errors import AnswererInterrupted, AnswererUnavailable
from rag.models.completion import MOST_BYTES, Completions, Put
from rag.types.questions import Message

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

# Seconds until a reader who has left is noticed.
LOOK_SECONDS = 0.2


class LanguageModel(Protocol):
    """The language model that an answerer needs."""

    @property
    def name(self) -> str:
        """The model as a person would name it."""

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply, piece by piece. Closing the generator ends the request. Raises
        AnswererUnavailable where there is no reply, AnswererInterrupted where it breaks off."""


class OpenAICompatible:
    """A model behind `base_url`; the constructor imports the openai package.

    The connection runs in an event loop of its own, in a thread that exists while replies are
    read. So a deadline, or a reader who leaves, ends it at once, whatever the server does.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        *,
        first_token_seconds: float,
        total_seconds: float,
        retries: int,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """Raises AnswererUnavailable where the openai package is missing."""
        self._completions = Completions(
            base_url, api_key, model, retries=retries, most_bytes=most_bytes
        )
        from anyio.from_thread import BlockingPortalProvider

        self.name = model
        self._first_token_seconds = first_token_seconds
        self._total_seconds = total_seconds
        self._portals = BlockingPortalProvider()

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """See LanguageModel. Before the first piece, passing failures are tried again."""
        pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        with self._portals as portal, self._started(portal, messages, pieces) as reading:
            while (piece := _next(pieces)) is not None:
                yield piece
            reading.result()  # raises the error that ended it

    @contextmanager
    def _started(
        self,
        portal: BlockingPortal,
        messages: Sequence[Message],
        pieces: queue.SimpleQueue[str | None],
    ) -> Iterator[Future[None]]:
        reading = portal.start_task_soon(self._read, messages, pieces.put)
        reading.add_done_callback(lambda _: pieces.put(None))
        try:
            yield reading
        finally:
            reading.cancel()

    async def _read(self, messages: Sequence[Message], put: Put) -> None:
        """Put every piece, within the two deadlines; raises a typed error."""
        import anyio

        began = False

        def begin(piece: str) -> None:
            nonlocal began
            if not began:
                began = True
                first.deadline = float("inf")
            if piece:
                put(piece)

        try:
            with anyio.fail_after(self._total_seconds):
                with anyio.fail_after(self._first_token_seconds) as first:
                    await self._completions.read(messages, begin, lambda: began)
        except TimeoutError:
            if not began:
                waited = min(self._first_token_seconds, self._total_seconds)
                raise AnswererUnavailable(
                    f"the language model {self.name} did not begin to answer within {waited:g} s"
                ) from None
            raise AnswererInterrupted(
                f"the language model {self.name} did not end within {self._total_seconds:g} s"
            ) from None


def _next(pieces: queue.SimpleQueue[str | None]) -> str | None:
    """The next piece, None at the end. In a worker thread of anyio it raises the cancellation of
    the waiting task, as when a client has left."""
    from anyio.from_thread import check_cancelled

    while True:
        try:
            return pieces.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            with suppress(RuntimeError):  # not a worker thread of anyio
                check_cancelled()
