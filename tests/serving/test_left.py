"""Claims about clients that leave in the middle of a body: no failure, and nothing stays open."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from rag.serving.jobs.board import Builds
from tests.serving.apps import ASKED_AT, app_over
from tests.serving.engines import FakeEngine, as_engine

# Longer than what the parser of forms keeps in memory: the file lies on the disk.
PART = (
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    + b"a" * 1_100_000
)


@pytest.mark.parametrize(
    ("path", "kind", "begun"),
    [
        ("/mcp", b"application/json", b'{"jsonrpc"'),
        ("/key", b"application/x-www-form-urlencoded", b"key=a"),
        ("/v1/documents", b"multipart/form-data; boundary=x", PART),
        ("/v1/verify-quotes", b"multipart/form-data; boundary=x", PART),
    ],
)
def test_a_client_that_leaves_in_mid_body_is_no_failure(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, path: str, kind: bytes, begun: bytes
) -> None:
    builds = Builds(tmp_path / "indexes", tmp_path / "uploads", {}, memory_bytes=0)
    app = app_over(as_engine(FakeEngine()), admin_keys=("admin",), builds=builds)
    with TestClient(app) as client, caplog.at_level(logging.INFO):
        before = len(os.listdir("/proc/self/fd"))
        sent = left_at(client, path, kind, begun)
        assert len(os.listdir("/proc/self/fd")) <= before
    (line,) = [vars(r)["fields"] for r in caplog.records if r.getMessage() == "request"]
    assert (line["status"], sent) == (499, [])
    assert "problem" not in line
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []


def left_at(client: TestClient, path: str, kind: bytes, begun: bytes) -> list[Any]:
    """What is sent to somebody who sends only the beginning of a body."""
    sent: list[Any] = []
    coming: list[dict[str, Any]] = [
        {"type": "http.request", "body": begun, "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, Any]:
        return coming.pop(0) if len(coming) > 1 else coming[0]

    async def send(message: Any) -> None:
        sent.append(message)

    host = ASKED_AT.partition("//")[2].encode()
    headers = [
        (b"host", host),
        (b"content-type", kind),
        (b"content-length", b"1200000" if begun is PART else b"99"),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [*headers, (b"authorization", b"Bearer admin")],
        "client": ("127.0.0.1", 1),
        "state": client.app_state,
    }
    assert client.portal is not None
    client.portal.call(client.app, scope, receive, send)
    return sent
