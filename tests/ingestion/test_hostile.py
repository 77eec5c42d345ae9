"""Claims about a folder of hostile files: all end typed and in time, and the rest is indexed."""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from rag.ingestion.discover import Skipped, discover, shown
from rag.ingestion.read import Read
from rag.ingestion.workers.pool import read_files
from tests.ingestion.formats.speech import plain
from tests.ingestion.hostile import Kind, make

SECONDS = 240
PARENT_GROWTH = 50 * 1024 * 1024
LOOK_SECONDS = 0.02


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc")
@pytest.mark.timeout(SECONDS + 30)
def test_every_hostile_file_ends_typed_and_the_rest_is_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text(plain() + "一篇无害的讲话。\n")
    expected = {shown(name): kind for name, kind in make(folder).items()}
    assert len(expected) >= 60
    started = time.monotonic()
    with growth() as grown:
        found, skipped = discover([folder])
        outcomes: dict[str, Skipped | None] = {left.file: left for left in skipped}
        for file, result in zip(found, read_files(found), strict=True):
            outcomes[file.name] = result if isinstance(result, Skipped) else None
            if isinstance(result, Read):
                _check(result)
    assert time.monotonic() - started < SECONDS
    assert max(grown) < PARENT_GROWTH
    assert outcomes.pop("good.txt") is None
    wrong = {
        name: (kind, getattr(outcomes[name], "reason", "read"))
        for name, kind in expected.items()
        if not _is_right(kind, outcomes[name])
    }
    assert wrong == {}
    assert not (tmp_path / "escaped.txt").exists()


def _is_right(kind: Kind, outcome: Skipped | None) -> bool:
    if outcome is not None:
        return kind != "read" and len(outcome.reason) > 8
    return kind != "refused"


def _check(read: Read) -> None:
    """What was read holds nothing invisible, and nothing that was not in the file."""
    text = read.document.text
    assert text
    assert not set(text) & set("\x00\x1b\u200b\u202e\ufeff")
    assert "\ufffd" not in text
    text.encode("utf-8")
    read.document.file.encode("utf-8")


@contextmanager
def growth() -> Iterator[list[int]]:
    """By how many bytes this process holds more memory than before, looked at again and again:
    its highest mark ever says nothing once anything before was large."""
    gc.collect()
    before, grown, done = _resident(), [0], Event()

    def look() -> None:
        while not done.wait(LOOK_SECONDS):
            grown.append(_resident() - before)

    thread = Thread(target=look)
    thread.start()
    try:
        yield grown
    finally:
        done.set()
        thread.join()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
