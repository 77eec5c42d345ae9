"""Claims about a running server over the sample speeches, indexed for real: the interfaces agree
with the engine behind them, and a rebuild disturbs nobody.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from rag.assembly import assemble_engine
from rag.settings import Settings
from tests.built import build_index
from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.routes.test_chat import client_of

SPEECHES = Path(__file__).parents[2] / "rag" / "samples" / "speeches"
QUESTIONS = (
    "2025年明湖区拆除违法建设多少？",
    "How much illegal construction was demolished?",
    "PM2.5下降了多少？",
    "What is planned for schools in 2026?",
    "上海去年的人口是多少？",
)


def publish(settings: Settings, *paths: Path) -> int:
    """Index `paths`; the number of the generation."""
    return build_index(settings, *paths).generation


def serving(settings: Settings) -> Any:
    app = app_over(assemble_engine(settings), index_name=settings.name, refresh_seconds=0.05)
    return running(app)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings.model_validate({"indexes": tmp_path_factory.mktemp("indexes")})
    publish(settings)
    return settings


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with serving(settings) as address:
        yield address


@pytest.fixture(scope="module")
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        yield client


MARK = re.compile(r"\[(\d+)\]")


@pytest.mark.parametrize("question", QUESTIONS)
def test_open_webui_has_each_source_before_its_mark_and_in_its_place(
    http: httpx.Client, question: str
) -> None:
    body = {"messages": [{"role": "user", "content": question}], "stream": True}
    headers = {"X-Citation-Format": "openwebui"}
    text = http.post("/v1/chat/completions", json=body, headers=headers).text
    chunks = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: {")]
    sources: list[Any] = []
    for chunk in chunks:
        if "event" in chunk:
            sources.append(chunk["event"]["data"])
        marks = MARK.findall(chunk["choices"][0]["delta"].get("content", ""))
        assert all(1 <= int(mark) <= len(sources) for mark in marks)
    citations = chunks[-1]["speechrag"]["citations"]
    # Its numbers are places in this list, of sources that are told apart by their addresses.
    assert [citation["number"] for citation in citations] == list(range(1, len(sources) + 1))
    addresses = [source["metadata"][0]["source"] for source in sources]
    assert addresses == [citation["permalink"] for citation in citations]
    assert len(set(addresses)) == len(addresses)
    for source, citation in zip(sources, citations, strict=True):
        assert source["document"] == [citation["quote"]]
        page = http.get(citation["permalink"])
        assert page.status_code == 200
        assert "<mark" in page.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quotation_is_a_slice_of_both_texts(http: httpx.Client, question: str) -> None:
    answer = http.post("/v1/ask", json={"question": question}).json()
    used = {number for statement in answer["statements"] for number in statement["citations"]}
    assert used == {citation["number"] for citation in answer["citations"]}
    assert (answer["status"] == "unsupported") == (not answer["statements"])
    for citation in answer["citations"]:
        text = f"/v1/documents/{citation['document']['id']}/text"
        clean = http.get(text).json()["text"]
        published = http.get(f"{text}?published=1").json()["text"]
        span = citation["span"]
        assert citation["quote"] == clean[span["start"] : span["end"]]
        ranges = [published[start:end] for start, end in citation["published"]]
        assert sum(map(len, ranges)) == len(citation["quote"])
        for figure in (f for s in answer["statements"] for f in s["figures"]):
            assert figure["in_citation"] in used


def test_what_no_speech_says_is_unsupported_with_the_nearest_passages(http: httpx.Client) -> None:
    answer = http.post("/v1/ask", json={"question": QUESTIONS[-1]}).json()
    assert (answer["status"], answer["statements"]) == ("unsupported", [])
    assert answer["nearest"]
    assert answer["reason"]


def test_a_filter_binds_search_and_list_alike(http: httpx.Client) -> None:
    filters = {"regions": ["明湖区"], "since": "2026"}
    hits = http.post("/v1/search", json={"query": "拆违", "filters": filters}).json()["hits"]
    listed = http.get("/v1/documents", params={"region": "明湖区", "since": "2026"}).json()
    assert hits
    assert {hit["passage"]["document"]["id"] for hit in hits} <= {
        document["id"] for document in listed["documents"]
    }


def test_every_document_can_be_paged_to_and_read(http: httpx.Client) -> None:
    seen: list[str] = []
    cursor = None
    while cursor is not None or not seen:
        parameters = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        page = http.get("/v1/documents", params=parameters).json()
        seen += [document["id"] for document in page["documents"]]
        cursor = page["next"]
    assert len(set(seen)) == len(seen) == len(list(SPEECHES.iterdir()))
    for id in seen:
        assert http.get(f"/v1/documents/{id}").json()["report"]


def test_the_openai_client_gets_the_same_answer_streamed_and_whole(address: str) -> None:
    asked: list[Any] = [{"role": "user", "content": QUESTIONS[0]}]
    with client_of(address) as client:
        whole = client.chat.completions.create(model="speechrag", messages=asked)
        chunks = list(
            client.chat.completions.create(model="speechrag", messages=asked, stream=True)
        )
    message = whole.choices[0].message
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == message.content
    assert message.annotations
    last: openai.types.chat.ChatCompletionChunk = chunks[-1]
    record = (last.model_extra or {})["speechrag"]
    assert len(message.annotations) == len(record["citations"])
    for annotation, citation in zip(message.annotations, record["citations"], strict=True):
        assert annotation.url_citation.url == citation["permalink"]


def test_a_server_starts_without_an_index_and_takes_up_the_first(tmp_path: Path) -> None:
    settings = Settings.model_validate({"indexes": tmp_path})
    with serving(settings) as address, httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/livez").status_code == 200
        refused = client.post("/v1/ask", json={"question": QUESTIONS[0]})
        assert (refused.status_code, refused.json()["code"]) == (503, "index-unavailable")
        assert client.get("/readyz").status_code == 503
        publish(settings)
        deadline = time.monotonic() + 10
        while client.get("/readyz").status_code == 503 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert client.post("/v1/ask", json={"question": QUESTIONS[0]}).status_code == 200


def test_rebuilding_under_requests_fails_none_of_them(tmp_path: Path) -> None:
    settings = Settings.model_validate({"indexes": tmp_path})
    files = sorted(SPEECHES.iterdir())
    publish(settings, *files[:5])
    generations: set[int] = set()
    failures: list[str] = []
    over = threading.Event()

    def ask(address: str) -> None:
        with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
            while not over.is_set():
                answered = client.post("/v1/ask", json={"question": QUESTIONS[2]})
                if answered.status_code == 200:
                    generations.add(answered.json()["index"]["generation"])
                else:
                    failures.append(answered.text)

    with serving(settings) as address:
        askers = [threading.Thread(target=ask, args=(address,)) for _ in range(2)]
        for asker in askers:
            asker.start()
        for count in (6, 7, 8):
            last = publish(settings, *files[:count])
            time.sleep(0.3)
        deadline = time.monotonic() + 10
        while last not in generations and time.monotonic() < deadline:
            time.sleep(0.05)
        over.set()
        for asker in askers:
            asker.join()
    assert not failures
    assert {1, last} <= generations
