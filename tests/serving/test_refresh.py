"""In: an engine whose index changes or fails. Out: what a server does about it unasked."""

from __future__ import annotations

import logging

import pytest

from rag.errors import IndexDamaged
from rag.serving.refresh import Upkeep
from tests.serving.engines import FakeEngine, as_engine


def test_a_new_generation_is_warmed_up(engine: FakeEngine) -> None:
    engine.on_refresh = lambda: True
    Upkeep(as_engine(engine), seconds=1).look()
    assert {question.language for question in engine.asked} == {"zh", "en"}


def test_a_failure_is_kept_until_it_is_over_and_logged_once(
    engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged() -> bool:
        raise IndexDamaged("store.sqlite is not what the manifest says")

    upkeep = Upkeep(as_engine(engine), seconds=1)
    engine.on_refresh = damaged
    with caplog.at_level(logging.WARNING):
        upkeep.look()
        upkeep.look()
    assert upkeep.failure is not None
    assert upkeep.failure.code == "index-damaged"
    assert len(caplog.records) == 1
    engine.on_refresh = lambda: False
    upkeep.look()
    assert upkeep.failure is None


def test_a_failure_that_no_one_foresaw_does_not_end_the_looking(engine: FakeEngine) -> None:
    def broken() -> bool:
        raise ZeroDivisionError

    upkeep = Upkeep(as_engine(engine), seconds=1)
    engine.on_refresh = broken
    upkeep.look()
    assert upkeep.failure is not None


def test_a_server_without_an_index_starts_cold(engine: FakeEngine) -> None:
    engine.holds = None
    Upkeep(as_engine(engine), seconds=1).warm_up()
