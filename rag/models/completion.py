"""A client of chat completions: it reads a reply piece by piece, or says why there is none.

It repeats a request after a passing failure, as long as no piece has come; the size of a reply is
limited.
"""

from __future__ import annotations

import logging
import random
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from typing import Any

from rag.errors import AnswererInterrupted, AnswererUnavailable
from rag.extras import how_to_install
from rag.types.questions import Message

log = logging.getLogger(__name__)

# An answer is a handful of lines; a model that writes more tokens is repeating itself.
MOST_TOKENS = 1500
# An event has about 300 bytes for a token: this is far more than any answer with its thoughts.
MOST_BYTES = 8 << 20
FIRST_PAUSE_SECONDS = 0.5
# The statuses of a server that is too early, too busy or out of order: another try may succeed.
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
# Parameters that some servers refuse; the request is then sent without them.
DISPENSABLE = ("temperature", "max_tokens")

Put = Callable[[str], None]


class Completions:
    """The completions of a model behind `base_url`."""

    def __init__(
        self, base_url: str, api_key: str, model: str, *, retries: int, most_bytes: int
    ) -> None:
        """Raises AnswererUnavailable where the openai package is missing."""
        try:
            import openai  # not on the default path: it takes a second
        except ImportError as error:
            raise AnswererUnavailable(
                f"a language model needs the openai package. Install it: {how_to_install('llm')}"
            ) from error
        self._openai = openai
        self._model = model
        self._base_url = base_url
        self._api_key = api_key
        self._retries = retries
        self._most_bytes = most_bytes

    async def read(self, messages: Sequence[Message], put: Put, began: Callable[[], bool]) -> None:
        """Call `put` with every piece of a reply. Raises AnswererUnavailable, or
        AnswererInterrupted once the reply `began`."""
        import anyio

        options: dict[str, Any] = {"temperature": 0, "max_tokens": MOST_TOKENS}
        failures = 0
        while True:
            try:
                return await self._reply(messages, options, put)
            except Exception as error:  # the libraries below raise nearly anything
                log.warning("language model %s: %s: %s", self._model, type(error).__name__, error)
                refused = [name for name in DISPENSABLE if name in options and name in str(error)]
                if began():
                    raise self._interrupted(error) from error
                if getattr(error, "status_code", None) == 400 and refused:
                    options = {
                        name: value for name, value in options.items() if name not in refused
                    }
                    continue
                if failures >= self._retries or not self._is_passing(error):
                    raise self._unavailable(error) from error
                await anyio.sleep(_pause(error, failures))
                failures += 1

    async def _reply(self, messages: Sequence[Message], options: dict[str, Any], put: Put) -> None:
        """Send one request and put its pieces; raises if the reply does not end as it should."""
        openai = self._openai
        limited = openai.DefaultAsyncHttpxClient(
            timeout=None, event_hooks={"response": [self._limit]}
        )
        async with (
            openai.AsyncOpenAI(
                base_url=self._base_url, api_key=self._api_key, max_retries=0, http_client=limited
            ) as client,
            await client.chat.completions.create(
                model=self._model,
                messages=[{"role": message.role, "content": message.text} for message in messages],
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
            f"the language model {self._model} {found}; see SPEECHRAG_LLM_BASE_URL, "
            "SPEECHRAG_LLM_MODEL and SPEECHRAG_LLM_API_KEY, or ask without it"
        )

    def _interrupted(self, error: Exception) -> AnswererInterrupted:
        found = str(error) if isinstance(error, EOFError) else "its reply broke off"
        return AnswererInterrupted(f"the language model {self._model} did not finish: {found}")


async def _limited(
    read: Callable[..., AsyncIterator[bytes]], most: int, chunk_size: int | None = None
) -> AsyncIterator[bytes]:
    """The bytes of a response, at most so many: a line may never end."""
    async for block in read(chunk_size):
        most -= len(block)
        if most < 0:
            raise EOFError("it sent more than an answer can be")
        yield block


def _pause(error: Exception, failures: int) -> float:
    """Seconds before another try: the time that the server asks for, or longer each time."""
    wanted = getattr(getattr(error, "response", None), "headers", {}).get("retry-after", "")
    if wanted.isascii() and wanted.isdigit():
        return float(wanted)
    return FIRST_PAUSE_SECONDS * 2.0**failures * random.uniform(0.75, 1.25)


def _text(delta: Any) -> str:
    """The text that a chunk adds to the answer; thoughts of a reasoning model are left out."""
    content = getattr(delta, "content", None)
    return content if isinstance(content, str) else ""
