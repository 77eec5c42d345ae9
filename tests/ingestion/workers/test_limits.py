"""Claims about systems without reader limits, as Windows: all works there, and a build says what is
missing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import rag
from rag.ingestion import tally
from rag.ingestion.discover import Found, Skipped
from rag.ingestion.read import Read
from rag.ingestion.workers import limits, pool
from tests.ingestion.formats.speech import as_docx, plain

SPEECHES = Path(rag.__file__).parent / "samples" / "speeches"
# What Windows lacks: modules that cannot be imported, and names of others.
ELSEWHERE = """
import os, signal, socket, sys
sys.modules["resource"] = None
for module, names in (
    (os, "fork forkpty readv writev mkfifo getppid"),
    (signal, "SIGKILL SIGXCPU SIGALRM alarm setitimer"),
    (socket, "AF_UNIX send_fds recv_fds socketpair"),
):
    for name in names.split():
        delattr(module, name)
"""


def elsewhere(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a program on a system that lacks what Windows lacks."""
    return subprocess.run(
        [sys.executable, "-c", ELSEWHERE + program, *arguments], capture_output=True, text=True
    )


COMMAND = "from rag.cli import main\nmain()\n"


def test_index_and_ask_work_without_reader_limits_and_a_build_says_so(tmp_path: Path) -> None:
    place = ("--indexes", str(tmp_path))
    files = [str(SPEECHES / name) for name in ("minghu-2024.md", "minghu-2025.docx")]
    run = elsewhere(COMMAND, "index", *files, *place)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("This system cannot limit the memory and time of file readers") == 1
    run = elsewhere(COMMAND, "index", *files, *place, "--rebuild", "--json")
    assert json.loads(run.stdout)["warnings"] == [limits.NOT_LIMITED]
    run = elsewhere(COMMAND, "ask", "明湖区2024年拆除违法建设多少？", *place, "--json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["status"] == "answered"


def test_the_service_and_every_command_can_be_imported_without_them() -> None:
    run = elsewhere(
        "import rag.cli, rag.serving.app\n"
        "import rag.ingestion.workers.fork_server, rag.ingestion.workers.pool"
    )
    assert run.returncode == 0, run.stderr


def test_only_two_modules_name_what_windows_cannot_import() -> None:
    """portalocker imports fcntl for us, where there is one."""
    lines = re.compile(r"^\s*(?:import|from) (?:resource|fcntl|termios|pwd|grp|pty)\b", re.M)
    package = Path(rag.__file__).parent
    named = [path for path in package.rglob("*.py") if lines.search(path.read_text("utf-8"))]
    guarded = [package / "index" / "machine.py", package / "ingestion" / "workers" / "limits.py"]
    assert sorted(named) == guarded


def test_files_are_read_alike_with_and_without_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [Found(tmp_path / name, name) for name in ("a.txt", "b.docx", "broken.docx")]
    for file, data in zip(files, (plain().encode(), as_docx(), b"PK broken"), strict=True):
        file.path.write_bytes(data)
    limited = list(pool.read_files(files))
    monkeypatch.setattr(pool, "can_limit", lambda: False)
    assert list(pool.read_files(files)) == limited
    assert [type(one) for one in limited] == [Read, Read, Skipped]


def test_a_build_on_a_system_with_limits_warns_of_nothing() -> None:
    report = tally.BuildReport("a", 1, tally.Changes(1, 0, 0, 0), 1, 1, 0, (), 0.1)
    assert limits.can_limit() == (sys.platform != "win32")
    assert report.readers_limited
    assert "warnings" not in report.as_json()
