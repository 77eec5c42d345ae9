"""Answers as chat completions of the OpenAI interface, streamed or whole.

The text is written once, piece by piece; a completion that is not streamed is the sum of the
pieces. The dialect (rag/serving/dialects.py) decides how citations are given.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rag.engine import Answered, Event, Stated
from rag.presentation.to_json import answer_json
from rag.serving.chat_text import ChatText
from rag.serving.events import frame
from rag.serving.problems import Problem
from rag.types.answers import Answer, Statement

DONE = b"data: [DONE]\n\n"
# The parts of an Answer that a completion carries beside its text.
_RECORD = {
    "question", "status", "reason", "citations", "nearest", "dropped", "warnings", "understood",
    "index",
}  # fmt: skip


@dataclass(slots=True)
class ChatWriter:
    """One chat completion, streamed or whole, with its own id and time."""

    model: str
    text: ChatText
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))
    _begun: bool = False
    _sent: set[int] = field(default_factory=set)

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The completion as one object."""
        pieces = [self.text.statement(statement) for statement in answer.statements]
        content = "".join([*pieces, self.text.closing(answer)])
        message = {"role": "assistant", "content": content, "refusal": None} | self._annotations()
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return self._object("chat.completion", choice) | self._extras(answer)

    def frames(self, event: Event) -> Iterator[bytes]:
        """The chunks of one event."""
        match event:
            case Stated(statement):
                yield from self._citation_chunks(statement)
                yield self._content(self.text.statement(statement))
            case Answered(answer):
                closing = self.text.closing(answer)
                if closing:
                    yield self._content(closing)
                yield frame(self._chunk(self._annotations(), "stop") | self._extras(answer))
                yield DONE
            case _:
                return

    def _content(self, text: str) -> bytes:
        delta = {"content": text} if self._begun else {"role": "assistant", "content": text}
        self._begun = True
        return frame(self._chunk(delta, None))

    def _citation_chunks(self, statement: Statement) -> Iterator[bytes]:
        """The extras of each citation, once and by number, on chunks that clients of other
        dialects read as empty."""
        extras = self.text.dialect.chunk_extras
        if extras is None:
            return
        for citation in sorted(statement.cited, key=lambda citation: citation.number):
            if citation.number not in self._sent:
                self._sent.add(citation.number)
                yield frame(self._chunk({}, None) | extras(self.text.cited(citation)))

    def _chunk(self, delta: dict[str, Any], finish_reason: str | None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        return self._object("chat.completion.chunk", choice)

    def _object(self, kind: str, choice: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "choices": [choice],
        }

    def _annotations(self) -> dict[str, Any]:
        dialect = self.text.dialect
        return {dialect.annotations_key: self.text.annotations} if dialect.annotation else {}

    def _extras(self, answer: Answer) -> dict[str, Any]:
        """What stands beside the choices: our own record, and what the dialect adds."""
        whole = answer_json(answer, self.text.base)
        record = {key: value for key, value in whole.items() if key in _RECORD}
        extras = self.text.dialect.answer_extras
        return {"speechrag": record} | (extras(answer, self.text.base) if extras else {})


def error_frame(problem: Problem) -> bytes:
    """The last frame of a stream that broke off: the openai client raises it."""
    return frame(problem.as_openai())


def model_json(name: str) -> dict[str, Any]:
    """One entry of `GET /v1/models`."""
    return {"id": name, "object": "model", "created": 0, "owned_by": "speechrag"}
