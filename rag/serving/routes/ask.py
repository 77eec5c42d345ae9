"""`POST /v1/ask`: the answer to a question, whole or streamed."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from rag.presentation.json_types import AnswerJson
from rag.presentation.to_json import answer_json
from rag.serving.description import STREAMED
from rag.serving.events import answer_frames, error_frame, event_stream, frames
from rag.serving.requests import AskBody
from rag.serving.service import Here

router = APIRouter(tags=["ask"])


@router.post("/v1/ask", responses={200: {"model": AnswerJson, "content": STREAMED}})
async def ask(body: AskBody, service: Here) -> Response:
    """An answer made of verbatim quotations; with `stream`, the events `sources`, `statement`…,
    `answer` or `error`."""
    service = await service.at(body.index)
    question = body.as_question(characters=service.limits.question_characters)
    answerer = service.answerer(body.answerer)
    working = service.working(answerer, translate=body.translate)
    if body.stream:
        asked = service.engine.ask_events(question, limit=body.limit, answerer=answerer)
        events = await service.threads_of(working).opened(service.recent.keeping(asked))
        return event_stream(frames(events, answer_frames(service.base), error_frame))
    answer = await service.threads_of(working).run(
        partial(service.engine.ask, question, limit=body.limit, answerer=answerer),
        timeout_seconds=service.seconds(working),
    )
    service.recent.keep(answer)
    return JSONResponse(answer_json(answer, service.base))
