"""Clients of a service over an invented engine, in process and over a socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from rag.cli.serve import door_limits_of
from rag.serving.door import DoorLimits, door_with
from tests.serving.apps import USUAL, app_over
from tests.serving.engines import FakeEngine, as_engine


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def client(engine: FakeEngine) -> Iterator[TestClient]:
    app = app_over(as_engine(engine), index_name="default")
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


USUAL_DOOR = door_limits_of(USUAL, connections=100)


@contextmanager
def served(
    app: ASGIApp, door: DoorLimits = USUAL_DOOR, **changed: Any
) -> Iterator[tuple[str, uvicorn.Server]]:
    """A server that runs on loopback as long as the context lasts, behind its door, and its
    address; `changed` goes before what uvicorn is configured with otherwise."""
    usual: dict[str, Any] = {"log_config": None, "ws": "none", "timeout_graceful_shutdown": 2}
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, http=door_with(door), **{**usual, **changed}
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def running(app: ASGIApp, door: DoorLimits = USUAL_DOOR, **changed: Any) -> Iterator[str]:
    """The address of such a server."""
    with served(app, door, **changed) as (address, _):
        yield address


@pytest.fixture
def address(engine: FakeEngine) -> Iterator[str]:
    with running(app_over(as_engine(engine), index_name="default")) as address:
        yield address
