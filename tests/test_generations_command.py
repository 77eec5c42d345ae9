"""Claims about `speechrag generations` and `speechrag rollback`: text, JSON, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.built import SAMPLES


def speechrag(indexes: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "rag", *arguments, "--indexes", str(indexes)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def listed(indexes: Path) -> list[dict[str, Any]]:
    generations: list[dict[str, Any]] = json.loads(speechrag(indexes, "generations", "--json")[1])[
        "generations"
    ]
    return generations


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two generations, the second with one document more."""
    folder = tmp_path_factory.mktemp("twice")
    speeches = shutil.copytree(SAMPLES, folder / "speeches")
    assert speechrag(folder / "indexes", "index", str(speeches))[0] == 0
    (speeches / "new.txt").write_text(
        "澄川市政府工作报告\n\n2026年1月\n\n新建公园七座。\n", "utf-8"
    )
    assert speechrag(folder / "indexes", "index", str(speeches))[0] == 0
    return folder


@pytest.fixture
def indexes(twice: Path, tmp_path: Path) -> Path:
    return shutil.copytree(twice / "indexes", tmp_path / "indexes")


def test_the_list_says_what_each_holds_in_both_languages(indexes: Path) -> None:
    second, first = speechrag(indexes, "generations")[1].splitlines()
    assert second.startswith("generation 2  20")
    assert "11 documents" in second
    assert second.endswith("in use")
    assert "10 documents" in first
    assert first.endswith("kept to go back to")
    assert "文件 11" in speechrag(indexes, "generations", SPEECHRAG_LANGUAGE="zh")[1]
    assert [(one["generation"], one["documents"], one["why"]) for one in listed(indexes)] == [
        (2, 11, "served"),
        (1, 10, "kept"),
    ]


def test_going_back_and_the_next_build(twice: Path, indexes: Path) -> None:
    code, told, _ = speechrag(indexes, "rollback")
    assert (code, told.count("\n")) == (0, 1)
    assert "generation 1 is in use instead of 2; 10 documents" in told
    assert [one["generation"] for one in listed(indexes) if one["in_use"]] == [1]
    again = speechrag(indexes, "index", str(twice / "speeches"), "--json")
    report = json.loads(again[1])
    assert report["generation"] == 3
    assert report["documents"] == {"added": 1, "changed": 0, "removed": 0, "unchanged": 10}
    assert report["passages"]["embedded"] == 1
    forward = json.loads(speechrag(indexes, "rollback", "--to", "1", "--json")[1])
    assert forward == {"index": "default", "from": 3, "generation": 1}


def test_what_cannot_be_gone_back_to_is_said_in_one_line(indexes: Path) -> None:
    code, out, told = speechrag(indexes, "rollback", "--to", "9")
    assert (code, out, told.count("\n")) == (1, "", 1)
    assert "there is 2, 1" in told
    code, out, told = speechrag(indexes, "rollback", SPEECHRAG_EMBEDDER="another/model")
    assert (code, out) == (1, "")
    assert [one["generation"] for one in listed(indexes) if one["in_use"]] == [2]
    assert speechrag(indexes / "none", "generations")[0] == 1
