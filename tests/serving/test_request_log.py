"""Claims about the line of each request: what it tells, and what it never tells."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.engines import FakeEngine, as_engine

ASK = {"question": "拆除违法建设多少？"}


class Lines:
    """The lines of requests in the log so far."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog

    def all(self) -> list[dict[str, Any]]:
        return [
            {**vars(record)["fields"], "level": record.levelname}
            for record in self._caplog.records
            if record.getMessage() == "request"
        ]

    def of(self, route: str) -> dict[str, Any]:
        (line,) = [line for line in self.all() if line["route"] == route]
        return line


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Lines]:
    with caplog.at_level(logging.DEBUG, logger="rag"):
        yield Lines(caplog)


def test_a_line_tells_route_status_stages_and_generation(client: TestClient, lines: Lines) -> None:
    response = client.post("/v1/ask", json=ASK)
    line = lines.of("/v1/ask")
    assert line.pop("ms") >= 0
    assert line == {
        "level": "INFO",
        "method": "POST",
        "route": "/v1/ask",
        "status": 200,
        "request_id": response.headers["X-Request-ID"],
        "retrieve_ms": 1.0,
        "rerank_ms": 1.0,
        "answer_ms": 1.0,
        "index": "default",
        "generation": 42,
        "answer": "answered",
    }


def test_a_stream_tells_the_same_at_its_end(client: TestClient, lines: Lines) -> None:
    client.post("/v1/ask", json={**ASK, "stream": True})
    line = lines.of("/v1/ask")
    assert (line["answer"], line["generation"], line["answer_ms"]) == ("answered", 42, 1.0)


def test_a_line_names_the_template_and_never_what_was_sent(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "s3cr3t-words"
    with caplog.at_level(logging.INFO):
        client.post("/v1/ask", json={"question": secret}, headers={"X-API-Key": secret})
        client.post("/v1/ask", json={"question": secret, secret: secret})
        client.get(f"/v1/documents/{secret}?{secret}={secret}")
        client.get(f"/documents/{secret}")
        client.get(f"/{secret}", headers={"X-Request-ID": f"{secret}\n{secret}"})
        client.request(secret.upper().replace("-", ""), "/v1/ask")
    ours = [vars(record) for record in caplog.records if record.name.startswith("rag")]
    told = json.dumps(ours, default=str)
    assert "/v1/documents/{id}" in told
    assert "(none)" in told
    assert secret not in told


@pytest.mark.parametrize("given", ["a1b2", "3f1c2d3e-0000-4000-8000-1234567890ab", "A.b:c_d-1"])
def test_a_sane_id_is_kept(client: TestClient, given: str) -> None:
    assert client.get("/livez", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a b", "a\tb", "a=b", '"', "x" * 65, "-a", "é"])
def test_an_id_that_could_harm_a_log_is_replaced(client: TestClient, given: str) -> None:
    headers = {b"X-Request-ID": given.encode()}
    made = client.get("/livez", headers=headers).headers["X-Request-ID"]
    assert made != given
    assert len(made) == 16


def test_a_problem_shows_the_id(client: TestClient, lines: Lines) -> None:
    response = client.post("/v1/ask", json={}, headers={"X-Request-ID": "mine"})
    assert response.json()["request_id"] == response.headers["X-Request-ID"] == "mine"
    line = lines.of("/v1/ask")
    assert (line["status"], line["problem"]) == (422, "invalid-request")


def test_refusals_of_the_door_are_logged_under_their_route(
    client: TestClient, lines: Lines
) -> None:
    client.post("/v1/ask", content="x", headers={"Content-Type": "text/plain"})
    line = lines.of("/v1/ask")
    assert (line["status"], line["problem"]) == (415, "unsupported-media-type")


def test_probes_and_static_files_are_quiet(client: TestClient, lines: Lines) -> None:
    client.get("/livez")
    client.get("/static/style.css")
    client.get("/static/none.css")
    assert [line["level"] for line in lines.all()] == ["DEBUG", "DEBUG", "INFO"]


def test_a_failure_is_logged_once_with_the_id_of_its_request(
    engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.INFO),
        running(app_over(as_engine(engine))) as address,
    ):
        engine.failure = ZeroDivisionError("no such thing")
        url, headers = f"{address}/v1/ask", {"X-Request-ID": "mine"}
        response = httpx.post(url, json=ASK, headers=headers, trust_env=False)
    assert response.status_code == 500
    assert response.json()["request_id"] == response.headers["X-Request-ID"] == "mine"
    assert "no such thing" not in response.text
    (failure,) = [record for record in caplog.records if record.exc_info]
    assert failure.name.startswith("uvicorn")


def test_a_stream_that_breaks_off_is_logged_with_its_problem(
    client: TestClient, engine: FakeEngine, lines: Lines
) -> None:
    engine.failure = TimeoutError()
    client.post("/v1/ask", json={**ASK, "stream": True})
    line = lines.of("/v1/ask")
    assert (line["status"], line["problem"]) == (200, "timeout")
