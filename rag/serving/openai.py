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
from rag.serving.events import frame
from rag.serving.phrases import cautions, labelled, listed, phrase, shortened
from rag.serving.problems import Problem
from rag.serving.reading import InvalidField
from rag.serving.schemas import answer_json, passage_permalink
from rag.types import Answer, Citation, Document, Statement

CITATION_FORMATS = ("openai", "openwebui", "markdown", "none")
DONE = b"data: [DONE]\n\n"
# Enough of a passage to judge it by, little enough to scan several.
_SNIPPET_CHARACTERS = 160


def checked_format(name: str) -> str:
    """`name` if we write that dialect; InvalidField, which becomes a 400, otherwise."""
    if name not in CITATION_FORMATS:
        raise InvalidField("citation_format", f"is one of {', '.join(CITATION_FORMATS)}")
    return name


@dataclass(slots=True)
class Composer:
    """Writes one answer's text, and keeps where in it the citations stand. Offsets are code
    points of the whole text."""

    base: str
    citation_format: str
    written: int = 0
    annotations: list[dict[str, Any]] = field(default_factory=list)

    def stated(self, statement: Statement) -> str:
        """The statement as a paragraph of its own, its markers at the end."""
        text = ("\n\n" if self.written else "") + self.spoken(statement.text)
        for place, citation in enumerate(self._marked(statement)):
            text += "" if place else " "
            marker = self._marker(citation)
            self._annotate(citation, self.written + len(text), len(marker))
            text += marker
        return self._add(text)

    def closing(self, answer: Answer) -> str:
        """What must be said after the statements: why there is no more, and what to beware of."""
        lines = _unsupported(answer, self) if not answer.statements else _remarks(answer)
        if not lines:
            return ""
        return self._add(("\n\n" if self.written else "") + "\n".join(lines))

    def link(self, words: str, address: str) -> str:
        """A Markdown link, or the words alone where none is wanted."""
        if self.citation_format == "none":
            return words
        shown = words.replace("[", "（").replace("]", "）")
        return f"[{shown}]({address})"

    def spoken(self, text: str) -> str:
        """Words of a speech for a client that reads Markdown: they may open no link, image or tag
        there, since those would fetch from wherever the speech says."""
        if self.citation_format == "none":
            return text
        return text.replace("](", "]\\(").replace("<", "\\<")

    def _marked(self, statement: Statement) -> tuple[Citation, ...]:
        return () if self.citation_format == "none" else statement.citations

    def _marker(self, citation: Citation) -> str:
        if self.citation_format == "markdown":
            return f"[{citation.number}]({self.base}{citation.permalink})"
        return f"[{citation.number}]"

    def _annotate(self, citation: Citation, start: int, length: int) -> None:
        if self.citation_format != "openai":
            return
        self.annotations.append(
            {
                "type": "url_citation",
                "url_citation": {
                    "start_index": start,
                    "end_index": start + length,
                    "url": self.base + citation.permalink,
                    "title": citation.quote.passage.document.title,
                },
            }
        )

    def _add(self, text: str) -> str:
        self.written += len(text)
        return text


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
        ours = ("status", "reason", "citations", "nearest", "dropped", "warnings", "understood")
        findings: dict[str, Any] = {
            "speechrag": {key: value for key, value in whole.items() if key in (*ours, "index")}
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


def place_words(document: Document, heading: tuple[str, ...]) -> str:
    """Title, date and innermost heading, as a reader would name the place."""
    parts = [document.title, str(document.date or ""), heading[-1] if heading else ""]
    return " · ".join(part for part in parts if part)


def _unsupported(answer: Answer, composer: Composer) -> list[str]:
    language = answer.question.language
    lines = [answer.reason or phrase("unsupported", language)]
    if answer.nearest:
        lines += ["", labelled(phrase("nearest", language), "", language).strip(), ""]
    for hit in answer.nearest:
        words = place_words(hit.passage.document, hit.passage.heading)
        link = composer.link(words, passage_permalink(hit, composer.base))
        lines.append(
            f"- {link} — {composer.spoken(shortened(hit.passage.text, _SNIPPET_CHARACTERS))}"
        )
    return lines


def _remarks(answer: Answer) -> list[str]:
    """The reason why an answer is not whole, and the warnings of the documents it rests on."""
    language = answer.question.language
    lines = []
    if answer.status != "answered":
        status = phrase(f"status.{answer.status}", language)
        lines.append(labelled(status, answer.reason, language) if answer.reason else status)
    for document, words in cautions(answer):
        about = listed([document.title, words], language)
        lines.append(labelled(phrase("note", language), about, language))
    return lines


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
        "distances": [round(citation.score, 6)],
    }
