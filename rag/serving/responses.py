"""Answers as responses of the OpenAI interface (`/v1/responses`), streamed or whole."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rag.engine import Answered, Event, Stated
from rag.serving.chat_text import ChatText
from rag.serving.events import frame
from rag.serving.openai import answer_record
from rag.serving.problems import Problem
from rag.serving.response_format import JsonText
from rag.serving.usage import response_usage, token_count
from rag.types.answers import Answer

# What stands in a response for a model's settings: there are none.
_UNUSED: dict[str, Any] = {
    "background": False,
    "instructions": None,
    "max_output_tokens": None,
    "max_tool_calls": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "reasoning": {"effort": None, "summary": None},
    "service_tier": "default",
    "temperature": None,
    "tool_choice": "auto",
    "tools": [],
    "top_logprobs": 0,
    "top_p": None,
    "truncation": "disabled",
    "user": None,
}


@dataclass(slots=True)
class ResponseWriter:
    """One response with one message of one text. `read` are the tokens of the conversation."""

    model: str
    text: ChatText | JsonText
    read: int = 0
    previous: str | None = None
    stored: bool = True
    format: dict[str, Any] = field(default_factory=lambda: {"type": "text"})
    id: str = field(default_factory=lambda: f"resp_{secrets.token_hex(16)}")
    message_id: str = field(default_factory=lambda: f"msg_{secrets.token_hex(16)}")
    created: int = field(default_factory=lambda: int(time.time()))
    _written: list[str] = field(default_factory=list)
    _annotated: int = 0
    _events: int = 0
    # The response as it was completed.
    sent: dict[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """The text that was written so far."""
        return "".join(self._written)

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The response as one object."""
        self._written = [self.text.statement(statement) for statement in answer.statements]
        self._written.append(self.text.closing(answer))
        return self._completed(answer)

    def frames(self, event: Event) -> Iterator[bytes]:
        """The events of one event of the engine."""
        if not self._events:
            yield from self._begin()
        match event:
            case Stated(statement):
                yield from self._delta(self.text.statement(statement))
            case Answered(answer):
                yield from self._delta(self.text.closing(answer))
                yield from self._end(answer)
            case _:
                return

    def failed(self, problem: Problem) -> bytes:
        """The last event of a stream that broke off."""
        error = {"code": "server_error", "message": problem.detail}
        return self._frame("response.failed", response=self._response("failed") | {"error": error})

    def _begin(self) -> Iterator[bytes]:
        yield self._frame("response.created", response=self._response("in_progress"))
        yield self._frame("response.in_progress", response=self._response("in_progress"))
        item = self._item("in_progress", [])
        yield self._frame("response.output_item.added", output_index=0, item=item)
        yield self._frame("response.content_part.added", **self._place(), part=_part("", []))

    def _delta(self, text: str) -> Iterator[bytes]:
        """A piece of the text, and the annotations of the marks in it."""
        if not text:
            return
        self._written.append(text)
        kind = "response.output_text.delta"
        yield self._frame(kind, **self._place(), delta=text, logprobs=[])
        for index, annotation in enumerate(self._annotations()):
            if index >= self._annotated:
                kind = "response.output_text.annotation.added"
                place = {**self._place(), "annotation_index": index}
                yield self._frame(kind, **place, annotation=annotation)
        self._annotated = len(self._annotations())

    def _end(self, answer: Answer) -> Iterator[bytes]:
        part = _part(self.content, self._annotations())
        kind = "response.output_text.done"
        yield self._frame(kind, **self._place(), text=self.content, logprobs=[])
        yield self._frame("response.content_part.done", **self._place(), part=part)
        item = self._item("completed", [part])
        yield self._frame("response.output_item.done", output_index=0, item=item)
        yield self._frame("response.completed", response=self._completed(answer))

    def _completed(self, answer: Answer) -> dict[str, Any]:
        part = _part(self.content, self._annotations())
        self.sent = self._response("completed") | {
            "completed_at": int(time.time()),
            "output": [self._item("completed", [part])],
            "usage": response_usage(self.read, token_count([self.content])),
            "speechrag": answer_record(answer, self.text.base),
        }
        return self.sent

    def _response(self, status: str) -> dict[str, Any]:
        return {
            **_UNUSED,
            "id": self.id,
            "object": "response",
            "created_at": self.created,
            "status": status,
            "error": None,
            "incomplete_details": None,
            "model": self.model,
            "output": [],
            "previous_response_id": self.previous,
            "store": self.stored,
            "text": {"format": self.format},
            "usage": None,
        }

    def _item(self, status: str, content: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": self.message_id,
            "type": "message",
            "status": status,
            "role": "assistant",
            "content": content,
        }

    def _place(self) -> dict[str, Any]:
        return {"item_id": self.message_id, "output_index": 0, "content_index": 0}

    def _annotations(self) -> list[dict[str, Any]]:
        """As in chat, but flat."""
        return [
            {"type": "url_citation", **annotation["url_citation"]}
            for annotation in self.text.annotations
        ]

    def _frame(self, kind: str, **fields: Any) -> bytes:
        number, self._events = self._events, self._events + 1
        return frame({"type": kind, "sequence_number": number, **fields}, kind)


def _part(text: str, annotations: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": annotations, "logprobs": []}
