"""Claims about a folder of hostile files: all end typed and in time, and the rest is indexed."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from rag.ingestion.children import read_files
from rag.ingestion.discover import Skipped, discover, shown
from rag.ingestion.read import Read
from tests.ingestion.formats.speech import plain
from tests.ingestion.hostile import Kind, make

SECONDS = 240
PARENT_GROWTH = 50 * 1024  # KiB


@pytest.mark.timeout(SECONDS + 30)
def test_every_hostile_file_ends_typed_and_the_rest_is_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text(plain() + "一篇无害的讲话。\n")
    expected = {shown(name): kind for name, kind in make(folder).items()}
    assert len(expected) >= 60
    before, started = _peak(), time.monotonic()
    found, skipped = discover([folder])
    outcomes: dict[str, Read | Skipped] = {one.file: one for one in skipped}
    for file, one in zip(found, read_files(found), strict=True):
        outcomes[file.name] = one if isinstance(one, Skipped) else _checked(one)
    assert time.monotonic() - started < SECONDS
    assert _peak() - before < PARENT_GROWTH
    assert isinstance(outcomes.pop("good.txt"), Read)
    wrong = {
        name: (kind, getattr(outcomes[name], "reason", "read"))
        for name, kind in expected.items()
        if not _is_right(kind, outcomes[name])
    }
    assert wrong == {}
    assert not (tmp_path / "escaped.txt").exists()


def _is_right(kind: Kind, outcome: Read | Skipped) -> bool:
    if isinstance(outcome, Skipped):
        return kind != "read" and len(outcome.reason) > 8
    return kind != "refused"


def _checked(one: Read) -> Read:
    """What was read holds nothing invisible, and nothing that was not in the file."""
    text = one.document.text
    assert text
    assert not set(text) & set("\x00\x1b\u200b\u202e\ufeff")
    assert "\ufffd" not in text
    text.encode("utf-8")
    one.document.file.encode("utf-8")
    return one


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
