"""Claims about `/mcp`: the SDK's own client is served, and nobody else is told anything."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.types import ListToolsResult
from starlette.testclient import TestClient

from rag.presentation.to_json import answer_json
from rag.serving.mcp import http
from rag.serving.mcp.tools import TOOLS
from tests.built import ask, sample_engine
from tests.serving.apps import LIMITS, app_over
from tests.serving.conftest import running
from tests.serving.engines import FakeEngine, as_engine
from tests.serving.mcp.clients import Call, calls, over_http, words_of

QUESTION = "明湖区2025年PM2.5下降了多少？完成目标了吗？"
HELLO: dict[str, Any] = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
ACCEPT = {"Accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def samples() -> Iterator[str]:
    """The address of a server over the sample speeches."""
    with running(app_over(sample_engine(), index_name="samples")) as address:
        yield address


async def listed(client: Client) -> ListToolsResult:
    return await client.list_tools()


def call(name: str, **given: object) -> dict[str, Any]:
    params = {"name": name, "arguments": given}
    return {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params}


def failure(client: TestClient, name: str, **given: object) -> str:
    """The words in which a tool says what went wrong."""
    reply = client.post("/mcp", json=call(name, **given), headers=ACCEPT)
    assert reply.status_code == 200
    result = reply.json()["result"]
    assert result["isError"] is True
    assert "structuredContent" not in result
    return str(result["content"][0]["text"])


@pytest.mark.parametrize("path", ["/mcp", "/mcp/"])
def test_a_client_is_told_of_the_tools_and_that_they_only_read(samples: str, path: str) -> None:
    tools = over_http(samples + path, listed).tools
    assert [tool.name for tool in tools] == [
        "search_speeches", "ask_speeches", "read_document", "figures", "ledger",
    ]  # fmt: skip
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        assert tool.output_schema is not None


def test_a_question_gets_the_answer_of_the_http_interface_and_linked_words(samples: str) -> None:
    [result] = over_http(f"{samples}/mcp", calls(("ask_speeches", {"question": QUESTION})))
    given = result.structured_content
    expected = answer_json(ask(QUESTION), samples)
    assert given is not None
    assert given["statements"] == expected["statements"]
    assert given["citations"] == expected["citations"]
    for citation in given["citations"]:
        link = f"[{citation['number']}]({samples}/documents/{citation['document']['id']}?c="
        assert words_of(result).count(link) >= 2  # at the statement, and among the sources
        assert citation["document"]["title"] in words_of(result)


def test_every_tool_keeps_to_its_schema(samples: str) -> None:
    wanted: list[Call] = [
        ("search_speeches", {"query": "affordable housing", "limit": 2}),
        ("ask_speeches", {"question": "Who is the mayor of Atlantis?"}),
        ("figures", {"indicator": "GDP", "years": [2025], "limit": 3}),
        ("figures", {"contradictions": True}),
        ("ledger", {"regions": ["明湖区"], "limit": 2}),
        ("ledger", {"regions": ["Nowhere"]}),
    ]
    for result in over_http(f"{samples}/mcp", calls(*wanted)):
        assert not result.is_error
        assert result.structured_content is not None
        assert words_of(result).strip()


def test_a_speech_is_read_to_its_end_part_by_part(samples: str) -> None:
    with sample_engine().index() as index:
        document = index.documents()[0]

    async def read(client: Client) -> list[dict[str, Any]]:
        parts: list[dict[str, Any]] = []
        start: int | None = 0
        while start is not None:
            given = {"document": document.id[:8], "start": start, "characters": 300}
            result = await client.call_tool("read_document", given)
            assert result.structured_content is not None
            parts.append(result.structured_content)
            assert parts[-1]["text"] in words_of(result)
            start = parts[-1]["next"]
        return parts

    parts = over_http(f"{samples}/mcp", read)
    assert len(parts) > 2
    assert "".join(part["text"] for part in parts) == document.text
    for part in parts:
        span = part["span"]
        assert part["text"] == document.text[span["start"] : span["end"]]
    assert all(
        document.text[section["start"] :].startswith(section["heading"][-1][:4])
        for section in parts[0]["sections"]
    )


def test_a_speech_that_is_not_there_is_not_read(samples: str) -> None:
    wanted = ("read_document", {"document": "feed"})
    [failed] = over_http(f"{samples}/mcp", calls(wanted))
    assert failed.is_error
    assert "search_speeches gives the ids" in words_of(failed)


def test_a_ledger_is_read_part_by_part(samples: str) -> None:
    first = ("ledger", {"limit": 2})
    second = ("ledger", {"limit": 50, "start": 2})
    parts = [one.structured_content for one in over_http(f"{samples}/mcp", calls(first, second))]
    assert parts[0] is not None
    assert parts[1] is not None
    assert parts[0]["next"] == 2
    assert len(parts[0]["entries"]) == 2
    assert 2 + len(parts[1]["entries"]) == min(parts[0]["total"], 52)


def test_wrong_arguments_are_named_and_not_repeated(client: TestClient) -> None:
    said = failure(client, "search_speeches", query="学校", since="SECRET", SECRET_KEY=1)
    assert "since: write YYYY" in said
    assert "search_speeches takes" in said
    assert "SECRET" not in said.replace("SECRET_KEY: is not a field", "")
    assert "query: is empty" in failure(client, "search_speeches", query=" ")
    reply = client.post("/mcp", json=call("SECRET"), headers=ACCEPT).json()["result"]
    assert reply["isError"] is True
    assert reply["content"][0]["text"].endswith(", ".join(TOOLS))


def test_without_an_index_a_tool_says_what_to_do(engine: FakeEngine, client: TestClient) -> None:
    engine.holds = None
    assert "speechrag index PATH" in failure(client, "ask_speeches", question="拆违？")


def test_an_unforeseen_failure_gives_nothing_away(engine: FakeEngine, client: TestClient) -> None:
    engine.failure = RuntimeError("SECRET")
    assert failure(client, "ask_speeches", question="拆违？") == "the failure was logged"


def test_a_search_that_takes_too_long_is_given_up(engine: FakeEngine) -> None:
    limits = replace(LIMITS, search_timeout_seconds=0.2)
    with TestClient(app_over(as_engine(engine), limits=limits)) as client:
        engine.slow = threading.Event()
        said = failure(client, "search_speeches", query="拆违")
        engine.slow.set()
    assert "not ready in time" in said


def test_without_a_key_and_by_a_wrong_name_nobody_is_served(engine: FakeEngine) -> None:
    with TestClient(app_over(as_engine(engine), api_keys=["first"])) as client:
        for path in ("/mcp", "/mcp/"):
            refused = client.post(path, json=HELLO, headers=ACCEPT)
            assert refused.status_code == 401
            by_a_wrong_name = {**ACCEPT, "Host": "evil.example", "Authorization": "Bearer first"}
            assert client.post(path, json=HELLO, headers=by_a_wrong_name).status_code == 421
            welcome = client.post(path, json=HELLO, headers=ACCEPT | {"X-API-Key": "first"})
            assert welcome.json()["result"]["serverInfo"]["name"] == "speechrag"


def test_a_client_with_a_key_is_served(engine: FakeEngine) -> None:
    with running(app_over(as_engine(engine), api_keys=["first"])) as address:
        tools = over_http(f"{address}/mcp", listed, Authorization="Bearer first").tools
    assert len(tools) == len(TOOLS)


def test_there_are_no_sessions_and_no_streams(client: TestClient) -> None:
    welcome = client.post("/mcp", json=HELLO, headers=ACCEPT)
    assert welcome.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in welcome.headers
    for method in ("GET", "DELETE", "PUT"):
        headers = {"Accept": "text/event-stream", "Content-Type": "application/json"}
        refused = client.request(method, "/mcp", headers=headers)
        assert refused.status_code == 405
        assert refused.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'"SECRET"',
        b"[" * 100_000,
        b'{"jsonrpc": "2.0", "id": NaN, "method": "ping"}',
        b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}',
        b'{"jsonrpc": "2.0", "id": true, "method": "ping"}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {"SECRET": "\\ud800"}}',
        b'{"jsonrpc": "2.0", "id": {"SECRET": 1}, "method": "ping"}',
        b'{"jsonrpc": "2.0", "id": 1, "method": 5}',
        b'{"jsonrpc": "SECRET", "id": 1, "method": "ping"}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": "SECRET"}',
        b'{"jsonrpc": "2.0", "id": 1, "result": {"SECRET": 1}}',
        json.dumps([HELLO]).encode(),
        json.dumps({**HELLO, "id": "a" * 300}).encode(),
        json.dumps({**HELLO, "id": 10**400}).encode(),
    ],
)
def test_what_is_no_request_is_refused_in_few_words(client: TestClient, body: bytes) -> None:
    headers = {**ACCEPT, "Content-Type": "application/json"}
    for path in ("/mcp", "/mcp/"):
        refused = client.post(path, content=body, headers=headers)
        assert refused.status_code in (400, 413)
        assert len(refused.content) < 400
        assert b"SECRET" not in refused.content


def test_hostile_questions_are_refused_by_the_tool(client: TestClient) -> None:
    for text in ("\x00", "a" * 3000):
        body = json.dumps(call("ask_speeches", question=text)).encode()
        headers = {**ACCEPT, "Content-Type": "application/json"}
        result = client.post("/mcp", content=body, headers=headers).json()["result"]
        assert result["isError"] is True
        assert result["content"][0]["text"].startswith("question: ")


def test_a_body_has_the_usual_limits(client: TestClient) -> None:
    much = {**HELLO, "more": "a" * LIMITS.body_bytes}
    assert client.post("/mcp", json=much, headers=ACCEPT).status_code == 413
    form = {**ACCEPT, "Content-Type": "text/plain"}
    assert client.post("/mcp", content=b"{}", headers=form).status_code == 415


def test_without_the_package_the_server_says_how_to_install_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "find_spec", lambda name: None)
    refused = client.post("/mcp", json=HELLO, headers=ACCEPT)
    assert refused.status_code == 501
    assert "speechrag[mcp]" in refused.json()["detail"]


def test_a_package_that_does_not_work_takes_nothing_else_down(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(endpoint: http.McpEndpoint) -> None:
        raise ImportError("SECRET")

    monkeypatch.setattr(http.McpEndpoint, "_session_manager", fail)
    for _ in range(2):
        refused = client.post("/mcp", json=HELLO, headers=ACCEPT)
        assert refused.status_code == 503
        assert refused.json()["code"] == "mcp-broken"
        assert "SECRET" not in refused.text
    assert client.post("/v1/ask", json={"question": "拆违？"}).status_code == 200


MODERN = {
    "Mcp-Protocol-Version": "2026-07-28",
    "Mcp-Method": "tools/call",
    "Mcp-Name": "ask_speeches",
}


@pytest.mark.parametrize("more", [{}, {"Mcp-Protocol-Version": "2025-06-18"}, MODERN])
@pytest.mark.parametrize(
    "params",
    [
        {"name": "ask_speeches", "arguments": "SECRET"},
        {"name": ["SECRET"]},
        {"SECRET": 1},
        "SECRET",
        {"name": "ask_speeches", "arguments": {"question": {"SECRET": 1}}},
    ],
)
def test_parameters_that_are_none_are_refused_and_not_repeated(
    client: TestClient, params: object, more: dict[str, str]
) -> None:
    body = {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params}
    refused = client.post("/mcp", json=body, headers=ACCEPT | more)
    assert refused.status_code in (200, 400, 404)
    assert "result" not in refused.json() or refused.json()["result"]["isError"] is True
    assert "SECRET" not in refused.text


def test_an_answer_by_mcp_can_be_exported(samples: str) -> None:
    [result] = over_http(f"{samples}/mcp", calls(("ask_speeches", {"question": QUESTION})))
    assert result.structured_content is not None
    address = f"{samples}/v1/answers/{result.structured_content['id']}/export?format=md"
    assert QUESTION in httpx2.get(address).text
