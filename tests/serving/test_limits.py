"""Claims about the operator's limits: each has one home, the settings, and reaches the service."""

from __future__ import annotations

import inspect

from rag.cli.ask import ask, search
from rag.cli.compare import compare
from rag.cli.serve import limits_of
from rag.serving.requests import AskBody, CompareBody, SearchBody
from rag.settings import Settings
from rag.types.questions import ANSWER_LIMIT, DEFAULT_LIMIT
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine


def test_what_the_operator_sets_is_what_the_service_keeps_to() -> None:
    chosen = {
        "question_characters": 10,
        "body_bytes": 20,
        "chat_body_bytes": 30,
        "upload_bytes": 40,
        "body_seconds": 3.0,
        "streams": 7,
        "search_timeout_seconds": 4.0,
        "llm_total_seconds": 50.0,
    }
    limits = limits_of(Settings.model_validate(chosen))
    assert {name: getattr(limits, name) for name in chosen} == chosen


def test_a_language_model_has_its_own_time_and_a_search_on_top() -> None:
    settings = Settings.model_validate({"search_timeout_seconds": 4.0, "llm_total_seconds": 50.0})
    app = app_over(as_engine(FakeEngine()), limits=limits_of(settings))
    assert app.state.service.seconds("llm") == 54.0
    assert app.state.service.seconds("extractive") == 4.0


def test_commands_and_bodies_draw_on_as_many_passages() -> None:
    for command, body, limit in (
        (ask, AskBody, ANSWER_LIMIT),
        (search, SearchBody, DEFAULT_LIMIT),
        (compare, CompareBody, DEFAULT_LIMIT),
    ):
        assert inspect.signature(command).parameters["limit"].default == limit
        assert body.model_fields["limit"].default == limit
