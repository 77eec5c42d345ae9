"""Claims about API keys: who may ask, and at which addresses a server may do without keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from rag.serving.security import is_loopback, split_list
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine


@pytest.fixture
def guarded(engine: FakeEngine) -> Iterator[TestClient]:
    app = app_over(as_engine(engine), index_name="default", api_keys=["first", "zweiter"])
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic first"},
        {"Authorization": "first"},
        {"X-API-Key": ""},
        {"X-API-Key": "FIRST"},
        {"X-API-Key": "ключ".encode()},
        {"X-API-Key": b"\xff\xfe"},
    ],
)
@pytest.mark.parametrize("path", ["/v1/ask", "/version", "/nowhere", "/v1/documents"])
def test_without_a_right_key_nothing_is_told(
    guarded: TestClient, headers: dict[str, str], path: str
) -> None:
    refused = guarded.get(path, headers=headers)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.json()["code"] == "key-needed"


@pytest.mark.parametrize("headers", [{"Authorization": "Bearer first"}, {"X-API-Key": "zweiter"}])
def test_each_key_opens_by_either_header(guarded: TestClient, headers: dict[str, str]) -> None:
    assert guarded.get("/v1/documents", headers=headers).status_code == 200


def test_probes_need_no_key(guarded: TestClient) -> None:
    assert guarded.get("/livez").status_code == 200
    assert guarded.get("/readyz").status_code == 200


def test_a_body_is_not_read_for_someone_without_a_key(guarded: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": "999999999"}
    assert guarded.post("/v1/ask", content=b"", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("speeches.example", False),
        ("", False),
    ],
)
def test_only_this_machine_counts_as_near(host: str, near: bool) -> None:
    assert is_loopback(host) is near


def test_keys_are_separated_by_commas() -> None:
    assert split_list(" a, ,b ,") == ("a", "b")
    assert split_list("") == ()
