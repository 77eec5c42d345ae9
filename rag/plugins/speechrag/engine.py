"""The engine that `speechrag.open` gives: plain strings in, results out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Unpack

from rag.types.answers import IndexState
from rag.types.comparison import By
from rag.types.text import Language
from speechrag import house
from speechrag.asking import Answerer, Filters, by_of, filters_of, limit_of, question_of
from speechrag.errors import EngineClosed
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

# As many documents as are read from the index at a time.
_PAGE = 200


class Engine:
    """Asks one index. Made by `speechrag.open`; safe to share between threads; a context manager
    that closes itself.

    Questions may be in Chinese or English; the language is found, and may be given as
    `language="zh"` or `"en"`. Filters are the keywords of `speechrag.Filters`: `since`, `until`,
    `region`, `speaker`, `document`. `limit` is how many passages an answer may draw on, 1 to 50.

    Every method raises InvalidQuestion for what cannot be asked, EngineClosed after `close()`, and
    IndexUnavailable or IndexDamaged where the index went away.
    """

    def __init__(
        self, engine: inner.Engine, *, folder: Path, base: str, question_characters: int
    ) -> None:
        """For `speechrag.open`; `base` is put before permalinks."""
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
        """Let go of the index, once what is being answered is done. A second time does nothing."""
        self._closed = True
        self._engine.close()

    def refresh(self) -> bool:
        """Take up what was indexed since; True if there was something. What cannot be used raises
        IndexUnavailable, IndexDamaged or ModelMismatch, and the old state goes on answering."""
        return self._open().refresh()

    @property
    def index(self) -> IndexState:
        """Which index answers: its `name` and `generation`, which grows with each build."""
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

        `answerer="llm"` lets the language model of the options word it; AnswererUnavailable if
        there is none. No answer is an answer: see `Answer.status`.
        """
        asked = self._question(question, filters, language)
        answer = self._open().ask(asked, limit=limit_of(limit), answerer=answerer)
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
        """Each statement as soon as it is proven, then the whole answer. The index is held until
        the iterator ends or is closed."""
        asked = self._question(question, filters, language)
        events = self._open().ask_events(asked, limit=limit_of(limit), answerer=answerer)
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
        found = self._open().search(asked, limit=limit_of(limit))
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
        """Ask `question` of each region, year, speaker or document: a quotation for each, or that
        it is not stated. Those only that the question or the filters name, where they name
        several. `limit` is for each group."""
        asked = self._question(question, filters, language)
        comparison = self._open().compare(
            asked, by=by_of(by), limit=limit_of(limit), answerer=answerer
        )
        return comparison_of(house.comparison_json(comparison, self._base))

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
        """One document with its text; NoSuchDocument if the index has none of that id."""
        with self._open().index() as index:
            found = index.document(id)
        return document_of(house.document_json(found), found.text)

    def published_text(self, id: str) -> str:
        """A document's text as it was before cleaning, in which `Citation.published` counts;
        NoSuchDocument if the index has none of that id."""
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

        self._open()  # asked now, perhaps closed since
        for event in events:
            if isinstance(event, Stated):
                citations = [
                    citation_of(house.citation_json(citation, self._base))
                    for citation in event.statement.citations
                ]
                yield statement_of(house.statement_json(event.statement), citations)
            elif isinstance(event, Answered):
                yield answer_of(house.answer_json(event.answer, self._base))


def _all(index: Index, filters: RagFilters) -> Iterator[RagDocument]:
    """Every document that passes, page by page."""
    after = None
    while page := index.documents(filters, after=after, limit=_PAGE):
        yield from page
        after = page[-1].id
