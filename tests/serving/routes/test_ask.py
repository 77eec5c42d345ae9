"""Claims about `/v1/ask`: its answers, whole and streamed."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace
from typing import Any

import httpx
from starlette.testclient import TestClient

from rag.errors import AnswererUnavailable
from rag.presentation.to_json import answer_json
from rag.types.questions import Question
from tests.serving.apps import ASKED_AT, LIMITS, app_over
from tests.serving.engines import FakeEngine, answer_to, as_engine


def events_of(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, each with its data."""
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_a_question_gets_the_engines_answer(client: TestClient, engine: FakeEngine) -> None:
    answered = client.post("/v1/ask", json={"question": " 拆违？", "filters": {"since": "2018"}})
    assert answered.status_code == 200
    assert answered.json() == answer_json(answer_to(engine.asked[-1]), ASKED_AT)
    assert engine.asked[-1].text == "拆违？"
    assert str(engine.asked[-1].filters.since) == "2018-01-01"


def test_a_stream_is_sources_statements_and_the_whole_answer(client: TestClient) -> None:
    body = {"question": "拆违？", "stream": True}
    with client.stream("POST", "/v1/ask", json=body) as streamed:
        assert streamed.headers["content-type"].startswith("text/event-stream")
        events = events_of(streamed.read().decode())
    assert [name for name, _ in events] == ["sources", "statement", "statement", "answer"]
    whole = answer_json(answer_to(Question("拆违？", language="zh")), ASKED_AT)
    assert events[-1][1] == whole
    for (_, stated), expected in zip(events[1:3], whole["statements"], strict=True):
        cited = stated.pop("cited")
        assert stated == expected
        assert [citation["number"] for citation in cited] == expected["citations"]


def test_a_stream_that_breaks_ends_with_an_error_and_no_answer(
    client: TestClient, engine: FakeEngine
) -> None:
    engine.failure = AnswererUnavailable("the model server is gone; ask the extractive answerer")
    events = events_of(client.post("/v1/ask", json={"question": "拆违？", "stream": True}).text)
    assert [name for name, _ in events] == ["sources", "statement", "error"]
    assert events[-1][1]["code"] == "answerer-unavailable"


def test_an_unforeseen_failure_tells_nothing_about_itself(
    client: TestClient, engine: FakeEngine
) -> None:
    engine.failure = RuntimeError("secret of the house")
    streamed = client.post("/v1/ask", json={"question": "拆违？", "stream": True})
    whole = client.post("/v1/ask", json={"question": "拆违？"})
    assert events_of(streamed.text)[-1][1]["status"] == 500
    assert (whole.status_code, whole.json()["code"]) == (500, "internal-error")
    assert "secret" not in streamed.text + whole.text


def test_an_answerer_that_is_not_set_up_is_refused_by_name(client: TestClient) -> None:
    refused = client.post("/v1/ask", json={"question": "拆违？", "answerer": "llm"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "answerer"


def test_without_an_index_there_is_a_problem_not_a_broken_stream(
    client: TestClient, engine: FakeEngine
) -> None:
    engine.holds = None
    for stream in (False, True):
        refused = client.post("/v1/ask", json={"question": "拆违？", "stream": stream})
        assert refused.status_code == 503
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["code"] == "index-unavailable"


def test_a_client_that_leaves_closes_the_engines_stream(address: str, engine: FakeEngine) -> None:
    left = threading.Event()
    engine.between = lambda: left.wait(5) and None
    before = engine.closed_streams
    with httpx.Client(trust_env=False) as client:
        body = {"question": "拆违？", "stream": True}
        with client.stream("POST", f"{address}/v1/ask", json=body) as streamed:
            next(streamed.iter_lines())
    left.set()
    deadline = time.monotonic() + 5
    while engine.closed_streams == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert engine.closed_streams == before + 1


def test_a_search_that_takes_too_long_ends_with_504() -> None:
    engine = FakeEngine()
    limits = replace(LIMITS, search_timeout_seconds=0.05)
    app = app_over(as_engine(engine), index_name="default", limits=limits)
    with TestClient(app, raise_server_exceptions=False) as client:
        engine.slow = threading.Event()
        refused = client.post("/v1/search", json={"query": "拆违"})
        engine.slow.set()
    assert (refused.status_code, refused.json()["code"]) == (504, "timeout")
