"""The engine: it searches an index, answers a question and compares groups of speeches.

Every answer is streamed: it is the last event of `ask_events`, and a comparison is the last event
of `compare_events`. The engine is synchronous; asynchronous callers run it in threads.
"""

from __future__ import annotations

import copy
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from rag.analysis.figure_cells import figures_found, may_answer
from rag.analysis.figure_comparison import compared_figures, figure_series, state_of
from rag.analysis.figures import contradiction_table, figure_query, figure_table
from rag.analysis.reception import Reception
from rag.answering.answer_draft import AnswerDraft
from rag.answering.comparison import Comparer, series
from rag.answering.counterparts import counterparts_in
from rag.answering.from_figures import MOST_STATEMENTS, Tabled, from_figures
from rag.answering.gate import Gate, WhyUnproven
from rag.answering.gloss import glossed
from rag.answering.gloss.dictionary import glossed_word_for_word
from rag.answering.sources import select
from rag.answering.status import Assessed, assess
from rag.answering.translation import Translator
from rag.errors import AnswererUnavailable
from rag.index.index import EVERYTHING, Index
from rag.index.live import LiveIndex
from rag.models.llm import LanguageModel
from rag.presentation.findings import reason_words
from rag.questions.groups import groups
from rag.retrieval.retriever import Retriever
from rag.types.answers import Answer, AnswerWarning, Claim, Dropped, IndexState, Source, Statement
from rag.types.comparison import By, Cell, Comparison, Group
from rag.types.figure_table import CheckedFigure, FigureOrder, FiguresFound, FigureTable, Ledger
from rag.types.figures import FigureKind
from rag.types.questions import ANSWER_LIMIT, Filters, Hit, Message, Question, Understood
from rag.types.text import Stance


class Answerer(Protocol):
    """Writes claims about sources; the gate proves them."""

    name: str

    def claims(self, understood: Understood, sources: Sequence[Source]) -> Iterator[Claim]:
        """The claims in reading order; none if the sources do not answer."""
        ...


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of a search, best first, and the question as it was understood."""

    hits: tuple[Hit, ...]
    understood: Understood
    index: IndexState
    timings_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sources:
    """First event: the passages that the answer may draw on, and what follows from the table of
    figures, in words, where it answers."""

    hits: tuple[Hit, ...]
    understood: Understood
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """One verified statement, as soon as it is proven."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Answered:
    """Last event: the whole answer."""

    answer: Answer


Event = Sources | Stated | Answered

# The answerer that steps in for another: it needs only the index, so it cannot fail.
FALLBACK = "extractive"


class Engine:
    """Searches and answers over one live index; safe to share between threads."""

    def __init__(
        self,
        *,
        live: LiveIndex,
        retriever: Retriever,
        comparer: Comparer,
        answerers: Mapping[str, Answerer],
        default_answerer: str,
        support: WhyUnproven,
        llm: LanguageModel | None,
        sure: float = 0.0,
    ) -> None:
        """`support` judges statements that are not verbatim; `llm` words follow-up questions; the
        answerer `extractive` steps in for an answerer that fails. An answer whose first statement
        has a lower chance than `sure` is no more than `partial`."""
        self._live = live
        self._retriever = retriever
        self._comparer = comparer
        self._answerers = dict(answerers)
        self.default_answerer = default_answerer
        self._support = support
        self._llm = llm
        self._sure = sure
        self._reception = Reception(
            ask_table=self._table_answer, ask=self._extractive, understand=retriever.understand
        )

    @property
    def answerers(self) -> tuple[str, ...]:
        """Names that `ask` accepts."""
        return tuple(self._answerers)

    @property
    def translates(self) -> bool:
        """Whether there is a language model to translate statements."""
        return self._llm is not None

    def beside(self, name: str) -> Engine:
        """The same engine, by the same models, over another index of the same folder."""
        other = copy.copy(self)
        other._live = self._live.beside(name)
        return other

    def index(self) -> AbstractContextManager[Index]:
        """The index in use now, held open for as long as the context lasts."""
        return self._live.use()

    def refresh(self) -> bool:
        """Use a newer generation of the index, if there is one; True if so. Raises
        IndexUnavailable, IndexDamaged or ModelMismatch if it cannot be used; then the generation in
        use goes on answering."""
        return self._live.refresh()

    def recheck(self) -> Iterator[None]:
        """Read the files of the index in use from the disk again, a piece at each step, as fast as
        the caller steps; what is wrong with them is acted upon."""
        return self._live.recheck()

    def close(self) -> None:
        """Close the index once its last reader is done."""
        self._live.close()

    def search(self, question: Question, *, limit: int) -> SearchResult:
        """The `limit` best passages, each with the words of the question that it matches."""
        started = time.perf_counter()
        with self._live.use() as index:
            found = self._retriever.retrieve(index, question, limit=limit)
            timings = {**found.timings_ms, "total": _milliseconds(started)}
            return SearchResult(found.hits, found.understood, index.state, timings)

    def ask(self, question: Question, *, limit: int, answerer: str | None = None) -> Answer:
        """The whole answer at once."""
        for event in self.ask_events(question, limit=limit, answerer=answerer):
            if isinstance(event, Answered):
                return event.answer
        raise AssertionError("ask_events ends with an Answered")

    def ask_events(
        self, question: Question, *, limit: int, answerer: str | None = None
    ) -> Iterator[Event]:
        """The sources, then each statement as soon as it is proven, then the answer."""
        chosen = self._answerer(answerer)
        with self._live.use() as index:
            told = self._reception.answer(index, question)
            if told is not None:
                yield from (Sources((), told.understood), Answered(told))
                return
            yield from self._events(index, question, limit, chosen)

    def ask_table(self, question: Question, *, limit: int) -> Answer | None:
        """The answer of the table of figures alone; None where a reader must answer."""
        with self._live.use() as index:
            return self._table_answer(index, question, limit)

    def self_contained(self, turns: Sequence[Message], *, answerer: str | None = None) -> str:
        """The last question of a conversation, worded so that it can be asked without the others;
        the language model words it, where the language model answers."""
        wording = self._llm if (answerer or self.default_answerer) != FALLBACK else None
        with self._live.use() as index:
            return self._retriever.self_contained(index, turns, wording)

    def compare(
        self, question: Question, *, by: By, limit: int, answerer: str | None = None
    ) -> Comparison:
        """The whole table at once."""
        for event in self.compare_events(question, by=by, limit=limit, answerer=answerer):
            if isinstance(event, Comparison):
                return event
        raise AssertionError("compare_events ends with a Comparison")

    def compare_events(
        self, question: Question, *, by: By, limit: int, answerer: str | None = None
    ) -> Iterator[Cell | Comparison]:
        """A cell for each group, asked within that group alone, then the comparison of all. The
        same generation of the index answers for all cells."""
        chosen = self._answerer(answerer)
        started = time.perf_counter()
        with self._live.use() as index:
            understood = self._retriever.understand(index, question)
            among = groups(index, question, understood, by)
            tabled = _compared(index, understood, by, among)
            cells: list[Cell] = []
            for group, found in tabled or ():
                cells.append(self._table_cell(index, question, group, found, understood))
                yield cells[-1]
            told = self._reception.answer(index, question)
            for group in () if tabled else among:
                in_group = replace(question, filters=group.filters)
                answer = told or _last(self._events(index, in_group, limit, chosen))
                cells.append(self._comparer.cell(group, answer))
                yield cells[-1]
            timings = {"total": _milliseconds(started)}
            yield Comparison(
                id=f"cmp_{secrets.token_hex(8)}",
                question=question,
                by=by,
                cells=tuple(cells),
                series=figure_series([found for _, found in tabled]) if tabled else series(cells),
                index=index.state,
                timings_ms=timings,
            )

    def figures(
        self,
        indicator: str | None = None,
        *,
        kinds: Sequence[FigureKind] = (),
        stances: Sequence[Stance] = (),
        years: Sequence[int] = (),
        filters: Filters = EVERYTHING,
        order: FigureOrder = "document",
        contradictions: bool = False,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> FigureTable:
        """The figures that speeches state, each with the words that state it: of one `indicator`,
        by its key, any of its names, or a part of a term as it is written; of the `years` that they
        speak of; at most `limit`, behind those before `cursor`; with `contradictions` only what is
        stated in two ways. Raises InvalidQuestion for an
        unknown indicator or cursor, NoSuchDocument."""
        with self._live.use() as index:
            query = figure_query(
                index, indicator, kinds=kinds, stances=stances, years=years, filters=filters
            )
            if contradictions:
                return contradiction_table(index, query, limit=limit, cursor=cursor)
            return figure_table(index, query, order, limit=limit, cursor=cursor)

    def ledger(
        self,
        indicator: str | None = None,
        *,
        years: Sequence[int] = (),
        filters: Filters = EVERYTHING,
    ) -> Ledger:
        """Targets beside results, of the documents that pass `filters`. `indicator` is any name of
        one, or its key; years are those that figures speak of. Raises InvalidQuestion for an
        indicator that is not known."""
        from rag.analysis.ledger import ledger_of

        with self._live.use() as index:
            return ledger_of(index, indicator=indicator, years=years, filters=filters)

    def check(self, text: str, *, filters: Filters = EVERYTHING) -> tuple[CheckedFigure, ...]:
        """The verdict on each figure of `text` that has a unit, by the documents that pass."""
        from rag.analysis.check import check_text

        with self._live.use() as index:
            return check_text(index, text, filters)

    def _table_answer(
        self, index: Index, question: Question, limit: int = ANSWER_LIMIT
    ) -> Answer | None:
        started = time.perf_counter()
        understood = self._retriever.understand(index, question)
        tabled = _tabled(index, question, understood, limit)
        if tabled is None:
            return None
        return _last(self._from_table(index, question, understood, tabled, started))

    def _extractive(self, index: Index, question: Question) -> Answer:
        """The answer in the speakers' own words, whichever answerer is the default."""
        return _last(self._events(index, question, ANSWER_LIMIT, self._answerer(FALLBACK)))

    def _events(
        self, index: Index, question: Question, limit: int, answerer: Answerer
    ) -> Iterator[Event]:
        started = time.perf_counter()
        understood = self._retriever.understand(index, question)
        tabled = _tabled(index, question, understood, limit)
        if tabled is not None:
            yield from self._from_table(index, question, understood, tabled, started)
            return
        found = self._retriever.retrieve(index, question, limit=limit, understood=understood)
        yield Sources(found.hits, found.understood)
        answering = time.perf_counter()
        sources = select(found.hits)
        translator = self._translator(question)
        gate = Gate(sources, self._support, counterparts_in(index))
        draft = AnswerDraft(gate, _glosses(index, question, translator))
        for statement in self._written(draft, answerer, found.understood, sources):
            yield Stated(statement)
        statements = tuple(draft.statements)
        assessed = assess(
            found.understood,
            statements,
            sure=self._sure,
            is_empty=not found.hits,
            likely=self._comparer.likely_figures(found.understood, statements),
        )
        if assessed.status == "answered" and not _is_as_requested(index, understood, statements):
            reason = reason_words("not_in_table", question.language)
            assessed = Assessed("partial", reason, "not_in_table")
        yield Answered(
            Answer(
                id=f"ans_{secrets.token_hex(8)}",
                status=assessed.status,
                question=question,
                understood=found.understood,
                statements=statements,
                index=index.state,
                nearest=() if statements else found.hits,
                dropped=tuple(draft.dropped),
                warnings=(
                    *draft.warnings,
                    *(translator.warnings if translator else ()),
                    *_warnings(statements),
                ),
                reason=assessed.reason,
                reason_code=assessed.code,
                timings_ms={
                    **found.timings_ms,
                    "answer": _milliseconds(answering),
                    "total": _milliseconds(started),
                },
            )
        )

    def _from_table(
        self,
        index: Index,
        question: Question,
        understood: Understood,
        tabled: Tabled,
        started: float,
    ) -> Iterator[Event]:
        """The events of an answer from the table of figures; the gate proves each quotation."""
        sources = tabled.sources()
        hits = tuple(source.hit for source in sources)
        yield Sources(hits, understood, tabled.finding)
        gate = Gate(sources, self._support, counterparts_in(index))
        translator = self._translator(question)
        gloss = _glosses(index, question, translator)
        proven = [gate.verify(claim) for claim in tabled.claims()]
        dropped = tuple(claim for claim in proven if isinstance(claim, Dropped))
        statements = [gloss(tabled.as_read(one)) for one in proven if isinstance(one, Statement)]
        yield from map(Stated, statements)
        for entry in tabled.ledger.entries if tabled.ledger else ():
            index.quotable(entry.rows)
        milliseconds = _milliseconds(started)
        yield Answered(
            Answer(
                id=f"ans_{secrets.token_hex(8)}",
                status=tabled.status if statements else "unsupported",
                question=question,
                understood=understood,
                statements=tuple(statements),
                index=index.state,
                dropped=dropped,
                warnings=(
                    *(translator.warnings if translator else ()),
                    *_warnings(statements),
                ),
                reason=tabled.reason,
                table=replace(tabled.table, rows=index.quotable(tabled.table.rows)),
                ledger=tabled.ledger,
                finding=tabled.finding,
                timings_ms={"retrieve": milliseconds, "rerank": 0.0, "total": milliseconds},
            )
        )

    def _table_cell(
        self,
        index: Index,
        question: Question,
        group: Group,
        found: FiguresFound,
        understood: Understood,
    ) -> Cell:
        """The cell of a group by the table of figures; empty where the group states nothing."""
        state = state_of(found)
        tabled = from_figures([found], question.language, limit=MOST_STATEMENTS)
        if tabled is None:
            answer = Answer(
                id=f"ans_{secrets.token_hex(8)}",
                status="unsupported",
                question=question,
                understood=understood,
                statements=(),
                index=index.state,
                reason=reason_words(state, question.language, group.label),
            )
            return Cell(group, answer, state=state)
        told = _last(self._from_table(index, question, understood, tabled, time.perf_counter()))
        first = told.statements[0]
        (row,) = index.quotable([tabled.rows[0][0]])
        return Cell(
            group,
            told,
            citation=first.citations[0],
            words=row.row.clause,
            stance=first.stance,
            figures=tuple(stated.figure for stated in first.figures),
            state=state,
            row=row,
        )

    def _written(
        self,
        draft: AnswerDraft,
        answerer: Answerer,
        understood: Understood,
        sources: Sequence[Source],
    ) -> Iterator[Statement]:
        """The proven statements of `answerer`; where it fails, those of the extractive answerer,
        with a warning that says so."""
        instead = self._answerers.get(FALLBACK)
        failure: AnswererUnavailable | None = None
        try:
            yield from draft.proven(answerer.claims(understood, sources))
        except AnswererUnavailable as error:
            if instead is None or instead is answerer:
                raise
            failure = error
        if instead and instead is not answerer and (failure or draft.all_dropped()):
            draft.fell_back(failure)
            yield from draft.proven(instead.claims(understood, sources))

    def _translator(self, question: Question) -> Translator | None:
        """What translates the statements, where the question asks for it."""
        if not question.translate:
            return None
        if self._llm is None:
            raise AnswererUnavailable(
                "a translation needs a language model: set SPEECHRAG_LLM_BASE_URL and "
                "SPEECHRAG_LLM_MODEL, or ask without a translation"
            )
        return Translator(self._llm, question.language)

    def _answerer(self, name: str | None) -> Answerer:
        chosen = self._answerers.get(name or self.default_answerer)
        if chosen is None:
            raise AnswererUnavailable(
                f"answerer {name!r} is not set up; there is {', '.join(self._answerers)}. "
                "For an LLM set SPEECHRAG_LLM_BASE_URL and SPEECHRAG_LLM_MODEL."
            )
        return chosen


def _last(events: Iterator[Event]) -> Answer:
    """The answer that events end with."""
    *_, last = events
    assert isinstance(last, Answered)
    return last.answer


def _tabled(index: Index, question: Question, understood: Understood, limit: int) -> Tabled | None:
    """The answer of the table of figures; None where a reader must answer."""
    requests = understood.figure_requests
    if not requests:
        return None
    found = [
        figures_found(index, request, filters, part=part) for part, request, filters in requests
    ]
    return from_figures(found, question.language, limit=limit)


def _is_as_requested(index: Index, understood: Understood, statements: Sequence[Statement]) -> bool:
    """Whether a reader's first sentence gives a figure that the table could have been asked for;
    True where it is asked for none. The table was silent: the row is not certain, or of no year."""
    requests = [request for _, request, _ in understood.figure_requests]
    if not requests or not statements:
        return not requests
    quote = statements[0].citations[0].quote
    return any(
        row.clause.overlaps(quote.span) and may_answer(row, request)
        for row in index.document_figures(quote.passage.document.id)
        for request in requests
    )


def _compared(
    index: Index, understood: Understood, by: By, among: Sequence[Group]
) -> list[tuple[Group, FiguresFound]] | None:
    """What the table of figures has for each group; None where each must be asked."""
    requests = understood.figure_requests
    if len(requests) != 1 or requests[0][1].operation in ("ledger", "count", "filter"):
        return None
    _, request, filters = requests[0]
    return compared_figures(index, request, filters, by, among)


def _glosses(
    index: Index, question: Question, translator: Translator | None
) -> Callable[[Statement], Statement]:
    """Adds lines in the question's language: a translation that was asked for, or else one from
    the rows of the quoted documents, and where these say nothing word for word."""
    language = question.language

    def gloss(statement: Statement) -> Statement:
        told = translator.translated(statement) if translator else statement
        return glossed_word_for_word(glossed(told, language, index.document_figures), language)

    return gloss


def _warnings(statements: Sequence[Statement]) -> tuple[AnswerWarning, ...]:
    found: dict[tuple[str, str], AnswerWarning] = {}
    for statement in statements:
        for citation in statement.cited:
            document = citation.quote.passage.document
            for warning in document.warnings:
                found.setdefault(
                    (document.id, warning.code),
                    AnswerWarning(warning.code, document.id, warning.values),
                )
    return tuple(found.values())


def _milliseconds(since: float) -> float:
    return round((time.perf_counter() - since) * 1000, 2)
