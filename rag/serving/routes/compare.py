"""`POST /v1/compare`: one question asked of many groups, as a table or a stream of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from rag.presentation.comparison_json import (
    ComparisonJson,
    comparison_csv,
    comparison_json,
    row_json,
)
from rag.serving.description import CSV, STREAMED
from rag.serving.events import error_frame, event_stream, frame, frames
from rag.serving.requests import CompareBody
from rag.serving.service import Here
from rag.types.comparison import Cell, Comparison

router = APIRouter(tags=["compare"])

# A comparison writes an answer for each group, so it may take much longer than a search.
COMPARE_SECONDS = 60.0


@router.post("/v1/compare", responses={200: {"model": ComparisonJson, "content": STREAMED | CSV}})
async def compare(
    body: CompareBody,
    service: Here,
    format: Annotated[
        Literal["json", "csv"], Query(description="`csv` for a spreadsheet")
    ] = "json",
) -> Response:
    """One question asked of each region, year, speaker or document: a quotation for each, or that
    it is not stated. With `stream`, the events `row`…, `comparison` or `error`."""
    service = await service.at(body.index)
    question = body.as_question(characters=service.limits.question_characters)
    answerer = service.answerer(body.answerer)
    working = service.working(answerer, translate=body.translate)
    compared = service.recent.keeping(
        service.engine.compare_events(question, by=body.by, limit=body.limit, answerer=answerer)
    )
    if body.stream and format == "json":
        events = await service.threads_of(working).opened(compared)
        return event_stream(frames(events, partial(_write, service.base), error_frame))
    seconds = max(COMPARE_SECONDS, service.seconds(working))
    comparison = await service.threads_of(working).run(
        lambda: _last(compared), timeout_seconds=seconds
    )
    if format == "csv":
        text = comparison_csv(comparison, service.base, mark=True)
        return Response(text, media_type="text/csv")
    return JSONResponse(comparison_json(comparison, service.base))


def _last(events: Iterator[Cell | Comparison]) -> Comparison:
    *_, last = events
    assert isinstance(last, Comparison)
    return last


def _write(base: str, event: Cell | Comparison) -> Iterator[bytes]:
    if isinstance(event, Cell):
        yield frame(row_json(event, base), "row")
    else:
        yield frame(comparison_json(event, base), "comparison")
