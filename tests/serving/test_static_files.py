"""Claims about static files: which there are, how long a browser keeps them, and how they come."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rag.serving.static_files import FOLDER, StaticFiles
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine

PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    with TestClient(app_over(as_engine(FakeEngine()))) as client:
        yield client


@pytest.fixture(scope="module")
def version() -> str:
    return StaticFiles().version


def test_under_its_digest_a_file_is_kept_for_ever_and_under_its_name_asked_again(
    browser: TestClient, version: str
) -> None:
    kept = browser.get(f"/static/{version}/style.css")
    asked = browser.get("/static/style.css")
    assert kept.content == asked.content == (FOLDER / "style.css").read_bytes()
    assert "immutable" in kept.headers["cache-control"]
    assert asked.headers["cache-control"] == "no-cache"
    again = browser.get("/static/style.css", headers={"If-None-Match": asked.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = browser.get("/static/style.css", headers={"If-None-Match": '"0"'})
    assert changed.status_code == 200


def test_a_change_of_any_file_changes_the_digest(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    (tmp_path / "notes.txt").write_text("not served")
    first = StaticFiles(tmp_path).version
    (tmp_path / "b.js").write_text("b")
    second = StaticFiles(tmp_path)
    assert second.version != first
    assert second.address("b.js") == f"/static/{second.version}/b.js"
    with pytest.raises(KeyError):
        second.address("notes.txt")


def test_a_large_file_comes_compressed_to_who_can_read_it(browser: TestClient) -> None:
    packed = browser.get("/static/style.css", headers={"Accept-Encoding": "br, gzip;q=0.5"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < 0.5 * len(packed.content)
    for refused in ("identity", "gzip;q=0", "br", ""):
        plain = browser.get("/static/style.css", headers={"Accept-Encoding": refused})
        assert "content-encoding" not in plain.headers, refused
        assert plain.headers["vary"] == "Accept-Encoding"
    assert gzip.compress(packed.content)


@pytest.mark.parametrize(
    "path",
    ["", "nothing.css", "../app.py", "%2e%2e/app.py", "..%2fapp.py", "//etc/passwd", "README.md",
     "pdfjs/LICENSE", "style.css/", "STYLE.CSS", "00000000/style.css", "style.css%00"],
)  # fmt: skip
def test_nothing_else_is_there(browser: TestClient, path: str) -> None:
    assert browser.get(f"/static/{path}").status_code == 404


def test_only_the_worker_of_the_pdf_reader_may_run_web_assembly(browser: TestClient) -> None:
    worker = browser.get("/static/pdfjs/pdf.worker.min.mjs", headers=PLAIN)
    assert "wasm-unsafe-eval" in worker.headers["content-security-policy"]
    for path in ("/", "/docs", "/static/pdfjs/pdf.min.mjs", "/static/app.js", "/nowhere"):
        policy = browser.get(path).headers["content-security-policy"]
        assert "unsafe" not in policy, path
        assert policy.startswith("default-src 'none'; script-src 'self';")


@pytest.mark.parametrize("folder", ["pdfjs", "swagger-ui"])
def test_what_is_not_ours_names_its_licence(folder: str) -> None:
    licence = (FOLDER / folder / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence
    assert f"`{folder}/`" in (FOLDER / "README.md").read_text("utf-8")


def test_our_own_files_name_no_other_origin() -> None:
    own = [path for path in FOLDER.glob("*") if path.suffix in (".js", ".css")]
    assert own
    for path in own:
        named = re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}[^\s\"']*", path.read_text("utf-8"))
        assert [address for address in named if "www.w3.org" not in address] == [], path.name
