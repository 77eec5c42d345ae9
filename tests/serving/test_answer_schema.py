"""Claims about the JSON schemas that our Answer fulfils, and how it is cut to them."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from rag.presentation.json_types import AnswerJson
from rag.presentation.to_json import answer_json
from rag.serving.answer_schema import answer_schema, cut_to, is_fulfilled
from rag.types.questions import Question
from tests.serving.engines import answer_to

QUESTIONS = (Question("拆违取得了哪些成果？", language="zh"), Question("And?", language="en"))
ANSWERS = [
    answer_json(answer_to(question, supported=supported), "")
    for question in QUESTIONS
    for supported in (True, False)
]


class Place(BaseModel):
    start: int
    end: float


class Cited(BaseModel):
    number: int
    quote: str
    span: Place
    page: int | None


class Wanted(BaseModel):
    status: str
    citations: list[Cited]
    reason: str | None


class Open(BaseModel):
    id: str
    nearest: list[Any] | None = None


def of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize("wanted", [Wanted, Open])
def test_what_is_fulfilled_can_be_read_by_whoever_asked(wanted: type[BaseModel]) -> None:
    schema = wanted.model_json_schema()
    assert is_fulfilled(schema)
    for answer in ANSWERS:
        cut = cut_to(answer, schema)
        assert wanted.model_validate(cut, extra="forbid")
        assert set(cut) <= set(schema["properties"])


def test_the_schema_of_the_answer_is_fulfilled_and_cuts_nothing() -> None:
    assert is_fulfilled(answer_schema())
    for answer in ANSWERS:
        assert cut_to(answer, answer_schema()) == answer
        TypeAdapter(AnswerJson).validate_python(answer)


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        [],
        "x",
        {},
        {"type": "object"},
        {"type": "array", "items": {"type": "string"}},
        of(verses={"type": "string"}),
        of(status={"type": "integer"}),
        of(reason={"type": "string"}),  # it may be null
        of(status={"enum": ["good", "bad"], "type": "string"}),
        of(statements={"type": "array", "items": of(rhyme={"type": "string"})}),
        of(status={"$ref": "#/$defs/Missing"}),
        of(status={"$ref": "#"}),
        of(status=3),
        {**of(status={"type": "string"}), "required": ["verses"]},
        {**of(status={"type": "string"}), "required": "status"},
        {**of(nearest={}), "required": ["nearest"]},  # only of what is not supported
        of(status=1),
        of(statements={"type": "array", "items": {}, "maxItems": 1}),
        of(text={"type": "string", "maxLength": 5}),
        of(text={"type": "string", "format": "date"}),
        {**of(status={"type": "string"}), "allOf": [{"required": ["verses"]}]},
        {**of(status={"type": "string"}), "not": {}},
        {**of(status={"type": "string"}), "required": ["text"]},  # it would be cut off
        of(understood={"type": "object", "additionalProperties": False}),
        of(understood={"type": "object", "additionalProperties": {"type": "integer"}}),
        of(status={"oneOf": [{"type": "string"}, {"type": "string"}]}),
        of(status={"anyOf": [{"type": "string"}], "minLength": 99}),
        of(status={"type": "string", "enum": 3}),
        {**of(status={"type": "string"}), "required": [{}]},
        {**of(status={"$ref": "#/$defs/Text"}), "$defs": []},
        {**of(status={"$ref": "#/definitions/Text"}), "definitions": None},
        of(status={"type": [{}]}),
        of(citations={"type": "array", "items": {"anyOf": [of(verses={}), of(number={})]}}),
    ],
)
def test_what_our_answer_does_not_promise_is_not_fulfilled(wanted: Any) -> None:
    assert not is_fulfilled(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        of(status=True),
        {**of(status=True, id={"type": "string"}), "additionalProperties": False},
        of(timings_ms={"type": "object", "additionalProperties": {"type": "number"}}),
        of(statements={"type": "array", "items": True}),
        of(reason={"oneOf": [{"type": "string"}, {"type": "null"}]}),
        of(status={"type": "string", "title": "Status", "description": "of it", "default": ""}),
    ],
)
def test_an_answer_is_cut_to_what_it_fulfils(wanted: dict[str, Any]) -> None:
    assert is_fulfilled(wanted)
    for answer in ANSWERS:
        cut = cut_to(answer, wanted)
        assert set(cut) == wanted["properties"].keys() & answer.keys()
        whole: dict[str, Any] = {**answer}
        assert all(cut[name] == whole[name] for name in cut)


def test_references_that_multiply_end_soon() -> None:
    several = {f"a{i}": {"anyOf": [{"$ref": f"#/$defs/a{i + 1}"}] * 8} for i in range(60)}
    fields = answer_schema()["properties"]
    bomb = {**of(**{name: {"$ref": "#/$defs/a0"} for name in fields}), "$defs": several}
    began = time.process_time()
    assert not is_fulfilled(bomb)
    assert time.process_time() - began < 5  # without a bound it would take years
