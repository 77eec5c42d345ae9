"""The note of one request: what its line in the log and the metrics tell, gathered on the way.

A note holds names, numbers and codes only: never a question, a key, or anything else that was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from rag.types.answers import IndexState


@dataclass(slots=True)
class RequestNote:
    """`stages` are milliseconds by stage, of all searches and answers of the request together;
    `answers` the status of each answer, or that it was small talk or housekeeping; `problem` the
    code by which it was refused or failed."""

    request_id: str
    index: IndexState | None = None
    stages: dict[str, float] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    problem: str | None = None

    def add_stages(self, timings_ms: Mapping[str, float]) -> None:
        """Add the milliseconds of one search or answer. Their total is left out: the time of the
        request says it."""
        for stage, milliseconds in timings_ms.items():
            if stage != "total":
                self.stages[stage] = self.stages.get(stage, 0.0) + milliseconds


# Threads and tasks that work for a request inherit it.
_CURRENT: ContextVar[RequestNote | None] = ContextVar("request_note", default=None)


def current_note() -> RequestNote | None:
    """The note of the request at hand; None outside of a request."""
    return _CURRENT.get()


def begin_note(note: RequestNote) -> None:
    """Make `note` the one of this task and all that it starts."""
    _CURRENT.set(note)


def end_note() -> None:
    """There is no request at hand any more."""
    _CURRENT.set(None)


def note_problem(code: str) -> None:
    """Note a refusal or failure by its code; the last one is what the client gets."""
    note = _CURRENT.get()
    if note is not None:
        note.problem = code
