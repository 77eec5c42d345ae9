"""The run of an evaluation: it asks an engine every case and judges the hits and the answer."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rag.engine import Engine
from rag.evaluation.cases import Case, Names
from rag.evaluation.judging import (
    Located,
    answers,
    facts_said,
    gold_ranks,
    meets,
    supports,
    trapped,
)
from rag.index.index import Index
from rag.types.answers import Answer, Citation
from rag.types.questions import Hit, Question

# The number of hits that are judged: as many as the first stage gives to the reranker.
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Quotation:
    """A judged citation of an answer. `valid`: its words stand in the document at its span, in the
    clean and in the published text. `supports`: they bear on the case's answer."""

    document: str
    text: str
    valid: bool
    supports: bool


@dataclass(frozen=True, slots=True)
class JudgedStatement:
    """Whether a statement is right, and the probability of it that the answer gave, if any."""

    right: bool
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a case. `ranks` are those of the gold entries among the hits; `statements` are
    in the order of the answer; `refuted`: a quotation corrects the false premise; `failure`: the
    exception that the engine raised; the times are those of the answer and of its search."""

    case: Case
    ranks: tuple[int | None, ...] = ()
    status: str = "failed"
    reason: str | None = None
    quotations: tuple[Quotation, ...] = ()
    facts: tuple[bool, ...] = ()
    trapped: bool | None = None
    refuted: bool = False
    search_ms: float = 0.0
    answer_ms: float = 0.0
    nearest: tuple[str, ...] = ()
    failure: str | None = None
    dropped: dict[str, int] = field(default_factory=dict)
    statements: tuple[JudgedStatement, ...] = ()

    @property
    def declined(self) -> bool:
        """Whether the answer says that the speeches do not answer the question; its quotations are
        then what they say instead."""
        return self.status in ("unsupported", "partial")

    @property
    def right(self) -> bool:
        """Whether the case was handled rightly: all facts quoted (in a case without facts, words of
        its gold), or a refusal without an answer."""
        if not self.case.answerable:
            return self.declined or (self.case.false_premise and self.corrected)
        found = all(self.facts) if self.facts or not self.case.judgeable else self.any_right
        return not self.trapped and self.status != "unsupported" and found

    @property
    def sure(self) -> bool:
        """Whether the answer says that it answers the question, without reserve."""
        return self.status == "answered"

    @property
    def refused(self) -> bool:
        """Whether the answer gives nothing, or gives something and does not say what is missing."""
        return self.status == "unsupported" or (
            self.status == "partial" and not (self.statements and self.reason)
        )

    @property
    def first_right(self) -> bool:
        """Whether the first statement is right."""
        return bool(self.statements) and self.statements[0].right

    @property
    def any_right(self) -> bool:
        """Whether some statement is right."""
        return any(statement.right for statement in self.statements)

    @property
    def chance(self) -> float | None:
        """The probability that the first statement is right, as the answer gave it."""
        return self.statements[0].chance if self.statements else None

    @property
    def corrected(self) -> bool:
        """Whether a false premise was met: refused, contradicted, or put right by a quotation."""
        return self.declined or self.status == "conflicting" or self.refuted

    def as_json(self) -> dict[str, Any]:
        case = self.case
        return {
            "id": case.id,
            "file": case.file,
            "language": case.language,
            "type": case.kind,
            "answerable": case.answerable,
            "question": case.question,
            "right": self.right,
            "status": self.status,
            "reason": self.reason,
            "ranks": list(self.ranks),
            "facts": dict(zip(case.facts, self.facts, strict=False)),
            "trapped": self.trapped,
            "refuted": self.refuted,
            "statements": [{"right": s.right, "chance": s.chance} for s in self.statements],
            "quotations": [
                {
                    "document": q.document,
                    "text": q.text,
                    "valid": q.valid,
                    "supports": q.supports,
                }
                for q in self.quotations
            ],
            "gold": [
                {"document": g.document, "quote": g.quote} for g in (*case.gold, *case.refute)
            ],
            "note": case.note,
            "nearest": list(self.nearest),
            "dropped": dict(self.dropped),
            "failure": self.failure,
            "search_ms": self.search_ms,
            "answer_ms": self.answer_ms,
        }


def evaluate(
    engine: Engine,
    cases: Sequence[Case],
    names: Names,
    *,
    limit: int,
    answerer: str | None = None,
    each: Callable[[], object] = lambda: None,
) -> list[Outcome]:
    """The outcomes of all cases; `each` is called after each case."""
    opening = Question(cases[0].question, language=cases[0].language)
    engine.search(opening, limit=DEPTH)  # opens the index
    outcomes = []
    for case in cases:
        outcomes.append(_outcome(engine, case, names, limit, answerer))
        each()
    return outcomes


def _outcome(engine: Engine, case: Case, names: Names, limit: int, answerer: str | None) -> Outcome:
    question = Question(case.question, language=case.language)
    try:
        found = engine.search(question, limit=DEPTH)
        started = time.perf_counter()
        answer = engine.ask(question, limit=limit, answerer=answerer)
        ended = time.perf_counter()
        with engine.index() as index:
            quotations = tuple(_quotations(answer, case, names, index))
    except (
        Exception
    ) as error:  # a question that breaks the engine is an outcome, not the end of the run
        return Outcome(case, failure=f"{type(error).__name__}: {error}", facts=_none(case))
    said = " ".join(quotation.text for quotation in quotations)
    dropped: dict[str, int] = {}
    for claim in answer.dropped:
        dropped[claim.reason] = dropped.get(claim.reason, 0) + 1
    return Outcome(
        case,
        ranks=tuple(gold_ranks(case, [_located(hit, names) for hit in found.hits])),
        status=answer.status,
        reason=answer.reason,
        quotations=quotations,
        facts=tuple(facts_said(case, said)),
        trapped=trapped(case, said),
        refuted=any(meets((q.text, q.document), gold) for q in quotations for gold in case.refute),
        search_ms=sum(answer.timings_ms.get(stage, 0.0) for stage in ("retrieve", "rerank")),
        answer_ms=round((ended - started) * 1000, 2),
        nearest=tuple(hit.passage.text for hit in answer.nearest[:1]),
        dropped=dropped,
        statements=tuple(
            JudgedStatement(
                answers(case, [citation.quote.text for citation in statement.citations]),
                statement.chance,
            )
            for statement in answer.statements
        ),
    )


def _none(case: Case) -> tuple[bool, ...]:
    return (False,) * len(case.facts)


def _located(hit: Hit, names: Names) -> Located:
    return hit.passage.text, names.of(hit.passage.document)


def _quotations(answer: Answer, case: Case, names: Names, index: Index) -> Iterator[Quotation]:
    # An official translation proves nothing: it stands beside its original.
    for citation in (c for c in answer.citations if c.counterpart_of is None):
        document = names.of(citation.quote.passage.document)
        text = citation.quote.text
        yield Quotation(
            document, text, is_verbatim(citation, index), supports(case, (text, document))
        )


def is_verbatim(citation: Citation, index: Index) -> bool:
    """Whether the quotation stands, letter for letter, at its span of the clean text and, range by
    range, in the published text."""
    quote = citation.quote
    id = quote.passage.document.id
    held, published = index.document(id), index.published_text(id)
    ranges = [span.slice(published) for span in citation.published]
    return (
        bool(quote.text)
        and quote.span.slice(held.text) == quote.text
        and all(citation.published)
        and sum(map(len, ranges)) == len(quote.text)
        and _same_letters("".join(ranges), quote.text)
    )


def _same_letters(published: str, quoted: str) -> bool:
    """Whether the letters and figures are the same. Cleaning may replace punctuation, spaces and
    unusual forms of a character; it makes no letter or figure into another."""
    return all(
        was == now
        or unicodedata.normalize("NFKC", was) == now
        or not (was.isalnum() or now.isalnum())
        for was, now in zip(published, quoted, strict=True)
    )
