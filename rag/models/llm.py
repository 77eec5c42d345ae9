"""Messages in, text out as it is written: any server that speaks the OpenAI interface."""

from __future__ import annotations

import logging
import queue
import random
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from rag.errors import AnswererInterrupted, AnswererUnavailable
from rag.types import Message

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

log = logging.getLogger(__name__)

FIRST_TOKEN_SECONDS = 30.0
TOTAL_SECONDS = 120.0
RETRIES = 2
# An answer is a handful of lines; a model that has not ended by then is going round in circles.
MOST_TOKENS = 1500
# An event carries about 300 bytes for a token: this is far more than any answer, thoughts included.
MOST_BYTES = 8 << 20
FIRST_PAUSE_SECONDS = 0.5
# How soon a reader who has left is noticed.
LOOK_SECONDS = 0.2
# Too early, too busy or out of order: another try may do.
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
# Parameters that some servers refuse, and that an answer can do without.
DISPENSABLE = ("temperature", "max_tokens")

Put = Callable[[str], None]


class LanguageModel(Protocol):
    """What answering needs of a language model."""

    @property
    def name(self) -> str:
        """The model as a person would name it."""

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply, piece by piece. Closing it ends the work; AnswererUnavailable when there is
        no reply, AnswererInterrupted when there is none to the end."""


class OpenAICompatible:
    """A model behind `base_url`; the openai package is imported when one is made.

    The connection lives in an event loop of its own, in a thread that exists while replies are
    read: so a deadline, or a reader who leaves, ends it at once, whatever the server does.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        *,
        first_token_seconds: float = FIRST_TOKEN_SECONDS,
        total_seconds: float = TOTAL_SECONDS,
        retries: int = RETRIES,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """Raises AnswererUnavailable where the openai package is missing."""
        try:
            import openai
            from anyio.from_thread import BlockingPortalProvider
        except ImportError as error:
            raise AnswererUnavailable(
                "a language model needs the openai package: pip install openai"
            ) from error
        self.name = model
        self._openai = openai
        self._base_url = base_url
        self._api_key = api_key
        self._first_token_seconds = first_token_seconds
        self._total_seconds = total_seconds
        self._retries = retries
        self._most_bytes = most_bytes
        self._portals = BlockingPortalProvider()

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """See LanguageModel. Before the first piece, passing failures are tried again."""
        pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        with self._portals as portal, self._started(portal, messages, pieces) as reading:
            while (piece := _next(pieces)) is not None:
                yield piece
            reading.result()  # raises what ended it

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
        """Put every piece, within the time there is; raises a typed error."""
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
                    await self._try(messages, begin, lambda: began)
        except TimeoutError:
            if not began:
                waited = min(self._first_token_seconds, self._total_seconds)
                raise AnswererUnavailable(
                    f"the language model {self.name} did not begin to answer within {waited:g} s"
                ) from None
            raise AnswererInterrupted(
                f"the language model {self.name} did not end within {self._total_seconds:g} s"
            ) from None

    async def _try(self, messages: Sequence[Message], put: Put, began: Callable[[], bool]) -> None:
        """One reply: again after passing failures, less what the server refuses."""
        import anyio

        options: dict[str, Any] = {"temperature": 0, "max_tokens": MOST_TOKENS}
        failures = 0
        while True:
            try:
                return await self._reply(messages, options, put)
            except Exception as error:  # the libraries below raise nearly anything
                log.warning("language model %s: %s: %s", self.name, type(error).__name__, error)
                refused = [name for name in DISPENSABLE if name in options and name in str(error)]
                if began():
                    raise self._interrupted(error) from error
                if getattr(error, "status_code", None) == 400 and refused:
                    options = {k: v for k, v in options.items() if k not in refused}
                    continue
                if failures >= self._retries or not self._is_passing(error):
                    raise self._unavailable(error) from error
                await anyio.sleep(_pause(error, failures))
                failures += 1

    async def _reply(self, messages: Sequence[Message], options: dict[str, Any], put: Put) -> None:
        """Ask once and put what comes; raises if the reply is not one that ended."""
        openai = self._openai
        limited = openai.DefaultAsyncHttpxClient(
            timeout=self._total_seconds, event_hooks={"response": [self._limit]}
        )
        async with (
            openai.AsyncOpenAI(
                base_url=self._base_url, api_key=self._api_key, max_retries=0, http_client=limited
            ) as client,
            await client.chat.completions.create(
                model=self.name,
                messages=[{"role": m.role, "content": m.text} for m in messages],
                stream=True,
                **options,
            ) as chunks,
        ):
            ended = None
            async for chunk in chunks:
                for choice in chunk.choices[:1]:
                    put(_text(choice.delta))
                    ended = choice.finish_reason or ended
        if ended is None:
            raise EOFError("the stream ended before the answer did")
        if ended == "length":
            raise EOFError("the answer was cut off at its longest length")

    async def _limit(self, response: Any) -> None:
        response.aiter_bytes = partial(_limited, response.aiter_bytes, self._most_bytes)

    def _is_passing(self, error: Exception) -> bool:
        status = getattr(error, "status_code", None)
        if status is not None:
            return status in PASSING
        return isinstance(error, self._openai.APIConnectionError | EOFError | OSError)

    def _unavailable(self, error: Exception) -> AnswererUnavailable:
        status = getattr(error, "status_code", None)
        found = f"answered with status {status}" if status else "cannot be used"
        if isinstance(error, self._openai.APIConnectionError):
            found = "cannot be reached"
        return AnswererUnavailable(
            f"the language model {self.name} {found}; see SPEECHRAG_LLM_BASE_URL, "
            "SPEECHRAG_LLM_MODEL and SPEECHRAG_LLM_API_KEY, or ask without it"
        )

    def _interrupted(self, error: Exception) -> AnswererInterrupted:
        found = str(error) if isinstance(error, EOFError) else "its reply broke off"
        return AnswererInterrupted(f"the language model {self.name} did not finish: {found}")


async def _limited(
    read: Callable[..., AsyncIterator[bytes]], most: int, chunk_size: int | None = None
) -> AsyncIterator[bytes]:
    """The bytes of a response, so long as they are not too many: a line may never end."""
    async for block in read(chunk_size):
        most -= len(block)
        if most < 0:
            raise EOFError("it sent more than an answer can be")
        yield block


def _next(pieces: queue.SimpleQueue[str | None]) -> str | None:
    """The next piece, None at the end. A thread of anyio that waits here for a task which was
    cancelled, as when a client has left, raises the cancellation."""
    from anyio.from_thread import check_cancelled

    while True:
        try:
            return pieces.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            with suppress(RuntimeError):  # not such a thread
                check_cancelled()


def _pause(error: Exception, failures: int) -> float:
    """Seconds before another try: what the server asks for, else longer each time."""
    asked = getattr(getattr(error, "response", None), "headers", {}).get("retry-after", "")
    if asked.isascii() and asked.isdigit():
        return float(asked)
    return FIRST_PAUSE_SECONDS * 2.0**failures * random.uniform(0.75, 1.25)


def _text(delta: Any) -> str:
    """What a chunk adds to the answer; the thoughts of a reasoning model are none of it."""
    content = getattr(delta, "content", None)
    return content if isinstance(content, str) else ""
