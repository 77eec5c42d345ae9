"""Answers, hits, documents and search results as JSON, for HTTP and for `--json`.

`base` is put before permalinks to make them absolute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from rag.presentation.frame import (
    FrameWords,
    document_frame,
    heading_frame,
    region_named,
    speaker_named,
)
from rag.presentation.json_types import (
    AnswerJson,
    CitationJson,
    ConfidenceJson,
    DocumentFrameJson,
    DocumentJson,
    DocumentWarningJson,
    FigureJson,
    FrameWordsJson,
    HitJson,
    IndexJson,
    MatchJson,
    SearchJson,
    SourceJson,
    SpanJson,
    StatementJson,
    UnderstoodJson,
)
from rag.presentation.warnings import warning_words
from rag.types.answers import Answer, Citation, IndexState, StatedFigure, Statement
from rag.types.documents import Document, DocumentWarning, Value
from rag.types.questions import Hit, Match, Understood
from rag.types.text import Language, Span

# Enough digits for any reader, and few enough that every machine gives the same ones.
SCORE_DECIMALS = 4
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def span_json(span: Span) -> SpanJson:
    return {"start": span.start, "end": span.end, "unit": "codepoint"}


def source_json(document: Document) -> SourceJson:
    return {
        "id": document.id,
        "title": document.title,
        "speaker": document.speaker,
        "institution": document.institution,
        "region": document.region,
        "date": None if document.date is None else str(document.date),
        "date_precision": None if document.date is None else document.date.precision,
        "url": document.url,
        "file": document.file,
        "translated": document_frame_json(document),
    }


def document_frame_json(document: Document) -> dict[str, DocumentFrameJson]:
    """The names of a document in both languages, those that it has not itself."""
    told: dict[str, DocumentFrameJson] = {}
    for language in LANGUAGES:
        frame = document_frame(document, language)
        named = {
            key: frame_words_json(words)
            for key, words in frame._asdict().items()
            if words is not None
        }
        if named:
            told[language] = cast(DocumentFrameJson, named)
    return told


def frame_words_json(words: FrameWords) -> FrameWordsJson:
    return {"text": words.text, "made_of": words.made_of}


def heading_json(heading: tuple[str, ...]) -> dict[str, list[FrameWordsJson | None]]:
    """The parts of a heading path in the languages that some part is not in."""
    by_language = {language: heading_frame(heading, language) for language in LANGUAGES}
    return {
        language: [words and frame_words_json(words) for words in parts]
        for language, parts in by_language.items()
        if any(parts)
    }


def matches_json(matched: Iterable[Match]) -> list[MatchJson]:
    return [{"query": match.query, "source": match.source} for match in matched]


def passage_permalink(hit: Hit, base: str = "") -> str:
    """Address of the reading page with the passage marked."""
    passage = hit.passage
    return base + passage.document.permalink(passage.span)


def hit_json(hit: Hit, base: str = "") -> HitJson:
    passage = hit.passage
    return {
        "passage": {
            "id": passage.id,
            "text": passage.text,
            "speaker": passage.speaker,
            "heading": list(passage.heading),
            "heading_translated": heading_json(passage.heading),
            "span": span_json(passage.span),
            "document": source_json(passage.document),
        },
        "score": round(hit.score, SCORE_DECIMALS),
        "matched": matches_json(hit.matched),
        "permalink": passage_permalink(hit, base),
    }


def citation_json(citation: Citation, base: str = "") -> CitationJson:
    """`highlight` are the characters of the quotation that answer; `years` only where the quotation
    names years relative to its date; `counterpart_of` only on official translations."""
    quote = citation.quote
    cited: CitationJson = {
        "number": citation.number,
        "quote": quote.text,
        "speaker": quote.speaker,
        "document": source_json(quote.passage.document),
        "heading": list(quote.passage.heading),
        "heading_translated": heading_json(quote.passage.heading),
        "span": span_json(quote.span),
        "published": [[span.start, span.end] for span in citation.published],
        "page": citation.page,
        "permalink": base + citation.permalink,
        "score": round(citation.score, SCORE_DECIMALS),
        "matched": matches_json(citation.matched),
        "warnings": list(citation.warnings),
        "highlight": [
            span_json(Span(part.start - quote.span.start, part.end - quote.span.start))
            for part in citation.highlight
        ],
    }
    if citation.counterpart_of:
        cited["counterpart_of"] = citation.counterpart_of
        cited["counterpart_basis"] = citation.counterpart_basis or "found"
    if citation.years:
        cited["years"] = [
            {
                "text": years.text,
                "since": years.since.isoformat(),
                "until": years.until.isoformat(),
                "basis": str(years.basis),
            }
            for years in citation.years
        ]
    return cited


def figure_json(stated: StatedFigure) -> FigureJson:
    """`derived` only where no quotation gives the figure itself."""
    figure: FigureJson = {
        "text": stated.figure.text,
        "value": stated.figure.value,
        "unit": stated.figure.unit,
        "in_citation": stated.in_citation,
    }
    if stated.derivation:
        figure["derived"] = {
            "operation": stated.derivation.operation,
            "operands": [
                {"text": operand.figure.text, "in_citation": operand.in_citation}
                for operand in stated.derivation.operands
            ],
        }
    return figure


def statement_json(statement: Statement) -> StatementJson:
    whole: StatementJson = {
        "text": statement.text,
        "citations": [citation.number for citation in statement.cited],
        "stance": statement.stance,
        "figures": [figure_json(stated) for stated in statement.figures],
        "confidence": confidence_json(statement),
        "parts": list(statement.parts),
    }
    gloss = statement.gloss
    if gloss is not None:
        whole["gloss"] = {"text": gloss.text, "language": gloss.language, "made_of": gloss.made_of}
    return whole


def confidence_json(statement: Statement) -> ConfidenceJson | None:
    """The statement's chance; None where the answerer cannot tell."""
    if statement.chance is None or statement.confidence is None:
        return None
    return {"word": statement.confidence, "probability": statement.chance}


def understood_json(understood: Understood) -> UnderstoodJson:
    filters = understood.filters
    return {
        "language": understood.language,
        "regions": list(understood.regions),
        "since": None if filters.since is None else filters.since.isoformat(),
        "until": None if filters.until is None else filters.until.isoformat(),
        "speakers": list(understood.speakers),
        "documents": list(understood.documents),
        "reports": list(understood.reports),
        "years": list(understood.years),
        "kind": understood.intent.kind,
        "stance": understood.stance,
        "stances": list(understood.intent.stances),
        "terms": list(understood.terms),
        "missing": list(understood.missing),
        "names": [
            {
                "text": name.text,
                "kind": name.kind,
                "status": name.status,
                "forms": list(name.forms),
            }
            for name in understood.names
        ],
        "taken_as": [{"said": taken.said, "meant": taken.meant} for taken in understood.taken_as],
        "newest": understood.newest,
        "parts": [part.text for part in understood.parts],
        "translated": {
            language: {
                "regions": _frames_json(
                    region_named(name, language) for name in understood.regions
                ),
                "speakers": _frames_json(
                    speaker_named(name, language) for name in understood.speakers
                ),
            }
            for language in LANGUAGES
        },
    }


def _frames_json(known: Iterable[FrameWords | None]) -> list[FrameWordsJson | None]:
    return [words and frame_words_json(words) for words in known]


def index_json(index: IndexState) -> IndexJson:
    return {"name": index.name, "generation": index.generation}


def answer_json(answer: Answer, base: str = "") -> AnswerJson:
    """The whole answer; the `detail` of a warning is in the question's language."""
    whole: AnswerJson = {
        "id": answer.id,
        "status": answer.status,
        "question": answer.question.text,
        "language": answer.question.language,
        "text": answer.text,
        "statements": [statement_json(statement) for statement in answer.statements],
        "citations": [citation_json(citation, base) for citation in answer.citations],
        "understood": understood_json(answer.understood),
        "reason": answer.reason,
        "reason_code": answer.reason_code,
        "dropped": [{"text": claim.text, "reason": claim.reason} for claim in answer.dropped],
        "warnings": [
            {
                "code": warning.code,
                "document": warning.document,
                "detail": warning_words(warning, answer.question.language),
            }
            for warning in answer.warnings
        ],
        "index": index_json(answer.index),
        "timings_ms": dict(answer.timings_ms),
    }
    if answer.status == "unsupported":
        whole["nearest"] = [hit_json(hit, base) for hit in answer.nearest]
    if answer.suggestions:
        whole["suggestions"] = list(answer.suggestions)
    if answer.table is not None:
        _add_table(whole, answer, base)
    return whole


def _add_table(whole: AnswerJson, answer: Answer, base: str) -> None:
    # These modules are written over this one.
    from rag.presentation.figures_json import table_json
    from rag.presentation.ledger_json import ledger_json

    if answer.table is not None:
        whole["finding"] = answer.finding
        whole["table"] = table_json(answer.table, base)
    if answer.ledger is not None:
        whole["ledger"] = dict(ledger_json(answer.ledger, base))


def search_json(
    hits: Iterable[Hit],
    understood: Understood,
    index: IndexState,
    timings_ms: Mapping[str, float],
    base: str = "",
) -> SearchJson:
    return {
        "hits": [hit_json(hit, base) for hit in hits],
        "understood": understood_json(understood),
        "index": index_json(index),
        "timings_ms": dict(timings_ms),
    }


def warning_json(warning: DocumentWarning) -> DocumentWarningJson:
    """A document's warning for programs and for readers of either language: nobody asked a
    question whose language could choose, so `detail` is English and `detail_zh` Chinese."""
    return {
        "code": warning.code,
        "detail": warning_words(warning, "en"),
        "detail_zh": warning_words(warning, "zh"),
        "values": {name: _value_json(value) for name, value in warning.values},
    }


def _value_json(value: Value | tuple[Any, ...]) -> Any:
    return [_value_json(item) for item in value] if isinstance(value, tuple) else value


def document_json(document: Document, report: Mapping[str, Any] | None = None) -> DocumentJson:
    """One document as the index holds it; with its extraction report where one is given."""
    source = source_json(document)
    whole = DocumentJson(
        id=source["id"],
        title=source["title"],
        speaker=source["speaker"],
        institution=source["institution"],
        region=source["region"],
        date=source["date"],
        date_precision=source["date_precision"],
        url=source["url"],
        file=source["file"],
        translated=source["translated"],
        language=document.language,
        characters=len(document.text),
        pages=len(document.pages) or None,
        warnings=[warning_json(warning) for warning in document.warnings],
    )
    if document.turns:
        whole["speakers"] = list(document.speakers)
    if report is not None:
        whole["report"] = dict(report)
    return whole
