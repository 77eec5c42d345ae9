"""Claims about hostile and broken requests: refused, briefly, without repeating what was sent."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlparse

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

MARK = "Zq7XechoQ"
JSON = {"Content-Type": "application/json"}


def ask(field: str) -> bytes:
    """A body whose `question` is this piece of JSON."""
    return b'{"question":' + field.encode() + b"}"


BODIES = {
    "empty": b"",
    "nothing": b"null",
    "array": b'["%s"]' % MARK.encode(),
    "text": b'"%s"' % MARK.encode(),
    "broken": b'{"question": "%s' % MARK.encode(),
    "lone surrogate": ask(f'"{MARK}\\ud800"'),
    "surrogate in an unknown field": b'{"question":"x","\\ud800%s":1}' % MARK.encode(),
    "surrogate in a rejected field": b'{"question":"x","limit":"\\udfff%s"}' % MARK.encode(),
    "NUL": ask(f'"{MARK}\\u0000"'),
    "NaN": ask("NaN"),
    "Infinity": b'{"question":"x","limit":Infinity}',
    "minus Infinity": b'{"question":"x","limit":-Infinity}',
    "1e400": b'{"question":"x","limit":1e400}',
    "NaN in an unknown field": b'{"question":"x","%s !":NaN}' % MARK.encode(),
    "5,000 digits": b'{"question":"x","limit":' + b"7" * 5000 + b"}",
    "deep array": ask("[" * 30_000 + "]" * 30_000),
    "deep array, never closed": b'{"question":"x","y":' + b"[" * 30_000,
    "deep object": b'{"question":' * 5000 + b"1" + b"}" * 5000,
    "duplicate keys, the last one wrong": b'{"question":"x","question":7}',
    "GBK": ('{"question":"去年拆违' + MARK + '"}').encode("gbk"),
    "no question": b"{}",
    "number": ask("5"),
    "blank": ask('"  \\n "'),
    "2,001 characters": ask('"' + "字" * 2001 + '"'),
    "unknown filter": b'{"question":"x","filters":{"%s\\"":1}}' % MARK.encode(),
    "reversed range": b'{"question":"x","filters":{"since":"2020","until":"2019"}}',
    "bad date": b'{"question":"x","filters":{"since":"%s"}}' % MARK.encode(),
    "limit 0": b'{"question":"x","limit":0}',
    "limit 51": b'{"question":"x","limit":51}',
    "limit as text": b'{"question":"x","limit":"5"}',
    "limit true": b'{"question":"x","limit":true}',
    "limit 5.0": b'{"question":"x","limit":5.0}',
    "stream as text": b'{"question":"x","stream":"true"}',
    "many wrong fields": json.dumps({f"{MARK} {n}": n for n in range(2000)}).encode(),
}


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/search", "/v1/chat/completions"])
@pytest.mark.parametrize("kind", BODIES)
def test_a_body_that_cannot_be_read_is_a_small_silent_problem(
    client: TestClient, path: str, kind: str
) -> None:
    body = BODIES[kind]
    if path == "/v1/search":
        body = body.replace(b'"question"', b'"query"')
    refused = client.post(path, content=body, headers=JSON)
    assert refused.status_code in (400, 415, 422)
    assert MARK not in refused.text
    assert len(refused.content) < 2048
    if "chat" not in path:
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["status"] == refused.status_code


def test_a_wrong_field_is_named_if_its_name_is_one(client: TestClient) -> None:
    body = {"question": "x", "filters": {"year": 2018}, "limits": 5}
    refused = client.post("/v1/ask", json=body)
    assert [error["field"] for error in refused.json()["errors"]] == ["filters.year", "limits"]


@pytest.mark.parametrize(
    "body",
    [
        b'\xef\xbb\xbf{"question":"x"}',
        b'{"question":"y","question":"x"}',
        ask('"\\ud83d\\ude00"'),
        ask('"\' OR 1=1; DROP TABLE passages --"'),
        ask('"' + "(" * 1900 + '"'),
        ask('"title:* AND NOT \\"x OR ^2 ~1 [a TO b]"'),
        ask('"水"'),
    ],
)
def test_odd_but_readable_questions_are_answered(client: TestClient, body: bytes) -> None:
    assert client.post("/v1/ask", content=body, headers=JSON).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "multipart/form-data"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_a_body_of_another_kind_is_refused_unread(
    client: TestClient, headers: dict[str, str]
) -> None:
    body = gzip.compress(ask('"x"')) if "Content-Encoding" in headers else ask('"x"')
    refused = client.post("/v1/ask", content=body, headers=headers)
    assert refused.status_code == 415
    assert refused.json()["code"] == "unsupported-media-type"


@pytest.mark.parametrize(("path", "most"), [("/v1/ask", 64), ("/v1/chat/completions", 256)])
def test_too_large_a_body_is_refused_whether_or_not_it_says_so(
    client: TestClient, path: str, most: int
) -> None:
    body = ask('"' + "x" * most * 1024 + '"')
    declared = client.post(path, content=body, headers=JSON)
    streamed = client.post(path, content=iter([body[:1000], body[1000:]]), headers=JSON)
    assert (declared.status_code, streamed.status_code) == (413, 413)
    assert len(declared.content) < 2048


def test_the_chat_takes_more_than_a_question_does(client: TestClient) -> None:
    body = {"messages": [{"role": "user", "content": "x"}], "tools": ["y" * 100_000]}
    assert client.post("/v1/chat/completions", json=body).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/ask", 405),
        ("GET", f"/{MARK}", 404),
        ("POST", f"/v1/{MARK}", 404),
        ("GET", "/v1/ask/", 405),
        ("DELETE", "/v1/search", 405),
        ("PUT", "/v1/ask", 405),
    ],
)
def test_wrong_addresses_and_methods_are_problems(
    client: TestClient, method: str, path: str, status: int
) -> None:
    refused = client.request(method, path, headers=JSON)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    assert MARK not in refused.text


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("question", "query", "filters", "limit", "answerer", "language", "stream", "messages")


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=ANYTHING | st.dictionaries(st.sampled_from(FIELDS), ANYTHING))
def test_no_json_at_all_breaks_the_service(client: TestClient, body: object) -> None:
    text = json.dumps(body)
    for path in ("/v1/ask", "/v1/search", "/v1/chat/completions"):
        answered = client.post(path, content=text, headers=JSON)
        assert answered.status_code in (200, 400, 413, 422)


@pytest.fixture
def raw(address: str) -> Iterator[socket.socket]:
    """A bare connection, to send what no client library would."""
    place = urlparse(address)
    with socket.create_connection((place.hostname, place.port), timeout=5) as connection:
        yield connection


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 9999999999\r\nExpect: 100-continue\r\n",
        f"Content-Length: {'9' * 60}\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 12\r\nContent-Length: 13\r\n",
        "Content-Length: twelve\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\n",
    ],
)
def test_lies_about_the_length_end_the_connection(raw: socket.socket, head: str) -> None:
    request = (
        f"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{head}\r\n"
    )
    bad_chunk = "ZZ\r\n{}\r\n0\r\n\r\n"
    raw.sendall((request + bad_chunk).encode())
    answered = raw.recv(65536)
    assert answered.split(b" ")[1] in (b"400", b"413")
    assert b"100 Continue" not in answered
    raw.settimeout(2)
    while raw.recv(65536):
        pass


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
        "Content-Length: 2\r\nContent-Length: 20\r\n",
        "Content-Length: 2, 20\r\n",
        "Content-Length: +2\r\n",
        "Content-Length: 0x2\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_length_that_two_servers_could_read_in_two_ways_hides_no_second_request(
    raw: socket.socket, method: str, head: str
) -> None:
    """Request smuggling: what one server takes for a body is a request to the other."""
    request = (
        f"{method} /livez HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"{head}\r\n2\r\n{{}}\r\n0\r\n\r\n"
    )
    raw.sendall((request + "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n").encode())
    answered = b""
    with suppress(ConnectionResetError):
        while piece := raw.recv(65536):
            answered += piece
    assert answered.count(b"content-length: ") == 1
    assert answered.split(b" ")[1] in (b"400", b"501")


def test_a_body_of_http_1_0_has_a_length(raw: socket.socket) -> None:
    raw.sendall(b"POST /v1/ask HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
    assert raw.recv(65536).split(b" ")[1] == b"400"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/v1/figures", 405),
        ("PUT", "/v1/ask", 405),
        ("POST", "/livez", 405),
        ("POST", f"/{MARK}", 404),
        ("POST", "/v1/ask", 415),
    ],
)
def test_a_wrong_address_or_method_is_told_before_a_wrong_body(
    client: TestClient, method: str, path: str, status: int
) -> None:
    for headers in ({"Content-Type": "text/plain"}, JSON | {"Content-Encoding": "gzip"}):
        assert client.request(method, path, content=b"x", headers=headers).status_code == status
    huge = client.request(method, path, content=b"", headers=JSON | {"Content-Length": "9" * 12})
    assert huge.status_code == (413 if status == 415 else status)
