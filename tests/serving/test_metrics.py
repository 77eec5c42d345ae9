"""Claims about /metrics: what is counted, who may read it, and that its size is bounded."""

from __future__ import annotations

import threading
from collections.abc import Callable

import anyio
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from starlette.testclient import TestClient

from rag.serving.indexes import OpenIndex
from rag.serving.jobs.job import Job
from rag.serving.metrics import BuildJobs, Metrics, ServedIndexes
from rag.serving.refresh import Refresher
from rag.serving.threads import Busy, ThreadPool
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine

ASK = {"question": "拆除违法建设多少？"}


def values(client: TestClient) -> Callable[..., float | None]:
    """A function that gives the value of a sample by its name and labels; None if there is none."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    found = {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }

    def value(name: str, **labels: str) -> float | None:
        return found.get((f"speechrag_{name}", frozenset(labels.items())))

    return value


def test_requests_are_counted_by_route_and_status(client: TestClient) -> None:
    for _ in range(3):
        client.post("/v1/ask", json=ASK)
    client.post("/v1/ask", json={})
    value = values(client)
    asked = {"method": "POST", "route": "/v1/ask"}
    assert value("http_requests_total", **asked, status="200") == 3
    assert value("http_requests_total", **asked, status="422") == 1
    assert value("http_request_seconds_count", **asked) == 4
    assert value("answers_total", status="answered") == 3
    assert value("stage_seconds_count", stage="retrieve") == 3
    assert value("stage_seconds_sum", stage="answer") == pytest.approx(0.003)
    assert value("problems_total", code="invalid-request") == 1
    # The reading itself is in flight.
    assert value("http_requests_in_flight") == 1


def test_the_index_and_the_process_are_told(client: TestClient) -> None:
    value = values(client)
    for name, expected in {"ready": 1, "generation": 42, "documents": 1, "passages": 1}.items():
        assert value(f"index_{name}", index="default") == expected
    text = client.get("/metrics").text
    assert "process_resident_memory_bytes" in text
    assert "process_open_fds" in text


def test_a_server_without_an_index_can_be_watched(engine: FakeEngine) -> None:
    engine.holds = None
    with TestClient(app_over(as_engine(engine))) as client:
        value = values(client)
        assert value("index_ready", index="default") == 0
        assert value("index_generation", index="default") is None


def test_addresses_and_methods_make_no_new_labels(client: TestClient) -> None:
    client.get("/nothing")
    client.post("/livez")
    client.request("BREW", "/v1/ask")
    before = len(client.get("/metrics").text.splitlines())
    for number in range(50):
        client.get(f"/nothing/{number}")
        client.get(f"/v1/documents/{number}")
        client.request(f"BREW{number}", "/v1/ask")
    lines = client.get("/metrics").text.splitlines()
    # One more route with its histogram, and a code of a problem with its time.
    assert len(lines) - before < 60
    assert not any("BREW" in line for line in lines)


def test_an_open_stream_is_a_gauge(client: TestClient, engine: FakeEngine) -> None:
    seen = []
    engine.between = lambda: seen.append(values(client)("event_streams_open"))
    client.post("/v1/ask", json={**ASK, "stream": True})
    assert 1 in seen
    assert values(client)("event_streams_open") == 0


def test_a_client_that_left_is_no_longer_in_flight(client: TestClient, engine: FakeEngine) -> None:
    engine.failure = ZeroDivisionError()
    client.post("/v1/ask", json=ASK)
    value = values(client)
    assert value("http_requests_in_flight") == 1
    assert value("problems_total", code="internal-error") == 1
    asked = {"method": "POST", "route": "/v1/ask", "status": "500"}
    assert value("http_requests_total", **asked) == 1


def test_two_applications_share_nothing(client: TestClient) -> None:
    with TestClient(app_over(as_engine(FakeEngine()))) as other:
        other.post("/v1/ask", json=ASK)
        assert values(other)("answers_total", status="answered") == 1
    assert values(client)("answers_total", status="answered") is None


@pytest.mark.parametrize(
    ("metrics_for", "without", "with_key"),
    [("key", 401, 200), ("open", 200, 200), ("off", 404, 404)],
)
def test_who_may_read(metrics_for: str, without: int, with_key: int) -> None:
    app = app_over(as_engine(FakeEngine()), api_keys=["k"], metrics_for=metrics_for)
    with TestClient(app) as client:
        headers = {"Authorization": "Bearer k"}
        assert client.get("/metrics", headers=headers).status_code == with_key
        expected = 401 if metrics_for == "off" else without
        assert client.get("/metrics").status_code == expected


def written(collector: Collector) -> str:
    metrics = Metrics("1")
    metrics.watch(collector)
    return metrics.written().decode()


def test_jobs_are_told_by_what_became_of_them() -> None:
    running = Job("a", "rebuild", "default", "2026-11-30T12:00:00Z")
    jobs = [running, running.ending("failed"), running.ending("failed")]
    text = written(BuildJobs(lambda: jobs))
    assert 'speechrag_jobs{status="running"} 1.0' in text
    assert 'speechrag_jobs{status="failed"} 2.0' in text
    assert 'speechrag_jobs{status="interrupted"} 0.0' in text


def test_each_open_index_is_told() -> None:
    empty = FakeEngine()
    empty.holds = None
    opened = [
        OpenIndex(name, as_engine(engine), Refresher(as_engine(engine)))
        for name, engine in (("default", FakeEngine()), ("laws", empty))
    ]
    text = written(ServedIndexes(lambda: opened))
    assert 'speechrag_index_ready{index="default"} 1.0' in text
    assert 'speechrag_index_ready{index="laws"} 0.0' in text
    assert text.count("# HELP speechrag_index_ready") == 1


def test_a_pool_counts_whom_it_turned_away() -> None:
    async def fill() -> tuple[int, int, int]:
        pool = ThreadPool(threads=1, queue=1)
        go = threading.Event()
        async with anyio.create_task_group() as group:
            group.start_soon(pool.run, go.wait)
            await anyio.wait_all_tasks_blocked()
            group.start_soon(pool.run, go.wait)
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(Busy):
                await pool.run(go.wait)
            told = pool.busy, pool.waiting, pool.refused
            go.set()
        return told

    assert anyio.run(fill) == (1, 1, 1)
