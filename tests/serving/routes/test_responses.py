"""Claims about `/v1/responses`, through the client of the openai package over a socket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import openai
import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from rag.errors import AnswererUnavailable
from rag.presentation.to_json import answer_json
from rag.types.questions import Message, Question
from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.engines import DEMOLISHED, PARKS, SPEECH, FakeEngine, answer_to, as_engine
from tests.serving.routes.test_chat import client_of

PUBLIC = "https://speeches.example"
ASKED = "拆违取得了哪些成果？"
NAME = f"{SPEECH.title} · 2018-01 · 一、去年工作"
WHOLE = answer_json(answer_to(Question(ASKED, language="zh")), PUBLIC)


@pytest.fixture
def api(engine: FakeEngine) -> Iterator[openai.OpenAI]:
    app = app_over(as_engine(engine), index_name="default", public_url=f"{PUBLIC}/")
    with running(app) as address, client_of(address) as client:
        yield client


def test_a_response_carries_its_citations_as_annotations(api: openai.OpenAI) -> None:
    response = api.responses.create(model="speechrag", input=ASKED, instructions="Be brief.")
    assert response.status == "completed"
    assert response.output_text.startswith(f"{DEMOLISHED} [1]\n\n{PARKS} [2]\n\n注意：")
    (item,) = response.output
    assert item.type == "message"
    (part,) = item.content
    assert part.type == "output_text"
    places = [a for a in part.annotations if a.type == "url_citation"]
    assert [part.text[a.start_index : a.end_index] for a in places] == ["[1]", "[2]"]
    assert [a.url for a in places] == [citation["permalink"] for citation in WHOLE["citations"]]
    assert {a.title for a in places} == {NAME}
    assert response.usage is not None
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens
    assert response.usage.input_tokens > 0
    extra = response.model_extra or {}
    assert extra["speechrag"]["citations"] == WHOLE["citations"]


def test_a_stream_has_the_typed_events_in_order(api: openai.OpenAI) -> None:
    events = list(api.responses.create(model="speechrag", input=ASKED, stream=True))
    kinds = [event.type for event in events]
    assert kinds == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.annotation.added",
        "response.output_text.delta",
        "response.output_text.annotation.added",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    assert [event.sequence_number for event in events] == list(range(len(events)))
    deltas = [event.delta for event in events if event.type == "response.output_text.delta"]
    assert deltas[:2] == [f"{DEMOLISHED} [1]", f"\n\n{PARKS} [2]"]
    last = events[-1]
    assert last.type == "response.completed"
    assert "".join(deltas) == last.response.output_text
    added = [event for event in events if event.type == "response.output_text.annotation.added"]
    # The client has a class of its own for annotations that are added.
    whole = [annotation.to_dict() for annotation in _annotations(last.response)]
    assert [event.to_dict()["annotation"] for event in added] == whole


def test_the_helper_of_the_client_gathers_a_stream(api: openai.OpenAI) -> None:
    with api.responses.stream(model="speechrag", input=ASKED) as stream:
        said = "".join(e.delta for e in stream if e.type == "response.output_text.delta")
        response = stream.get_final_response()
    whole = api.responses.create(model="speechrag", input=ASKED)
    assert said == response.output_text == whole.output_text
    assert _annotations(response) == _annotations(whole)
    assert response.usage == whole.usage


def _annotations(response: Any) -> list[Any]:
    return list(response.output[0].content[0].annotations)


def test_a_list_of_items_is_a_conversation(api: openai.OpenAI, engine: FakeEngine) -> None:
    items: list[Any] = [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": [{"type": "input_text", "text": ASKED}]},
        {"type": "reasoning", "id": "rs_1", "summary": []},
        {
            "type": "message",
            "id": "msg_1",
            "status": "completed",
            "role": "assistant",
            "content": [{"type": "output_text", "text": DEMOLISHED, "annotations": []}],
        },
        {"type": "function_call_output", "call_id": "c", "output": "x"},
        {"role": "user", "content": "公园呢？"},
    ]
    response = api.responses.create(model="speechrag", input=items)
    assert engine.turns == [
        Message("user", ASKED),
        Message("assistant", DEMOLISHED),
        Message("user", "公园呢？"),
    ]
    assert "理解为：" in response.output_text


def test_a_response_is_continued_by_its_id(api: openai.OpenAI, engine: FakeEngine) -> None:
    first = api.responses.create(model="speechrag", input=ASKED)
    with api.responses.stream(
        model="speechrag", input="公园呢？", previous_response_id=first.id
    ) as stream:
        second = stream.get_final_response()
    assert [turn.role for turn in engine.turns] == ["user", "assistant", "user"]
    assert engine.turns[1].text == first.output_text
    assert second.previous_response_id == first.id
    api.responses.create(model="speechrag", input="还有呢？", previous_response_id=second.id)
    assert [turn.text for turn in engine.turns[::2]] == [ASKED, "公园呢？", "还有呢？"]


def test_a_long_conversation_keeps_only_its_end(api: openai.OpenAI, engine: FakeEngine) -> None:
    id = api.responses.create(model="speechrag", input=ASKED).id
    for turn in range(9):
        id = api.responses.create(
            model="speechrag", input=f"第{turn}年呢？", previous_response_id=id
        ).id
    assert len(engine.turns) <= 13
    assert engine.turns[-1].text == "第8年呢？"
    assert all(one.role != other.role for one, other in pairwise(engine.turns))


def test_a_response_can_be_read_again_and_deleted(api: openai.OpenAI) -> None:
    sent = api.responses.create(model="speechrag", input=ASKED)
    assert api.responses.retrieve(sent.id) == sent
    api.responses.delete(sent.id)
    with pytest.raises(openai.NotFoundError):
        api.responses.retrieve(sent.id)


def test_what_is_not_to_be_kept_is_not(api: openai.OpenAI) -> None:
    sent = api.responses.create(model="speechrag", input=ASKED, store=False)
    assert sent.to_dict()["store"] is False
    with pytest.raises(openai.NotFoundError):
        api.responses.retrieve(sent.id)
    with pytest.raises(openai.BadRequestError) as refused:
        api.responses.create(model="speechrag", input="还有呢？", previous_response_id=sent.id)
    assert refused.value.code == "previous_response_not_found"
    assert refused.value.param == "previous_response_id"


def test_a_stream_that_breaks_ends_as_failed(api: openai.OpenAI, engine: FakeEngine) -> None:
    engine.failure = AnswererUnavailable("the model server is gone")
    *_, last = list(api.responses.create(model="speechrag", input=ASKED, stream=True))
    assert last.type == "response.failed"
    assert last.response.error is not None
    assert last.response.error.message == "the model server is gone"


class Cited(BaseModel):
    number: int
    quote: str


class Wanted(BaseModel):
    status: str
    citations: list[Cited]


def test_a_schema_of_the_answers_own_fields_is_honoured(api: openai.OpenAI) -> None:
    response = api.responses.parse(model="speechrag", input=ASKED, text_format=Wanted)
    assert response.output_parsed == Wanted(
        status="answered",
        citations=[Cited(number=1, quote=DEMOLISHED), Cited(number=2, quote=PARKS)],
    )


def test_links_can_stand_in_the_text(api: openai.OpenAI) -> None:
    response = api.responses.create(
        model="speechrag", input=ASKED, extra_headers={"X-Citation-Format": "markdown"}
    )
    assert f"{DEMOLISHED} [1]({WHOLE['citations'][0]['permalink']})" in response.output_text
    assert _annotations(response) == []


IMAGE = {"type": "input_image", "image_url": "http://169.254.169.254/"}


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "input"),
        ({"input": ""}, "messages"),
        ({"input": []}, "input"),
        ({"input": 3}, "input"),
        ({"input": "x" * 2001}, "messages"),
        ({"input": [{"role": "user", "content": [IMAGE]}]}, "messages"),
        ({"input": [{"role": "user", "content": 3}]}, "input"),
        ({"input": [{"role": "tool", "content": "x"}]}, "input"),
        ({"input": [{"type": "reasoning"}]}, "input"),
        ({"input": [{"role": "assistant", "content": "x"}]}, "messages"),
        ({"input": ASKED, "background": True}, "background"),
        ({"input": ASKED, "conversation": "conv_1"}, "conversation"),
        ({"input": ASKED, "prompt": {"id": "pmpt_1"}}, "prompt"),
        ({"input": ASKED, "tool_choice": "required"}, "tool_choice"),
        ({"input": ASKED, "tool_choice": {"type": "web_search"}}, "tool_choice"),
        ({"input": ASKED, "citation_format": "openwebui"}, "citation_format"),
        ({"input": ASKED, "citation_format": "apa"}, "citation_format"),
        ({"input": ASKED, "previous_response_id": "resp_1"}, "previous_response_id"),
        (
            {"input": ASKED, "text": {"format": {"type": "json_schema", "schema": {}}}},
            "text.format.schema",
        ),
    ],
)
def test_what_cannot_be_answered_is_a_400_in_openai_shape(
    client: TestClient, engine: FakeEngine, body: dict[str, Any], param: str
) -> None:
    before = len(engine.asked)
    refused = client.post("/v1/responses", json=body)
    assert refused.status_code == 400, refused.text
    error = refused.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error"
    assert error["param"].startswith(param)
    assert len(refused.content) < 2048
    assert "169.254" not in refused.text
    assert len(engine.asked) == before


def test_another_model_is_not_found(api: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as refused:
        api.responses.create(model="gpt-9", input=ASKED)
    assert refused.value.code == "model_not_found"


def test_what_clients_send_besides_is_tolerated(api: openai.OpenAI) -> None:
    response = api.responses.create(
        model="speechrag",
        input=ASKED,
        max_output_tokens=10**9,
        temperature=0.2,
        reasoning={"effort": "low"},
        include=["reasoning.encrypted_content"],
        tools=[{"type": "web_search"}],
        tool_choice="auto",
        truncation="auto",
        metadata={"a": "b"},
        extra_body={"verbosity": "high"},
    )
    assert response.status == "completed"


def test_an_answer_of_a_chat_or_response_can_be_exported(client: TestClient) -> None:
    for path, body in (
        ("/v1/responses", {"input": ASKED}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": ASKED}]}),
    ):
        id = client.post(path, json=body).json()["speechrag"]["id"]
        assert DEMOLISHED in client.get(f"/v1/answers/{id}/export", params={"format": "md"}).text


def test_every_frame_names_its_event(client: TestClient) -> None:
    text = client.post("/v1/responses", json={"input": ASKED, "stream": True}).text
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        assert json.loads(data.removeprefix("data: "))["type"] == name.removeprefix("event: ")
