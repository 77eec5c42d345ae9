"""Claims about a path prefix: behind a proxy that takes it off, and one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from rag.assembly import assemble_engine
from rag.cli.serve import builds_of
from rag.serving.prefix import OURS, may_be_prefix, placed
from rag.settings import Settings
from tests.built import build_index, sample_engine
from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.engines import FakeEngine, as_engine
from tests.serving.jobs.servers import CHENGCHUAN, NORLAND, settings_in
from tests.serving.mcp.clients import calls, over_http
from tests.serving.proxies import proxy

ROOT = "/reader/speeches"
QUESTION = "明湖区2025年PM2.5下降了多少？"


@pytest.fixture(scope="module", params=[True, False], ids=["stripping", "passing"])
def site(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address under which a proxy serves the sample speeches."""
    app = app_over(sample_engine(), root_path=ROOT)
    with running(app) as server, proxy(server, ROOT, strips=request.param) as address:
        yield address


def links_of(page: httpx2.Response) -> set[str]:
    """The addresses that a page names, but those of other sites."""
    named = re.findall(r"""(?:href|src|action|data-file|data-root)="([^"#]+)""", page.text)
    here = urlsplit(str(page.url))
    whole = {urljoin(str(page.url), one.replace("&amp;", "&")) for one in named}
    return {one for one in whole if urlsplit(one).netloc == here.netloc}


def test_every_page_and_everything_that_it_names_is_there(site: str) -> None:
    with httpx2.Client() as browser:
        id = browser.get(f"{site}/v1/documents").json()["documents"][0]["id"]
        for path in ("/", "/ledger", "/docs", f"/documents/{id}", f"/documents/{id}?removed=1"):
            page = browser.get(site + path)
            assert page.status_code == 200
            files = {link for link in links_of(page) if link not in (site, f"{site}/static/")}
            assert len(files) > 3
            for link in files:
                assert link.startswith(f"{site}/")
                # Scripts are told the folder; nothing is at its own address.
                is_folder = "/static/" in link and link.endswith("/")
                assert is_folder or browser.get(link).status_code == 200, link


def test_what_a_page_of_a_failure_names_is_under_the_prefix_too(site: str) -> None:
    for path, status in (("/key", 401), ("/documents/nowhere", 404)):
        page = httpx2.get(site + path)
        assert page.status_code == status
        assert len(links_of(page)) > 3
        assert all(link.startswith(site) for link in links_of(page))


def test_the_links_of_answers_open_under_the_prefix(site: str) -> None:
    answer = httpx2.post(f"{site}/v1/ask", json={"question": QUESTION}).json()
    for citation in answer["citations"]:
        assert citation["permalink"].startswith(f"{site}/documents/")
        opened = httpx2.get(citation["permalink"].partition("#")[0])
        assert opened.status_code == 200
        assert '<mark id="c">' in opened.text


def test_events_and_exports_and_openapi_work_under_the_prefix(site: str) -> None:
    body = {"question": QUESTION, "stream": True}
    streamed = httpx2.post(f"{site}/v1/ask", json=body).text
    assert streamed.startswith("event: sources")
    id = re.findall(r'"id": ?"(ans_[0-9a-f]+)"', streamed)[0]
    exported = httpx2.get(f"{site}/v1/answers/{id}/export?format=md")
    assert f"{site}/documents/" in exported.text
    described = httpx2.get(f"{site}/openapi.json").json()
    assert described["servers"] == [{"url": ROOT}]


def test_mcp_works_under_the_prefix(site: str) -> None:
    [result] = over_http(f"{site}/mcp", calls(("ask_speeches", {"question": QUESTION})))
    assert result.structured_content is not None
    assert result.structured_content["citations"][0]["permalink"].startswith(f"{site}/documents/")


def test_another_index_is_read_under_the_prefix(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    for name in ("default", "norland"):
        file = tmp_path / f"{name}.txt"
        file.write_text({"default": CHENGCHUAN, "norland": NORLAND}[name], "utf-8")
        build_index(settings_in(tmp_path, name=name), file)
    app = app_over(assemble_engine(settings), builds=builds_of(settings), root_path=ROOT)
    question = {"question": "How many kilometres of cycle paths were built?", "index": "norland"}
    with running(app) as server, proxy(server, ROOT, strips=True) as address:
        [citation, *_] = httpx2.post(f"{address}/v1/ask", json=question).json()["citations"]
        assert citation["permalink"].startswith(f"{address}/indexes/norland/documents/")
        page = httpx2.get(citation["permalink"].partition("#")[0])
        assert '<mark id="c">' in page.text
        assert all(link.startswith(address) for link in links_of(page))
        assert f'rel="canonical" href="{ROOT}/indexes/norland/documents/' in page.text
        assert all(
            httpx2.get(link).status_code == 200 for link in links_of(page) if "/documents/" in link
        )


def test_the_cookie_of_pages_is_of_the_prefix_and_opens_them() -> None:
    app = app_over(sample_engine(), root_path=ROOT, api_keys=["first"])
    browser = httpx2.Client()
    with running(app) as server, proxy(server, ROOT, strips=True) as address, browser:
        key = {"X-API-Key": "first"}
        id = browser.get(f"{address}/v1/documents", headers=key).json()["documents"][0]["id"]
        page = f"{address}/documents/{id}"
        refused = browser.get(page)
        assert refused.status_code == 401
        assert f'action="{ROOT}/key"' in refused.text
        form = {"key": "first", "next": f"/documents/{id}"}
        led = browser.post(f"{address}/key", data=form)
        assert led.headers["location"] == f"{ROOT}/documents/{id}"
        assert f"Path={ROOT}/documents/" in led.headers["set-cookie"]
        assert browser.get(page).status_code == 200
        chosen = browser.get(f"{address}/?lang=zh")
        assert f"Path={ROOT}/" in chosen.headers["set-cookie"]


def test_without_the_prefix_the_server_itself_can_still_be_asked() -> None:
    with TestClient(app_over(as_engine(FakeEngine()), root_path=ROOT)) as client:
        for path in ("/livez", f"{ROOT}/livez", f"{ROOT}/", ROOT):
            assert client.get(path).status_code == 200
        assert client.get("/readerlivez").status_code == 404
        assert client.get(f"{ROOT}livez").status_code == 404


def test_a_key_is_needed_under_the_prefix_as_without_it() -> None:
    app = app_over(as_engine(FakeEngine()), root_path=ROOT, api_keys=["first"])
    with TestClient(app) as client:
        for path in ("/v1/documents", f"{ROOT}/v1/documents", f"{ROOT}{ROOT}/v1/documents"):
            assert client.get(path).status_code == 401


def test_no_address_of_ours_may_be_the_prefix() -> None:
    with TestClient(app_over(as_engine(FakeEngine()))) as client:
        ours = {path.split("/")[1] for path in client.get("/openapi.json").json()["paths"]}
    assert ours <= OURS
    assert not may_be_prefix("/v1/speeches")
    assert not may_be_prefix("/documents")


@pytest.mark.parametrize(
    ("public_url", "root_path", "is_placed"),
    [
        (None, "", (None, "")),
        ("https://x.example", "", ("https://x.example", "")),
        ("https://x.example/a/b", "", ("https://x.example/a/b", "/a/b")),
        ("https://x.example", "/a", ("https://x.example/a", "/a")),
        ("https://x.example/a", "/a", ("https://x.example/a", "/a")),
        (None, "/a", (None, "/a")),
    ],
)
def test_the_prefix_is_named_by_one_setting_or_by_both(
    public_url: str | None, root_path: str, is_placed: tuple[str | None, str]
) -> None:
    assert placed(public_url, root_path) == is_placed


@pytest.mark.parametrize(
    ("public_url", "root_path"), [("https://x.example/a", "/b"), (None, "/v1"), (None, "/static/x")]
)
def test_a_prefix_that_cannot_be_is_refused(public_url: str | None, root_path: str) -> None:
    with pytest.raises(ValueError, match="/"):
        placed(public_url, root_path)


def test_the_setting_is_read_as_people_write_it() -> None:
    for written in ("speeches", "/speeches/", "speeches/"):
        assert Settings.model_validate({"root_path": written}).root_path == "/speeches"
    assert Settings.model_validate({"root_path": "/"}).root_path == ""
    for wrong in ("/a b", "/a?b", "/../a", "/a//b"):
        with pytest.raises(ValueError, match="as in /speeches"):
            Settings.model_validate({"root_path": wrong})
