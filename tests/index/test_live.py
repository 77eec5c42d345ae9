"""Claims about the served generation changing under its users."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.errors import IndexUnavailable, ModelMismatch
from rag.index import layout
from rag.index.live import RETRY_SECONDS, LiveIndex
from tests.index.small import DIMENSION, MODEL, NAME, build, document, generations


class Toy:
    """The model that `small.build` says it used, or one that differs."""

    def __init__(self, **other: str | int) -> None:
        self._other = other

    def fingerprint(self) -> dict[str, str | int]:
        return {**MODEL, **self._other}

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.eye(len(texts), DIMENSION, dtype=np.float32)


def generation(live: LiveIndex) -> int:
    with live.use() as index:
        return index.state.generation


def test_a_new_generation_is_taken_up_at_the_next_refresh(tmp_path: Path) -> None:
    build(tmp_path, [document(1)])
    live = LiveIndex(tmp_path, NAME, embedder=Toy())
    assert generation(live) == 1
    assert not live.refresh()
    build(tmp_path, [document(2)])
    assert generation(live) == 1
    assert live.refresh()
    assert generation(live) == 2
    assert not live.refresh()
    live.close()


def test_who_uses_a_generation_keeps_it_to_the_end(tmp_path: Path) -> None:
    build(tmp_path, [document(1)])
    live = LiveIndex(tmp_path, NAME)
    with live.use() as old:
        build(tmp_path, [document(2)])
        live.refresh()
        build(tmp_path, [document(3)])
        live.refresh()
        assert old.documents() == [document(1)]
        assert generation(live) == 3
    build(tmp_path, [document(4)])
    assert [layout.generation_number(name) for name in generations(tmp_path)] == [3, 4]
    live.close()


def test_a_server_can_start_before_there_is_an_index(tmp_path: Path) -> None:
    live = LiveIndex(tmp_path, NAME)
    with pytest.raises(IndexUnavailable, match="there is no index"), live.use():
        pass
    build(tmp_path, [document(1)])
    assert generation(live) == 1
    assert not live.refresh()
    live.close()


def test_an_index_that_cannot_be_opened_is_not_opened_at_every_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveIndex(tmp_path, NAME)
    opened = []

    def unavailable() -> None:
        opened.append(1)
        raise IndexUnavailable("none")

    monkeypatch.setattr(live, "_open", unavailable)
    now = 100.0
    monkeypatch.setattr("rag.index.live.time.monotonic", lambda: now)
    for _ in range(5):
        with pytest.raises(IndexUnavailable), live.use():
            pass
    assert len(opened) == 1
    now += RETRY_SECONDS
    with pytest.raises(IndexUnavailable):
        live.refresh()
    assert len(opened) == 2


def test_an_index_of_another_model_is_refused_before_any_query(tmp_path: Path) -> None:
    build(tmp_path, [document(1)])
    live = LiveIndex(tmp_path, NAME, embedder=Toy(weights_sha256="ffff"))
    with pytest.raises(ModelMismatch, match="weights_sha256"), live.use():
        pass


def test_a_generation_of_another_model_does_not_displace_the_one_in_use(tmp_path: Path) -> None:
    build(tmp_path, [document(1)])
    toy = Toy()
    live = LiveIndex(tmp_path, NAME, embedder=toy)
    assert generation(live) == 1
    toy._other = {"weights_sha256": "ffff"}
    build(tmp_path, [document(2)])
    for _ in range(3):  # also when it is too early to try again
        with pytest.raises(ModelMismatch, match="weights_sha256"):
            live.refresh()
        assert generation(live) == 1
    toy._other = {}
    build(tmp_path, [document(3)])
    assert live.refresh()
    assert generation(live) == 3
    live.close()


def test_what_keeps_a_generation_from_being_opened_once_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, [document(1)])
    live = LiveIndex(tmp_path, NAME)
    assert generation(live) == 1
    build(tmp_path, [document(2)])

    def out_of_files() -> None:
        raise OSError(errno.EMFILE, "too many open files")

    with monkeypatch.context() as patched:
        patched.setattr(live, "_open", out_of_files)
        with pytest.raises(OSError, match="too many open files"):
            live.refresh()
    assert live.refresh()
    assert generation(live) == 2
    live.close()


def test_a_damaged_new_generation_is_not_taken_up_and_it_shows(tmp_path: Path) -> None:
    build(tmp_path, [document(1)])
    live = LiveIndex(tmp_path, NAME)
    assert generation(live) == 1
    build(tmp_path, [document(2)])
    store = tmp_path / NAME / generations(tmp_path)[-1] / layout.STORE
    store.write_bytes(store.read_bytes()[:-1])
    live.refresh()
    with live.use() as index:
        assert index.documents() == [document(1)]
        assert index.degraded
        assert layout.STORE in (index.problem or "")
    live.close()


def test_closing_waits_for_the_last_user(tmp_path: Path) -> None:
    build(tmp_path, [document(1)])
    live = LiveIndex(tmp_path, NAME)
    with live.use() as index:
        live.close()
        assert index.documents() == [document(1)]
    assert generation(live) == 1
    live.close()


def test_requests_run_through_publishing_without_one_failing_or_mixing_generations(
    tmp_path: Path,
) -> None:
    build(tmp_path, [document(1)])
    live = LiveIndex(tmp_path, NAME, embedder=Toy())
    live.refresh()
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    done, failures, seen = Event(), list[str](), set[int]()

    def ask() -> None:
        while not done.is_set():
            try:
                with live.use() as index:
                    number = index.state.generation
                    text = document(number).text
                    found = [index.passages([row])[0] for row in range(index.size)]
                    if "".join(passage.text for passage in found) != text:
                        failures.append(f"generation {number} gave {found}")
                    if len(index.search_bm25([], [f"{number:03}"[1:]], 9)[0]) == 0:
                        failures.append(f"generation {number} does not find its own number")
                    seen.add(number)
            except Exception as error:
                failures.append(repr(error))

    def follow() -> None:
        while not done.is_set():
            live.refresh()

    threads = [Thread(target=ask) for _ in range(4)] + [Thread(target=follow) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for number in range(2, 12):
            build(tmp_path, [document(number)])
    finally:
        done.set()
        for thread in threads:
            thread.join()
    live.refresh()
    assert failures == []
    assert len(seen) > 3
    assert generation(live) == 11
    gc.collect()
    if before:
        assert len(os.listdir("/proc/self/fd")) <= before
    live.close()
    build(tmp_path, [document(12)])
    assert [layout.generation_number(name) for name in generations(tmp_path)] == [11, 12]
