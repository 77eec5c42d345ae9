"""Claims about a running server whose index is damaged on the disk: nobody gets wrong words or a
status 500, and /readyz says what happened."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from rag.assembly import assemble_engine
from rag.index.contents import Contents
from rag.settings import Settings
from tests.built import SAMPLES, build_index
from tests.serving.apps import app_over
from tests.serving.conftest import running

QUESTION = {"question": "2025年明湖区拆除违法建设多少？"}
ALL, NOTHING = 1 << 30, 0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two generations: the older one holds one speech more."""
    settings = Settings.model_validate({"indexes": tmp_path / "indexes"})
    speech = tmp_path / "2024年青川区政府工作报告.txt"
    speech.write_text("2024年青川区政府工作报告\n\n全区新建公园七座，绿化九公顷。\n", "utf-8")
    build_index(settings, SAMPLES, speech)
    build_index(settings, SAMPLES)
    return settings


@contextmanager
def client_of(
    settings: Settings, memory_bytes: int, recheck_seconds: float = 0
) -> Iterator[httpx.Client]:
    app = app_over(
        assemble_engine(settings, memory_bytes=memory_bytes),
        index_name=settings.name,
        refresh_seconds=0.05,
        recheck_seconds=recheck_seconds,
    )
    with (
        running(app) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=30) as client,
    ):
        yield client


def files(settings: Settings) -> list[Path]:
    """Those of the newest generation."""
    newest = max((settings.indexes / settings.name).glob("gen-*"))
    return [path for path in newest.rglob("*") if path.is_file() and path.stat().st_size]


def asked(client: httpx.Client) -> tuple[int, int, str]:
    """Status, generation and words of the answer."""
    response = client.post("/v1/ask", json=QUESTION)
    body = response.json()
    return response.status_code, body.get("index", {}).get("generation", 0), body.get("text", "")


def ready_when(client: httpx.Client, holds: Callable[[Any], bool]) -> Any:
    """What /readyz says once it says what is waited for."""
    give_up = time.monotonic() + 20
    while not holds(ready := client.get("/readyz").json()):
        assert time.monotonic() < give_up, ready
        time.sleep(0.05)
    return ready


def codes(ready: Any) -> list[str]:
    return [reason["code"] for reason in ready.get("reasons", [])]


def test_an_index_in_memory_outlives_its_files(settings: Settings) -> None:
    with client_of(settings, ALL) as client:
        before = asked(client)
        for file in files(settings):
            os.truncate(file, 0)
        assert asked(client) == before
        ready = ready_when(client, lambda ready: ready["degraded"])
        assert codes(ready) == ["damaged-on-disk"]
        assert ready["index"]["generation"] == 2
        assert asked(client) == before
        build_index(settings, SAMPLES)
        ready = ready_when(client, lambda ready: not ready["degraded"])
        assert ready["index"]["generation"] == 3


def test_an_index_on_the_disk_gives_way_without_a_wrong_word(settings: Settings) -> None:
    with client_of(settings, NOTHING) as client:
        status, generation, words = asked(client)
        assert (status, generation) == (200, 2)
        for file in files(settings):
            os.truncate(file, file.stat().st_size // 2)
        assert asked(client) == (200, 1, words)
        ready = ready_when(client, lambda ready: ready["degraded"])
        assert codes(ready) == ["newest-damaged"]


def test_where_nothing_is_whole_the_server_lives_and_says_so_until_it_is_mended(
    settings: Settings,
) -> None:
    kept = {file: file.read_bytes() for file in (settings.indexes / "default").rglob("*.u*")}
    with client_of(settings, NOTHING) as client:
        before = asked(client)
        for file, written in kept.items():
            file.write_bytes(bytes(len(written)))
        response = client.post("/v1/ask", json=QUESTION)
        assert (response.status_code, response.json()["code"]) == (503, "index-damaged")
        assert client.get("/readyz").status_code == 503
        assert client.get("/livez").status_code == 200
        for file, written in kept.items():
            file.write_bytes(written)
        ready_when(client, lambda ready: ready.get("status") == "ready" and not ready["degraded"])
        assert asked(client) == before


def test_the_slow_reading_again_finds_what_left_no_trace(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.index.live.how_lying", lambda generation: ())
    monkeypatch.setattr(Contents, "is_touched", lambda self: False)
    with client_of(settings, NOTHING, recheck_seconds=0.1) as client:
        assert asked(client)[1] == 2
        for file in files(settings):
            if file.name == "store.sqlite":
                file.write_bytes(bytes(file.stat().st_size))
        ready = ready_when(client, lambda ready: ready.get("degraded"))
        assert (ready["index"]["generation"], codes(ready)) == (1, ["newest-damaged"])
