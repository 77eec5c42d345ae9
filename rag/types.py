"""The words of the house: nothing of ours comes in, the frozen values that all rooms pass on go
out.

Positions are code points of `Document.text` unless a field says "published"; dates are calendar
dates of the speech; scores are higher-is-better everywhere.
"""

from __future__ import annotations

import calendar
import datetime
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["zh", "en"]
Precision = Literal["day", "month", "year"]
Stance = Literal["achieved", "under_way", "target"]
Operation = Literal["sum", "difference"]
Status = Literal["answered", "partial", "unsupported", "conflicting"]
By = Literal["region", "year", "speaker", "document"]
DropReason = Literal["no_citation", "unknown_source", "figure_not_in_quote", "not_supported"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of a text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without a month is no date")
        datetime.date(self.year, self.month or 1, self.day or 1)  # raises ValueError if impossible

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """`2018`, `2018-01` or `2018-01-15` -> PartialDate; anything else is a ValueError."""
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def precision(self) -> Precision:
        return "year" if self.month is None else "month" if self.day is None else "day"

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{p:02}" for p in (self.month, self.day) if p is not None)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Run:
    """`length` characters that stand unbroken at `clean` in the clean and `published` in the
    published text; a cleaning rule may have replaced single characters, one for one."""

    clean: int
    published: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Clean text -> published text. The runs are in order, cover the clean text without gaps and
    never overlap in the published one: cleaning removes or replaces characters one for one, and
    neither inserts nor reorders."""

    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The alignment of a text that cleaning left as it was."""
        return cls((Run(0, 0, length),) if length else ())

    def published(self, span: Span) -> tuple[Span, ...]:
        """The published ranges, in order, whose characters make up the clean `span`."""
        first = max(bisect_right(self.runs, span.start, key=lambda run: run.clean) - 1, 0)
        ranges: list[Span] = []
        for at in range(first, len(self.runs)):  # no copy of the rest: there may be many
            run = self.runs[at]
            if run.clean >= span.end:
                break
            start = max(span.start, run.clean)
            end = min(span.end, run.clean + run.length)
            if start < end:
                offset = run.published - run.clean
                ranges.append(Span(start + offset, end + offset))
        return tuple(ranges)

    def clean(self, span: Span) -> Span | None:
        """The smallest clean span that holds what is left of a published `span`; None if it is
        all gone."""
        first = max(bisect_right(self.runs, span.start, key=lambda run: run.published) - 1, 0)
        start = end = None
        for at in range(first, len(self.runs)):  # no copy of the rest: there may be many
            run = self.runs[at]
            if run.published >= span.end:
                break
            low = max(span.start, run.published)
            high = min(span.end, run.published + run.length)
            if low < high:
                offset = run.clean - run.published
                start = low + offset if start is None else start
                end = high + offset
        return None if start is None or end is None else Span(start, end)


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that cleaning did: the published characters `span` became `replacement`, which
    is empty for a removal and else as long as the span."""

    rule: str
    span: Span
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """Something that a reader must know before trusting a document: `dates_disagree`,
    `anonymised_names`, `scraped_copy`, `truncated`, `possible_rewording`, `low_text_yield` or
    `ocr`."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Document:
    """One speech. `id` is a digest of its text; `file` is relative to what was indexed; `pages`
    are spans of `text`, the first is page 1, none where the format has no pages."""

    id: str
    title: str
    text: str
    file: str
    language: Language
    speaker: str | None = None
    institution: str | None = None
    region: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    alignment: Alignment = field(default=Alignment(()), repr=False)
    pages: tuple[Span, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()

    def page(self, position: int) -> int | None:
        """The page number, from 1, on which the character at `position` stands."""
        for number, span in enumerate(self.pages, 1):
            if span.start <= position < span.end:
                return number
        return None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under one heading path, outermost heading first."""

    document: Document
    span: Span
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: whole sentences of one section."""

    document: Document
    span: Span
    heading: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.document.id}-{self.span.start}-{self.span.end}"

    @property
    def text(self) -> str:
        return self.span.slice(self.document.text)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may answer; empty means all. A document passes if its date can lie within
    [since, until] and, where given, its region, speaker and id are among those named."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    regions: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.regions or self.speakers or self.documents)

    def accepts(self, document: Document) -> bool:
        """Whether `document` passes; an undated one passes no filter by date."""
        date = document.date
        return (
            (self.since is None or (date is not None and date.last_day >= self.since))
            and (self.until is None or (date is not None and date.first_day <= self.until))
            and (not self.regions or document.region in self.regions)
            and (not self.speakers or document.speaker in self.speakers)
            and (not self.documents or document.id in self.documents)
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, with the asker's own filters; what the text itself names is Understood."""

    text: str
    filters: Filters = Filters()
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to or from a language model, or of a conversation."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What the question was taken to name. `topic` is the question without the words that became
    filters: all that passes meets those alike. `filters` (what is certain, joined with the asker's
    own) must hold; `preferred` (what is likely) only raises a score. `reports` are years of
    speeches, `years` those that are talked about, `terms` the words that tell passages apart, most
    telling first, `compared` the sides of a comparison (none, or two and more). `missing` are the
    places, years and reports that the question names and the index does not hold."""

    language: Language
    topic: str
    filters: Filters
    preferred: Filters = Filters()
    regions: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    reports: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    stance: Stance | None = None
    terms: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    compared: tuple[Filters, ...] = ()

    def prefers(self, document: Document) -> bool:
        """Whether the question leans to some documents, and to this one."""
        return bool(self.preferred) and self.preferred.accepts(document)

    def side(self, document: Document) -> int:
        """Which of the things that are compared `document` speaks for; 0 if nothing is."""
        sides = (i for i, side in enumerate(self.compared) if side.accepts(document))
        return next(sides, len(self.compared))


@dataclass(frozen=True, slots=True)
class Term:
    """One token of a question, its weight, and what it may meet in a document:
    (vocabulary id, strength), strength = weight x cosine; a document scores its best one, or the
    `floor` if it holds none. One that holds all ids of one of `meanings` scores the whole
    weight."""

    text: str
    weight: float
    alternatives: tuple[tuple[int, float], ...]
    meanings: tuple[tuple[int, ...], ...] = ()
    floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the question and the word of the passage that it met."""

    query: str
    source: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found."""

    passage: Passage
    score: float
    matched: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A hit as an answerer sees it: numbered from 1, its sentences numbered from 1, so that
    `2.3` names the third sentence of the second source."""

    number: int
    hit: Hit
    sentences: tuple[Span, ...]

    def pointers(self) -> tuple[str, ...]:
        """The names of this source's sentences, in order."""
        return tuple(f"{self.number}.{k}" for k in range(1, len(self.sentences) + 1))


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence before verification, with the names of the source sentences that it points
    at. Nothing about it is proven."""

    text: str
    pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text: `value` in the base `unit` (1.2亿元 -> 120000000.0, "yuan"), where
    it stands in that text, and the words it was read from."""

    text: str
    value: float
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a speech: `text` is read from it, so a Quote cannot say what was not said."""

    passage: Passage
    span: Span

    @property
    def text(self) -> str:
        return self.span.slice(self.passage.document.text)


@dataclass(frozen=True, slots=True)
class MeantYears:
    """What 去年 or "the past five years" in a quotation means: first and last day, counted from
    `basis`, the date of the speech."""

    text: str
    since: datetime.date
    until: datetime.date
    basis: PartialDate


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with its number in the answer, the place where it stands, and the years that its
    words mean where the date of the speech is certain."""

    number: int
    quote: Quote
    published: tuple[Span, ...]
    page: int | None
    score: float
    matched: tuple[Match, ...] = ()
    warnings: tuple[str, ...] = ()
    years: tuple[MeantYears, ...] = ()

    @property
    def permalink(self) -> str:
        """Path of the reading page with the quotation marked; survives rebuilds."""
        span = self.quote.span
        return f"/documents/{self.quote.passage.document.id}#c={span.start}-{span.end}"


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure of a statement and the number of the citation whose quote gives it, or what it was
    worked out from."""

    figure: Figure
    in_citation: int
    derivation: Derivation | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a figure that no quote gives follows from two of the same statement that quotes give."""

    operation: Operation
    operands: tuple[StatedFigure, StatedFigure]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence after verification, with the citations it stands on."""

    text: str
    citations: tuple[Citation, ...]
    stance: Stance | None = None
    figures: tuple[StatedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that verification refused."""

    text: str
    reason: DropReason


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """A warning of a document that an answer rests on; `document` is None where it is about the
    answer itself (`answerer_failed`)."""

    code: str
    document: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which index answered."""

    name: str
    generation: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `unsupported` has no statements and shows `nearest` instead; `reason`
    says in the question's language why an answer is not simply `answered`."""

    id: str
    status: Status
    question: Question
    understood: Understood
    statements: tuple[Statement, ...]
    index: IndexState
    nearest: tuple[Hit, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()
    reason: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, by number."""
        found = {c.number: c for statement in self.statements for c in statement.citations}
        return tuple(found[number] for number in sorted(found))

    @property
    def text(self) -> str:
        """The statements in order, each followed by its citation numbers in brackets."""
        return " ".join(
            statement.text + " " + "".join(f"[{c.number}]" for c in statement.citations)
            for statement in self.statements
        )


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a comparison: which documents it is asked of. `name` is a region, the year of a
    speech, a speaker or a document's id; `label` is how a reader calls it."""

    name: str
    label: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Cell:
    """What one group says. `citation` is the quotation that speaks most to the question, None
    where nothing does ("not stated"); `words` are the clauses of it that do; `figures` are those
    of its figures that may be the one asked for, likeliest first."""

    group: Group
    answer: Answer
    citation: Citation | None = None
    words: Span | None = None
    stance: Stance | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a comparison that can be drawn on one axis, one a cell and None where it has
    none; `values` are the same in `unit`, which is None for bare numbers."""

    unit: str | None
    figures: tuple[Figure | None, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question asked of many groups; `series` is None where too few figures compare."""

    question: Question
    by: By
    cells: tuple[Cell, ...]
    series: Series | None
    index: IndexState
    timings_ms: Mapping[str, float] = field(default_factory=dict)
