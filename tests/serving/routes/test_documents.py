"""Claims about `/v1/documents`: lists, single documents and their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.serving.apps import app_over
from tests.serving.engines import PUBLISHED, SPEECH, TEXT, FakeEngine, FakeIndex, as_engine

IDS = ["b1", "b2", "b3"]


@pytest.fixture
def many() -> Iterator[TestClient]:
    others = [replace(SPEECH, id=id, region=f"区{id}") for id in IDS]
    app = app_over(as_engine(FakeEngine(FakeIndex(others))), index_name="default")
    with TestClient(app) as client:
        yield client


def test_pages_follow_each_other_until_all_is_listed(many: TestClient) -> None:
    seen, cursor = [], None
    for _ in range(3):
        parameters = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = many.get("/v1/documents", params=parameters).json()
        seen += [document["id"] for document in page["documents"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [SPEECH.id, *IDS]


def test_the_beginning_of_an_id_will_do_where_no_other_begins_so(many: TestClient) -> None:
    beginning = SPEECH.id[:5]
    assert many.get(f"/v1/documents/{beginning}").json()["id"] == SPEECH.id
    assert many.get(f"/v1/documents/{beginning}/text").json() == {"id": SPEECH.id, "text": TEXT}
    refused = many.get("/v1/documents/b")
    assert (refused.status_code, refused.json()["code"]) == (409, "ambiguous-document")
    assert all(id in refused.json()["detail"] for id in IDS)
    assert many.get("/v1/documents/c").status_code == 404


def test_a_list_can_be_filtered(many: TestClient) -> None:
    found = many.get("/v1/documents", params=[("region", "区b1"), ("region", "区b3")]).json()
    assert [document["id"] for document in found["documents"]] == ["b1", "b3"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("since=2020&until=2019", "until"),
        ("since=x", "since"),
        ("limit=0", "limit"),
        ("limit=51", "limit"),
        ("limit=5.0", "limit"),
        ("limit=%20", "limit"),
        ("limit=99999999999999999999", "limit"),
        ("region=", "region"),
        ("city=x", "city"),
        ("cursor=%00", "cursor"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(client: TestClient, query: str, field: str) -> None:
    refused = client.get(f"/v1/documents?{query}")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"].split(".")[0] == field


def test_a_document_comes_with_its_report_and_warnings(client: TestClient) -> None:
    found = client.get(f"/v1/documents/{SPEECH.id}").json()
    assert found["title"] == SPEECH.title
    assert found["report"] == {"encoding": "gb18030", "removed": {"page_mark": 1}}
    assert found["warnings"][0]["code"] == "dates_disagree"


def test_both_texts_can_be_read(client: TestClient) -> None:
    address = f"/v1/documents/{SPEECH.id}/text"
    assert client.get(address).json() == {"id": SPEECH.id, "text": TEXT}
    assert client.get(f"{address}?published=1").json() == {"id": SPEECH.id, "text": PUBLISHED}


@pytest.mark.parametrize("id", ["nosuch", "..%2f..%2fetc%2fpasswd", "%00", "x" * 400, "é"])
@pytest.mark.parametrize("rest", ["", "/text", "/text?published=1"])
def test_an_unknown_document_is_a_problem_that_does_not_repeat_the_id(
    client: TestClient, id: str, rest: str
) -> None:
    refused = client.get(f"/v1/documents/{id}{rest}")
    assert refused.status_code in (404, 422)
    assert refused.headers["content-type"] == "application/problem+json"
    assert id not in refused.text
