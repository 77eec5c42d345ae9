"""Refreshing: the Engine of a server is warmed up and kept on the newest generation."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from rag.engine import Engine
from rag.errors import SpeechragError
from rag.serving.problems import Problem, problem_of
from rag.types.questions import ANSWER_LIMIT, DEFAULT_LIMIT, Question

log = logging.getLogger(__name__)

# One question in each language touches every table and file that later questions need.
_WARM_UP = (
    Question("去年全市生产总值增长了多少？", language="zh"),
    # No dictionary has the name, so the search by transliteration is made ready too.
    Question("What was achieved in housing in Yanqixia last year?", language="en"),
)


class Refresher:
    """Looks for a new generation of an index whenever it is told to. `failure` is the reason why it
    could not take one up; the old generation then goes on answering."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.failure: Problem | None = None

    def warm_up(self) -> None:
        """One search and one answer in each language, if there is an index to ask."""
        try:
            for question in _WARM_UP:
                self._engine.search(question, limit=DEFAULT_LIMIT)
                self._engine.ask(question, limit=ANSWER_LIMIT)
        except SpeechragError as error:
            log.warning("not warmed up: %s", error)

    def look(self) -> None:
        """Take up a newer generation if there is one. A failure does not stop later looks."""
        try:
            if self._engine.refresh():
                log.info("another generation of the index is in use")
                self.warm_up()
        except Exception as error:
            self._note(error)
        else:
            self.failure = None

    def recheck(self) -> Iterator[None]:
        """Read the files of the index from the disk again, a piece at each step. What fails is
        logged, and does not stop later times."""
        try:
            yield from self._engine.recheck()
        except Exception:
            log.exception("the files of the index could not be read again")

    def _note(self, error: Exception) -> None:
        failure = problem_of(error)
        if self.failure != failure:
            foreseen = isinstance(error, SpeechragError)
            log.warning("no newer generation taken up: %s", error, exc_info=not foreseen)
        self.failure = failure
