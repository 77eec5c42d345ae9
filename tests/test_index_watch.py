"""Claims about `speechrag index --watch`: changes are built once they stand still, and failures and
Ctrl-C end cleanly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli.index_watch import changes
from rag.index.generations import peek

SPEECH = "澄川市2025年政府工作报告\n\n各位代表：\n\n去年全市地区生产总值增长7.3%，新建学校12所。\n"


class _Enough(Exception):
    """Nothing changed while somebody looked several times."""


def test_a_change_is_told_once_it_stands_still(tmp_path: Path) -> None:
    happens: list[Callable[[], object]] = [
        lambda: None,
        lambda: (tmp_path / "a.txt").write_text("a"),
        lambda: (tmp_path / "a.txt").write_text("ab"),
        lambda: (tmp_path / "a.txt.yaml").write_text("title: A"),
        lambda: None,
    ]
    slept = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        happens.pop(0)()

    told = changes([tmp_path], seconds=0.5, sleep=sleep)
    next(told)
    assert slept == []
    next(told)
    assert happens == []
    assert set(slept) == {0.5}


def test_a_change_during_a_build_makes_another(tmp_path: Path) -> None:
    told = changes([tmp_path], seconds=0.0, sleep=lambda seconds: None)
    next(told)
    (tmp_path / "a.txt").write_text("a")
    next(told)


def test_what_is_hidden_is_no_change(tmp_path: Path) -> None:
    looks = [0, 1, 2]

    def sleep(seconds: float) -> None:
        if not looks:
            raise _Enough
        looks.pop()

    told = changes([tmp_path], seconds=0.0, sleep=sleep)
    next(told)
    (tmp_path / ".hidden.txt").write_text("a")
    with pytest.raises(_Enough):
        next(told)


def test_a_folder_is_watched_until_ctrl_c(tmp_path: Path) -> None:
    speeches, indexes = tmp_path / "speeches", tmp_path / "indexes"
    speeches.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "rag", "index", str(speeches), "--watch", "--json"],
        env=os.environ
        | {"SPEECHRAG_INDEXES": str(indexes), "SPEECHRAG_WATCH_SECONDS": "0.1", "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        assert "no files under" in process.stderr.readline()
        (speeches / "a.txt").write_text(SPEECH, "utf-8")
        built = json.loads(process.stdout.readline())
        assert (built["generation"], built["documents"]["added"]) == (1, 1)
        (speeches / "a.txt").write_text(SPEECH.replace("7.3", "7.4"), "utf-8")
        assert json.loads(process.stdout.readline())["documents"]["changed"] == 1
        (speeches / "a.txt").unlink()
        assert "no files under" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, output) == (0, "")
    assert "no longer watched" in errors
    assert "Traceback" not in errors
    seen = peek(indexes / "default")
    assert seen is not None
    assert (seen.manifest.generation, seen.degraded) == (2, False)
