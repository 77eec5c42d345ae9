"""Claims about what replies tell of the machine: no folder of it, whatever is asked or fails."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import rag.errors
from rag.assembly import assemble_engine
from rag.errors import ModelError, SpeechragError
from rag.serving.problems import noted, problem_of
from rag.settings import Settings
from tests.built import build_index
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine

SPEECHES = Path(__file__).parents[2] / "rag" / "samples" / "speeches"
ASKED = "2025年明湖区拆除违法建设多少？"
SECRET = "/srv/hidden-folder/of-this-machine"
CHAT = {"messages": [{"role": "user", "content": ASKED}]}
# Each address with something that it answers, and something that it refuses.
REQUESTS: list[tuple[str, str, Any]] = [
    *(("GET", path, None) for path in (
        "/", "/ledger", "/docs", "/openapi.json", "/livez", "/readyz", "/version", "/v1/models",
        "/v1/documents", "/v1/documents/nowhere", "/v1/documents/nowhere/text", "/v1/figures",
        "/v1/ledger", "/v1/ledger/choices", "/documents/nowhere", "/documents/nowhere/original",
        "/v1/answers/nowhere/export", "/static/nowhere", "/static/../../app.py",
        "/static/%2e%2e/%2e%2e/app.py", "/nowhere", "/v1/jobs", "/v1/indexes", "/key",
    )),
    *(("POST", "/v1/ask", body) for body in (
        {"question": ASKED}, {"question": ASKED, "stream": True}, {"question": ""},
        {"question": ASKED, "answerer": "llm"}, {"question": ASKED, "index": "../../etc"},
    )),
    ("POST", "/v1/search", {"query": ASKED}),
    ("POST", "/v1/compare", {"question": ASKED, "by": "region"}),
    ("POST", "/v1/check", {"text": "2025年拆除违法建设30万平方米。"}),
    ("POST", "/v1/verify-quotes", {"text": "“拆除违法建设”"}),
    ("POST", "/v1/chat/completions", CHAT),
    ("POST", "/v1/chat/completions", CHAT | {"stream": True}),
    ("POST", "/v1/chat/completions", CHAT | {"model": "nobody"}),
    ("POST", "/v1/responses", {"input": ASKED}),
    ("POST", "/v1/documents", {}),
    ("DELETE", "/v1/documents/nowhere", None),
    ("POST", "/v1/indexes/default/rebuild", {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    indexes = tmp_path_factory.mktemp("hidden-indexes")
    speeches = tmp_path_factory.mktemp("hidden-speeches")
    shutil.copytree(SPEECHES, speeches, dirs_exist_ok=True)
    # A speech with a warning, one that cannot be read, and a name that says nothing.
    (speeches / "empty.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    settings = Settings.model_validate({"indexes": indexes})
    build_index(settings, speeches)
    return settings


@contextmanager
def asked_over(settings: Settings, **changed: Any) -> Iterator[TestClient]:
    engine = assemble_engine(settings)
    app = app_over(engine, index_name=settings.name, admin_keys=["rules"], **changed)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def assert_silent(client: TestClient, settings: Settings, *more: tuple[str, str, Any]) -> None:
    """Asks everything, and looks for folders of this machine in all that comes back."""
    told = [str(settings.indexes), "hidden-", str(Path(rag.__file__).parent), sys.prefix,
            str(Path.home()), SECRET]  # fmt: skip
    for method, path, body in (*REQUESTS, *more):
        for headers in ({}, {"Authorization": "Bearer rules"}):
            answered = client.request(method, path, json=body, headers=headers)
            whole = answered.text + str(dict(answered.headers))
            assert not [folder for folder in told if folder in whole], (method, path, whole[:2000])


def test_a_healthy_server_names_no_folder(indexed: Settings) -> None:
    with asked_over(indexed) as client:
        listed = client.get("/v1/documents").json()["documents"]
        assert listed
        more = [
            ("GET", f"{start}{document['id']}{end}", None)
            for document in listed
            for start, end in (
                ("/v1/documents/", ""), ("/v1/documents/", "/text"),
                ("/documents/", ""), ("/documents/", "?removed=1"), ("/documents/", "/original"),
            )
        ]  # fmt: skip
        assert_silent(client, indexed, *more)


def test_a_server_without_an_index_names_no_folder(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings.model_validate({"indexes": tmp_path / "hidden-indexes"})
    with asked_over(settings) as client:
        assert_silent(client, settings)
    assert "hidden-indexes" in caplog.text  # the operator is told


@pytest.mark.parametrize("damage", ["cut", "gone", "no manifest"])
def test_a_server_whose_index_is_damaged_names_no_folder(
    indexed: Settings, tmp_path: Path, damage: str
) -> None:
    settings = indexed.model_copy(update={"indexes": tmp_path / "hidden-indexes"})
    shutil.copytree(indexed.indexes, settings.indexes, symlinks=True)
    for path in sorted(settings.indexes.rglob("*")):
        if path.is_file() and (path.name == "manifest.json") == (damage == "no manifest"):
            if damage == "cut":
                path.chmod(0o600)
                path.write_bytes(path.read_bytes()[:10])
            else:
                path.unlink()
    with asked_over(settings) as client:
        assert client.get("/readyz").status_code == 503
        assert_silent(client, settings)


KINDS = [
    kind
    for kind in vars(rag.errors).values()
    if isinstance(kind, type) and issubclass(kind, SpeechragError)
]
# Their messages are made of words only; tests of the language model and of uploads say so.
SPOKEN = {"AnswererUnavailable", "AnswererInterrupted", "AmbiguousDocument", "InvalidQuestion",
          "IndexBusy", "UnreadableFile"}  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.__name__ not in SPOKEN])
def test_no_failure_tells_a_folder_that_its_message_names(kind: type[SpeechragError]) -> None:
    given = {"code": "disk-full"} if kind is rag.errors.MachineFailed else {}
    assert SECRET not in str(problem_of(kind(f"{SECRET} cannot be read", **given)))


def test_what_is_not_told_is_noted_for_the_operator(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.serving.problems.log.filters", [])
    noted(ModelError(f"{SECRET} cannot be read"))
    assert SECRET in caplog.text


PATHS = ["/v1/ask", "/v1/chat/completions", "/v1/documents", "/documents/x"]


@pytest.mark.parametrize("path", PATHS)
def test_what_nobody_foresaw_tells_nothing(path: str) -> None:
    engine = FakeEngine()
    with TestClient(app_over(as_engine(engine)), raise_server_exceptions=False) as client:
        engine.failure = OSError(2, "No such file", SECRET)
        engine.holds = None
        for body in ({"question": "x"}, {"question": "x", "stream": True}, CHAT):
            assert SECRET not in client.post(path, json=body).text
        assert SECRET not in client.get(path).text


def test_an_upload_that_cannot_be_read_is_named_by_its_kind(indexed: Settings) -> None:
    with asked_over(indexed) as client:
        for name in (f"{SECRET}/a.docx", "../../a.pdf"):
            file = {"file": (name, b"no such thing")}
            refused = client.post("/v1/verify-quotes", files=file)
            assert refused.status_code == 422
            assert SECRET not in refused.text
            assert ".." not in refused.json()["detail"].split()
