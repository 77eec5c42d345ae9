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
from rag.serving.response_format import JsonText
from rag.serving.usage import BYTES_OF_A_TOKEN, chat_usage, token_count
from rag.types.answers import Answer, Statement

DONE = b"data: [DONE]\n\n"
# The parts of an Answer that a completion carries beside its text; the id serves to export it.
_RECORD = {
    "id", "question", "status", "reason", "reason_code", "suggestions", "citations", "nearest",
    "dropped", "warnings", "understood", "index",
}  # fmt: skip


@dataclass(slots=True)
class ChatWriter:
    """One chat completion, streamed or whole, with its own id and time. `read` are the tokens of
    the conversation; `tells_usage` says whether a stream ends with their count."""

    model: str
    text: ChatText | JsonText
    read: int = 0
    tells_usage: bool = False
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))
    _sent: set[int] = field(default_factory=set)
    _written: list[str] = field(default_factory=list)

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The completion as one object."""
        pieces = [self.text.statement(statement) for statement in answer.statements]
        self._written = [*pieces, self.text.closing(answer)]
        content = "".join(self._written)
        message = {"role": "assistant", "content": content, "refusal": None} | self._annotations()
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        usage = {"usage": self._usage()}
        return self._object("chat.completion", [choice]) | usage | self._extras(answer)

    def frames(self, event: Event) -> Iterator[bytes]:
        """The chunks of one event."""
        match event:
            case Stated(statement):
                yield from self._citation_chunks(statement)
                yield from self._content(self.text.statement(statement))
            case Answered(answer):
                yield from self._content(self.text.closing(answer))
                yield frame(self._chunk(self._annotations(), "stop") | self._extras(answer))
                if self.tells_usage:
                    counted = {"usage": self._usage()}
                    yield frame(self._object("chat.completion.chunk", []) | counted)
                yield DONE
            case _:
                return

    def _content(self, text: str) -> Iterator[bytes]:
        if not text:
            return
        delta = {"content": text} if self._written else {"role": "assistant", "content": text}
        self._written.append(text)
        yield frame(self._chunk(delta, None))

    def _usage(self) -> dict[str, int]:
        return chat_usage(self.read, token_count(["".join(self._written)]))

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
        # A client that wants the count expects the field on every chunk.
        usage = {"usage": None} if self.tells_usage else {}
        return self._object("chat.completion.chunk", [choice]) | usage

    def _object(self, kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "choices": choices,
        }

    def _annotations(self) -> dict[str, Any]:
        dialect = self.text.dialect
        return {dialect.annotations_key: self.text.annotations} if dialect.annotation else {}

    def _extras(self, answer: Answer) -> dict[str, Any]:
        """What stands beside the choices: our own record, and what the dialect adds."""
        extras = self.text.dialect.answer_extras
        record = {"speechrag": answer_record(answer, self.text.base)}
        return record | (extras(answer, self.text.base) if extras else {})


def answer_record(answer: Answer, base: str) -> dict[str, Any]:
    """Our own record of an answer, which no other client reads."""
    return {key: value for key, value in answer_json(answer, base).items() if key in _RECORD}


def error_frame(problem: Problem) -> bytes:
    """The last frame of a stream that broke off: the openai client raises it."""
    return frame(problem.as_openai())


def model_json(
    name: str, description: str, *, created: int, question_characters: int, body_bytes: int
) -> dict[str, Any]:
    """One entry of `GET /v1/models`, with what clients of other servers look for: how many tokens
    a conversation may have, and what goes in and out."""
    return {
        "id": name,
        "object": "model",
        "created": created,
        "owned_by": "speechrag",
        "name": name,
        "description": description,
        "context_length": body_bytes // BYTES_OF_A_TOKEN,
        "question_characters": question_characters,
        "architecture": {"input_modalities": ["text"], "output_modalities": ["text"]},
    }
