"""Answers as chat completions: Events in, the objects of the OpenAI interface out.

The text is composed once, piece by piece; a completion that is not streamed is the sum of the
pieces. `citation_format` decides what becomes of citations:

    openai     [1] in the text; url_citation annotations; search_results
    markdown   [1](permalink) in the text
    openwebui  [1] in the text; source events of Open WebUI (streamed), `sources` (not streamed)
    none       the text alone
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rag.engine import Answered, Event, Stated
from rag.presentation.to_json import SCORE_DECIMALS, answer_json, passage_permalink
from rag.presentation.user_input import InvalidField
from rag.serving.chat_text import Composer
from rag.serving.events import frame
from rag.serving.problems import Problem
from rag.types.answers import Answer, Citation, Statement
from rag.types.documents import Document

CITATION_FORMATS = ("openai", "openwebui", "markdown", "none")
DONE = b"data: [DONE]\n\n"


def checked_format(name: str) -> str:
    """`name` if we write that dialect; InvalidField, which becomes a 400, otherwise."""
    if name not in CITATION_FORMATS:
        raise InvalidField("citation_format", f"is one of {', '.join(CITATION_FORMATS)}")
    return name


@dataclass(slots=True)
class ChatWriter:
    """One chat completion, streamed or whole, with its own id and time."""

    model: str
    composer: Composer
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))
    _begun: bool = False
    _shown: set[int] = field(default_factory=set)

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The completion as one object."""
        pieces = [self.composer.stated(statement) for statement in answer.statements]
        content = "".join([*pieces, self.composer.closing(answer)])
        message: dict[str, Any] = {"role": "assistant", "content": content, "refusal": None}
        if self.composer.citation_format == "openai":
            message["annotations"] = self.composer.annotations
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return self._object("chat.completion", choice) | self._findings(answer)

    def frames(self, event: Event) -> Iterator[bytes]:
        """The chunks of one event."""
        match event:
            case Stated(statement):
                yield from self._source_events(statement)
                yield self._content(self.composer.stated(statement))
            case Answered(answer):
                closing = self.composer.closing(answer)
                if closing:
                    yield self._content(closing)
                yield frame(self._final(answer))
                yield DONE
            case _:
                return

    def _content(self, text: str) -> bytes:
        delta = {"content": text} if self._begun else {"role": "assistant", "content": text}
        self._begun = True
        return frame(self._chunk(delta, None))

    def _final(self, answer: Answer) -> dict[str, Any]:
        kept = self.composer.citation_format == "openai"
        delta = {"annotations": self.composer.annotations} if kept else {}
        return self._chunk(delta, "stop") | self._findings(answer)

    def _source_events(self, statement: Statement) -> Iterator[bytes]:
        """Open WebUI numbers sources in the order in which they arrive: send each once, by
        number, on a chunk that other clients read as empty."""
        if self.composer.citation_format != "openwebui":
            return
        for citation in sorted(statement.citations, key=lambda citation: citation.number):
            if citation.number not in self._shown:
                self._shown.add(citation.number)
                event = {"type": "source", "data": _open_webui_source(citation, self.composer.base)}
                yield frame(self._chunk({}, None) | {"event": event})

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

    def _findings(self, answer: Answer) -> dict[str, Any]:
        """What stands beside the choices: the results as Perplexity gives them, and our record."""
        whole = answer_json(answer, self.composer.base)
        ours = ("question", "status", "reason", "citations", "nearest", "dropped", "warnings")
        findings: dict[str, Any] = {
            "speechrag": {
                key: value for key, value in whole.items() if key in (*ours, "understood", "index")
            }
        }
        if self.composer.citation_format == "openai":
            findings["search_results"] = _search_results(answer, self.composer.base)
        if self.composer.citation_format == "openwebui":
            base = self.composer.base
            findings["sources"] = [_open_webui_source(c, base) for c in answer.citations]
        return findings


def error_frame(problem: Problem) -> bytes:
    """The last frame of a stream that broke off: the openai client raises it."""
    return frame(problem.as_openai())


def model_json(name: str) -> dict[str, Any]:
    """One entry of `GET /v1/models`."""
    return {"id": name, "object": "model", "created": 0, "owned_by": "speechrag"}


def _search_results(answer: Answer, base: str) -> list[dict[str, Any]]:
    """The cited quotations, or the nearest passages where nothing is cited."""
    if not answer.statements:
        return [
            _result(h.passage.document, passage_permalink(h, base), h.passage.text)
            for h in answer.nearest
        ]
    return [
        _result(c.quote.passage.document, base + c.permalink, c.quote.text)
        for c in answer.citations
    ]


def _result(document: Document, address: str, text: str) -> dict[str, Any]:
    date = None if document.date is None else str(document.date)
    return {"title": document.title, "url": address, "date": date, "snippet": text}


def _open_webui_source(citation: Citation, base: str) -> dict[str, Any]:
    """One source of Open WebUI: one quotation, addressed by its permalink."""
    address = base + citation.permalink
    title = citation.quote.passage.document.title
    about = {
        "source": address,
        "source_url": address,
        "name": title,
        "url": address,
        "external": True,
    }
    return {
        "source": {"id": address, "name": title, "url": address},
        "document": [citation.quote.text],
        "metadata": [about],
        "distances": [round(citation.score, SCORE_DECIMALS)],
    }
