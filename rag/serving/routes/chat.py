"""The OpenAI interface for chat front ends: `/v1/chat/completions` and `/v1/models`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Request
from starlette.responses import JSONResponse, Response

from rag.serving.chat_text import ChatText
from rag.serving.dialects import dialect_for
from rag.serving.events import event_stream, frames
from rag.serving.front_ends import Sender, tool_names
from rag.serving.openai import ChatWriter, error_frame, model_json
from rag.serving.problems import Problem
from rag.serving.requests import ChatBody
from rag.serving.service import Here, Service
from rag.types.questions import ANSWER_LIMIT, Question

router = APIRouter(tags=["chat"])

# The model of this name is the default answerer.
PLAIN_MODEL = "speechrag"


@router.post("/v1/chat/completions")
async def complete(
    body: ChatBody,
    request: Request,
    service: Here,
    x_citation_format: Annotated[str | None, Header()] = None,
) -> Response:
    """An answer to the last user message; `citation_format` or `X-Citation-Format` chooses how
    citations are given. Open WebUI gets its own way without asking."""
    chosen = body.citation_format or x_citation_format
    sender = Sender(request.headers, tool_names(body.tools))
    dialect = dialect_for(sender, chosen, service.dialect)
    answerers = _models(service)
    if body.model not in answerers:
        return _no_such_model(answerers).response("/v1/models")
    answerer = answerers[body.model]
    written = body.as_question(characters=service.limits.question_characters)
    question = await _completed(written, body, service, answerer)
    understood_as = question.text if question != written else None
    text = ChatText(service.base, dialect, question.language, understood_as=understood_as)
    writer = ChatWriter(body.model, text)
    if body.stream:
        asked = service.engine.ask_events(question, limit=ANSWER_LIMIT, answerer=answerer)
        events = await service.threads_of(answerer).opened(asked)
        return event_stream(frames(events, writer.frames, error_frame))
    answer = await service.threads_of(answerer).run(
        partial(service.engine.ask, question, limit=ANSWER_LIMIT, answerer=answerer),
        timeout_seconds=service.seconds(answerer),
    )
    return JSONResponse(writer.whole(answer))


async def _completed(
    question: Question, body: ChatBody, service: Service, answerer: str
) -> Question:
    """The question, completed from the conversation before it so that it can stand alone."""
    turns = body.turns(characters=service.limits.question_characters)
    if len(turns) < 2:
        return question
    text = await service.threads_of(answerer).run(
        partial(service.engine.self_contained, turns, answerer=answerer),
        timeout_seconds=service.seconds(answerer),
    )
    return replace(question, text=text)


@router.get("/v1/models")
async def models(service: Here) -> Response:
    """The models that can be asked here."""
    return JSONResponse({"object": "list", "data": [model_json(name) for name in _models(service)]})


@router.get("/v1/models/{name}")
async def model(name: str, service: Here) -> Response:
    """One model."""
    if name not in _models(service):
        return _no_such_model(_models(service)).response("/v1/models")
    return JSONResponse(model_json(name))


def _models(service: Service) -> dict[str, str]:
    """Name of each model -> the answerer behind it."""
    engine = service.engine
    named = {f"{PLAIN_MODEL}-{answerer}": answerer for answerer in engine.answerers}
    return {PLAIN_MODEL: engine.default_answerer, **named}


def _no_such_model(models: dict[str, str]) -> Problem:
    detail = f"there is no such model here; there is {', '.join(models)}"
    return Problem(404, "model_not_found", "No such model", detail, (("model", detail),))
