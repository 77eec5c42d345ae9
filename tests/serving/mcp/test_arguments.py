"""Claims about the arguments of tools: what is read kindly, refused, and told to a model."""

from __future__ import annotations

import datetime
import json

import pytest
from pydantic import ValidationError

from rag.serving.mcp.arguments import FiguresArguments, ReadArguments, SearchArguments, schema_of
from rag.serving.mcp.tools import TOOLS


def test_what_models_write_is_read_as_it_is_meant() -> None:
    given = SearchArguments.model_validate(
        {"query": " 轻轨 ", "since": 2024, "until": "2025-06", "regions": "重庆", "limit": "3"}
    )
    filters = given.as_filters()
    assert filters.since == datetime.date(2024, 1, 1)
    assert filters.until == datetime.date(2025, 6, 30)
    assert filters.regions == ("重庆市",)
    assert given.limit == 3
    assert given.as_question(characters=100).text == "轻轨"
    assert FiguresArguments.model_validate({"years": "2025", "stances": "target"}).years == [2025]


def test_null_is_as_good_as_left_out() -> None:
    given = {"query": "轻轨", "since": None, "regions": None, "documents": None}
    assert not SearchArguments.model_validate(given).as_filters()


@pytest.mark.parametrize(
    "given",
    [
        {"query": "轻轨", "year": 2024},
        {"query": "轻轨", "since": "last year"},
        {"query": "轻轨", "since": "2025", "until": "2024"},
        {"query": "轻轨", "since": True},
        {"query": "轻轨", "limit": 51},
        {"query": "轻轨", "limit": "many"},
        {"query": "轻轨", "regions": [""]},
        {"query": "轻轨", "regions": [["江苏省"]]},
        {"query": ["轻轨"]},
        {},
    ],
)
def test_what_would_answer_another_question_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SearchArguments.model_validate(given)


def test_a_page_has_bounds() -> None:
    for wrong in ({"start": -1}, {"characters": 10}, {"characters": 10**6}, {"document": ""}):
        with pytest.raises(ValidationError):
            ReadArguments.model_validate({"document": "a1b2", **wrong})


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_and_every_argument_is_described_for_a_model(name: str) -> None:
    tool = TOOLS[name]
    assert len(tool.description) > 80
    schema = schema_of(tool.arguments)
    assert schema["additionalProperties"] is False
    for argument, about in schema["properties"].items():
        assert len(about["description"]) > 10, argument
        assert "anyOf" not in about, argument
    assert "null" not in json.dumps(schema)
    assert tool.output_schema["type"] == "object"
