"""The OpenAI interface for chat front ends: `/v1/chat/completions` and `/v1/models`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Request
from starlette.responses import JSONResponse, Response

from rag.engine import Event
from rag.presentation.phrases import phrase
from rag.serving.chat_text import ChatText
from rag.serving.description import STREAMED
from rag.serving.dialects import Dialect, dialect_for
from rag.serving.events import event_stream, frames
from rag.serving.front_ends import Sender, tool_names
from rag.serving.indexes import MODEL_MARK, split_model
from rag.serving.openai import ChatWriter, error_frame, model_json
from rag.serving.page_language import page_language
from rag.serving.problems import Problem, Refused
from rag.serving.requests import ChatBody
from rag.serving.service import Here, Service
from rag.serving.usage import token_count
from rag.types.answers import Answer
from rag.types.questions import ANSWER_LIMIT, Question

router = APIRouter(tags=["chat"])

# The model of this name is the default answerer.
PLAIN_MODEL = "speechrag"


@router.post("/v1/chat/completions", responses={200: {"content": STREAMED}})
async def complete(
    body: ChatBody,
    request: Request,
    service: Here,
    x_citation_format: Annotated[str | None, Header()] = None,
) -> Response:
    """An answer to the last user message; `citation_format` or `X-Citation-Format` chooses how
    citations are given. Open WebUI gets its own way without asking. The model may name an index,
    as `speechrag@laws`."""
    service = await service_of(body.model, body.index, service)
    chosen = body.citation_format or x_citation_format
    sender = Sender(request.headers, tool_names(body.tools))
    dialect = dialect_for(sender, chosen, service.dialect)
    asked = await asked_in(body, service)
    format = body.response_format
    text = (format.json_text(service.base) if format else None) or asked.text(service, dialect)
    writer = ChatWriter(body.model, text, asked.read, body.tells_usage)
    if body.stream:
        return event_stream(frames(await asked.events(service), writer.frames, error_frame))
    return JSONResponse(writer.whole(await asked.answer(service)))


async def service_of(model: str, index: str | None, service: Service) -> Service:
    """The service over the index that the request names, in a field or behind its model."""
    return await service.at(index or split_model(model)[1])


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of a conversation, and who answers it. `understood_as` is the question that
    earlier turns completed; `read` counts the tokens of all that was said."""

    question: Question
    answerer: str
    understood_as: str | None
    read: int

    def text(self, service: Service, dialect: Dialect) -> ChatText:
        """A writer of the answer's text."""
        language, understood_as = self.question.language, self.understood_as
        return ChatText(service.base, dialect, language, understood_as=understood_as)

    async def events(self, service: Service) -> AsyncIterator[Event]:
        """The answer part by part; it is kept for export."""
        asked = service.engine.ask_events(self.question, limit=ANSWER_LIMIT, answerer=self.answerer)
        return await service.threads_of(self.answerer).opened(service.recent.keeping(asked))

    async def answer(self, service: Service) -> Answer:
        """The whole answer; it is kept for export."""
        ask = partial(service.engine.ask, self.question, limit=ANSWER_LIMIT, answerer=self.answerer)
        seconds = service.seconds(self.answerer)
        answer = await service.threads_of(self.answerer).run(ask, timeout_seconds=seconds)
        service.recent.keep(answer)
        return answer


async def asked_in(body: ChatBody, service: Service) -> Asked:
    """What a chat asks. Refused if there is no such model, InvalidField if there is no question."""
    answerer = _answerer(body.model, service)
    # A language model may word the question; else it is read at once, and waits for no answer.
    threads = service.llm_threads if answerer == "llm" else service.threads
    return await threads.run(
        partial(_read, body, service, answerer), timeout_seconds=service.seconds(answerer)
    )


def _read(body: ChatBody, service: Service, answerer: str) -> Asked:
    """What a chat asks; a long one takes a while to read."""
    written = body.as_question(characters=service.limits.question_characters)
    question = _completed(written, body, service, answerer)
    as_meant = question.text if question != written else None
    return Asked(question, answerer, as_meant, token_count(body.texts()))


def _completed(question: Question, body: ChatBody, service: Service, answerer: str) -> Question:
    """The question, completed from the conversation before it so that it can stand alone."""
    if question.housekeeping:
        return question  # what was asked before does not matter
    turns = body.turns(characters=service.limits.question_characters)
    if len(turns) < 2:
        return question
    return replace(question, text=service.engine.self_contained(turns, answerer=answerer))


@router.get("/v1/models")
async def models(request: Request, service: Here) -> Response:
    """The models that can be asked here."""
    entries = [_model(name, request, service) for name in await run_sync(_listed, service)]
    return JSONResponse({"object": "list", "data": entries})


@router.get("/v1/models/{name}")
async def model(name: str, request: Request, service: Here) -> Response:
    """One model."""
    service = await service_of(name, None, service)
    _answerer(name, service)
    return JSONResponse(_model(name, request, service))


def _models(service: Service) -> dict[str, str]:
    """Name of each model -> the answerer behind it."""
    engine = service.engine
    named = {f"{PLAIN_MODEL}-{answerer}": answerer for answerer in engine.answerers}
    return {PLAIN_MODEL: engine.default_answerer, **named}


def _listed(service: Service) -> list[str]:
    """All models, also those that name an index."""
    others = (name for name in service.indexes.names() if name != service.index_name)
    return [*_models(service), *(f"{PLAIN_MODEL}{MODEL_MARK}{name}" for name in others)]


def _answerer(model: str, service: Service) -> str:
    """The answerer behind the model. Refused if there is no such model."""
    found = _models(service).get(split_model(model)[0])
    if found is None:
        raise Refused(_no_such_model(_listed(service)))
    return found


def _model(name: str, request: Request, service: Service) -> dict[str, Any]:
    about = phrase(f"model.{_answerer(name, service)}", page_language(request))
    return model_json(
        name,
        about,
        created=service.started,
        question_characters=service.limits.question_characters,
        body_bytes=service.limits.chat_body_bytes,
    )


def _no_such_model(models: Sequence[str]) -> Problem:
    detail = f"there is no such model here; there is {', '.join(models)}"
    return Problem(404, "model_not_found", "No such model", detail, (("model", detail),))
