"""Clients of a service over an invented engine, in process and over a socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def client(engine: FakeEngine) -> Iterator[TestClient]:
    app = app_over(as_engine(engine), index_name="default")
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """The address of a server that runs on loopback as long as the context lasts."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_config=None, timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def address(engine: FakeEngine) -> Iterator[str]:
    with running(app_over(as_engine(engine), index_name="default")) as address:
        yield address
