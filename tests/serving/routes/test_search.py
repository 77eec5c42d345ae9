"""Claims about `/v1/search`."""

from __future__ import annotations

from starlette.testclient import TestClient

from rag.presentation.to_json import hit_json
from tests.serving.apps import ASKED_AT
from tests.serving.engines import HIT, FakeEngine


def test_a_query_gets_ranked_hits(client: TestClient, engine: FakeEngine) -> None:
    found = client.post("/v1/search", json={"query": "违法建设", "limit": 1})
    assert found.status_code == 200
    assert found.json()["hits"] == [hit_json(HIT, ASKED_AT)]
    assert found.json()["index"] == {"name": "default", "generation": 42}
    assert engine.asked[-1].language == "zh"


def test_an_empty_query_is_refused_by_its_own_name(client: TestClient) -> None:
    refused = client.post("/v1/search", json={"query": "  "})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": "query", "detail": "is empty: write a question"}]
