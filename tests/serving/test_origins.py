"""Claims about pages of other sites: which of a browser's requests pass, and CORS."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from rag.cli.serve import origins_of
from rag.serving.origins import origin_of
from rag.settings import Settings
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine

FRIEND = "https://chat.example"
QUESTION = {"question": "拆违？"}
OWN = {"Host": "localhost:8000"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = app_over(
        as_engine(FakeEngine()),
        cors_origins=[FRIEND],
        public_url="https://speeches.example/reader",
    )
    with TestClient(app) as client:
        yield client


def posted(client: TestClient, headers: dict[str, str]) -> int:
    return client.post("/v1/ask", json=QUESTION, headers=OWN | headers).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {},  # a program
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:8000"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},  # a form that hides where it is
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost:8000"},  # a browser that does not say more
        {"Origin": "http://LOCALHOST:8000"},
        {"Origin": "https://localhost:8000"},  # a proxy with TLS
        {"Origin": "https://speeches.example"},
        {"Origin": FRIEND, "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_no_page_or_one_of_ours_or_of_a_friend_asks_is_answered(
    client: TestClient, headers: dict[str, str]
) -> None:
    assert posted(client, headers) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},  # a form of another site
        {"Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-site"},  # another program
        {"Origin": "http://localhost"},
        {"Origin": "http://localhost:8000.evil.example"},
        {"Origin": "https://chat.example.evil.example"},
        {"Origin": "http://[::1"},
        {"Origin": "http://localhost:99999"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "nonsense"},
    ],
)
def test_what_a_page_of_another_site_asks_is_refused(
    client: TestClient, headers: dict[str, str]
) -> None:
    refused = client.post("/v1/ask", json=QUESTION, headers=OWN | headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "foreign-origin")
    assert "SPEECHRAG_CORS_ORIGINS" in refused.json()["detail"]
    assert "evil" not in refused.text


def test_an_upload_of_another_site_is_refused_before_it_is_read(client: TestClient) -> None:
    """A form may send files to another site without asking first (CORS-safelisted)."""
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": "999",
        "Origin": "https://evil.example",
    }
    for path in ("/v1/documents", "/v1/verify-quotes"):
        refused = client.post(path, content=b"", headers=OWN | headers)
        assert refused.status_code == 403
        assert refused.headers["connection"] == "close"


NAVIGATION = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (NAVIGATION | {"Sec-Fetch-Dest": "document"}, 200),
        (NAVIGATION, 200),
        (NAVIGATION | {"Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Origin": "http://x"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Origin": FRIEND}, 200),
    ],
)
def test_a_link_opens_from_anywhere_and_nothing_else_does(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    for path in ("/", "/ledger", "/v1/documents"):
        assert client.get(path, headers=OWN | headers).status_code == status


def preflight(client: TestClient, origin: str, method: str = "POST") -> tuple[int, dict[str, str]]:
    asked = client.options(
        "/v1/chat/completions",
        headers=OWN
        | {
            "Origin": origin,
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": "cors",
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type,x-stainless-lang",
        },
    )
    return asked.status_code, dict(asked.headers)


def test_a_browser_is_told_that_a_friend_may_ask(client: TestClient) -> None:
    status, headers = preflight(client, FRIEND)
    assert (status, headers["access-control-allow-origin"]) == (200, FRIEND)
    assert "x-stainless-lang" in headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in headers
    answered = client.post("/v1/ask", json=QUESTION, headers=OWN | {"Origin": FRIEND})
    assert answered.headers["access-control-allow-origin"] == FRIEND
    refused = client.post("/v1/ask", json={}, headers=OWN | {"Origin": FRIEND})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (422, FRIEND)


def test_nobody_else_is_told_anything(client: TestClient) -> None:
    status, headers = preflight(client, "https://evil.example")
    assert status == 403
    assert "access-control-allow-origin" not in headers


def test_a_friend_needs_a_key_where_others_need_one() -> None:
    app = app_over(as_engine(FakeEngine()), cors_origins=[FRIEND], api_keys=["key"])
    with TestClient(app) as client:
        assert preflight(client, FRIEND)[0] == 200  # a browser asks that without the key
        assert posted(client, {"Origin": FRIEND}) == 401
        assert posted(client, {"Origin": FRIEND, "Authorization": "Bearer key"}) == 200


def test_without_friends_no_site_is_told_anything_and_with_every_origin_each_is() -> None:
    for origins, status in (((), 403), (("*",), 200)):
        with TestClient(app_over(as_engine(FakeEngine()), cors_origins=origins)) as client:
            assert preflight(client, FRIEND)[0] == status
            assert posted(client, {"Origin": FRIEND}) == status


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://Chat.example/", "https://chat.example"),
        ("https://chat.example:443", "https://chat.example"),
        ("http://chat.example:8080/", "http://chat.example:8080"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ],
)
def test_a_friend_may_be_written_otherwise_than_browsers_do(written: str, sent: str) -> None:
    with TestClient(app_over(as_engine(FakeEngine()), cors_origins=[written])) as client:
        status, headers = preflight(client, sent)
        assert (status, headers["access-control-allow-origin"]) == (200, sent)


@pytest.mark.parametrize("written", ["chat.example", "https://", "null", "https://a:b"])
def test_what_is_no_site_is_refused_when_the_server_starts(written: str) -> None:
    with pytest.raises(typer.BadParameter):
        origins_of(Settings.model_validate({"cors_origins": written}))


@given(st.text(max_size=40))
def test_every_origin_is_read_or_is_none(text: str) -> None:
    origin = origin_of(text)
    assert origin is None or origin[1]
