"""Claims about `speechrag index --watch`: changes are built once they stand still, and failures and
Ctrl-C end cleanly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from rag.cli.index_watch import changes
from rag.index.generations import peek
from rag.index.publish import staged

SPEECH = "澄川市2025年政府工作报告\n\n各位代表：\n\n去年全市地区生产总值增长7.3%，新建学校12所。\n"


class _Enough(Exception):
    """Nothing changed while somebody looked several times."""


# What a shell runs in the background ignores Ctrl-C, and hands that on.
HEARS_CTRL_C = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('rag', run_name='__main__', alter_sys=True)"
)


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


def test_a_build_that_failed_for_a_passing_reason_is_tried_again_later_and_later(
    tmp_path: Path,
) -> None:
    slept: list[float] = []
    failed = [1, 2, 9]
    told = changes([tmp_path], seconds=1.0, failures=lambda: failed.pop(0), sleep=slept.append)
    for _ in range(4):
        next(told)
    assert (slept, failed) == ([2.0, 4.0, 60.0], [])


def test_what_another_build_was_in_the_way_of_is_built_once_that_has_ended(tmp_path: Path) -> None:
    speeches, indexes = tmp_path / "speeches", tmp_path / "indexes"
    speeches.mkdir()
    (speeches / "a.txt").write_text(SPEECH, "utf-8")
    with ExitStack() as other:
        other.enter_context(staged(indexes / "default"))
        with watching(speeches, indexes) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert "is being built" in process.stderr.readline()
            time.sleep(0.5)  # it tries again, and says nothing new
            other.close()
            assert json.loads(process.stdout.readline())["generation"] == 1
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)
    assert "is being built" not in errors


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


@contextmanager
def watching(
    speeches: Path, indexes: Path, seconds: str = "0.1"
) -> Iterator[subprocess.Popen[str]]:
    """`speechrag index --watch` as long as the context lasts."""
    process = subprocess.Popen(
        [sys.executable, "-c", HEARS_CTRL_C, "index", str(speeches), "--watch", "--json"],
        env=os.environ
        | {"SPEECHRAG_INDEXES": str(indexes), "SPEECHRAG_WATCH_SECONDS": seconds, "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()


def test_a_folder_is_watched_until_ctrl_c(tmp_path: Path) -> None:
    speeches, indexes = tmp_path / "speeches", tmp_path / "indexes"
    speeches.mkdir()
    with watching(speeches, indexes) as process:
        assert process.stdout is not None
        assert process.stderr is not None
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
    assert (process.returncode, output) == (0, "")
    assert "no longer watched" in errors
    assert "Traceback" not in errors
    seen = peek(indexes / "default")
    assert seen is not None
    assert (seen.manifest.generation, seen.degraded) == (2, False)
