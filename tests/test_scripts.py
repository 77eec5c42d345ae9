"""Claims about the scripts: environments, error messages and the log of rebuild."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEECHES = ROOT / "rag" / "samples" / "speeches"


def executable(path: Path, program: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a `.venv` whose python only records its arguments."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", symlinks=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    executable(tmp_path / ".venv" / "bin" / "python", f'echo "$*" >> "{tmp_path}/asked"')
    return tmp_path


def environment(checkout: Path, kind: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "scripts" / "environment", kind],
        env=os.environ | {"SPEECHRAG_PYTHON": sys.executable} | settings,
        capture_output=True,
        text=True,
    )


def installed(checkout: Path) -> list[str]:
    """The lock files that pip was told to install since the last call."""
    asked = checkout / "asked"
    lines = asked.read_text("utf-8") if asked.exists() else ""
    asked.unlink(missing_ok=True)
    return re.findall(r"--requirement \S*/(\S+)", lines)


def test_an_environment_is_made_once_and_again_when_a_lock_file_changes(checkout: Path) -> None:
    assert environment(checkout, "run").returncode == 0
    assert installed(checkout) == ["requirements.lock"]
    assert environment(checkout, "run").returncode == 0
    assert installed(checkout) == []
    with (checkout / "scripts" / "requirements.lock").open("a") as lock:
        lock.write("another==1.0\n")
    assert environment(checkout, "run").returncode == 0
    assert installed(checkout) == ["requirements.lock"]


def test_an_environment_with_the_tools_will_do_to_run(checkout: Path) -> None:
    environment(checkout, "dev")
    assert installed(checkout) == ["requirements-dev.lock", "requirements-transformers.lock"]
    environment(checkout, "run")
    assert installed(checkout) == []


@pytest.mark.parametrize("lock", ["requirements-dev.lock", "requirements-transformers.lock"])
def test_an_environment_with_the_tools_is_renewed_when_one_of_its_lock_files_changes(
    checkout: Path, lock: str
) -> None:
    environment(checkout, "dev")
    installed(checkout)
    with (checkout / "scripts" / lock).open("a") as file:
        file.write("another==1.0\n")
    assert environment(checkout, "dev").returncode == 0
    assert lock in installed(checkout)


def test_what_has_hashes_is_installed_by_them(checkout: Path) -> None:
    environment(checkout, "dev")
    asked = (checkout / "asked").read_text("utf-8").splitlines()
    calls = [line for line in asked if "--requirement" in line]
    assert ["--require-hashes" in line for line in calls] == [True, False]


def test_an_environment_of_another_python_is_made_anew_when_that_is_asked_for(
    checkout: Path,
) -> None:
    makes = f'echo "made anew" >> "{checkout}/asked"'
    other = executable(
        checkout / "python3.12",
        f'case "$*" in\n*print*) echo 3.12 ;;\n*"-m venv"*) {makes} ;;\nesac',
    )
    executable(checkout / ".venv" / "bin" / "python", 'case "$*" in *print*) echo 3.11 ;; esac')
    assert environment(checkout, "run", SPEECHRAG_PYTHON=str(other)).returncode == 0
    assert (checkout / "asked").read_text("utf-8") == "made anew\n"


def test_an_environment_that_was_moved_is_made_anew(checkout: Path, tmp_path: Path) -> None:
    environment(checkout, "run")
    installed(checkout)
    moved = tmp_path.parent / f"{tmp_path.name}-moved"
    shutil.copytree(checkout, moved, symlinks=True)
    environment(moved, "run")
    assert installed(checkout) == ["requirements.lock"]


def test_a_python_that_is_too_old_is_named_with_the_command_that_mends_it(checkout: Path) -> None:
    old = executable(checkout / "old", '[ "$1" = --version ] && echo "Python 3.10.12"')
    (checkout / ".venv" / "bin" / "python").unlink()
    run = environment(checkout, "run", SPEECHRAG_PYTHON=str(old))
    assert run.returncode == 1
    assert "found: Python 3.10.12" in run.stderr
    assert "sudo apt install python3 python3-venv" in run.stderr
    assert "brew install python" in run.stderr


def test_a_failed_installation_is_not_taken_for_a_finished_one(checkout: Path) -> None:
    executable(checkout / ".venv" / "bin" / "python", 'case "$*" in *install*) exit 1;; esac')
    run = environment(checkout, "run")
    assert run.returncode == 1
    assert "install.log" in run.stderr
    assert environment(checkout, "run").returncode == 1


def rebuild(indexes: Path, *name: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / "upkeep" / "rebuild.py", *name],
        env=os.environ | {"SPEECHRAG_INDEXES": str(indexes)},
        capture_output=True,
        text=True,
    )


def test_rebuild_takes_up_what_is_new_and_logs_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "speeches"
    folder.mkdir()
    shutil.copy(SPEECHES / "minghu-2024.md", folder)
    index = [sys.executable, "-m", "rag", "index", "speeches", "--indexes", "indexes"]
    subprocess.run([*index, "--name", "minghu"], cwd=tmp_path, check=True, capture_output=True)
    shutil.copy(SPEECHES / "minghu-2026.txt", folder)
    run = rebuild(tmp_path / "indexes", "minghu")
    assert run.returncode == 0, run.stderr
    [line] = run.stdout.splitlines()
    assert re.match(r"\d{4}-\d\d-\d\dT\S+ minghu: generation 2: 1 added, .*1 unchanged; ", line)
    [line] = rebuild(tmp_path / "indexes", "minghu").stdout.splitlines()
    assert " minghu: generation 2: nothing changed; " in line
    folder.rename(tmp_path / "elsewhere")
    run = rebuild(tmp_path / "indexes", "minghu")
    assert (run.returncode, run.stdout) == (1, "")
    [line] = run.stderr.splitlines()
    assert f"{folder} is not there" in line


def test_rebuild_takes_the_samples_where_there_is_no_other_index(tmp_path: Path) -> None:
    (tmp_path / "samples").mkdir()
    assert " samples: " in rebuild(tmp_path).stderr
    (tmp_path / "default").mkdir()
    assert " default: " in rebuild(tmp_path).stderr


def test_rebuild_of_an_index_that_is_not_there_fails_in_one_line(tmp_path: Path) -> None:
    run = rebuild(tmp_path, "nowhere")
    assert run.returncode == 1
    assert run.stdout == ""
    [line] = run.stderr.splitlines()
    assert " nowhere: " in line
