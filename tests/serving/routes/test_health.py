"""Claims about the probes: when a server is alive and when it is ready."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import pytest
from starlette.testclient import TestClient

from rag.errors import IndexDamaged, IndexUnavailable, ModelError, ModelMismatch
from rag.serving.problems import problem_of
from rag.serving.readiness import reasons_of
from rag.serving.service import THREADS, Service
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, FakeIndex, as_engine


def test_a_server_with_an_index_is_ready(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {
        "status": "ready",
        "index": {"name": "default", "generation": 42},
        "degraded": False,
        "reasons": [],
        "model_match": True,
        "refresh_failure": None,
        "passages": 1,
        "indexes": ["default"],
    }
    about = {"name": "speechrag", "version": version("speechrag"), "index": "default"}
    assert client.get("/version").json() == about


def test_a_server_without_an_index_is_alive_and_begins_when_one_is_published() -> None:
    engine = FakeEngine()
    engine.holds = None
    published = FakeIndex()

    def refresh() -> bool:
        renewed = engine.holds is None and bool(waiting)
        if renewed:
            engine.holds = waiting.pop()
        return renewed

    waiting: list[FakeIndex] = []
    engine.on_refresh = refresh
    app = app_over(as_engine(engine), index_name="default", refresh_seconds=0.01)
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/livez").status_code == 200
        assert client.get("/readyz").status_code == 503
        assert client.post("/v1/ask", json={"question": "拆违？"}).status_code == 503
        waiting.append(published)
        deadline = time.monotonic() + 5
        while client.get("/readyz").status_code != 200 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert client.post("/v1/ask", json={"question": "拆违？"}).status_code == 200


def test_a_generation_of_another_model_is_reported_and_the_old_one_goes_on() -> None:
    engine = FakeEngine()

    def refresh() -> bool:
        raise ModelMismatch("built with A, set up with B: run speechrag index --rebuild")

    engine.on_refresh = refresh
    app = app_over(as_engine(engine), index_name="default", refresh_seconds=0.01)
    with TestClient(app) as client:
        deadline = time.monotonic() + 5
        while client.get("/readyz").json()["model_match"] and time.monotonic() < deadline:
            time.sleep(0.01)
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["refresh_failure"]) == (200, "model-mismatch")
        (reason,) = ready.json()["reasons"]
        assert reason["code"] == "model-mismatch"
        assert "another embedding model" in reason["detail"]
        assert ready.json()["degraded"]
        assert client.post("/v1/ask", json={"question": "拆违？"}).status_code == 200


def test_a_generation_that_stands_in_says_why(client: TestClient, engine: FakeEngine) -> None:
    assert engine.holds is not None
    engine.holds.degraded = True
    ready = client.get("/readyz").json()
    assert ready["degraded"]
    assert [reason["code"] for reason in ready["reasons"]] == ["newest-damaged"]
    assert "an older one answers" in ready["reasons"][0]["detail"]
    assert "由较早的一版回答" in ready["reasons"][0]["detail_zh"]


@pytest.mark.parametrize("error", [IndexDamaged, IndexUnavailable, ModelError, OSError])
def test_no_reason_shows_a_path(error: type[Exception]) -> None:
    failure = problem_of(error("/srv/speeches/indexes/default: store.sqlite: gone"))
    (reason,) = reasons_of(stands_in=False, failure=failure)
    assert "goes on answering" in reason["detail"]
    assert "/" not in reason["detail"]


def test_a_busy_server_is_ready(client: TestClient, engine: FakeEngine) -> None:
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    engine.slow = threading.Event()
    try:
        with ThreadPoolExecutor(THREADS + 1) as requests:
            for _ in range(THREADS + 1):
                requests.submit(client.post, "/v1/search", json={"query": "拆违"})
            while not service.threads.waiting:
                time.sleep(0.001)
            assert client.get("/readyz").status_code == 200
            assert "speechrag_queue_waiting" in client.get("/metrics").text
            engine.slow.set()
    finally:
        engine.slow.set()


def test_a_server_is_warm_before_it_takes_requests(client: TestClient, engine: FakeEngine) -> None:
    assert [question.language for question in engine.asked] == ["zh", "zh", "en", "en"]


def test_nothing_is_loaded_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "/static/" in page
    assert "//" not in page.replace("</", "")
    assert client.get("/redoc").status_code == 404
    assert "cdn" not in client.get("/openapi.json").text
