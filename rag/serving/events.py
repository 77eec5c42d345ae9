"""Server-sent events: an answer as an event stream, part by part."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, TypeVar

from starlette.responses import StreamingResponse

from rag.engine import Answered, Event, Sources, Stated
from rag.presentation.to_json import (
    answer_json,
    citation_json,
    hit_json,
    statement_json,
    understood_json,
)
from rag.serving.problems import Problem, problem_of
from rag.serving.request_note import note_problem

log = logging.getLogger(__name__)

Streamed = TypeVar("Streamed")


def event_stream(body: AsyncIterator[bytes]) -> StreamingResponse:
    """A response that proxies must neither store nor change."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(body, headers=headers, media_type="text/event-stream")


def frame(data: Any, event: str | None = None) -> bytes:
    """One event; JSON holds no line break, so `data` is one line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (f"event: {event}\n" if event else "").encode() + f"data: {text}\n\n".encode()


async def frames(
    events: AsyncIterator[Streamed],
    write: Callable[[Streamed], Iterator[bytes]],
    fail: Callable[[Problem], bytes],
) -> AsyncIterator[bytes]:
    """Each event as `write` writes it; a failure on the way ends the stream as `fail` writes it."""
    try:
        async for event in events:
            for piece in write(event):
                yield piece
    except Exception as error:
        problem = problem_of(error)
        note_problem(problem.code)
        if problem.status == 500:
            log.exception("a stream broke off")
        yield fail(problem)
    finally:
        await events.aclose()  # type: ignore[attr-defined]  # an asynchronous generator


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
