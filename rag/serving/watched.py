"""The watched engine: an Engine whose answers and generations are noted as they pass.

What it notes goes into the line of the request in the log and into the metrics.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar, cast

from rag.engine import Answered, Engine, SearchResult
from rag.index.index import Index
from rag.serving.request_note import current_note
from rag.types.answers import Answer, IndexState
from rag.types.comparison import Comparison

Event = TypeVar("Event")


def watched(engine: Engine) -> Engine:
    """The same engine, watched."""
    return cast(Engine, _Watched(engine))


class _Watched:
    """Passes every call on; only what gives an index, an answer or hits is looked at."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def beside(self, name: str) -> Engine:
        return watched(self._engine.beside(name))

    @contextmanager
    def index(self) -> Iterator[Index]:
        with self._engine.index() as index:
            _note_index(index.state)
            yield index

    def search(self, *given: Any, **named: Any) -> SearchResult:
        found = self._engine.search(*given, **named)
        _note_finished(found)
        return found

    def ask(self, *given: Any, **named: Any) -> Answer:
        answer = self._engine.ask(*given, **named)
        _note_finished(answer)
        return answer

    def ask_events(self, *given: Any, **named: Any) -> Iterator[Any]:
        return _noting(self._engine.ask_events(*given, **named))

    def compare(self, *given: Any, **named: Any) -> Comparison:
        comparison = self._engine.compare(*given, **named)
        _note_finished(comparison)
        return comparison

    def compare_events(self, *given: Any, **named: Any) -> Iterator[Any]:
        return _noting(self._engine.compare_events(*given, **named))


def _noting(events: Iterator[Event]) -> Iterator[Event]:
    """`events`, of which the last ones are noted; whoever closes the result closes `events`."""
    with closing(cast("Generator[Event]", events)):
        for event in events:
            match event:
                case Answered(answer):
                    _note_finished(answer)
                case Comparison():
                    _note_finished(event)
            yield event


def _note_index(state: IndexState) -> None:
    note = current_note()
    if note is not None:
        note.index = state


def _note_finished(finished: Answer | Comparison | SearchResult) -> None:
    note = current_note()
    if note is None:
        return
    note.index = finished.index
    note.add_stages(finished.timings_ms)
    match finished:
        case Answer():
            note.answers.append(finished.talk or finished.status)
        case Comparison():
            note.answers.append("comparison")
