"""Claims about a prefix that a proxy puts before paths: who may go where does not depend on it."""

from __future__ import annotations

import pytest
from starlette._utils import get_route_path
from starlette.testclient import TestClient

from rag.serving.route_path import without_prefix
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine


@pytest.mark.parametrize(
    "path", ["/reader", "/reader/", "/reader/v1/x", "/readers/x", "/v1/x", "/"]
)
def test_the_router_sees_the_same_path(path: str) -> None:
    scope = {"type": "http", "path": path, "root_path": "/reader"}
    assert without_prefix(path, "/reader") == get_route_path(scope)


def test_a_prefix_opens_no_door() -> None:
    app = app_over(as_engine(FakeEngine()), api_keys=["asks"], admin_keys=["rules"])
    with TestClient(app, root_path="/reader") as client:
        asks = {"Authorization": "Bearer asks"}
        for path in ("/v1/documents", "/reader/v1/documents"):
            assert client.post(path, headers=asks).status_code == 403
            assert client.get(path).status_code == 401
            assert client.get(path, headers=asks).status_code == 200
        assert client.get("/reader/livez").status_code == 200
