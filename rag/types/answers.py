"""The types of an answer: sources, claims, quotations and statements."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rag.types.documents import Passage, Values
from rag.types.figure_table import FigureTable, Ledger
from rag.types.figures import Figure
from rag.types.questions import Hit, Match, Question, Understood
from rag.types.text import Language, PartialDate, Span, Stance
from rag.types.translations import Basis

Operation = Literal["sum", "difference"]
Status = Literal["answered", "partial", "unsupported", "conflicting"]
Confidence = Literal["sure", "likely", "doubtful"]
# The least chance that is called so.
SURE = 0.8
LIKELY = 0.5
# The rows of the table of figures, a dictionary word by word, or a language model.
GlossSource = Literal["rows", "dictionary", "model"]
DropReason = Literal[
    "no_citation",
    "unknown_source",
    "figure_not_in_quote",
    "not_supported",
    "heading_only",
    "totality_not_in_quote",
    "negation_not_in_quote",
    "time_not_in_quote",
    "direction_not_in_quote",
    "rank_not_in_quote",
    "cause_not_in_quote",
    "degree_not_in_quote",
    "certainty_not_in_quote",
    "subject_not_in_quote",
    "promise_told_as_result",
]
# Codes of the reason why nothing was looked for: a person made small talk, or a front end asked on
# its own account.
NOT_A_QUESTION = "not_a_question"
HOUSEKEEPING = "housekeeping"


@dataclass(frozen=True, slots=True)
class Source:
    """A hit as an answerer sees it. Sources and their sentences have numbers from 1: `2.3` names
    the third sentence of the second source."""

    number: int
    hit: Hit
    sentences: tuple[Span, ...]

    def pointers(self) -> tuple[str, ...]:
        """The names of this source's sentences, in order."""
        return tuple(f"{self.number}.{sentence}" for sentence in range(1, len(self.sentences) + 1))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The opinion of an answerer about its claim: `chance`, the probability that it is right,
    `answering`, the characters of the document that answer, and `parts`, the numbers, from 0, of
    the parts of the question that it answers."""

    chance: float
    answering: Span
    parts: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence before verification, with the names of the source sentences that it cites: `2.3`,
    or `2.3-4` for neighbours that are quoted as one. Nothing about it is proven."""

    text: str
    pointers: tuple[str, ...]
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a speech. `text` is read from the speech, so a Quote holds only words that were
    spoken."""

    passage: Passage
    span: Span

    @property
    def text(self) -> str:
        return self.span.slice(self.passage.document.text)

    @property
    def speaker(self) -> str | None:
        """Who says it: in a debate, the speaker of the turn."""
        return self.passage.document.speaker_of(self.span)


@dataclass(frozen=True, slots=True)
class MeantYears:
    """The meaning of 去年 or "the past five years" in a quotation: the first and the last day,
    counted from `basis`, the date of the speech."""

    text: str
    since: datetime.date
    until: datetime.date
    basis: PartialDate


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with its number in the answer, its ranges in the published text, and the years that
    its words mean, where the date of the speech is certain. `highlight` are the characters of the
    document, within the quote, that answer. The citation of an official translation names in
    `counterpart_of` the citation that it translates, and in `counterpart_basis` how it is known."""

    number: int
    quote: Quote
    published: tuple[Span, ...]
    page: int | None
    score: float
    matched: tuple[Match, ...] = ()
    warnings: tuple[str, ...] = ()
    years: tuple[MeantYears, ...] = ()
    highlight: tuple[Span, ...] = ()
    counterpart_of: int | None = None
    counterpart_basis: Basis | None = None

    @property
    def permalink(self) -> str:
        """Path of the reading page with the quotation marked; survives rebuilds."""
        return self.quote.passage.document.permalink(self.quote.span)


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure of a statement, with the number of the citation whose quote gives it, or the figures
    that it was worked out from."""

    figure: Figure
    in_citation: int
    derivation: Derivation | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a figure that no quote gives follows from two figures of the statement that quotes
    give."""

    operation: Operation
    operands: tuple[StatedFigure, StatedFigure]


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a statement says, in the reader's language and in our words: never a quotation.
    `made_of` says how we know it."""

    text: str
    language: Language
    made_of: GlossSource


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence after verification, with the citations that prove it. `chance` is the probability
    that it answers, and `parts` are the parts of the question that it answers, numbered from 0,
    where the answerer can tell. `gloss` is there where the quotations are in another language than
    the question, and something certain can be said of them. `counterparts` are the official
    translations of the citations, where the speeches hold them: they prove nothing."""

    text: str
    citations: tuple[Citation, ...]
    stance: Stance | None = None
    figures: tuple[StatedFigure, ...] = ()
    chance: float | None = None
    parts: tuple[int, ...] = ()
    gloss: Gloss | None = None
    counterparts: tuple[Citation, ...] = ()

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The citations that prove it, and their official translations."""
        return (*self.citations, *self.counterparts)

    @property
    def confidence(self) -> Confidence | None:
        """The chance in a word."""
        if self.chance is None:
            return None
        return "sure" if self.chance >= SURE else "likely" if self.chance >= LIKELY else "doubtful"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that verification refused."""

    text: str
    reason: DropReason


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """A warning of a document that an answer rests on; `document` is None where it is about the
    answer itself (`answerer_failed`). Like a DocumentWarning it carries values, no prose."""

    code: str
    document: str | None
    values: Values = ()


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index that answered."""

    name: str
    generation: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `unsupported` has no statements and shows `nearest` instead; `reason`
    says in the question's language why an answer is not simply `answered`, and `reason_code` names
    the rule that says so (None where the table of figures says it). Small talk has the code
    `not_a_question` and `suggestions`: questions that this index answers. Answers that rest on the
    table of figures have the `table` of all rows that were read, the `ledger` where a target met
    its result, and the `finding`: what is worked out from the rows, in words."""

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
    reason_code: str | None = None
    suggestions: tuple[str, ...] = ()
    table: FigureTable | None = None
    ledger: Ledger | None = None
    finding: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def talk(self) -> str | None:
        """`small_talk` or `housekeeping`, where no question was asked."""
        kinds = {NOT_A_QUESTION: "small_talk", HOUSEKEEPING: "housekeeping"}
        return kinds.get(self.reason_code or "")

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, by number."""
        found = {
            citation.number: citation
            for statement in self.statements
            for citation in statement.cited
        }
        return tuple(found[number] for number in sorted(found))

    @property
    def text(self) -> str:
        """The finding, then the statements in order, each followed by its citation numbers in
        brackets."""
        stated = (
            statement.text + " " + "".join(f"[{c.number}]" for c in statement.citations)
            for statement in self.statements
        )
        return " ".join([*filter(None, [self.finding]), *stated])
