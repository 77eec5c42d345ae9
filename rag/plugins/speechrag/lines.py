"""Results as lines that can be written as text, Markdown or HTML.

The words are in the language of the question, and the same as on the command line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.types.answers import NOT_A_QUESTION, IndexState
from rag.types.questions import Match
from rag.types.text import Language
from speechrag.house import labelled, language_of, listed, phrase, shortened, to_try
from speechrag.results import Answer, Cell, Comparison, SearchResult
from speechrag.values import Citation, Hit, Source, Statement

# A title names the result, a heading a part of it; a source is a document whose words follow; a
# detail gives the position or the meaning of words; a state names the index that answered.
Kind = Literal[
    "title", "heading", "text", "statement", "source", "quote", "detail", "warning", "state"
]

# A reader can judge a passage, and recognise a long heading, by this many characters.
_PASSAGE_CHARACTERS = 200
_HEADING_CHARACTERS = 40
# If nothing answers the question, more passages than this are no help.
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a result. `mark`, such as [1], stands before the words; `link` is the address of
    the words, or empty."""

    kind: Kind
    words: str
    mark: str = ""
    link: str = ""


def answer_lines(answer: Answer) -> Iterator[Line]:
    """The status, the statements, each quotation with its source, and the warnings."""
    language = answer.language
    if answer.reason_code == NOT_A_QUESTION:
        yield Line("text", answer.reason or "")
        if answer.suggestions:
            yield Line("heading", to_try(language))
        yield from (Line("statement", question) for question in answer.suggestions)
        return
    yield Line("title", phrase(f"status.{answer.status}", language))
    if answer.reason:
        yield Line("text", answer.reason)
    if answer.finding:
        yield Line("text", answer.finding)
    for warning in answer.warnings:
        if warning.document is None:
            yield Line("warning", labelled(phrase("note", language), warning.detail, language))
    for statement in answer.statements:
        yield from _statement_lines(statement, language)
    if answer.citations:
        yield Line("heading", phrase("quotations", language))
        said = {statement.text for statement in answer.statements}
        for citation in answer.citations:
            yield from _citation_lines(citation, language, said)
        yield from _warning_lines(answer)
    elif answer.nearest:
        yield Line("heading", phrase("nearest", language))
        yield from _hit_lines(answer.nearest[:_NEAREST], language)
    if answer.dropped:
        yield Line("heading", phrase("dropped", language))
        for claim in answer.dropped:
            reason = phrase(f"dropped.{claim.reason}", language)
            yield Line("detail", labelled(reason, claim.text, language))
    yield _state(answer.index, answer.timings_ms["total"], language)


def search_lines(found: SearchResult) -> Iterator[Line]:
    """The passages, best first."""
    language = found.understood.language
    yield Line("title", phrase("passages" if found.hits else "no_passages", language))
    yield from _hit_lines(found.hits, language)
    yield _state(found.index, found.timings_ms["total"], language)


def comparison_head(comparison: Comparison) -> Iterator[Line]:
    """The question, how many groups answer it, and a warning if their years differ."""
    language = comparison.language
    yield Line("title", comparison.question)
    stated = sum(cell.citation is not None for cell in comparison.cells)
    yield Line("text", phrase("stated_by", language, len(comparison.cells), stated))
    if comparison.by != "year" and len(comparison.years) > 1:
        keywords = listed(("since=", "until="), language)
        years = listed(comparison.years, language)
        yield Line("warning", phrase("several_years", language, years, keywords))


def comparison_foot(comparison: Comparison) -> Line:
    """The index that answered."""
    return _state(comparison.index, comparison.timings_ms["total"], comparison.language)


def cell_source(cell: Cell, language: Language) -> str:
    """The stance, date and document of the words of a cell; empty if the group states nothing."""
    if cell.citation is None:
        return ""
    stance = phrase(f"stance.{cell.stance}", language) if cell.stance else ""
    source = cell.citation.document
    return _joined(stance, source.date or phrase("undated", language), source.title)


def _statement_lines(statement: Statement, language: Language) -> Iterator[Line]:
    if statement.gloss:
        label = phrase(f"gloss.made_of.{statement.gloss.made_of}", language)
        yield Line("text", labelled(label, statement.gloss.text, language))
    marks = "".join(f"[{citation.number}]" for citation in statement.citations)
    words = f"{statement.text} {marks}"
    if statement.stance:
        stance = phrase(f"stance.{statement.stance}", language)
        words += f"〔{stance}〕" if language == "zh" else f" ({stance})"
    yield Line("statement", words)
    for figure in statement.figures:
        if figure.derivation:
            sign = " + " if figure.derivation.operation == "sum" else " \u2212 "
            worked = sign.join(text for text, _ in figure.derivation.operands)
            label = phrase("derived", language)
            yield Line("detail", labelled(label, f"{worked} = {figure.text}", language))


def _citation_lines(citation: Citation, language: Language, said: set[str]) -> Iterator[Line]:
    """A quotation and its source; its words are left out if a statement already gives them."""
    source = source_words(citation.document, language, citation.speaker)
    yield Line("source", source, f"[{citation.number}]", _address(citation.permalink))
    if citation.quote not in said:
        yield Line("quote", citation.quote)
    page = phrase("page", language, citation.page) if citation.page else ""
    characters = phrase("characters", language, citation.span.start, citation.span.end)
    heading = heading_words(citation.heading)
    yield Line(
        "detail",
        _joined(_official(citation, language), heading, page, characters, citation.document.file),
    )
    if citation.matched:
        met = listed(dict.fromkeys(map(_pair, citation.matched)), language)
        yield Line("detail", labelled(phrase("matched", language), met, language))
    if citation.years:
        meant = listed([f"{y.text} = {_span(y.since, y.until)}" for y in citation.years], language)
        yield Line("detail", labelled(phrase("meant", language), meant, language))


def _official(citation: Citation, language: Language) -> str:
    """That the quotation is the official translation of another one."""
    if citation.counterpart_of is None:
        return ""
    written_in = language_of(citation.quote)
    key = f"counterpart.{citation.counterpart_basis}.{written_in}"
    return phrase(key, language, citation.counterpart_of)


def _warning_lines(answer: Answer) -> Iterator[Line]:
    """The warnings about each document, with the numbers of its quotations."""
    language = answer.language
    for document in dict.fromkeys(citation.document.id for citation in answer.citations):
        notes = [w.detail for w in answer.warnings if w.document == document]
        if notes:
            marks = "".join(f"[{c.number}]" for c in answer.citations if c.document.id == document)
            about = phrase("note_on", language, marks)
            yield Line("warning", labelled(about, listed(notes, language), language))


def _hit_lines(hits: Sequence[Hit], language: Language) -> Iterator[Line]:
    for rank, hit in enumerate(hits, 1):
        source = source_words(hit.document, language, hit.speaker)
        yield Line("source", source, f"{rank}.", _address(hit.permalink))
        yield Line("quote", shortened(hit.text, _PASSAGE_CHARACTERS))
        characters = phrase("characters", language, hit.span.start, hit.span.end)
        heading = heading_words(hit.heading)
        yield Line("detail", _joined(heading, characters, hit.document.file, f"{hit.score:.3f}"))


def source_words(source: Source, language: Language, speaker: str | None = None) -> str:
    """Title, date, region and speaker of a document, or of the words in question."""
    date = source.date or phrase("undated", language)
    return _joined(source.title, date, source.region or "", speaker or source.speaker or "")


def heading_words(heading: Sequence[str]) -> str:
    """A heading path, outermost first."""
    return " › ".join(shortened(part, _HEADING_CHARACTERS) for part in heading)


def _state(index: IndexState, milliseconds: float, language: Language) -> Line:
    told = phrase("answered_by", language, index.name, index.generation, round(milliseconds))
    return Line("state", told)


def _pair(match: Match) -> str:
    """trade → 贸易: a word of the question and the word of the speech that matched it."""
    return match.query if match.query == match.source else f"{match.query} → {match.source}"


def _span(since: str, until: str) -> str:
    first, last = since[:4], until[:4]
    return first if first == last else f"{first}\u2013{last}"


def _address(permalink: str) -> str:
    """The permalink if it is a whole address, else empty: a bare path leads nowhere from here."""
    return permalink if permalink.startswith(("http://", "https://")) else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
