"""Claims about a prefix that a proxy puts before paths: who may go where does not depend on it."""

from __future__ import annotations

from itertools import product

import pytest
from starlette._utils import get_route_path
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from rag.serving.addresses import Addresses
from rag.serving.route_path import RoutePath, without_prefix
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine


@pytest.mark.parametrize(
    "path", ["/reader", "/reader/", "/reader/v1/x", "/readers/x", "/v1/x", "/"]
)
def test_the_router_sees_the_same_path(path: str) -> None:
    scope = {"type": "http", "path": path, "root_path": "/reader"}
    assert without_prefix(path, "/reader") == get_route_path(scope)


PIECES = ("/reader", "/Reader", "/v1", "/documents", "/", "//", ";x", "/..", "", "s", "%2freader")


@pytest.mark.parametrize("root", ["", "/", "/reader", "/reader/", "/reader/reader"])
@pytest.mark.parametrize("first", PIECES)
@pytest.mark.anyio
async def test_who_guards_and_who_routes_see_one_path(root: str, first: str) -> None:
    seen: list[Scope] = []

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def nothing(*_: object) -> None: ...

    pieces = product((first,), PIECES, PIECES, ("/v1/documents/a", "", "/"))
    for path in {"/" + "".join(piece).removeprefix("/") for piece in pieces}:
        for app in (RoutePath(Addresses(guard), root), RoutePath(Addresses(guard))):
            scope = {"type": "http", "method": "DELETE", "path": path, "root_path": root}
            await app(scope, nothing, nothing)  # type: ignore[arg-type]
    assert len(seen) > 100
    assert [s["path"] for s in seen] == [get_route_path(s) for s in seen]


def test_a_prefix_opens_no_door() -> None:
    app = app_over(as_engine(FakeEngine()), api_keys=["asks"], admin_keys=["rules"])
    with TestClient(app, root_path="/reader") as client:
        asks = {"Authorization": "Bearer asks"}
        for path in ("/v1/documents", "/reader/v1/documents"):
            assert client.post(path, headers=asks).status_code == 403
            assert client.get(path).status_code == 401
            assert client.get(path, headers=asks).status_code == 200
        assert client.get("/reader/livez").status_code == 200
        for path in ("/reader/reader/v1/documents", "/reader/reader/reader/v1/documents"):
            assert client.post(path, headers=asks).status_code == 404
            assert client.get(path).status_code == 401
