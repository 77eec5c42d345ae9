"""Server-sent events: an answer as an event stream, part by part."""

from __future__ import annotations

import json
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi.sse import format_sse_event

from rag.engine import Answered, Event, Sources, Stated
from rag.presentation.to_json import (
    answer_json,
    citation_json,
    hit_json,
    statement_json,
    understood_json,
)
from rag.serving.problems import Problem
from rag.serving.streams import EventStream

Streamed = TypeVar("Streamed")


def event_stream(body: Frames[Any] | AsyncIterable[bytes]) -> EventStream:
    """A response of events, kept alive and ended in order (rag/serving/streams.py)."""
    return EventStream(body, body.fail if isinstance(body, Frames) else error_frame)


def frame(data: Any, event: str | None = None) -> bytes:
    """One event; JSON holds no line break, so `data` is one line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return format_sse_event(data_str=text, event=event)


@dataclass(frozen=True, slots=True)
class Frames(Generic[Streamed]):
    """Each event of an asynchronous generator as `write` writes it; `fail` writes the last event
    of a stream that broke off."""

    events: AsyncIterator[Streamed]
    write: Callable[[Streamed], Iterator[bytes]]
    fail: Callable[[Problem], bytes]

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for event in self.events:
            for piece in self.write(event):
                yield piece

    async def aclose(self) -> None:
        """Closes the generator, also if nobody has begun with it."""
        await self.events.aclose()  # type: ignore[attr-defined]


def frames(
    events: AsyncIterator[Streamed],
    write: Callable[[Streamed], Iterator[bytes]],
    fail: Callable[[Problem], bytes],
) -> Frames[Streamed]:
    """What `event_stream` takes."""
    return Frames(events, write, fail)


def answer_frames(base: str) -> Callable[[Event], Iterator[bytes]]:
    """A writer of the events `sources`, `statement` and `answer`."""

    def write(event: Event) -> Iterator[bytes]:
        match event:
            case Sources(hits, understood):
                found = [hit_json(hit, base) for hit in hits]
                yield frame({"hits": found, "understood": understood_json(understood)}, "sources")
            case Stated(statement):
                cited = [citation_json(citation, base) for citation in statement.cited]
                yield frame({**statement_json(statement), "cited": cited}, "statement")
            case Answered(answer):
                yield frame(answer_json(answer, base), "answer")

    return write


def error_frame(problem: Problem) -> bytes:
    """The last event of a stream that broke off."""
    return frame(problem.as_json(), "error")
