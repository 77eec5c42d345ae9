"""Claims about hostile uploads: each is refused as a problem, and nothing of it stays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rag.serving.jobs.board import Builds
from tests.serving.apps import LIMITS, app_over
from tests.serving.engines import FakeEngine, as_engine

ADMIN = {"Authorization": "Bearer admin"}
FORM = "multipart/form-data; boundary=x"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A server that takes files of at most 1,000 bytes."""
    app = app_over(
        as_engine(FakeEngine()),
        admin_keys=("admin",),
        limits=replace(LIMITS, upload_bytes=1000),
        builds=Builds(tmp_path / "indexes", tmp_path / "uploads", {}, memory_bytes=0),
    )
    with TestClient(app, raise_server_exceptions=False, headers=ADMIN) as client:
        yield client


def part(name: str, content: str = "a") -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return f"{head}{content}\r\n".encode()


def field(name: str, value: str) -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


END = b"--x--\r\n"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (END, 422),
        (part("a.txt")[:-3], 400),
        (part("a.txt"), 400),
        (part("a\x00.txt") + END, 422),
        (part("..") + END, 422),
        (part("a.txt", "a" * 1001) + END, 413),
        (part("a.txt") * 5000 + END, 413),
        (part("a.txt") + part("a.txt", "b") + END, 409),
        (part("a.yaml") + END, 422),
        (field("index", "../x") + part("a") + END, 422),
        (field("replace", "maybe") + part("a") + END, 422),
        (b"--x\r\n" + b"X: y\r\n" * 10_000 + b"\r\n" + END, 413),
    ],
)
def test_a_hostile_upload_is_refused(
    client: TestClient, tmp_path: Path, body: bytes, status: int
) -> None:
    before = len(os.listdir("/proc/self/fd"))
    refused = client.post("/v1/documents", content=body, headers={"Content-Type": FORM})
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    assert len(refused.content) < 2000
    assert not (tmp_path / "uploads").exists()
    assert len(os.listdir("/proc/self/fd")) <= before


def test_a_disk_that_takes_no_more_is_said(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("starlette.formparsers.SpooledTemporaryFile", full)
    refused = client.post("/v1/documents", content=part("a") + END, headers={"Content-Type": FORM})
    assert (refused.status_code, refused.json()["code"]) == (503, "not-stored")


def test_a_job_runs_only_where_there_is_something_to_build() -> None:
    app = app_over(as_engine(FakeEngine()), admin_keys=("admin",))
    with TestClient(app, headers=ADMIN) as client:
        assert client.get("/v1/jobs").json() == {"jobs": []}
        for reply in (
            client.post("/v1/documents", content=part("a") + END, headers={"Content-Type": FORM}),
            client.get("/v1/jobs/job_0000000000000000"),
            client.delete("/v1/jobs/x"),
            client.post("/v1/indexes/other/rebuild"),
        ):
            assert (reply.status_code, reply.json()["status"]) == (404, 404)
