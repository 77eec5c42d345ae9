"""The values inside results: documents, citations, statements, figures and warnings.

They are read from the JSON of the HTTP service, so that Python, HTTP and `--json` cannot differ.
Positions count code points of a document's clean text, as Python's `text[start:end]` does. Scores
have no unit; higher is better, within one result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from rag.types.answers import Confidence
from rag.types.questions import Match
from rag.types.text import Language, Precision, Span, Stance
from speechrag.house import (
    CitationJson,
    DocumentJson,
    FigureJson,
    GlossJson,
    HitJson,
    SourceJson,
    SpanJson,
    StatementJson,
    UnderstoodJson,
)

# One row of a data frame.
Row = dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Source:
    """The document of a quotation or passage. `date` is the date of the speech as YYYY-MM-DD,
    YYYY-MM or YYYY, as far as it is known; `file` is relative to the indexed folder; `url` is the
    address where the document was published, if it is known."""

    id: str
    title: str
    speaker: str | None
    institution: str | None
    region: str | None
    date: str | None
    date_precision: Precision | None
    url: str | None
    file: str

    @property
    def year(self) -> int | None:
        """The year of the speech."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """Something to know before trusting a document, such as `dates_disagree`."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Document(Source):
    """One speech of the index. `text` is the clean text that all positions count in; `characters`
    is its length in code points; `pages` is None if the format has no pages."""

    language: Language
    characters: int
    pages: int | None
    warnings: tuple[DocumentWarning, ...]
    text: str = field(repr=False)

    def row(self) -> Row:
        """The document as a flat row, without the text."""
        return {
            "document": self.id,
            "title": self.title,
            "date": self.date,
            "region": self.region,
            "speaker": self.speaker,
            "institution": self.institution,
            "language": self.language,
            "characters": self.characters,
            "pages": self.pages,
            "warnings": ", ".join(warning.code for warning in self.warnings),
            "file": self.file,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class MeantYears:
    """The meaning of 去年 or "the past five years" in a quotation: its first and last day as
    YYYY-MM-DD, counted from `basis`, the date of the speech."""

    text: str
    since: str
    until: str
    basis: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quotation: `quote == document.text[span.start:span.end]`. `published` are its
    spans in the text before cleaning; `page` counts from 1; `permalink` is the address of the
    reading page, absolute if `public_url` is set; `highlight` are the characters of `quote` that
    answer. An official translation of another quotation names its number in `counterpart_of`, and
    in `counterpart_basis` whether it was declared or found by comparing sentences. `speaker` is who
    says it; in a debate, the speaker of the turn."""

    number: int
    quote: str
    document: Source
    heading: tuple[str, ...]
    span: Span
    published: tuple[Span, ...]
    page: int | None
    permalink: str
    score: float
    matched: tuple[Match, ...]
    warnings: tuple[str, ...]
    years: tuple[MeantYears, ...]
    highlight: tuple[Span, ...]
    counterpart_of: int | None = None
    counterpart_basis: Literal["declared", "found"] | None = None
    speaker: str | None = None

    def row(self) -> Row:
        """The quotation and its source as a flat row."""
        source = _source_row(self.document, self.heading, self.span, self.permalink)
        said = {**source, "speaker": self.speaker}
        return {"quote": self.quote, "score": self.score, "page": self.page, **said}


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a figure was computed from two quoted figures: their words, and the numbers of their
    citations."""

    operation: Literal["sum", "difference"]
    operands: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of a statement: `value` in the base `unit` (1.2亿元 is 120000000.0, `yuan`;
    21.8% is 21.8, `percent`), and the number of the citation that gives the figure."""

    text: str
    value: float
    unit: str | None
    in_citation: int
    derivation: Derivation | None


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a statement says in the reader's language, in our words, never a quotation. `made_of`
    says how we know it: the rows of the table of figures, a dictionary, or a language model."""

    text: str
    language: Language
    made_of: Literal["rows", "dictionary", "model"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, with the quotations that prove it. `stance` tells results from
    promises; `probability` is the chance that it answers, and `confidence` the same in a word, both
    None where the answerer cannot tell. `gloss` is there where the quotations are in another
    language than the question, and something certain can be said of them."""

    text: str
    citations: tuple[Citation, ...]
    stance: Stance | None
    figures: tuple[Figure, ...]
    confidence: Confidence | None
    probability: float | None
    gloss: Gloss | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `text` is verbatim."""

    id: str
    text: str
    document: Source
    heading: tuple[str, ...]
    span: Span
    score: float
    matched: tuple[Match, ...]
    permalink: str
    speaker: str | None = None

    def row(self) -> Row:
        """The passage and its source as a flat row."""
        return {"text": self.text, **self.metadata()}

    def metadata(self) -> Row:
        """The row without the text, as retrievers attach it to a passage; `start` and `end` are the
        span."""
        source = _source_row(self.document, self.heading, self.span, self.permalink)
        return {"score": self.score, **source, "speaker": self.speaker}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was left out because it could not be verified."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """Something to know before relying on an answer; `document` is an id, or None if the warning is
    about the answer itself."""

    code: str
    document: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a question. `kind`: person, country, place, work or organisation; `status`: `held`
    if the index has speeches of it, `met` if some speech says it, else `unknown`;
    `forms`: its other names, in both languages."""

    text: str
    kind: str
    status: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenAs:
    """A misspelling, and the word that it was taken as."""

    said: str
    meant: str


@dataclass(frozen=True, slots=True)
class Understood:
    """How the question was understood. `since` and `until` are days as YYYY-MM-DD, `reports` the
    years of the speeches, `years` the years that the question is about; `kind` is the kind of
    answer that it wants ("figure", "date", "reason" ...), `stances` are all that it asks for, and
    `stance` the one where it is one; `missing` are names in the question that the index does not
    hold; `newest`: the question names no time."""

    language: Language
    regions: tuple[str, ...]
    since: str | None
    until: str | None
    speakers: tuple[str, ...]
    documents: tuple[str, ...]
    reports: tuple[int, ...]
    years: tuple[int, ...]
    kind: str
    stance: Stance | None
    stances: tuple[str, ...]
    terms: tuple[str, ...]
    missing: tuple[str, ...]
    names: tuple[Name, ...]
    taken_as: tuple[TakenAs, ...]
    newest: bool


def source_of(json: SourceJson) -> Source:
    return Source(
        id=json["id"],
        title=json["title"],
        speaker=json["speaker"],
        institution=json["institution"],
        region=json["region"],
        date=json["date"],
        date_precision=cast(Precision | None, json["date_precision"]),
        url=json["url"],
        file=json["file"],
    )


def document_of(json: DocumentJson, text: str) -> Document:
    return Document(
        id=json["id"],
        title=json["title"],
        speaker=json["speaker"],
        institution=json["institution"],
        region=json["region"],
        date=json["date"],
        date_precision=cast(Precision | None, json["date_precision"]),
        url=json["url"],
        file=json["file"],
        language=cast(Language, json["language"]),
        characters=json["characters"],
        pages=json["pages"],
        warnings=tuple(DocumentWarning(w["code"], w["detail"]) for w in json["warnings"]),
        text=text,
    )


def citation_of(json: CitationJson) -> Citation:
    return Citation(
        number=json["number"],
        quote=json["quote"],
        document=source_of(json["document"]),
        heading=tuple(json["heading"]),
        span=span_of(json["span"]),
        published=tuple(Span(start, end) for start, end in json["published"]),
        page=json["page"],
        permalink=json["permalink"],
        score=json["score"],
        matched=tuple(Match(m["query"], m["source"]) for m in json["matched"]),
        warnings=tuple(json["warnings"]),
        years=tuple(
            MeantYears(y["text"], y["since"], y["until"], y["basis"]) for y in json.get("years", ())
        ),
        highlight=tuple(span_of(span) for span in json["highlight"]),
        counterpart_of=json.get("counterpart_of"),
        counterpart_basis=json.get("counterpart_basis"),
        speaker=json["speaker"],
    )


def statement_of(json: StatementJson, citations: Sequence[Citation]) -> Statement:
    """`citations` are all citations of the answer; the statement gets the citations it names."""
    by_number = {citation.number: citation for citation in citations}
    return Statement(
        text=json["text"],
        citations=tuple(by_number[number] for number in json["citations"]),
        stance=cast(Stance | None, json["stance"]),
        figures=tuple(_figure_of(figure) for figure in json["figures"]),
        confidence=confidence["word"] if (confidence := json["confidence"]) else None,
        probability=confidence["probability"] if confidence else None,
        gloss=_gloss_of(json["gloss"]) if "gloss" in json else None,
    )


def _gloss_of(json: GlossJson) -> Gloss:
    return Gloss(
        json["text"],
        cast(Language, json["language"]),
        cast(Literal["rows", "dictionary", "model"], json["made_of"]),
    )


def hit_of(json: HitJson) -> Hit:
    passage = json["passage"]
    return Hit(
        id=passage["id"],
        text=passage["text"],
        document=source_of(passage["document"]),
        heading=tuple(passage["heading"]),
        span=span_of(passage["span"]),
        score=json["score"],
        matched=tuple(Match(m["query"], m["source"]) for m in json["matched"]),
        permalink=json["permalink"],
        speaker=passage["speaker"],
    )


def understood_of(json: UnderstoodJson) -> Understood:
    return Understood(
        language=cast(Language, json["language"]),
        regions=tuple(json["regions"]),
        since=json["since"],
        until=json["until"],
        speakers=tuple(json["speakers"]),
        documents=tuple(json["documents"]),
        reports=tuple(json["reports"]),
        years=tuple(json["years"]),
        kind=json["kind"],
        stance=cast(Stance | None, json["stance"]),
        stances=tuple(json["stances"]),
        terms=tuple(json["terms"]),
        missing=tuple(json["missing"]),
        names=tuple(
            Name(n["text"], n["kind"], n["status"], tuple(n["forms"])) for n in json["names"]
        ),
        taken_as=tuple(TakenAs(t["said"], t["meant"]) for t in json["taken_as"]),
        newest=json["newest"],
    )


def span_of(json: SpanJson) -> Span:
    return Span(json["start"], json["end"])


def _figure_of(json: FigureJson) -> Figure:
    derivation = None
    if "derived" in json:
        derived = json["derived"]
        derivation = Derivation(
            cast(Literal["sum", "difference"], derived["operation"]),
            tuple((operand["text"], operand["in_citation"]) for operand in derived["operands"]),
        )
    return Figure(json["text"], json["value"], json["unit"], json["in_citation"], derivation)


def _source_row(document: Source, heading: Sequence[str], span: Span, permalink: str) -> Row:
    """The source and position of words as columns; the heading path is outermost first."""
    return {
        "document": document.id,
        "title": document.title,
        "date": document.date,
        "region": document.region,
        "speaker": document.speaker,
        "institution": document.institution,
        "heading": " › ".join(heading),
        "start": span.start,
        "end": span.end,
        "permalink": permalink,
        "file": document.file,
        "url": document.url,
    }
