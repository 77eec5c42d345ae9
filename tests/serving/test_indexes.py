"""Claims about several indexes on one server: each answers for itself, and its links lead to it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import openai
import pytest
from starlette.testclient import TestClient

from rag.assembly import assemble_engine
from rag.serving.indexes import Indexes
from rag.serving.problems import Refused
from rag.settings import Settings
from tests.built import build_index
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine
from tests.serving.jobs.servers import (
    CHENGCHUAN,
    NORLAND,
    QINGCHUAN,
    admin,
    answers,
    ended,
    settings_in,
    upload,
)
from tests.serving.mcp.clients import calls, over_http, words_of
from tests.serving.routes.test_chat import client_of

GROWTH = "澄川市去年地区生产总值增长多少？"
CYCLE_PATHS = "How many kilometres of cycle paths were built in Norland?"
PLANTED = "青川区去年植树造林多少亩？"
NAMES = ("default", "norland", "青川")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("several")
    for name, text in zip(NAMES, (CHENGCHUAN, NORLAND, QINGCHUAN), strict=True):
        path = folder / f"{name}.txt"
        path.write_text(text, "utf-8")
        build_index(settings_in(folder, name=name), path)
    (folder / "indexes" / "no-index").mkdir()
    return settings_in(folder, open_indexes=2)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[httpx.Client]:
    with admin(settings) as client:
        yield client


def test_the_indexes_are_listed_the_default_one_first(client: httpx.Client) -> None:
    listed = client.get("/v1/indexes").json()["indexes"]
    assert [index["name"] for index in listed] == list(NAMES)
    assert [index["default"] for index in listed] == [True, False, False]
    for index in listed:
        assert (index["documents"], index["generation"]) == (1, 1)
        assert (index["degraded"], index["problem"]) == (False, None)


def test_a_request_is_answered_from_the_index_that_it_names(client: httpx.Client) -> None:
    for name, question, words in (
        (None, GROWTH, "7.3%"),
        ("default", GROWTH, "7.3%"),
        ("norland", CYCLE_PATHS, "417"),
        ("青川", PLANTED, "2.6万亩"),
        ("norland", CYCLE_PATHS, "417"),
    ):
        assert answers(client, question, words, **({"index": name} if name else {})), name
    assert not answers(client, GROWTH, "7.3%", index="norland")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/ask", {"question": CYCLE_PATHS}),
        ("/v1/search", {"query": CYCLE_PATHS}),
        ("/v1/compare", {"question": CYCLE_PATHS, "by": "year"}),
        ("/v1/check", {"text": "青川区2024年城镇新增就业8300人。"}),
        ("/v1/verify-quotes", {"text": "“we built 417 kilometres of cycle paths in Norland”"}),
    ],
)
def test_every_body_names_an_index(client: httpx.Client, path: str, body: dict[str, Any]) -> None:
    name, encoded = ("青川", quote("青川")) if path == "/v1/check" else ("norland", "norland")
    reply = client.post(path, json={**body, "index": name})
    assert reply.status_code == 200, reply.text
    assert f"/indexes/{encoded}/documents/" in reply.text
    unknown = client.post(path, json={**body, "index": "../norland"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "no-such-index")
    assert "default, norland, 青川" in unknown.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/documents", "/v1/figures", "/v1/ledger"])
def test_every_address_names_an_index(client: httpx.Client, path: str) -> None:
    assert client.get(path, params={"index": "norland"}).status_code == 200
    for name in ("nothing", "no-index", ".jobs", "..", "a" * 200, "a/b"):
        assert client.get(path, params={"index": name}).status_code == 404


def test_links_of_another_index_open_its_pages(client: httpx.Client) -> None:
    answer = client.post("/v1/ask", json={"question": CYCLE_PATHS, "index": "norland"}).json()
    assert answer["index"]["name"] == "norland"
    for citation in answer["citations"]:
        page = client.get(citation["permalink"])
        assert page.status_code == 200
        assert "<mark" in page.text
        id = citation["document"]["id"]
        assert f'href="/indexes/norland/documents/{id}/original"' in page.text
        assert client.get(f"/indexes/norland/documents/{id}/original").status_code == 200
        assert client.get(f"/documents/{id}").status_code == 404
        assert client.get(f"/documents/{id}?index=norland").status_code == 200
        assert client.get(f"/v1/documents/{id}/text?index=norland").status_code == 200
    exported = client.get(f"/v1/answers/{answer['id']}/export").text
    assert "/indexes/norland/documents/" in exported
    assert client.get("/indexes/nothing/documents/aaaaaaaa").status_code == 404


def test_a_chat_names_an_index_behind_its_model(client: httpx.Client) -> None:
    asked: list[Any] = [{"role": "user", "content": CYCLE_PATHS}]
    with client_of(str(client.base_url)) as chat:
        names = [model.id for model in chat.models.list()]
        assert {"speechrag@norland", "speechrag@青川"} <= set(names)
        assert chat.models.retrieve("speechrag@norland").id == "speechrag@norland"
        whole = chat.chat.completions.create(model="speechrag-extractive@norland", messages=asked)
        assert "417" in (whole.choices[0].message.content or "")
        with pytest.raises(openai.NotFoundError, match="no index of that name"):
            chat.chat.completions.create(model="speechrag@nothing", messages=asked)
        with pytest.raises(openai.NotFoundError, match="no such model"):
            chat.chat.completions.create(model="other@norland", messages=asked)


def test_no_more_indexes_are_open_than_may_be(settings: Settings, client: httpx.Client) -> None:
    for _ in range(3):
        assert answers(client, CYCLE_PATHS, "417", index="norland")
        assert answers(client, PLANTED, "2.6万亩", index="青川")
    give_up = time.monotonic() + 20
    while open_under(settings.indexes) != {"default", "青川"}:
        assert time.monotonic() < give_up, sorted(map(_link, os.listdir("/proc/self/fd")))
        time.sleep(0.05)


def open_under(folder: Path) -> set[str]:
    """The indexes whose lease this process holds."""
    links = map(_link, os.listdir("/proc/self/fd"))
    return {
        Path(link).relative_to(folder).parts[0]
        for link in links
        if str(folder) in link and link.endswith("/.lease")
    }


def _link(number: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        return ""


def test_an_upload_makes_an_index_that_is_not_there_yet(tmp_path: Path) -> None:
    with admin(settings_in(tmp_path)) as client:
        assert ended(client, upload(client, "a.txt", NORLAND, index="laws"))["index"] == "laws"
        assert answers(client, CYCLE_PATHS, "417", index="laws")
        assert client.get("/readyz").status_code == 503
        usual, laws = client.get("/v1/indexes").json()["indexes"]
        assert (usual["generation"], usual["problem"]) == (None, "index-unavailable")
        assert (laws["name"], laws["documents"]) == ("laws", 1)
        refused = upload(client, "a.txt", NORLAND, index="../laws")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "index")
        assert client.post("/v1/indexes/nothing/rebuild").status_code == 404
        assert client.post("/v1/indexes/default/rebuild").status_code == 409
        job = ended(client, client.post("/v1/indexes/laws/rebuild?anew=true"))
        assert (job["status"], job["report"]["passages"]["reused"]) == ("completed", 0)


def test_a_key_opens_the_pages_of_an_index_of_any_name() -> None:
    page = f"/indexes/{quote('青川')}/documents/0123456789abcdef"
    app = app_over(as_engine(FakeEngine()), api_keys=("first",))
    with TestClient(app, follow_redirects=False) as browser:
        asked = browser.get(f"{page}?c=1-2&h=00000000")
        assert asked.status_code == 401
        assert f'value="{page}?c=1-2&amp;h=00000000#c"' in asked.text
        led = browser.post("/key", data={"key": "first", "next": f"{page}?c=1-2"})
        assert (led.status_code, led.headers["location"]) == (303, f"{page}?c=1-2")
        assert "Path=/indexes/;" in led.headers["set-cookie"]
        assert browser.get(page).status_code == 404


def test_mcp_has_an_address_for_each_index(client: httpx.Client) -> None:
    asked = calls(("ask_speeches", {"question": CYCLE_PATHS}))
    [found] = over_http(f"{client.base_url}/mcp?index=norland", asked)
    assert "417" in words_of(found)
    assert "/indexes/norland/documents/" in words_of(found)
    [refused] = over_http(f"{client.base_url}/mcp?index=nothing", asked)
    assert refused.is_error
    assert "default, norland" in words_of(refused)


def test_an_index_that_was_asked_is_found_without_the_disk_until_it_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "norland.txt").write_text(NORLAND, "utf-8")
    build_index(settings_in(tmp_path, name="norland"), tmp_path / "norland.txt")
    engine = assemble_engine(settings_in(tmp_path))
    held = Indexes(
        engine, name="default", directory=tmp_path / "indexes", most=2, refresh_seconds=1.0
    )
    opened = held.of("norland")
    with monkeypatch.context() as patched:
        patched.setattr(Indexes, "_holds", lambda self, name: pytest.fail("looks at the disk"))
        assert held.of("norland") is opened
    shutil.rmtree(tmp_path / "indexes" / "norland")
    held.look()
    with pytest.raises(Refused):
        held.of("norland")
    held.close()
