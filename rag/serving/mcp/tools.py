"""The tools of MCP: one table, TOOLS, with a row a tool.

A tool gives the JSON of the HTTP interface, under a schema, and the same in words. It runs in the
threads and within the time of a request over HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from rag.errors import NoSuchDocument
from rag.index.index import Index
from rag.language.detect import language_of
from rag.presentation.figures_json import figures_json
from rag.presentation.json_types import (
    AnswerJson,
    DocumentJson,
    FiguresJson,
    SearchJson,
    SpanJson,
)
from rag.presentation.ledger_json import LedgerJson, ledger_json
from rag.presentation.to_json import answer_json, document_json, search_json, span_json
from rag.serving.mcp.arguments import (
    Arguments,
    AskArguments,
    FiguresArguments,
    LedgerArguments,
    ReadArguments,
    SearchArguments,
    schema_of,
)
from rag.serving.mcp.words import (
    answer_words,
    figures_words,
    ledger_words,
    page_words,
    search_words,
)
from rag.serving.routes.ledger import LEDGER_SECONDS
from rag.serving.service import Service
from rag.types.documents import Document
from rag.types.questions import ANSWER_LIMIT
from rag.types.text import Language, Span

Given = TypeVar("Given", bound=Arguments)


class Told(NamedTuple):
    """A result: as JSON, and in words. Without JSON: why there is none."""

    json: Mapping[str, Any] | None
    words: str


class SectionJson(TypedDict):
    """A part of a speech under one heading path, and where it begins."""

    heading: list[str]
    start: int


class DocumentPageJson(TypedDict):
    """A part of a speech. `span` is where `text` stands in the whole, `next` the `start` of the
    part behind it, null at the end; `sections` are those of the whole speech."""

    document: DocumentJson
    text: str
    span: SpanJson
    next: int | None
    permalink: str
    sections: list[SectionJson]


class LedgerPageJson(LedgerJson):
    """A part of a ledger; `total` counts the entries of the whole, `next` is the `start` of the
    part behind this one, null at the end."""

    total: int
    next: int | None


@dataclass(frozen=True, slots=True)
class Tool(Generic[Given]):
    """One tool. `run` blocks, in the threads of `answerer` of the service and within `seconds`,
    by default within the time of a search."""

    name: str
    title: str
    description: str
    arguments: type[Given]
    result: Any
    run: Callable[[Service, Given], Told]
    answers: bool = False
    seconds: float | None = None

    @property
    def input_schema(self) -> dict[str, Any]:
        return schema_of(self.arguments)

    @property
    def output_schema(self) -> dict[str, Any]:
        return TypeAdapter(self.result).json_schema(mode="serialization")

    async def call(self, service: Service, given: Mapping[str, Any]) -> Told:
        """The result. Raises pydantic's ValidationError for wrong arguments, and what a request
        over HTTP raises: SpeechragError, Busy, TimeoutError."""
        arguments = self.arguments.model_validate(given)
        service = service.of(arguments.index)
        work = partial(self.run, service, arguments)
        if self.answers:
            answerer = service.answerer(None)
            threads, seconds = service.threads_of(answerer), service.seconds(answerer)
        else:
            threads, seconds = service.threads, service.limits.search_timeout_seconds
        return await threads.run(work, timeout_seconds=self.seconds or seconds)


def _search(service: Service, given: SearchArguments) -> Told:
    question = given.as_question(characters=service.limits.question_characters)
    found = service.engine.search(question, limit=given.limit)
    as_json = search_json(found.hits, found.understood, found.index, found.timings_ms, service.base)
    return Told(as_json, search_words(found, question.language, service.base))


def _ask(service: Service, given: AskArguments) -> Told:
    question = given.as_question(characters=service.limits.question_characters)
    answer = service.engine.ask(question, limit=ANSWER_LIMIT, answerer=service.answerer(None))
    service.recent.keep(answer)
    return Told(answer_json(answer, service.base), answer_words(answer, service.base))


def _read(service: Service, given: ReadArguments) -> Told:
    with service.engine.index() as index:
        document = _document(index, given.document)
        span = _page(document.text, given.start, given.characters)
        passages = index.passages(index.document_rows(document.id))
        page: DocumentPageJson = {
            "document": document_json(document),
            "text": span.slice(document.text),
            "span": span_json(span),
            "next": span.end if span.end < len(document.text) else None,
            "permalink": service.base + document.permalink(span),
            "sections": _sections((passage.heading, passage.span.start) for passage in passages),
        }
    return Told(page, page_words(document, span, service.base))


def _figures(service: Service, given: FiguresArguments) -> Told:
    table = service.engine.figures(
        given.indicator,
        kinds=given.kinds,
        stances=given.stances,
        years=given.years,
        filters=given.as_filters(),
        contradictions=given.contradictions,
        limit=given.limit,
        cursor=given.cursor,
    )
    language = _language(given.indicator, *given.regions)
    return Told(figures_json(table, service.base), figures_words(table, language, service.base))


def _ledger(service: Service, given: LedgerArguments) -> Told:
    whole = service.engine.ledger(
        given.indicator, years=tuple(given.years), filters=given.as_filters()
    )
    total, end = len(whole.entries), given.start + given.limit
    shown = replace(whole, entries=whole.entries[given.start : end])
    next = end if end < total else None
    page: LedgerPageJson = {**ledger_json(shown, service.base), "total": total, "next": next}
    language = _language(given.indicator, *given.regions)
    return Told(page, ledger_words(shown, language, service.base, next))


def _document(index: Index, id: str) -> Document:
    """The document of that id, or what a build put into its place."""
    try:
        return index.document(index.full_id(id))
    except NoSuchDocument:
        return index.newest_edition(id)


def _page(text: str, start: int, characters: int) -> Span:
    """About so many characters of `text` from `start` on, to the end of a line where one ends in
    the second half of them."""
    start = min(start, len(text))
    end = min(start + characters, len(text))
    if end < len(text):
        line_end = text.rfind("\n", start + characters // 2, end)
        end = line_end + 1 if line_end >= 0 else end
    return Span(start, end)


def _sections(headings: Iterable[tuple[tuple[str, ...], int]]) -> list[SectionJson]:
    """Where each heading path begins, in the order of the text."""
    sections: list[SectionJson] = []
    for heading, start in sorted(headings, key=lambda pair: pair[1]):
        if heading and (not sections or sections[-1]["heading"] != list(heading)):
            sections.append({"heading": list(heading), "start": start})
    return sections


def _language(*names: str | None) -> Language:
    """The language in which somebody names what they want; English where they name nothing."""
    named = " ".join(name for name in names if name)
    return language_of(named) if named else "en"


_ROWS: tuple[Tool[Any], ...] = (
    Tool(
        "search_speeches",
        "Search the speeches",
        "Passages of government speeches and reports that say something about the query, best "
        "first, verbatim, each with a link to its place. Use it to see what the speeches say on a "
        "topic, or to find the id of a speech. Chinese finds English and the other way round.",
        SearchArguments,
        SearchJson,
        _search,
    ),
    Tool(
        "ask_speeches",
        "Ask the speeches",
        "The answer to one question, made of verbatim quotations: every sentence is proven by the "
        "words of a speech and links to them. It tells results from promises, and says so if the "
        "speeches do not answer. When you pass it on, keep the quotations word for word and their "
        "links, and add no figure that they do not state.",
        AskArguments,
        AnswerJson,
        _ask,
        answers=True,
    ),
    Tool(
        "read_document",
        "Read a speech",
        "The text of one speech, word for word, a part at a time, with its headings. Use it to "
        "read around a quotation (start at the start of its span) or a whole speech (go on at "
        "`next`). Positions count code points of the text.",
        ReadArguments,
        DocumentPageJson,
        _read,
    ),
    Tool(
        "figures",
        "Figures that speeches state",
        "A table of the figures that speeches state: region, period, value, whether it is a result "
        "or a target, and the words that state it. Use it to compare regions or years, to follow a "
        "figure through the years, or to find contradictions.",
        FiguresArguments,
        FiguresJson,
        _figures,
        seconds=LEDGER_SECONDS,
    ),
    Tool(
        "ledger",
        "Targets against results",
        "What was promised beside what was reported: each target with its result, both quotations, "
        "and the verdict that follows by a rule (met, missed, about, not comparable, not "
        "reported). Name an indicator, a region or a year; the whole ledger is long. The results "
        "are the governments' own word.",
        LedgerArguments,
        LedgerPageJson,
        _ledger,
        seconds=LEDGER_SECONDS,
    ),
)
TOOLS: Mapping[str, Tool[Any]] = {tool.name: tool for tool in _ROWS}
