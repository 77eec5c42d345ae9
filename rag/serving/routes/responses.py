"""`/v1/responses` of the OpenAI interface: an answer, which a later request can continue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import APIRouter, Header, Path
from starlette.responses import JSONResponse, Response

from rag.engine import Answered, Event
from rag.presentation.user_input import NAME_CHARACTERS, InvalidField
from rag.serving.description import STREAMED
from rag.serving.dialects import DIALECTS, Dialect, dialect_named
from rag.serving.events import event_stream, frames
from rag.serving.problems import Problem, Refused
from rag.serving.requests import ChatBody
from rag.serving.responses import ResponseWriter
from rag.serving.responses_request import ResponsesBody
from rag.serving.routes.chat import asked_in, service_of
from rag.serving.service import Here, Service, StoredResponse
from rag.types.questions import Message

router = APIRouter(tags=["chat"])

# A question leans on the turns just before it.
_KEPT_TURNS = 12
_KEPT_CHARACTERS = 8000
# What a response can carry: marks, links and annotations in the shape of this interface.
_DIALECTS = ("openai", "markdown", "none")
Id = Annotated[str, Path(max_length=NAME_CHARACTERS)]


@router.post("/v1/responses", responses={200: {"content": STREAMED}})
async def respond(
    body: ResponsesBody, service: Here, x_citation_format: Annotated[str | None, Header()] = None
) -> Response:
    """An answer to the last user message of `input`, or of the conversation that it continues
    (`previous_response_id`, good for an hour); with `stream`, its typed events."""
    service = await service_of(body.model, body.index, service)
    dialect = _dialect(body.citation_format or x_citation_format, service)
    chat = body.as_chat(_turns_before(body, service))
    asked = await asked_in(chat, service)
    writer = ResponseWriter(
        body.model,
        body.format.json_text(service.base) or asked.text(service, dialect),
        read=asked.read,
        previous=body.previous_response_id,
        stored=body.store is not False,
        format=body.format.told(),
    )
    if body.stream:
        kept = _keeping(writer, chat, service)
        return event_stream(frames(await asked.events(service), kept, writer.failed))
    sent = writer.whole(await asked.answer(service))
    _keep(writer, chat, service)
    return JSONResponse(sent)


@router.get("/v1/responses/{id}")
async def response(id: Id, service: Here) -> Response:
    """A response of the last hour."""
    return JSONResponse(_stored(id, service).sent)


@router.delete("/v1/responses/{id}")
async def delete_response(id: Id, service: Here) -> Response:
    """Forget a response before its hour is over."""
    _stored(id, service)
    service.responses.remove(id)
    return JSONResponse({"id": id, "object": "response", "deleted": True})


def _dialect(chosen: str | None, service: Service) -> Dialect:
    """The dialect that was chosen, else the server's, as far as a response can carry it."""
    if not chosen:
        return service.dialect if service.dialect.name in _DIALECTS else DIALECTS["openai"]
    if chosen in DIALECTS and chosen not in _DIALECTS:
        detail = f"is one of {', '.join(_DIALECTS)} here; chat completions carry the others"
        raise InvalidField("citation_format", detail)
    return dialect_named(chosen)


def _turns_before(body: ResponsesBody, service: Service) -> tuple[Message, ...]:
    """The conversation that the request continues."""
    if body.previous_response_id is None:
        return ()
    stored = service.responses.find(body.previous_response_id)
    if stored is None:
        detail = "responses are kept for an hour, unless `store` is false: send the conversation"
        fields = (("previous_response_id", detail),)
        code = "previous_response_not_found"
        raise Refused(Problem(400, code, "The response is gone", detail, fields))
    return stored.turns


def _stored(id: str, service: Service) -> StoredResponse:
    found = service.responses.find(id)
    if found is None:
        detail = "responses are kept for an hour, unless `store` is false; ask again"
        raise Refused(Problem(404, "response-gone", "The response is gone", detail))
    return found


def _keeping(
    writer: ResponseWriter, chat: ChatBody, service: Service
) -> Callable[[Event], Iterator[bytes]]:
    """Writes the events, and keeps the response when it is complete."""

    def write(event: Event) -> Iterator[bytes]:
        for piece in writer.frames(event):
            if isinstance(event, Answered) and writer.sent:
                _keep(writer, chat, service)
            yield piece

    return write


def _keep(writer: ResponseWriter, chat: ChatBody, service: Service) -> None:
    """Keep the response with the end of its conversation, unless it is not to be kept."""
    if not writer.stored:
        return
    characters = service.limits.question_characters
    answer = Message("assistant", writer.content[:_KEPT_CHARACTERS])
    turns = (*chat.turns(characters=characters)[1 - _KEPT_TURNS :], answer)
    service.responses.keep_as(writer.id, StoredResponse(writer.sent, turns))
