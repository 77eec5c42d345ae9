"""The types of the JSON that is sent: a TypedDict for each object.

They cost nothing at run time, are checked by mypy where to_json.py fills them, and appear in the
OpenAPI document. All offsets are code points (JavaScript counts UTF-16 units).
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from rag.presentation.chart_json import FigureChartJson


class SpanJson(TypedDict):
    start: int
    end: int
    unit: Literal["codepoint"]


class FrameWordsJson(TypedDict):
    """Words of ours beside an original in the other language; `made_of`: names (tables and rules)
    or dictionary (word for word)."""

    text: str
    made_of: Literal["names", "dictionary"]


class DocumentFrameJson(TypedDict, total=False):
    """What of a document is said in that language; a field is left out where the document says it
    in that language itself, or it is not known."""

    title: FrameWordsJson
    region: FrameWordsJson
    institution: FrameWordsJson
    speaker: FrameWordsJson


class SourceJson(TypedDict):
    """The document that a quotation or passage stands in; `translated` has its names by language:
    en, zh."""

    id: str
    title: str
    speaker: str | None
    institution: str | None
    region: str | None
    date: str | None
    date_precision: str | None
    url: str | None
    file: str
    translated: dict[str, DocumentFrameJson]


class MatchJson(TypedDict):
    query: str
    source: str


class PassageJson(TypedDict):
    """`heading_translated`: by language, each part of `heading`; null for one that is in it
    already, or not known. `speaker`: who says it; in a debate, the speaker of the turn."""

    id: str
    text: str
    speaker: str | None
    heading: list[str]
    heading_translated: dict[str, list[FrameWordsJson | None]]
    span: SpanJson
    document: SourceJson


class HitJson(TypedDict):
    passage: PassageJson
    score: float
    matched: list[MatchJson]
    permalink: str


class YearsJson(TypedDict):
    text: str
    since: str
    until: str
    basis: str


class CitationJson(TypedDict):
    """`counterpart_of`: the number of the citation of which this is the official translation;
    `counterpart_basis`: it was declared, or found by comparing the sentences.
    `heading_translated` and `speaker` as in a passage."""

    number: int
    quote: str
    speaker: str | None
    document: SourceJson
    heading: list[str]
    heading_translated: dict[str, list[FrameWordsJson | None]]
    span: SpanJson
    published: list[list[int]]
    page: int | None
    permalink: str
    score: float
    matched: list[MatchJson]
    warnings: list[str]
    highlight: list[SpanJson]
    years: NotRequired[list[YearsJson]]
    counterpart_of: NotRequired[int]
    counterpart_basis: NotRequired[Literal["declared", "found"]]


class OperandJson(TypedDict):
    text: str
    in_citation: int


class DerivationJson(TypedDict):
    operation: str
    operands: list[OperandJson]


class FigureJson(TypedDict):
    text: str
    value: float
    unit: str | None
    in_citation: int
    derived: NotRequired[DerivationJson]


class ConfidenceJson(TypedDict):
    """The chance that a statement answers, in a word and as a probability."""

    word: Literal["sure", "likely", "doubtful"]
    probability: float


class GlossJson(TypedDict):
    """What a statement says in the reader's language, in our words, never a quotation; `made_of`:
    rows (of the table of figures), dictionary (word by word) or model."""

    text: str
    language: str
    made_of: str


class StatementJson(TypedDict):
    """`confidence` is null where the answerer cannot tell; `parts` are the parts of the question
    that it answers, numbered from 0; `gloss` is there where the quotations are in another language
    than the question and something certain can be said of them."""

    text: str
    citations: list[int]
    stance: str | None
    figures: list[FigureJson]
    confidence: ConfidenceJson | None
    parts: list[int]
    gloss: NotRequired[GlossJson]


class NameJson(TypedDict):
    """`kind`: person, country, place, work or organisation; `status`: held, met or unknown;
    `forms`: its other names, in both languages."""

    text: str
    kind: str
    status: str
    forms: list[str]


class TakenAsJson(TypedDict):
    said: str
    meant: str


class UnderstoodFrameJson(TypedDict):
    regions: list[FrameWordsJson | None]
    speakers: list[FrameWordsJson | None]


class UnderstoodJson(TypedDict):
    """`newest`: no time is named, so the newest reports come first. `parts`: the questions that it
    consists of, where it is several. `translated`: by language, the `regions` and `speakers`, in
    their order; null for one that is in it already, or not known."""

    language: str
    regions: list[str]
    since: str | None
    until: str | None
    speakers: list[str]
    documents: list[str]
    reports: list[int]
    years: list[int]
    kind: str
    stance: str | None
    stances: list[str]
    terms: list[str]
    missing: list[str]
    names: list[NameJson]
    taken_as: list[TakenAsJson]
    newest: bool
    parts: list[str]
    translated: dict[str, UnderstoodFrameJson]


class DroppedJson(TypedDict):
    text: str
    reason: str


class AnswerWarningJson(TypedDict):
    """`detail` is in the question's language."""

    code: str
    document: str | None
    detail: str


class IndexJson(TypedDict):
    name: str
    generation: int


class AnswerJson(TypedDict):
    """`table`, `ledger` and `finding` where the answer rests on the table of figures: all rows that
    were read, targets beside results, and what is worked out from them in words. `suggestions`:
    questions that are answered here, beside the reason code `not_a_question`."""

    id: str
    status: str
    question: str
    language: str
    text: str
    statements: list[StatementJson]
    citations: list[CitationJson]
    understood: UnderstoodJson
    reason: str | None
    reason_code: str | None
    nearest: NotRequired[list[HitJson]]
    suggestions: NotRequired[list[str]]
    finding: NotRequired[str | None]
    table: NotRequired[TableJson]
    ledger: NotRequired[dict[str, Any]]
    dropped: list[DroppedJson]
    warnings: list[AnswerWarningJson]
    index: IndexJson
    timings_ms: dict[str, float]


class SearchJson(TypedDict):
    hits: list[HitJson]
    understood: UnderstoodJson
    index: IndexJson
    timings_ms: dict[str, float]


class DocumentWarningJson(TypedDict):
    """`detail` is English, `detail_zh` Chinese: the same `values` in words."""

    code: str
    detail: str
    detail_zh: str
    values: dict[str, Any]


class DocumentJson(SourceJson):
    """`speakers`: in a debate, all who speak."""

    speakers: NotRequired[list[str]]
    language: str
    characters: int
    pages: int | None
    warnings: list[DocumentWarningJson]
    report: NotRequired[dict[str, Any]]


class DocumentsJson(TypedDict):
    documents: list[DocumentJson]
    next: str | None
    index: IndexJson


class TextJson(TypedDict):
    id: str
    text: str


class IndicatorJson(TypedDict):
    """`text` is the term as it is written; `key` and the names are null where it is not known."""

    key: str | None
    text: str
    zh: str | None
    en: str | None


class AmountJson(TypedDict):
    """The value in the base unit; `low` and `high` are null where words stand for a figure."""

    low: float | None
    high: float | None
    unit: str | None
    text: str


class QualifierJson(TypedDict):
    """`bound`: exact, about, at_least, above, at_most, below or range."""

    bound: str
    strive: bool
    preliminary: bool


class PeriodJson(TypedDict):
    """Both days are included; `kind`: year, part_year, years_sum, years_mean or point."""

    start: str
    end: str
    kind: str


class ToldJson(TypedDict):
    """A row in our words: the value with what binds it, in the reader's units; `flags`: to strive
    for, preliminary."""

    region: str | None
    indicator: str
    value: str
    flags: str
    period: str


class FigureRowJson(TypedDict):
    """A figure that a speech states. `quote` stands at `span` of the document, and the figure at
    `figure_span`; `region` is the document's, `scope` says whether the figure is of all of it.
    `told`: the row in our words, by language: zh, en."""

    indicator: IndicatorJson
    kind: str
    value: AmountJson
    qualifier: QualifierJson
    period: PeriodJson | None
    stance: str | None
    scope: str
    place: str | None
    region: str | None
    document: SourceJson
    quote: str
    span: SpanJson
    figure_span: SpanJson
    heading: list[str]
    permalink: str
    confidence: str
    told: dict[str, ToldJson]


class CoverageJson(TypedDict):
    """How many documents pass the filters, were read whole, and state a row."""

    documents: int
    read: int
    stated: int


class FiguresJson(TypedDict):
    """A page of the table of figures; `next` is the cursor of the page behind it. Of
    contradictions, `contradictions` has for each quantity the places of its rows in `rows`."""

    rows: list[FigureRowJson]
    coverage: CoverageJson
    next: str | None
    contradictions: NotRequired[list[list[int]]]


class TableJson(TypedDict):
    """The rows that an answer rests on. `order`: region, year asc, value asc or value desc. `chart`
    is null where too few of them compare."""

    rows: list[FigureRowJson]
    order: str
    coverage: CoverageJson
    chart: FigureChartJson | None
