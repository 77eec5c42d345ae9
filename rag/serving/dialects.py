"""How each chat front end wants its citations: one table, DIALECTS, with a row a dialect.

To add a dialect, add its row here and its example to tests/serving/test_dialects.py. The names
that a request or SPEECHRAG_CITATION_FORMAT may give, and the messages that list them, follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rag.presentation.source_words import short_source_words
from rag.presentation.to_json import SCORE_DECIMALS, passage_permalink
from rag.presentation.user_input import InvalidField
from rag.serving.front_ends import OPEN_WEBUI, FrontEnd, Sender
from rag.serving.markdown import escaped
from rag.types.answers import Answer, Citation
from rag.types.documents import Document
from rag.types.text import Language, Span


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as a client is told of it. `base` is put before permalinks to make them
    absolute; `document_index` counts the cited documents from 0, in the order of the text."""

    citation: Citation
    base: str
    language: Language
    document_index: int = 0

    @property
    def address(self) -> str:
        """The reading page with the quotation marked."""
        return self.base + self.citation.permalink

    @property
    def name(self) -> str:
        """Title, date and heading, in the reader's language."""
        quote = self.citation.quote
        passage = quote.passage
        return short_source_words(passage.document, passage.heading, self.language, quote.speaker)


Marker = Callable[[Cited], str]
Annotation = Callable[[Cited, Span], dict[str, Any]]
CitationExtras = Callable[[Cited], dict[str, Any]]
AnswerExtras = Callable[[Answer, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect. What is None is not sent.

    `marker` writes the mark of a citation behind its statement. `annotation` is the entry for the
    mark at that span of the text, in the list that the message calls `annotations_key`.
    `chunk_extras` stand on a chunk of its own that is streamed once for each citation, before the
    statement that first needs it. `answer_extras` stand beside the choices of the last chunk and
    of a completion that is not streamed. `lists_sources` ends the text with the sources as links,
    for people whose client shows nothing but text. `markdown` says whether the client renders
    Markdown: only then the text has links, and only then the words of a speech are escaped, so
    that they open no link, image or tag. `front_end` tells which requests get the dialect without
    asking for it."""

    name: str
    marker: Marker | None = None
    annotation: Annotation | None = None
    annotations_key: str = "annotations"
    chunk_extras: CitationExtras | None = None
    answer_extras: AnswerExtras | None = None
    lists_sources: bool = False
    markdown: bool = True
    front_end: FrontEnd | None = None


def dialect_named(name: str) -> Dialect:
    """The dialect of that name; InvalidField, which becomes a 400, if there is none."""
    if name not in DIALECTS:
        raise InvalidField("citation_format", f"is one of {', '.join(DIALECTS)}")
    return DIALECTS[name]


def dialect_for(sender: Sender, chosen: str | None, default: Dialect) -> Dialect:
    """The dialect that was chosen by name, else that of the front end that sends, else the default.
    InvalidField if the chosen one does not exist."""
    if chosen:
        return dialect_named(chosen)
    fitting = (row for row in _ROWS if row.front_end and row.front_end.sent(sender))
    return next(fitting, default)


def _number(cited: Cited) -> str:
    return f"[{cited.citation.number}]"


def _linked_number(cited: Cited) -> str:
    return f"[{cited.citation.number}]({cited.address})"


def url_citation(cited: Cited, mark: Span) -> dict[str, Any]:
    """What OpenAI says of a web page that is cited, with all fields: the AI SDK validates them."""
    return {
        "start_index": mark.start,
        "end_index": mark.end,
        "url": cited.address,
        "title": cited.name,
    }


def _nested_url_citation(cited: Cited, mark: Span) -> dict[str, Any]:
    return {"type": "url_citation", "url_citation": url_citation(cited, mark)}


def _char_location(cited: Cited, mark: Span) -> dict[str, Any]:
    """A citation as Anthropic gives it: the characters of the document's text, which
    `GET /v1/documents/{id}/text` gives; the end is excluded."""
    quote = cited.citation.quote
    return {
        "type": "char_location",
        "cited_text": quote.text,
        "document_index": cited.document_index,
        "document_title": quote.passage.document.title,
        "start_char_index": quote.span.start,
        "end_char_index": quote.span.end,
    }


def _cited_documents(answer: Answer, base: str) -> dict[str, Any]:
    """The documents that `document_index` counts."""
    found: dict[str, dict[str, Any]] = {}
    for citation in (citation for one in answer.statements for citation in one.cited):
        document = citation.quote.passage.document
        address = f"{base}/documents/{document.id}"
        entry = {"id": document.id, "title": document.title, "url": address}
        found.setdefault(document.id, entry)
    return {"documents": list(found.values())}


def _search_results(answer: Answer, base: str) -> dict[str, Any]:
    """Results as Perplexity gives them: the quotations, or the nearest passages if there are
    none."""
    if answer.statements:
        results = [
            _search_result(c.quote.passage.document, base + c.permalink, c.quote.text)
            for c in answer.citations
        ]
    else:
        results = [
            _search_result(hit.passage.document, passage_permalink(hit, base), hit.passage.text)
            for hit in answer.nearest
        ]
    return {"search_results": results}


def _search_result(document: Document, address: str, text: str) -> dict[str, Any]:
    date = None if document.date is None else str(document.date)
    return {"title": document.title, "url": address, "date": date, "snippet": text}


def _source_event(cited: Cited) -> dict[str, Any]:
    """An event of Open WebUI, which numbers sources in the order in which they arrive."""
    return {"event": {"type": "source", "data": _source(cited)}}


def _sources(answer: Answer, base: str) -> dict[str, Any]:
    language = answer.question.language
    return {"sources": [_source(Cited(c, base, language)) for c in answer.citations]}


def _source(cited: Cited) -> dict[str, Any]:
    """A source of Open WebUI: one quotation, told apart by `metadata.source`. Its pop-up shows the
    name as a link, the page (which it counts from 0), the distance as a percentage if all lie
    between -1 and 1, and the document, which it renders as Markdown."""
    citation, address = cited.citation, cited.address
    page = {} if citation.page is None else {"page": citation.page - 1}
    about = {
        "source": address,
        "source_url": address,
        "name": cited.name,
        "url": address,
        "external": True,  # else the chip bears the address
        **page,
    }
    return {
        "source": {"id": address, "name": cited.name, "url": address},
        "document": [escaped(citation.quote.text)],
        "metadata": [about],
        "distances": [round(min(max(citation.score, 0.0), 1.0), SCORE_DECIMALS)],
    }


_ROWS = (
    Dialect(
        "openai",
        _number,
        annotation=_nested_url_citation,
        answer_extras=_search_results,
        lists_sources=True,
    ),
    # Open WebUI shows a source twice if annotations come as well.
    Dialect(
        "openwebui",
        _number,
        chunk_extras=_source_event,
        answer_extras=_sources,
        front_end=OPEN_WEBUI,
    ),
    Dialect("markdown", _linked_number),
    Dialect(
        "anthropic",
        _number,
        annotation=_char_location,
        annotations_key="citations",
        answer_extras=_cited_documents,
        lists_sources=True,
    ),
    Dialect("none", markdown=False),
)
DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in _ROWS}
