"""The Engine that `speechrag.open` returns: it asks, searches and compares over one index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Unpack, get_args

from rag.types.answers import IndexState
from rag.types.comparison import By
from rag.types.figures import FigureKind
from rag.types.text import Language, Stance
from speechrag import house
from speechrag.asking import (
    Answerer,
    Filters,
    by_of,
    choices_of,
    filters_of,
    indicator_of,
    limit_of,
    question_of,
    rows_of,
    years_of,
)
from speechrag.errors import EngineClosed
from speechrag.figures import Figures, figures_of
from speechrag.ledger import Check, Ledger, check_of, ledger_of
from speechrag.results import (
    Answer,
    Comparison,
    Documents,
    SearchResult,
    answer_of,
    comparison_of,
    search_of,
)
from speechrag.values import Document, Statement, citation_of, document_of, statement_of

if TYPE_CHECKING:
    from rag import engine as inner
    from rag.index.index import Index
    from rag.types.documents import Document as RagDocument
    from rag.types.questions import Filters as RagFilters
    from rag.types.questions import Question

# The number of documents that are read from the index at a time.
_PAGE = 200


class Engine:
    """Asks questions of one index. `speechrag.open` makes it. Threads may share it. As a context
    manager it closes itself.

    Questions may be in Chinese or English; the engine detects the language, unless you give it as
    `language="zh"` or `"en"`. Filters are the keywords of `speechrag.Filters`: `since`, `until`,
    `region`, `speaker`, `document`. An answer uses at most `limit` passages, 1 to 50.

    Every method raises InvalidQuestion for a wrong argument, EngineClosed after `close()`, and
    IndexUnavailable or IndexDamaged if the index was removed or damaged.
    """

    def __init__(
        self, engine: inner.Engine, *, folder: Path, base: str, question_characters: int
    ) -> None:
        """Called by `speechrag.open`; `base` is put before permalinks."""
        self._engine = engine
        self._base = base
        self._characters = question_characters
        self._closed = False
        self.folder = folder

    def __repr__(self) -> str:
        state = "closed" if self._closed else "open"
        return f"<speechrag.Engine over {self.folder}, {state}>"

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the index as soon as running calls have ended. A second call does nothing."""
        self._closed = True
        self._engine.close()

    def refresh(self) -> bool:
        """Switch to the newest generation of the index; True if there was a new generation. If it
        cannot be used, raise IndexUnavailable, IndexDamaged or ModelMismatch and keep the old
        generation."""
        return self._open().refresh()

    @property
    def index(self) -> IndexState:
        """The `name` of the index and its `generation`, a number that grows with each build."""
        with self._open().index() as index:
            return index.state

    def ask(
        self,
        question: str,
        *,
        limit: int | None = None,
        answerer: Answerer | None = None,
        language: Language | None = None,
        **filters: Unpack[Filters],
    ) -> Answer:
        """Answer `question` with verbatim quotations.

        `answerer="llm"` lets the language model of the options write the answer; it raises
        AnswererUnavailable if there is no such model. If the speeches do not answer, this returns
        an Answer too: see `Answer.status`.
        """
        asked = self._question(question, filters, language)
        answer = self._open().ask(
            asked, limit=limit_of(limit, default=house.ANSWER_LIMIT), answerer=answerer
        )
        return answer_of(house.answer_json(answer, self._base))

    def stream(
        self,
        question: str,
        *,
        limit: int | None = None,
        answerer: Answerer | None = None,
        language: Language | None = None,
        **filters: Unpack[Filters],
    ) -> Iterator[Statement | Answer]:
        """Yield each statement as soon as it is proven, then the whole answer. The index stays open
        until the iterator ends or is closed."""
        asked = self._question(question, filters, language)
        events = self._open().ask_events(
            asked, limit=limit_of(limit, default=house.ANSWER_LIMIT), answerer=answerer
        )
        return self._streamed(events)

    def search(
        self,
        query: str,
        *,
        limit: int | None = None,
        language: Language | None = None,
        **filters: Unpack[Filters],
    ) -> SearchResult:
        """The `limit` passages that answer `query` best, best first."""
        asked = self._question(query, filters, language, field="query")
        found = self._open().search(asked, limit=limit_of(limit, default=house.DEFAULT_LIMIT))
        json = house.search_json(
            found.hits, found.understood, found.index, found.timings_ms, self._base
        )
        return search_of(asked.text, json)

    def compare(
        self,
        question: str,
        *,
        by: By,
        limit: int | None = None,
        answerer: Answerer | None = None,
        language: Language | None = None,
        **filters: Unpack[Filters],
    ) -> Comparison:
        """Ask `question` of each region, year, speaker or document. Each group gets a quotation, or
        is marked as not stated. If the question or the filters name several groups, only these
        are compared. `limit` holds for each group."""
        asked = self._question(question, filters, language)
        comparison = self._open().compare(
            asked,
            by=by_of(by),
            limit=limit_of(limit, default=house.DEFAULT_LIMIT),
            answerer=answerer,
        )
        return comparison_of(house.comparison_json(comparison, self._base))

    def figures(
        self,
        indicator: str | None = None,
        *,
        year: int | Iterable[int] | None = None,
        stance: Stance | Iterable[Stance] | None = None,
        kind: FigureKind | Iterable[FigureKind] | None = None,
        contradictions: bool = False,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> Figures:
        """The figures that speeches state, each with its quotation, in the order of the documents.

        `indicator` is any name of an indicator in Chinese or English, or a part of a term as the
        speeches write it; InvalidQuestion tells near names if no speech has it. `year` is the year
        that a figure speaks of, whenever it was stated; `stance` and `kind` may be one or several;
        without `limit` you get all. With `contradictions` you get only figures that are stated in
        two ways, those of one quantity behind each other: see `Figures.contradictions`."""
        table = self._open().figures(
            indicator_of(indicator),
            years=years_of(year),
            stances=choices_of("stance", stance, get_args(Stance)),
            kinds=choices_of("kind", kind, get_args(FigureKind)),
            filters=filters_of(filters),
            contradictions=contradictions,
            limit=rows_of(limit),
        )
        return figures_of(house.figures_json(table, self._base))

    def ledger(
        self,
        indicator: str | None = None,
        *,
        year: int | Iterable[int] | None = None,
        **filters: Unpack[Filters],
    ) -> Ledger:
        """The targets of each region beside their results, with both quotations and a verdict that
        follows from them by a rule.

        `indicator` is any name of an indicator in Chinese or English; InvalidQuestion tells near
        names. `year` is the year that targets and results speak of; without it you get every
        target."""
        found = self._open().ledger(
            indicator_of(indicator), years=years_of(year), filters=filters_of(filters)
        )
        return ledger_of(house.ledger_json(found, self._base))

    def check(self, text: str, **filters: Unpack[Filters]) -> Check:
        """Whether the speeches state each figure of `text` that has a unit, state another, or
        neither, which does not mean that it is wrong."""
        if not isinstance(text, str):
            raise house.InvalidField("text", "must be a string")
        return check_of(
            house.check_json(self._open().check(text, filters=filters_of(filters)), self._base)
        )

    def documents(self, **filters: Unpack[Filters]) -> Documents:
        """Every document that passes the filters, with its text, in the order of indexing."""
        wanted = filters_of(filters)
        with self._open().index() as index:
            found = list(_all(index, wanted))
            listed = [house.document_json(document) for document in found]
            state = index.state
        return Documents(
            documents=tuple(
                document_of(json, document.text)
                for json, document in zip(listed, found, strict=True)
            ),
            index=state,
            _json={"documents": listed, "next": None, "index": house.index_json(state)},
        )

    def document(self, id: str) -> Document:
        """The document with this id, and its text. Raises NoSuchDocument."""
        with self._open().index() as index:
            found = index.document(id)
        return document_of(house.document_json(found), found.text)

    def published_text(self, id: str) -> str:
        """The text of the document with this id before cleaning; `Citation.published` counts in it.
        Raises NoSuchDocument."""
        with self._open().index() as index:
            return index.published_text(id)

    def _open(self) -> inner.Engine:
        if self._closed:
            raise EngineClosed
        return self._engine

    def _question(
        self,
        text: str,
        filters: Filters,
        language: Language | None,
        *,
        field: str = "question",
    ) -> Question:
        return question_of(
            text, filters, language=language, characters=self._characters, field=field
        )

    def _streamed(self, events: Iterator[inner.Event]) -> Iterator[Statement | Answer]:
        from rag.engine import Answered, Stated

        self._open()  # the engine may have been closed since the question was asked
        for event in events:
            if isinstance(event, Stated):
                citations = [
                    citation_of(house.citation_json(citation, self._base))
                    for citation in event.statement.cited
                ]
                yield statement_of(house.statement_json(event.statement), citations)
            elif isinstance(event, Answered):
                yield answer_of(house.answer_json(event.answer, self._base))


def _all(index: Index, filters: RagFilters) -> Iterator[RagDocument]:
    """Every document that passes the filters, read page by page."""
    after = None
    while page := index.documents(filters, after=after, limit=_PAGE):
        yield from page
        after = page[-1].id
