"""Claims about refreshing: a server takes up new generations and survives failures."""

from __future__ import annotations

import logging

import pytest

from rag.errors import IndexDamaged
from rag.serving.refresh import Refresher
from tests.serving.engines import FakeEngine, as_engine


def test_a_new_generation_is_warmed_up(engine: FakeEngine) -> None:
    engine.on_refresh = lambda: True
    Refresher(as_engine(engine)).look()
    assert {question.language for question in engine.asked} == {"zh", "en"}


def test_a_failure_is_kept_until_it_is_over_and_logged_once(
    engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged() -> bool:
        raise IndexDamaged("store.sqlite is not what the manifest says")

    refresher = Refresher(as_engine(engine))
    engine.on_refresh = damaged
    with caplog.at_level(logging.WARNING):
        refresher.look()
        refresher.look()
    assert refresher.failure is not None
    assert refresher.failure.code == "index-damaged"
    assert len(caplog.records) == 1
    engine.on_refresh = lambda: False
    refresher.look()
    assert refresher.failure is None


def test_a_failure_that_no_one_foresaw_does_not_end_the_looking(engine: FakeEngine) -> None:
    def broken() -> bool:
        raise ZeroDivisionError

    refresher = Refresher(as_engine(engine))
    engine.on_refresh = broken
    refresher.look()
    assert refresher.failure is not None


def test_a_server_without_an_index_starts_cold(engine: FakeEngine) -> None:
    engine.holds = None
    Refresher(as_engine(engine)).warm_up()
