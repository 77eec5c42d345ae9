"""Claims about types: a program that uses all of `speechrag` runs and passes mypy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import speechrag
from tests.built import SAMPLES

EXAMPLE = Path(__file__).with_name("example.py")


def mypy(folder: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """A run of mypy in its strictest form, outside the repository and so without its settings."""
    check = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache")]
    return subprocess.run(
        [*check, str(file)], cwd=folder, capture_output=True, text=True, env=dict(os.environ)
    )


def test_a_program_that_uses_all_of_it_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLE), str(SAMPLES), str(tmp_path / "index")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "closed: this engine is closed" in done.stdout
    assert "https://speeches.example/documents/" in done.stdout


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_strict_users_program_has_the_types_it_expects(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    right = mypy(tmp_path, mine)
    assert right.returncode == 0, right.stdout
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "import speechrag\n"
        "engine = speechrag.open('x', anwserer='llm')\n"
        "answer = engine.ask('?', since=2025.5)\n"
        "answer.citations[0].quotation\n"
        "engine.compare('?', by='colour')\n",
        "utf-8",
    )
    found = mypy(tmp_path, wrong).stdout
    assert re.findall(r"wrong\.py:(\d+): error", found) == ["2", "3", "4", "5"], found


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in speechrag.__all__:
        value = getattr(speechrag, name)
        if isinstance(value, type) or name in ("open", "index"):
            assert value.__doc__, f"{name} has no docstring"
