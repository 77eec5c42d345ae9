"""Claims about the chat interface, through the client of the openai package over a socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from typing import Any

import openai
import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from rag.errors import AnswererUnavailable
from rag.language.vocabulary import Vocabulary
from rag.presentation.to_json import answer_json
from rag.serving.dialects import DIALECTS
from rag.types.questions import Question
from tests.serving.apps import ASKED_AT, app_over
from tests.serving.conftest import running
from tests.serving.engines import DEMOLISHED, PARKS, SPEECH, FakeEngine, answer_to, as_engine

PUBLIC = "https://speeches.example"
ASKED: list[Any] = [{"role": "user", "content": "拆违取得了哪些成果？"}]
NAME = f"{SPEECH.title} · 2018-01 · 一、去年工作"
WHOLE = answer_json(answer_to(Question("拆违取得了哪些成果？", language="zh")), PUBLIC)


@pytest.fixture
def chat(engine: FakeEngine) -> Iterator[openai.OpenAI]:
    app = app_over(as_engine(engine), index_name="default", public_url=f"{PUBLIC}/")
    with running(app) as address, client_of(address) as client:
        yield client


def client_of(address: str, key: str = "none") -> openai.OpenAI:
    return openai.OpenAI(
        base_url=f"{address}/v1",
        api_key=key,
        max_retries=0,
        http_client=openai.DefaultHttpxClient(trust_env=False),
    )


def test_a_completion_carries_its_citations_as_annotations(chat: openai.OpenAI) -> None:
    completion = chat.chat.completions.create(model="speechrag", messages=ASKED)
    message = completion.choices[0].message
    assert message.content is not None
    assert message.content.startswith(f"{DEMOLISHED} [1]\n\n{PARKS} [2]\n\n注意：")
    assert message.annotations is not None
    places = [annotation.url_citation for annotation in message.annotations]
    assert [message.content[p.start_index : p.end_index] for p in places] == ["[1]", "[2]"]
    assert [p.url for p in places] == [citation["permalink"] for citation in WHOLE["citations"]]
    assert {p.title for p in places} == {NAME}
    extra = completion.model_extra or {}
    assert extra["speechrag"]["citations"] == WHOLE["citations"]
    assert extra["speechrag"]["dropped"] == WHOLE["dropped"]


def test_a_stream_is_a_chunk_a_statement_then_one_chunk_of_annotations(
    chat: openai.OpenAI,
) -> None:
    stream = chat.chat.completions.create(model="speechrag", messages=ASKED, stream=True)
    *spoken, last = list(stream)
    pieces = [chunk.choices[0].delta.content or "" for chunk in spoken]
    assert pieces[:2] == [f"{DEMOLISHED} [1]", f"\n\n{PARKS} [2]"]
    assert all(chunk.choices[0].finish_reason is None for chunk in spoken)
    assert spoken[0].choices[0].delta.role == "assistant"
    assert last.choices[0].finish_reason == "stop"
    delta = last.choices[0].delta
    assert "content" not in delta.model_fields_set
    annotations = (delta.model_extra or {})["annotations"]
    content = "".join(pieces)
    places = [annotation["url_citation"] for annotation in annotations]
    marks = [content[place["start_index"] : place["end_index"]] for place in places]
    assert marks == ["[1]", "[2]"]
    extra = last.model_extra or {}
    assert extra["speechrag"]["status"] == "answered"
    assert [set(result) for result in extra["search_results"]] == [
        {"title", "url", "date", "snippet"}
    ] * 2
    assert extra["search_results"][0]["snippet"] == DEMOLISHED
    assert len({chunk.id for chunk in [*spoken, last]}) == 1


def test_streamed_and_whole_say_the_same(chat: openai.OpenAI) -> None:
    for style in DIALECTS:
        extra = {"citation_format": style}
        whole = chat.chat.completions.create(
            model="speechrag", messages=ASKED, extra_body=extra
        ).choices[0]
        stream = chat.chat.completions.create(
            model="speechrag", messages=ASKED, extra_body=extra, stream=True
        )
        pieces = [chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices]
        assert "".join(pieces) == whole.message.content


def test_markdown_links_lead_to_the_quotations(chat: openai.OpenAI) -> None:
    message = (
        chat.chat.completions.create(
            model="speechrag", messages=ASKED, extra_headers={"X-Citation-Format": "markdown"}
        )
        .choices[0]
        .message
    )
    assert message.content is not None
    assert f"{DEMOLISHED} [1]({WHOLE['citations'][0]['permalink']})" in message.content
    assert message.annotations is None


def test_the_format_none_leaves_the_text_alone(chat: openai.OpenAI) -> None:
    message = (
        chat.chat.completions.create(
            model="speechrag", messages=ASKED, extra_body={"citation_format": "none"}
        )
        .choices[0]
        .message
    )
    assert message.content is not None
    assert message.content.startswith(f"{DEMOLISHED}\n\n{PARKS}\n\n")


def test_open_webui_gets_one_source_a_quotation_on_well_formed_chunks(
    client: TestClient,
) -> None:
    body = {"messages": ASKED, "stream": True, "citation_format": "openwebui"}
    chunks = [
        json.loads(line.removeprefix("data: "))
        for line in client.post("/v1/chat/completions", json=body).text.splitlines()
        if line.startswith("data: {")
    ]
    carriers = [chunk for chunk in chunks if "event" in chunk]
    for carrier in carriers:
        assert carrier["choices"] == [{"index": 0, "delta": {}, "finish_reason": None}]
        assert carrier["event"]["type"] == "source"
    sources = [carrier["event"]["data"] for carrier in carriers]
    assert [source["document"] for source in sources] == [[DEMOLISHED], [PARKS]]
    link = f"{ASKED_AT}/documents/{SPEECH.id}?c=7-31&h=cc0cc654#c"
    assert sources[0]["source"] == {"id": link, "name": NAME, "url": link}
    assert sources[0]["metadata"] == [
        {"source": link, "source_url": link, "name": NAME, "url": link, "external": True}
    ]
    assert sources[0]["distances"] == [0.83]
    assert not any("annotations" in chunk["choices"][0]["delta"] for chunk in chunks)


@pytest.mark.parametrize(
    ("headers", "tools"),
    [
        ({"X-OpenWebUI-Chat-Id": "1"}, []),
        ({"X-Citation-Format": "openwebui"}, []),
        ({}, ["search_chats", "query_knowledge_files"]),
    ],
)
def test_open_webui_gets_its_sources_without_asking(
    client: TestClient, headers: dict[str, str], tools: list[str]
) -> None:
    offered = [{"type": "function", "function": {"name": name}} for name in tools]
    body = {"messages": ASKED, "tools": offered}
    sent = client.post("/v1/chat/completions", json=body, headers=headers).json()
    assert [source["document"] for source in sent["sources"]] == [[DEMOLISHED], [PARKS]]
    assert "annotations" not in sent["choices"][0]["message"]


def test_no_support_is_said_plainly_with_the_nearest_passages_as_links(
    chat: openai.OpenAI,
) -> None:
    asked: list[Any] = [{"role": "user", "content": "上海去年如何？"}]
    content = chat.chat.completions.create(model="speechrag", messages=asked).choices[0].message
    assert content.content is not None
    assert content.content.startswith("没有找到足以回答的语句\n\n最接近的段落：")
    assert f"]({PUBLIC}/documents/{SPEECH.id}?c=7-42&h=6d360b1c#c)" in content.content
    assert content.annotations == []


def test_a_stream_that_breaks_is_raised_by_the_client(
    chat: openai.OpenAI, engine: FakeEngine
) -> None:
    engine.failure = AnswererUnavailable("the model server is gone")
    stream = chat.chat.completions.create(model="speechrag", messages=ASKED, stream=True)
    with pytest.raises(openai.APIError, match="the model server is gone"):
        list(stream)


def test_the_models_are_those_that_can_be_asked(chat: openai.OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == ["speechrag", "speechrag-extractive"]
    assert chat.models.retrieve("speechrag").owned_by == "speechrag"
    for ask in (
        lambda: chat.models.retrieve("gpt-9"),
        lambda: chat.chat.completions.create(model="speechrag-llm", messages=ASKED),
    ):
        with pytest.raises(openai.NotFoundError) as refused:
            ask()
        assert refused.value.code == "model_not_found"


def test_what_front_ends_send_besides_is_tolerated(chat: openai.OpenAI) -> None:
    tool = {"type": "function", "function": {"name": "f", "description": "工" * 250}}
    tools: list[Any] = [tool] * 30
    completion = chat.chat.completions.create(
        model="speechrag",
        messages=[{"role": "system", "content": "Be brief."}, *ASKED],
        tools=tools,
        temperature=0.7,
        max_tokens=10**9,
        stop=["\n"],
        tool_choice="auto",
        logprobs=False,
        response_format={"type": "text"},
        user="u",
        extra_body={"session_id": "s", "features": {"web_search": True}},
    )
    assert completion.choices[0].finish_reason == "stop"


@pytest.mark.parametrize(
    "body",
    [
        {"messages": []},
        {"messages": [{"role": "wizard", "content": "x"}]},
        {"messages": [{"role": "tool", "content": "x"}]},
        {"messages": "x"},
        {"messages": ASKED, "n": 1000},
        {"messages": ASKED, "stream": "yes"},
        {"messages": ASKED, "tool_choice": "required"},
        {"messages": ASKED, "tool_choice": {"type": "function", "function": {"name": "f"}}},
        {"messages": ASKED, "function_call": {"name": "f"}},
        {"messages": ASKED, "logprobs": True},
        {"messages": ASKED, "modalities": ["text", "audio"]},
        {"messages": ASKED, "stream_options": {"include_usage": "yes"}},
        {"messages": ASKED, "response_format": {"type": "yaml"}},
        {"messages": ASKED, "response_format": {"type": "json_schema", "json_schema": {}}},
        {"messages": ASKED, "citation_format": "apa"},
        {"messages": ASKED, "citation_format": "\ud800"},
        {"messages": [{"role": "user", "content": "x" * 2001}]},
        {
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "image_url", "image_url": {"url": "http://169.254.169.254/"}}
                    ],
                }
            ]
        },
    ],
)
def test_what_cannot_be_answered_is_a_400_in_openai_shape(
    client: TestClient, engine: FakeEngine, body: dict[str, Any]
) -> None:
    before = len(engine.asked)
    text = json.dumps(body)  # ASCII, so that a lone surrogate travels as an escape
    headers = {"Content-Type": "application/json"}
    refused = client.post("/v1/chat/completions", content=text, headers=headers)
    assert refused.status_code == 400
    error = refused.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error"
    assert len(refused.content) < 2048
    assert "169.254" not in refused.text
    assert len(engine.asked) == before


def test_an_unknown_dialect_is_refused_with_those_there_are(client: TestClient) -> None:
    body = {"messages": ASKED, "citation_format": "apa"}
    error = client.post("/v1/chat/completions", json=body).json()["error"]
    assert error["param"] == "citation_format"
    assert error["message"].endswith(", ".join(DIALECTS))


def test_tokens_are_counted(chat: openai.OpenAI) -> None:
    completion = chat.chat.completions.create(model="speechrag", messages=ASKED)
    assert completion.usage is not None
    vocabulary = Vocabulary.bundled()
    assert completion.usage.prompt_tokens == vocabulary.count("拆违取得了哪些成果？")
    written = completion.choices[0].message.content or ""
    assert completion.usage.completion_tokens == vocabulary.count(written)
    total = completion.usage.prompt_tokens + completion.usage.completion_tokens
    assert completion.usage.total_tokens == total


def test_a_stream_ends_with_the_count_of_tokens_if_asked(chat: openai.OpenAI) -> None:
    whole = chat.chat.completions.create(model="speechrag", messages=ASKED)
    stream = chat.chat.completions.create(
        model="speechrag", messages=ASKED, stream=True, stream_options={"include_usage": True}
    )
    *chunks, last = list(stream)
    assert last.choices == []
    assert last.usage == whole.usage
    assert all(chunk.usage is None and chunk.choices for chunk in chunks)
    assert all("usage" in chunk.model_fields_set for chunk in chunks)
    stream = chat.chat.completions.create(model="speechrag", messages=ASKED, stream=True)
    assert all(chunk.choices and "usage" not in chunk.model_fields_set for chunk in stream)


def test_what_is_no_unicode_is_counted_too(client: TestClient) -> None:
    messages = [{"role": "system", "content": "\ud800"}, *ASKED]
    text = json.dumps({"messages": messages})
    headers = {"Content-Type": "application/json"}
    sent = client.post("/v1/chat/completions", content=text, headers=headers)
    assert sent.json()["usage"]["prompt_tokens"] > 0


class Quoted(BaseModel):
    number: int
    quote: str


class Wanted(BaseModel):
    status: str
    text: str
    reason: str | None
    citations: list[Quoted]


def test_the_answer_as_json_for_a_client_that_asks_for_it(chat: openai.OpenAI) -> None:
    said = chat.chat.completions.create(
        model="speechrag", messages=ASKED, response_format={"type": "json_object"}
    )
    answer = json.loads(said.choices[0].message.content or "")
    assert answer["citations"] == WHOLE["citations"]
    assert answer["text"] == WHOLE["text"]
    assert said.choices[0].message.annotations is None


def test_a_schema_of_the_answers_own_fields_is_honoured_streamed_or_not(
    chat: openai.OpenAI,
) -> None:
    parsed = chat.chat.completions.parse(model="speechrag", messages=ASKED, response_format=Wanted)
    wanted = parsed.choices[0].message.parsed
    assert wanted is not None
    assert [(one.number, one.quote) for one in wanted.citations] == [(1, DEMOLISHED), (2, PARKS)]
    with chat.chat.completions.stream(
        model="speechrag", messages=ASKED, response_format=Wanted
    ) as stream:
        assert stream.get_final_completion().choices[0].message.parsed == wanted


def test_another_schema_is_refused(chat: openai.OpenAI, engine: FakeEngine) -> None:
    class Poem(BaseModel):
        verses: list[str]

    before = len(engine.asked)
    with pytest.raises(openai.BadRequestError, match="AnswerJson"):
        chat.chat.completions.parse(model="speechrag", messages=ASKED, response_format=Poem)
    assert len(engine.asked) == before


def test_models_say_what_they_are_in_the_readers_language(client: TestClient) -> None:
    for language, words in (("zh-CN", "原文"), ("en", "own words")):
        headers = {"Accept-Language": language}
        models = client.get("/v1/models", headers=headers).json()["data"]
        for model in models:
            assert words in model["description"]
            assert model["created"] > 1_700_000_000
            assert model["context_length"] == 32768
            assert model["question_characters"] == 2000
        assert models[0] == client.get("/v1/models/speechrag", headers=headers).json()


def test_what_openai_has_and_this_server_has_not_is_said_in_its_shape(
    chat: openai.OpenAI, client: TestClient
) -> None:
    for ask in (
        lambda: chat.embeddings.create(model="speechrag", input="x"),
        lambda: chat.completions.create(model="speechrag", prompt="x"),
        lambda: chat.moderations.create(input="x"),
        lambda: chat.files.list(),
    ):
        with pytest.raises(openai.NotFoundError, match="POST /v1/chat/completions") as refused:
            ask()
        assert refused.value.code == "not-found"
    assert client.get("/v1/chat/completions").json()["error"]["code"] == "method-not-allowed"
    assert "error" not in client.get("/v1/nothing").json()


def test_every_refusal_before_the_route_has_openais_shape(engine: FakeEngine) -> None:
    app = app_over(as_engine(engine), index_name="default", api_keys=["right"])
    with TestClient(app) as client:
        for path in ("/v1/chat/completions", "/v1/responses", "/v1/embeddings"):
            assert client.post(path, json={}).json()["error"]["type"] == "authentication_error"
            client.headers["Authorization"] = "Bearer right"
            for sent in (
                {"content": b"x", "headers": {"Content-Type": "text/plain"}},
                {"content": b"x" * 300_000, "headers": {"Content-Type": "application/json"}},
                {"json": {}, "headers": {"Host": "evil.example"}},
            ):
                refused: Any = client.post(path, **sent)
                assert set(refused.json()["error"]) == {"message", "type", "param", "code"}
            del client.headers["Authorization"]


def test_a_wrong_key_is_an_authentication_error(engine: FakeEngine) -> None:
    app = app_over(as_engine(engine), index_name="default", api_keys=["right"])
    with running(app) as address:
        with client_of(address, "wrong") as client, pytest.raises(openai.AuthenticationError):
            client.models.list()
        with client_of(address, "right") as client:
            assert len(list(client.models.list())) == 2


@pytest.mark.parametrize("face", ["chat", "responses"])
def test_a_long_chat_is_read_beside_the_event_loop(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, face: str
) -> None:
    read: list[str] = []

    def beside(texts: Iterable[str]) -> int:
        with pytest.raises(RuntimeError):  # no loop runs in this thread
            asyncio.get_running_loop()
        read.extend(texts)
        return 7

    monkeypatch.setattr("rag.serving.routes.chat.token_count", beside)
    turn = [{"role": "user", "content": "拆违？"}]
    if face == "chat":
        sent = client.post("/v1/chat/completions", json={"messages": turn}).json()
        assert sent["usage"]["prompt_tokens"] == 7
    else:
        sent = client.post("/v1/responses", json={"model": "speechrag", "input": turn}).json()
        assert sent["usage"]["input_tokens"] == 7
    assert read == ["拆违？"]


def test_an_empty_header_chooses_no_format(client: TestClient) -> None:
    empty = {"X-Citation-Format": ""}
    turn = [{"role": "user", "content": "拆违？"}]
    for path, body in (("chat/completions", {"messages": turn}), ("responses", {"input": turn})):
        sent = client.post(f"/v1/{path}", json={"model": "speechrag", **body}, headers=empty)
        assert sent.status_code == 200


def test_doubt_is_asked_once_more_and_thanks_stay_thanks(
    client: TestClient, engine: FakeEngine
) -> None:
    before = [{"role": "user", "content": "拆违？"}, {"role": "assistant", "content": "是。"}]
    messages = [*before, {"role": "user", "content": "真的吗？"}]
    client.post("/v1/chat/completions", json={"messages": messages})
    assert [turn.text for turn in engine.turns] == ["拆违？", "是。", "真的吗？"]
