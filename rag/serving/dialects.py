"""How each chat front end wants its citations: one table, DIALECTS, with a row a dialect.

To add a dialect, add its row here and its example to tests/serving/test_dialects.py. The names
that a request or SPEECHRAG_CITATION_FORMAT may give, and the messages that list them, follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rag.presentation.to_json import SCORE_DECIMALS, passage_permalink
from rag.presentation.user_input import InvalidField
from rag.types.answers import Answer, Citation
from rag.types.documents import Document
from rag.types.text import Span

# Functions of a row get `base`, which is put before permalinks to make them absolute.
Marker = Callable[[Citation, str], str]
Annotation = Callable[[Citation, str, Span], dict[str, Any]]
CitationExtras = Callable[[Citation, str], dict[str, Any]]
AnswerExtras = Callable[[Answer, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect. What is None is not sent.

    `marker` writes the mark of a citation behind its statement. `annotation` is the entry of
    `annotations` for the mark at that span of the text. `chunk_extras` stand on a chunk of its own
    that is streamed once for each citation, before the statement that first needs it.
    `answer_extras` stand beside the choices of the last chunk and of a completion that is not
    streamed. `markdown` says whether the client renders Markdown: only then the text has links,
    and only then the words of a speech are escaped, so that they open no link, image or tag."""

    name: str
    marker: Marker | None = None
    annotation: Annotation | None = None
    chunk_extras: CitationExtras | None = None
    answer_extras: AnswerExtras | None = None
    markdown: bool = True


def dialect_named(name: str) -> Dialect:
    """The dialect of that name; InvalidField, which becomes a 400, if there is none."""
    if name not in DIALECTS:
        raise InvalidField("citation_format", f"is one of {', '.join(DIALECTS)}")
    return DIALECTS[name]


def _number(citation: Citation, base: str) -> str:
    return f"[{citation.number}]"


def _linked_number(citation: Citation, base: str) -> str:
    return f"[{citation.number}]({base}{citation.permalink})"


def _url_citation(citation: Citation, base: str, mark: Span) -> dict[str, Any]:
    """An annotation of OpenAI, with all four fields: the AI SDK validates them."""
    return {
        "type": "url_citation",
        "url_citation": {
            "start_index": mark.start,
            "end_index": mark.end,
            "url": base + citation.permalink,
            "title": citation.quote.passage.document.title,
        },
    }


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


def _source_event(citation: Citation, base: str) -> dict[str, Any]:
    """An event of Open WebUI, which numbers sources in the order in which they arrive."""
    return {"event": {"type": "source", "data": _source(citation, base)}}


def _sources(answer: Answer, base: str) -> dict[str, Any]:
    return {"sources": [_source(citation, base) for citation in answer.citations]}


def _source(citation: Citation, base: str) -> dict[str, Any]:
    """A source of Open WebUI: one quotation, addressed by its permalink."""
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


_ROWS = (
    Dialect("openai", _number, annotation=_url_citation, answer_extras=_search_results),
    # Open WebUI shows a source twice if annotations come as well.
    Dialect("openwebui", _number, chunk_extras=_source_event, answer_extras=_sources),
    Dialect("markdown", _linked_number),
    Dialect("none", markdown=False),
)
DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in _ROWS}
