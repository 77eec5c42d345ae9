"""Claims about `/v1/figures`: rows with their quotations, page by page, and refusals in words."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.built import sample_engine
from tests.serving.apps import app_over

PATH = "/v1/figures"
BASE = "https://speeches.example"


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = app_over(sample_engine(), public_url=BASE)
    # Without its lifespan, at whose end it would close the engine that other tests use.
    return TestClient(app, raise_server_exceptions=False)


def rows_of(client: TestClient, **parameters: Any) -> list[dict[str, Any]]:
    response = client.get(PATH, params=parameters)
    assert response.status_code == 200, response.text
    rows: list[dict[str, Any]] = response.json()["rows"]
    return rows


def test_a_row_has_the_names_of_the_contract(client: TestClient) -> None:
    target = {"indicator": "经济增速", "year": "2025", "stance": "target", "region": "澄川市"}
    (row,) = rows_of(client, **target)
    assert row.pop("document")["file"] == "chengchuan-2025.txt"
    assert row.pop("heading")[-1].startswith("二、")
    assert row.pop("permalink").startswith(f"{BASE}/documents/")
    assert row.pop("told") == {
        "zh": {"region": "澄川市", "indicator": "地区生产总值", "value": "6%左右", "flags": "",
               "period": "2025"},
        "en": {"region": "Chengchuan", "indicator": "gross domestic product",
               "value": "about 6%", "flags": "", "period": "2025"},
    }  # fmt: skip
    span, figure = row.pop("span"), row.pop("figure_span")
    assert span["end"] - span["start"] == len(row["quote"])
    assert span["start"] <= figure["start"] < figure["end"] <= span["end"]
    assert row == {
        "indicator": {
            "key": "gdp",
            "text": "地区生产总值",
            "zh": "地区生产总值",
            "en": row["indicator"]["en"],
        },
        "kind": "growth",
        "value": {"low": 6.0, "high": 6.0, "unit": "percent", "text": "6%"},
        "qualifier": {"bound": "about", "strive": False, "preliminary": False},
        "period": {"start": "2025-01-01", "end": "2025-12-31", "kind": "year"},
        "stance": "target",
        "scope": "region",
        "place": None,
        "region": "澄川市",
        "quote": "地区生产总值增长6%左右",
        "confidence": "certain",
    }


@pytest.mark.parametrize("limit", [1, 7, 50])
def test_pages_follow_each_other_until_every_row_was_given_once(
    client: TestClient, limit: int
) -> None:
    whole = rows_of(client, indicator="gdp", limit=50)
    seen: list[dict[str, Any]] = []
    parameters: dict[str, Any] = {"indicator": "gdp", "limit": limit}
    while True:
        page = client.get(PATH, params=parameters).json()
        seen += page["rows"]
        if page["next"] is None:
            break
        parameters["cursor"] = page["next"]
    assert seen == whole
    assert page["coverage"] == {"documents": 10, "read": 10, "stated": page["coverage"]["stated"]}


def test_a_term_that_the_table_does_not_know_is_found_by_a_part_of_it(client: TestClient) -> None:
    rows = rows_of(client, indicator="战略性新兴产业")
    assert rows
    assert all("战略性新兴产业" in row["indicator"]["text"] for row in rows)


def test_filters_narrow_rows_and_coverage(client: TestClient) -> None:
    query = {"region": "明湖区", "since": "2025", "until": "2025-12"}
    page = client.get(PATH, params=query).json()
    assert page["coverage"]["documents"] < 10
    assert {row["region"] for row in page["rows"]} == {"明湖区"}
    assert {row["document"]["date"][:4] for row in page["rows"]} == {"2025"}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("indicator=月球背面的重力", "indicator"),
        ("indicator=", "indicator"),
        ("stance=hope", "stance"),
        ("kind=guess", "kind"),
        ("year=next", "year"),
        ("year=0", "year"),
        ("limit=51", "limit"),
        ("cursor=abc", "cursor"),
        ("since=2020&until=2019", "until"),
        ("by=region", "by"),
    ],
)
def test_a_request_that_cannot_be_read_is_a_problem(
    client: TestClient, query: str, field: str
) -> None:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 422
    assert response.headers["content-type"].startswith("application/problem+json")
    assert field in str(response.json()["errors"])
    assert "月球" not in response.text


def test_near_names_are_told(client: TestClient) -> None:
    response = client.get(PATH, params={"indicator": "规上工业增家值"})
    assert response.status_code == 422
    assert "规上工业增加值" in response.json()["errors"][0]["detail"]


def test_the_document_of_a_cursor_must_be_there(client: TestClient) -> None:
    assert client.get(PATH, params={"cursor": "nowhere:3"}).status_code == 404


def test_contradictions_come_in_groups_on_one_page(client: TestClient) -> None:
    page = client.get(PATH, params={"contradictions": "true"}).json()
    places = [at for group in page["contradictions"] for at in group]
    assert places == list(range(len(page["rows"])))
    assert all(len(group) > 1 for group in page["contradictions"])
    assert "contradictions" not in client.get(PATH).json()
    refused = client.get(PATH, params={"contradictions": "true", "cursor": "a:1"})
    assert refused.status_code == 422
    assert client.get(PATH, params={"contradictions": "perhaps"}).status_code == 422
