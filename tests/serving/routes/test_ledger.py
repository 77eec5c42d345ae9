"""Claims about `/v1/ledger` and `/v1/check`: the contract, and refusals in words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.reports_of_a_city import city_engine
from tests.serving.apps import LIMITS, app_over
from tests.serving.engines import FakeEngine, FakeIndex, as_engine


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = app_over(city_engine(), public_url="https://speeches.example")
    # Without its lifespan, at whose end it would close the engine that other tests use.
    return TestClient(app, raise_server_exceptions=False)


def entries(client: TestClient, **parameters: Any) -> list[dict[str, Any]]:
    response = client.get("/v1/ledger", params=parameters)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["entries"]
    return found


def test_targets_stand_beside_results(client: TestClient) -> None:
    (entry,) = entries(client, indicator="经济增速", region="澄川市", year="2025")
    assert (entry["verdict"], entry["rule_code"]) == ("within_about", "within_points")
    assert entry["target"]["value"]["low"] == 5.5
    assert entry["result"]["value"]["low"] == 5.3


def test_coverage_is_told(client: TestClient) -> None:
    coverage = client.get("/v1/ledger?indicator=gdp").json()["coverage"]
    assert coverage == {"documents": 2, "read": 2, "stated": 2}


def test_a_region_that_is_not_held_has_no_entries(client: TestClient) -> None:
    assert entries(client, region="北岭市") == []


def test_a_spreadsheet_is_given_where_it_is_asked_for(client: TestClient) -> None:
    response = client.get("/v1/ledger?format=csv&year=2025")
    assert response.headers["content-type"].startswith("text/csv")
    assert "地区生产总值增长5.5%左右" in response.text


@pytest.mark.parametrize(
    "query", ["indicator=乌有之数", "year=abc", "year=98765", "format=xml", "colour=red"]
)
def test_a_wrong_request_is_refused_without_repeating_it(client: TestClient, query: str) -> None:
    response = client.get(f"/v1/ledger?{query}")
    assert response.status_code == 422
    assert query.partition("=")[2] not in response.text


def test_each_figure_of_a_text_has_a_verdict(client: TestClient) -> None:
    text = "2025年，澄川市地区生产总值增长6%，城镇新增就业3.3万人。"
    claims = client.post("/v1/check", json={"text": text}).json()["claims"]
    assert [claim["verdict"] for claim in claims] == ["stated_otherwise", "stated"]
    span = claims[0]["span"]
    assert text[span["start"] : span["end"]] == claims[0]["text"] == "6%"
    assert "5.3%" in claims[0]["rows"][0]["quote"]


def test_filters_choose_the_speeches(client: TestClient) -> None:
    body = {"text": "2025年，澄川市地区生产总值增长5.3%。", "filters": {"until": "2025-12"}}
    (claim,) = client.post("/v1/check", json=body).json()["claims"]
    assert claim["verdict"] != "stated"


def test_a_body_without_text_is_refused(client: TestClient) -> None:
    assert client.post("/v1/check", json={"words": "6%"}).status_code == 422


def test_the_chart_and_the_words_come_in_both_languages(client: TestClient) -> None:
    ledger = client.get("/v1/ledger", params={"region": "澄川市", "year": "2025"}).json()
    assert ledger["note"]["zh"].startswith("结果出自政府")
    told = next(one["told"] for one in ledger["entries"] if one["indicator"]["key"] == "gdp")
    assert (told["zh"]["verdict"], told["en"]["verdict"]) == ("在“左右”之内", "within “about”")
    assert told["zh"]["mark"] == told["en"]["mark"] == "≈"
    assert "chart" in ledger


def test_what_a_ledger_can_be_asked_for_is_listed(client: TestClient) -> None:
    choices = client.get("/v1/ledger/choices").json()
    jobs = next(one for one in choices["indicators"] if one["key"] == "jobs")
    assert (jobs["zh"], jobs["en"], jobs["years"]) == (
        "城镇新增就业",
        "new urban jobs",
        [2025, 2026],
    )
    assert [one["name"] for one in choices["regions"]] == ["澄川市"]
    assert choices["reported"] == 2025


def test_the_choices_are_waited_for_no_longer_than_a_search() -> None:
    release = threading.Event()

    class Held(FakeEngine):
        @contextmanager
        def index(self) -> Iterator[FakeIndex]:
            release.wait(10)
            yield FakeIndex()

    limits = replace(LIMITS, search_timeout_seconds=0.05)
    app = app_over(as_engine(Held()), limits=limits)
    answer = TestClient(app, raise_server_exceptions=False).get("/v1/ledger/choices")
    release.set()
    assert answer.status_code == 504


def test_the_page_of_the_ledger_is_open_like_the_front_page(client: TestClient) -> None:
    page = client.get("/ledger")
    assert page.status_code == 200
    assert "ledger.js" in page.text
