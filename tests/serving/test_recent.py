"""Claims about the answers of the last hour: which are kept, and for how long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from rag.engine import Answered, Event
from rag.serving.recent import RecentAnswers
from rag.types.answers import Answer
from rag.types.questions import Question
from tests.serving.engines import FakeEngine, answer_to

QUESTION = Question("拆违？", language="zh")


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def numbered(number: int) -> Answer:
    return replace(answer_to(QUESTION), id=f"ans_{number}")


def test_an_answer_is_found_for_as_long_as_it_is_kept_and_then_gone() -> None:
    clock = Clock()
    recent = RecentAnswers(seconds=10.0, most=5, clock=clock)
    recent.keep(numbered(1))
    clock.now = 9.0
    recent.keep(numbered(2))
    assert recent.find("ans_1") == numbered(1)
    clock.now = 10.0
    assert recent.find("ans_1") is None
    assert recent.find("ans_2") == numbered(2)
    assert recent.find("ans_3") is None


def test_the_oldest_goes_when_there_are_too_many() -> None:
    recent = RecentAnswers(most=2)
    for number in (1, 2, 1, 3):
        recent.keep(numbered(number))
    assert recent.find("ans_2") is None
    assert recent.find("ans_1")
    assert recent.find("ans_3")


def test_an_answer_is_kept_as_it_passes_and_a_stream_that_is_left_is_closed() -> None:
    engine, recent = FakeEngine(), RecentAnswers()
    events: list[Event] = list(recent.keeping(engine.ask_events(QUESTION, limit=8)))
    assert isinstance(events[-1], Answered)
    assert recent.find(events[-1].answer.id) == events[-1].answer
    left = recent.keeping(engine.ask_events(QUESTION, limit=8))
    next(left)
    left.close()  # type: ignore[attr-defined]  # a generator
    assert engine.closed_streams == 2


def test_many_threads_keep_and_find_at_once() -> None:
    recent = RecentAnswers(most=50)

    def keep_and_find(number: int) -> bool:
        recent.keep(numbered(number))
        return recent.find(f"ans_{number}") is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(keep_and_find, range(500))) > 400
    assert sum(recent.find(f"ans_{number}") is not None for number in range(500)) == 50
