"""An invented Engine, for tests of the interfaces that need no index."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from rag.engine import Answered, Engine, Event, SearchResult, Sources, Stated
from rag.errors import AmbiguousDocument, IndexUnavailable, NoSuchDocument
from rag.index.store import Entry
from rag.types.answers import (
    Answer,
    AnswerWarning,
    Citation,
    Dropped,
    IndexState,
    Quote,
    StatedFigure,
    Statement,
)
from rag.types.documents import Document, DocumentWarning, Passage, values_of
from rag.types.figures import Figure
from rag.types.questions import Filters, Hit, Match, Message, Question, Understood
from rag.types.text import Alignment, PartialDate, Run, Span

PUBLISHED = "一、去年工作\n全区拆除违法建设30万平方米，2、空气质量明显改善。\n我们将新建公园两座。"
# The page mark "2、" inside a sentence was removed.
TEXT = PUBLISHED.replace("2、", "")
_CUT = PUBLISHED.index("2、")

SPEECH = Document(
    id="a1b2c3d4e5f60718",
    title="2018年青禾区政府工作报告（示例）",
    text=TEXT,
    file="qinghe-2018.txt",
    language="zh",
    speaker="林示例",
    institution="青禾区人民政府",
    region="青禾区",
    date=PartialDate(2018, 1),
    alignment=Alignment(
        (Run(0, 0, _CUT), Run(_CUT, _CUT + 2, len(TEXT) - _CUT)),
    ),
    warnings=(DocumentWarning("dates_disagree", values_of(title=(2018,), text=(2019,))),),
)
INDEX = IndexState("default", 42)
EVERYTHING = Filters()
DEMOLISHED = "全区拆除违法建设30万平方米，空气质量明显改善。"
PARKS = "我们将新建公园两座。"


def span_of(words: str) -> Span:
    """Where `words` stand in the speech."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


PASSAGE = Passage(SPEECH, Span(TEXT.index("全区"), len(TEXT)), ("一、去年工作",))
HIT = Hit(PASSAGE, 0.83, (Match("illegal construction", "违法建设"),))


def citation(number: int, words: str) -> Citation:
    """A quotation of the speech."""
    span = span_of(words)
    return Citation(
        number=number,
        quote=Quote(PASSAGE, span),
        published=SPEECH.alignment.published(span),
        page=None,
        score=0.83,
        matched=(Match("illegal construction", "违法建设"),),
        warnings=("dates_disagree",),
        highlight=(Span(span.start + 2, span.start + 10),),
    )


STATEMENTS = (
    Statement(
        DEMOLISHED,
        (citation(1, DEMOLISHED),),
        "achieved",
        (StatedFigure(Figure("30万平方米", 300000.0, "square_metre", Span(8, 14)), 1),),
        chance=0.9,
    ),
    Statement(PARKS, (citation(2, PARKS),), "target", chance=0.6),
)


def answer_to(question: Question, *, supported: bool = True) -> Answer:
    """The one answer that the invented engine knows, or that it knows none."""
    return Answer(
        id="ans_00ff",
        status="answered" if supported else "unsupported",
        question=question,
        understood=understood(question),
        statements=STATEMENTS if supported else (),
        index=INDEX,
        nearest=() if supported else (HIT,),
        dropped=(Dropped("全区人口增长了9%。", "figure_not_in_quote"),),
        warnings=(
            (AnswerWarning("dates_disagree", SPEECH.id, SPEECH.warnings[0].values),)
            if supported
            else ()
        ),
        reason=None if supported else "没有找到足以回答的语句",
        timings_ms={"retrieve": 1.0, "rerank": 1.0, "answer": 1.0, "total": 3.0},
    )


def understood(question: Question) -> Understood:
    """As if the question had named a region and a year."""
    return Understood(
        text=question.text,
        language=question.language,
        topic=question.text,
        filters=question.filters,
        regions=("青禾区",),
        years=(2018,),
        terms=("违法建设",),
    )


class FakeIndex:
    """One document; `more` others to page through."""

    state = INDEX
    degraded = False
    disk_problem: str | None = None
    size = 1
    bytes = 4096

    def __init__(self, more: Sequence[Document] = ()) -> None:
        self._documents = sorted([SPEECH, *more], key=lambda document: document.id)

    def documents(
        self, filters: Filters = EVERYTHING, after: str | None = None, limit: int = 50
    ) -> list[Document]:
        if after is not None:
            self.document(after)
        kept = [
            document
            for document in self._documents
            if (after is None or document.id > after)
            and (not filters.regions or document.region in filters.regions)
        ]
        return kept[:limit]

    @property
    def catalogue(self) -> tuple[Entry, ...]:
        return tuple(
            Entry(one.id, one.title, one.speaker, one.institution, one.region)
            for one in self._documents
        )

    def full_id(self, beginning: str) -> str:
        found = [one.id for one in self._documents if one.id.startswith(beginning)]
        if len(found) > 1:
            raise AmbiguousDocument(", ".join(found))
        return found[0] if found else self.document(beginning).id

    def document(self, id: str) -> Document:
        for document in self._documents:
            if document.id == id:
                return document
        raise NoSuchDocument(f"no document {id}")

    def report(self, id: str) -> dict[str, Any]:
        return {"encoding": "gb18030", "removed": {"page_mark": 1}}

    def published_text(self, id: str) -> str:
        self.document(id)
        return PUBLISHED


class FakeEngine:
    """Answers everything with one answer; questions that hold 上海 have none."""

    answerers = ("extractive",)
    default_answerer = "extractive"

    def __init__(self, index: FakeIndex | None = None) -> None:
        self.holds: FakeIndex | None = index or FakeIndex()
        self.asked: list[Question] = []
        self.turns: list[Message] = []
        self.closed = False
        self.closed_streams = 0
        self.failure: Exception | None = None
        self.slow: threading.Event | None = None
        self.between: Callable[[], object] = lambda: None
        self.on_refresh: Callable[[], bool] = lambda: False

    @contextmanager
    def index(self) -> Iterator[FakeIndex]:
        if self.holds is None:
            raise IndexUnavailable("there is no index `default`; run `speechrag index`")
        yield self.holds

    def refresh(self) -> bool:
        return self.on_refresh()

    def recheck(self) -> Iterator[None]:
        yield from ()

    def close(self) -> None:
        self.closed = True

    def search(self, question: Question, *, limit: int) -> SearchResult:
        self.asked.append(question)
        with self.index():
            if self.slow:
                self.slow.wait()
            hits = (HIT,)[:limit]
            return SearchResult(hits, understood(question), INDEX, {"retrieve": 1.0, "total": 1.0})

    def ask(self, question: Question, *, limit: int, answerer: str | None = None) -> Answer:
        for event in self.ask_events(question, limit=limit, answerer=answerer):
            if isinstance(event, Answered):
                return event.answer
        raise AssertionError

    def self_contained(self, turns: Sequence[Message], *, answerer: str | None = None) -> str:
        self.turns = list(turns)
        return " ".join(turn.text for turn in turns if turn.role == "user")

    def ask_events(
        self, question: Question, *, limit: int, answerer: str | None = None
    ) -> Iterator[Event]:
        self.asked.append(question)
        try:
            with self.index():
                answer = answer_to(question, supported="上海" not in question.text)
                yield Sources((HIT,), understood(question))
                for statement in answer.statements:
                    yield Stated(statement)
                    self.between()
                    if self.failure:
                        raise self.failure
                yield Answered(answer)
        finally:
            self.closed_streams += 1


def as_engine(fake: FakeEngine) -> Engine:
    """The invented engine, where a real one is asked for."""
    return cast(Engine, fake)
