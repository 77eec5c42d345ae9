"""Claims about API keys: who may ask, and at which addresses a server may do without keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from rag.serving.security import is_admin, is_loopback, split_list
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


ADMIN_REQUESTS = [
    ("POST", "/v1/documents"),
    ("POST", "/v1/documents/"),
    ("DELETE", "/v1/documents/0123456789abcdef"),
    ("POST", "/v1/indexes/default/rebuild"),
    ("PUT", "/v1/indexes"),
    ("GET", "/v1/jobs"),
    ("HEAD", "/v1/jobs/"),
    ("GET", "/v1/jobs/17"),
]


@pytest.fixture
def administered(engine: FakeEngine) -> Iterator[TestClient]:
    app = app_over(as_engine(engine), api_keys=["asks"], admin_keys=["rules", "herrscht"])
    with TestClient(app) as client:
        yield client


def bearing(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize(("method", "path"), ADMIN_REQUESTS)
def test_an_admin_route_takes_an_admin_key_and_no_other(
    administered: TestClient, method: str, path: str
) -> None:
    for headers, status in (({}, 401), (bearing("unknown"), 401), (bearing("asks"), 403)):
        assert administered.request(method, path, headers=headers).status_code == status
    for key in ("rules", "herrscht"):
        assert administered.request(method, path, headers=bearing(key)).status_code not in (
            401,
            403,
        )


@pytest.mark.parametrize("path", ["/v1/documents", "/v1/models", "/version"])
def test_an_admin_key_opens_the_other_routes_too(administered: TestClient, path: str) -> None:
    assert administered.get(path).status_code == 401
    assert administered.get(path, headers=bearing("asks")).status_code == 200
    assert administered.get(path, headers=bearing("rules")).status_code == 200


@pytest.mark.parametrize(("method", "path"), ADMIN_REQUESTS)
def test_without_an_admin_key_set_nobody_may_change_the_corpus(
    engine: FakeEngine, method: str, path: str
) -> None:
    with TestClient(app_over(as_engine(engine))) as client:
        refused = client.request(method, path, headers=bearing("anything"))
        assert refused.status_code == 403
        if method != "HEAD":
            assert "SPEECHRAG_ADMIN_KEYS" in refused.json()["detail"]


def test_admin_keys_alone_leave_asking_open(engine: FakeEngine) -> None:
    with TestClient(app_over(as_engine(engine), admin_keys=["rules"])) as client:
        assert client.get("/v1/documents").status_code == 200
        assert client.get("/v1/jobs").status_code == 401


def test_a_path_beside_an_admin_route_is_not_one() -> None:
    assert is_admin("POST", "/v1/documents")
    assert not is_admin("POST", "/v1/documentsx")
    assert not is_admin("GET", "/v1/documents/x/text")
    assert not is_admin("POST", "/v1/ask")


def test_an_admin_key_opens_pages_in_a_browser_too() -> None:
    app = app_over(as_engine(FakeEngine()), api_keys=["asks"], admin_keys=["rules"])
    with TestClient(app, raise_server_exceptions=False) as client:
        asked = client.get("/documents/x")
        assert asked.status_code == 401
        form = {"key": "rules", "next": "/documents/x"}
        assert client.post("/key", data=form, follow_redirects=False).status_code == 303
        assert client.get("/documents/x").status_code != 401
        assert client.post("/v1/documents").status_code == 401, "a cookie changes nothing"
        wrong = client.post("/key", data={**form, "key": "rule"}, follow_redirects=False)
        assert wrong.status_code == 401
