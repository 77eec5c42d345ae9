"""Claims about a corpus that changes over HTTP: uploads answer, what is removed does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from rag.serving.jobs.child import Child
from rag.serving.jobs.order import Order
from tests.serving.jobs.servers import (
    CHENGCHUAN,
    NORLAND,
    QINGCHUAN,
    admin,
    answers,
    comes_to,
    ended,
    indexed,
    settings_in,
    upload,
)

CYCLE_PATHS = "How many kilometres of cycle paths were built in Norland?"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with admin(indexed(settings_in(tmp_path), CHENGCHUAN)) as client:
        yield client


def id_of(client: httpx.Client, file: str) -> str:
    listed = client.get("/v1/documents").json()["documents"]
    (id,) = [document["id"] for document in listed if document["file"] == file]
    return str(id)


def test_what_is_uploaded_answers_until_it_is_deleted(client: httpx.Client) -> None:
    assert not answers(client, CYCLE_PATHS, "417")
    job = ended(client, upload(client, "norland.txt", NORLAND))
    assert job["status"] == "completed"
    assert job["kind"] == "upload"
    assert job["files"] == [{"file": "norland.txt", "change": "added"}]
    assert job["report"]["documents"]["added"] == 1
    assert comes_to(True, client, CYCLE_PATHS, "417")

    job = ended(client, client.delete(f"/v1/documents/{id_of(client, 'norland.txt')}"))
    assert (job["status"], job["kind"]) == ("completed", "delete")
    assert job["report"]["documents"]["removed"] == 1
    assert comes_to(False, client, CYCLE_PATHS, "417")
    assert comes_to(True, client, "澄川市去年地区生产总值增长多少？", "7.3%")


def test_a_taken_name_is_a_conflict_unless_it_is_to_be_replaced(client: httpx.Client) -> None:
    ended(client, upload(client, "a.txt", NORLAND))
    refused = upload(client, "a.txt", QINGCHUAN)
    assert (refused.status_code, refused.json()["code"]) == (409, "file-exists")
    assert upload(client, "A.TXT", QINGCHUAN).status_code == 409
    same = ended(client, upload(client, "a.txt", NORLAND))
    assert same["files"] == [{"file": "a.txt", "change": "unchanged"}]
    job = ended(client, upload(client, "a.txt", QINGCHUAN, replace="true"))
    assert job["files"] == [{"file": "a.txt", "change": "replaced"}]
    assert comes_to(True, client, "青川区去年植树造林多少亩？", "2.6万亩")
    assert comes_to(False, client, CYCLE_PATHS, "417")


def test_what_cannot_be_read_is_not_kept_and_its_reason_is_told(
    client: httpx.Client, tmp_path: Path
) -> None:
    files = [
        ("files", ("bad.pdf", b"%PDF-1.7 nothing")),
        ("files", ("norland.txt", NORLAND.encode())),
    ]
    job = ended(client, client.post("/v1/documents", files=files))
    assert job["status"] == "completed_with_errors"
    assert job["files"] == [
        {"file": "bad.pdf", "change": "not_kept"},
        {"file": "norland.txt", "change": "added"},
    ]
    (skipped,) = job["report"]["skipped"]
    assert skipped["file"] == "bad.pdf"
    assert skipped["code"] == "pdf-broken-so"
    assert skipped["reason"].startswith("not a PDF that can be read")
    assert skipped["reason_zh"].startswith("无法读取的 PDF")
    assert [path.name for path in kept(tmp_path)] == ["norland.txt"]


def test_what_an_unreadable_file_replaced_answers_again(
    client: httpx.Client, tmp_path: Path
) -> None:
    ended(client, upload(client, "norland.txt", NORLAND))
    job = ended(client, upload(client, "norland.txt", b"\x7fELF\x02\x01", replace="true"))
    assert job["status"] == "completed_with_errors"
    assert job["files"] == [{"file": "norland.txt", "change": "not_kept"}]
    assert kept(tmp_path)[0].read_text("utf-8") == NORLAND
    assert comes_to(True, client, CYCLE_PATHS, "417")


def test_a_second_build_that_fails_is_said_and_a_rebuild_mends_it(
    client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended(client, upload(client, "norland.txt", NORLAND))
    began: list[Order] = []

    def child(order: Order) -> Child:
        began.append(order)
        return Child(order if len(began) == 1 else msgspec.structs.replace(order, name=".."))

    with monkeypatch.context() as patched:
        patched.setattr("rag.serving.jobs.board.Child", child)
        job = ended(client, upload(client, "norland.txt", b"\x7fELF\x02\x01", replace="true"))
    assert (job["status"], job["error"]["code"]) == ("failed", "not-put-back")
    assert "请重建索引" in job["error"]["detail_zh"]
    assert job["files"] == [{"file": "norland.txt", "change": "not_kept"}]
    assert [file["file"] for file in job["report"]["skipped"]] == ["norland.txt"]
    assert kept(tmp_path)[0].read_text("utf-8") == NORLAND
    assert ended(client, client.post("/v1/indexes/default/rebuild"))["status"] == "completed"
    assert comes_to(True, client, CYCLE_PATHS, "417")


def test_a_sidecar_comes_and_goes_with_its_document(client: httpx.Client, tmp_path: Path) -> None:
    alone = upload(client, "norland.txt.yaml", "speaker: Ida Example\n")
    assert (alone.status_code, alone.json()["code"]) == (422, "sidecar-alone")
    files = [
        ("files", ("norland.txt", NORLAND.encode())),
        ("files", ("norland.txt.yaml", b"speaker: Ida Example\n")),
    ]
    ended(client, client.post("/v1/documents", files=files))
    id = id_of(client, "norland.txt")
    assert client.get(f"/v1/documents/{id}").json()["speaker"] == "Ida Example"
    ended(client, client.delete(f"/v1/documents/{id}"))
    assert kept(tmp_path) == []


def test_what_was_not_uploaded_cannot_be_deleted(client: httpx.Client, tmp_path: Path) -> None:
    ended(client, upload(client, "norland.txt", NORLAND))
    refused = client.delete(f"/v1/documents/{id_of(client, 'speech-0.txt')}")
    assert (refused.status_code, refused.json()["code"]) == (409, "not-uploaded")
    assert refused.json()["file"] == "speech-0.txt"
    assert str(tmp_path) not in refused.text
    assert client.delete("/v1/documents/ffffffffffffffff").status_code == 404


def test_the_last_document_cannot_be_deleted(tmp_path: Path) -> None:
    with admin(settings_in(tmp_path)) as client:
        job = ended(client, upload(client, "norland.txt", NORLAND))
        assert job["status"] == "completed"
        assert comes_to(True, client, CYCLE_PATHS, "417")
        refused = client.delete(f"/v1/documents/{id_of(client, 'norland.txt')}")
        assert (refused.status_code, refused.json()["code"]) == (409, "last-document")


def test_a_file_that_is_too_large_is_refused_while_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with admin(settings_in(tmp_path)) as client:
        refused = upload(client, "large.txt", b"x" * (50 * 1024 * 1024 + 1))
        assert refused.status_code == 413
        assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "multipart/form-data", 400),
        (b"--x\r\n", "multipart/form-data; boundary=x", 400),
        (
            b"--x\r\n" + b"Content-Disposition: form-data; name=files; filename=a\r\n\r\na",
            "multipart/form-data; boundary=x",
            400,
        ),
        (b"{}", "application/json", 415),
    ],
)
def test_what_is_no_form_is_refused(
    client: httpx.Client, body: bytes, kind: str, status: int
) -> None:
    refused = client.post("/v1/documents", content=body, headers={"Content-Type": kind})
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"


def test_an_index_that_is_built_by_hand_keeps_what_was_uploaded(
    client: httpx.Client, tmp_path: Path
) -> None:
    ended(client, upload(client, "norland.txt", NORLAND))
    environment = os.environ | {"SPEECHRAG_INDEXES": str(tmp_path / "indexes")}
    run = subprocess.run(
        [sys.executable, "-m", "rag", "index", str(tmp_path / "speeches"), "--json"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["documents"]["unchanged"] == 2


def test_nobody_changes_the_corpus_without_an_admin_key(client: httpx.Client) -> None:
    stranger = {"Authorization": "Bearer other"}
    for method, path in (
        ("POST", "/v1/documents"),
        ("DELETE", "/v1/documents/ffff"),
        ("POST", "/v1/indexes/default/rebuild"),
        ("GET", "/v1/jobs"),
        ("DELETE", "/v1/jobs/job_0000000000000000"),
    ):
        assert client.request(method, path, headers=stranger).status_code == 401, path


def kept(tmp_path: Path) -> list[Path]:
    """What lies in the corpus folder, hidden files too."""
    folder = tmp_path / "indexes" / ".uploads" / "default"
    return sorted(folder.iterdir()) if folder.exists() else []
