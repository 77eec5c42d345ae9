"""Claims about HEAD and about a slash at the end of an address, for every route."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from rag.serving import routes
from tests.serving.apps import app_over
from tests.serving.engines import SPEECH, FakeEngine, as_engine

PARAMETERS = {"{id}": SPEECH.id, "{name}": "speechrag", "{path:path}": "style.css"}


def paths_of(method: str) -> list[str]:
    """Every address that takes the method, its parameters filled in."""
    modules = (
        import_module(f"{routes.__name__}.{one.name}") for one in iter_modules(routes.__path__)
    )
    found = []
    for route in (route for module in modules for route in module.router.routes):
        if isinstance(route, APIRoute) and method in (route.methods or ()):
            path = route.path
            for name, value in PARAMETERS.items():
                path = path.replace(name, value)
            found.append(path)
    return found


def test_head_is_get_without_the_body(client: TestClient) -> None:
    paths = paths_of("GET")
    assert {"/", "/v1/models", "/livez", f"/documents/{SPEECH.id}"} <= set(paths)
    for path in paths:
        got, head = client.get(path), client.head(path)
        assert head.status_code == got.status_code, path
        assert head.content == b"", path
        assert head.headers["content-type"] == got.headers["content-type"], path
        if "timings" not in got.text and path != "/metrics":  # these count and time each request
            assert head.headers.get("content-length") == got.headers.get("content-length"), path


def test_a_slash_at_the_end_loses_no_body(client: TestClient) -> None:
    paths = [path for path in paths_of("POST") if path != "/key"]
    assert "/v1/chat/completions" in paths
    for path in paths:
        for body in ({}, {"question": "拆违取得了哪些成果？"}):
            plain, slashed = (client.post(p, json=body) for p in (path, f"{path}/"))
            assert slashed.status_code == plain.status_code, path
            assert slashed.headers["content-type"] == plain.headers["content-type"], path
    asked = client.post("/v1/ask/", json={"question": "拆违取得了哪些成果？"})
    assert asked.json()["status"] == "answered"


def test_a_slash_at_the_end_changes_no_get(client: TestClient) -> None:
    for path in paths_of("GET"):
        if path != "/" and not path.startswith("/static/"):
            assert client.get(f"{path}/").status_code == client.get(path).status_code, path


@pytest.mark.parametrize("path", ["/v1/models//", "/documents/"])
def test_other_slashes_are_left_alone(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_key_is_needed_with_a_slash_as_without(engine: FakeEngine) -> None:
    app = app_over(as_engine(engine), index_name="default", api_keys=["right"])
    with TestClient(app) as client:
        for path in ("/v1/models/", "/v1/documents/", f"/documents/{SPEECH.id}/"):
            assert client.get(path).status_code == 401
            assert client.head(path).status_code == 401
        assert client.head("/livez/").status_code == 200


def test_another_method_is_still_refused(client: TestClient) -> None:
    assert client.head("/v1/ask").status_code == 405
    assert client.get("/v1/ask/").status_code == 405
