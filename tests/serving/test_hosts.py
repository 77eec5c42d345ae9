"""Claims about the Host header: which names a server answers to, and what its links begin with."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from rag.serving.hosts import host_name, named_host
from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.engines import FakeEngine, as_engine

QUESTION = {"question": "拆违？"}
MANY = {
    "hosts": ("0.0.0.0", "Speeches.Example:9000", "https://讲话.example/reader", "fe80::7"),
    "public_url": "https://public.example/speeches/",
}


@pytest.fixture
def named() -> Iterator[TestClient]:
    with TestClient(app_over(as_engine(FakeEngine()), **MANY)) as client:
        yield client


def asked(client: TestClient, host: str) -> int:
    return client.get("/livez", headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.:8000",
        "127.0.0.1",
        "127.8.8.8:1",
        "[::1]:8000",
        "[0:0:0:0:0:0:0:1]",
        "speeches.example",
        "SPEECHES.example.:443",
        "xn--ed3a8c.example",
        "public.example:8443",
        "[fe80::7]",
        "host.docker.internal:8000",
    ],
)
def test_names_of_this_machine_and_those_that_the_operator_gave_pass(
    named: TestClient, host: str
) -> None:
    assert asked(named, host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        "localhost.attacker.example",
        "speeches.example.attacker.example",
        "attacker.example:8000",
        "0.0.0.0",
        "[::]",
        "10.0.0.1",
        "127.0.0.1.attacker.example",
        "0x7f000001",
        "2130706433",
    ],
)
def test_other_names_are_misdirected(named: TestClient, host: str) -> None:
    assert asked(named, host) == 421


@pytest.mark.parametrize(
    "host", ["", " ", "a b", "localhost/", "user@localhost", "localhost:", "localhost:x",
             "localhost, attacker.example", "[::1", "http://localhost", "localhost#", "a\\b"],
)  # fmt: skip
def test_what_is_no_host_is_refused(named: TestClient, host: str) -> None:
    assert asked(named, host) == 400


def test_another_host_is_refused_before_the_body_is_read_and_the_key_is_looked_at() -> None:
    app = app_over(as_engine(FakeEngine()), api_keys=["key"])
    headers = {"Host": "attacker.example", "Content-Length": "999999999"}
    with TestClient(app) as client:
        refused = client.post("/v1/ask", content=b"", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (421, "unknown-host")
    assert "SPEECHRAG_HOSTS" in refused.json()["detail"]
    assert refused.headers["connection"] == "close"
    assert "attacker" not in refused.text


def test_what_a_client_says_of_a_proxy_is_not_believed(named: TestClient) -> None:
    forwarded = {"X-Forwarded-Host": "localhost", "Forwarded": "host=localhost"}
    refused = named.get("/livez", headers={"Host": "attacker.example", **forwarded})
    assert refused.status_code == 421
    passed = named.get("/livez", headers={"Host": "localhost", "X-Forwarded-Host": "attacker"})
    assert passed.status_code == 200


@given(st.text(max_size=40))
def test_every_header_is_read_or_refused(host: str) -> None:
    name = host_name(host)
    assert name is None or (name == host_name(name) or ":" in name)
    named_host(host)


def test_links_begin_with_the_name_that_was_asked() -> None:
    with TestClient(app_over(as_engine(FakeEngine()))) as client:
        headers = {"Host": "localhost:8123", "X-Forwarded-Host": "attacker.example"}
        answer = client.post("/v1/ask", json=QUESTION, headers=headers).json()
        streamed = client.post("/v1/ask", json={**QUESTION, "stream": True}, headers=headers).text
        body: dict[str, Any] = {"messages": [{"role": "user", "content": "拆违？"}]}
        chat = client.post("/v1/chat/completions", json=body, headers=headers).json()
    start = "http://localhost:8123/documents/"
    assert all(cited["permalink"].startswith(start) for cited in answer["citations"])
    assert f'"permalink":"{start}' in streamed.replace(" ", "")
    notes = chat["choices"][0]["message"]["annotations"]
    assert all(note["url_citation"]["url"].startswith(start) for note in notes)


def test_links_begin_with_the_public_address_where_the_operator_gave_one(named: TestClient) -> None:
    answer = named.post("/v1/ask", json=QUESTION, headers={"Host": "localhost:8123"}).json()
    start = "https://public.example/speeches/documents/"
    assert all(cited["permalink"].startswith(start) for cited in answer["citations"])


def exchanged(address: str, request: str) -> bytes:
    """The response to a request that no client library would send."""
    place = urlparse(address)
    with socket.create_connection((place.hostname, place.port), timeout=5) as connection:
        connection.sendall(request.encode())
        answered = b""
        while piece := connection.recv(65536):
            answered += piece
    return answered


def test_without_a_host_only_the_oldest_clients_are_answered_and_links_have_no_name() -> None:
    body = json.dumps(QUESTION)
    head = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close"
    with running(app_over(as_engine(FakeEngine()))) as address:
        old = exchanged(address, f"POST /v1/ask HTTP/1.0\r\n{head}\r\n\r\n{body}")
        new = exchanged(address, f"POST /v1/ask HTTP/1.1\r\n{head}\r\n\r\n{body}")
        names = "Host: localhost\r\nHost: x\r\nConnection: close"
        two = exchanged(address, f"GET /livez HTTP/1.1\r\n{names}\r\n\r\n")
    assert old.split(b" ")[1] == b"200"
    assert b'"permalink":"/documents/' in old
    assert new.split(b" ")[1] == b"400"
    assert two.split(b" ")[1] == b"400"


def test_a_server_may_be_asked_by_the_address_that_a_connection_came_to() -> None:
    with running(app_over(as_engine(FakeEngine()))) as address:
        port = urlparse(address).port
        answered = exchanged(
            address, f"GET /livez HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )
    assert answered.split(b" ")[1] == b"200"
