"""Claims about the OpenAPI document: it tells refusals, media types, keys and examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from rag.serving.examples import EXAMPLES
from tests.built import sample_engine
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine

Operation = tuple[str, str, dict[str, Any]]


def document(**changed: Any) -> dict[str, Any]:
    return app_over(as_engine(FakeEngine()), **changed).openapi()


def operations(**changed: Any) -> Iterator[Operation]:
    for path, methods in document(**changed)["paths"].items():
        for method, told in methods.items():
            yield method, path, told


def test_every_operation_has_a_name_of_its_own_a_tag_and_words() -> None:
    told = [operation for _, _, operation in operations()]
    names = [operation["operationId"] for operation in told]
    assert len(set(names)) == len(names)
    tags = {tag["name"] for tag in document()["tags"]}
    for operation in told:
        assert set(operation["tags"]) <= tags
        assert operation["description"]


def test_every_refusal_is_a_problem_or_has_the_shape_of_openai() -> None:
    for _, path, told in operations():
        openai = path.startswith(("/v1/chat", "/v1/models", "/v1/responses"))
        refusals = {code: one for code, one in told["responses"].items() if code >= "400"}
        assert {"400", "421", "500", "503"} <= refusals.keys()
        for refusal in refusals.values():
            (media_type,) = refusal["content"]
            assert media_type == ("application/json" if openai else "application/problem+json")
        assert not (openai and "422" in refusals)
        assert ("requestBody" in told) == ("413" in refusals)


def test_every_reference_leads_somewhere() -> None:
    whole = document(api_keys=["k"])

    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for below in node.values():
                yield from walk(below)
        elif isinstance(node, list):
            for below in node:
                yield from walk(below)

    for reference in walk(whole):
        found: Any = whole
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def test_keys_are_told_where_they_are_needed() -> None:
    assert all("security" not in told for _, _, told in operations())
    by_path = {path: told for _, path, told in operations(api_keys=["k"])}
    assert by_path["/livez"]["security"] == []
    assert by_path["/v1/ask"]["security"] == [{"bearer": []}, {"key": []}]
    assert "401" in by_path["/v1/ask"]["responses"]
    assert "401" not in by_path["/livez"]["responses"]


@pytest.mark.parametrize(
    ("path", "method", "media_types"),
    [
        ("/v1/ask", "post", {"application/json", "text/event-stream"}),
        ("/v1/compare", "post", {"application/json", "text/event-stream", "text/csv"}),
        ("/v1/ledger", "get", {"application/json", "text/csv"}),
        ("/metrics", "get", {"text/plain"}),
    ],
)
def test_media_types(path: str, method: str, media_types: set[str]) -> None:
    assert document()["paths"][path][method]["responses"]["200"]["content"].keys() == media_types


def test_every_body_in_json_has_an_example_that_is_answered() -> None:
    with TestClient(app_over(sample_engine())) as client:
        asked = set()
        for method, path, told in operations():
            content = told.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                example = content["application/json"]["example"]
                assert client.request(method, path, json=example).status_code == 200
                asked.add(told["operationId"])
    assert asked == EXAMPLES.keys()


def test_an_address_names_all_methods_that_it_takes(client: TestClient) -> None:
    refused = client.options("/v1/responses/abc")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "DELETE, GET")
