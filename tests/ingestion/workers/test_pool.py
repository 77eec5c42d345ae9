"""The worker pool: a file that breaks its worker breaks nothing else."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from rag.ingestion.discover import Found, Skipped
from rag.ingestion.read import Read
from rag.ingestion.workers import fork_server
from rag.ingestion.workers.limits import Limits
from rag.ingestion.workers.pool import read_files
from tests.ingestion.formats.speech import plain

Result = TypeVar("Result")


def found(folder: Path, name: str, data: bytes) -> Found:
    path = folder / name
    path.write_bytes(data)
    return Found(path, name)


def outcome(one: Read | Skipped) -> str:
    return one.reason if isinstance(one, Skipped) else one.document.title


def test_results_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = [
        found(tmp_path, f"{n:02}.txt", f"第{n}号工作报告\n{plain()}".encode()) for n in range(12)
    ]
    assert [outcome(one) for one in read_files(files)] == [f"第{n}号工作报告" for n in range(12)]


def test_no_files_need_no_workers() -> None:
    assert list(read_files([])) == []


def test_a_file_that_takes_too_long_fails_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # reading it waits for ever
    files = [
        found(tmp_path, "a.txt", plain().encode()),
        Found(tmp_path / "pipe.txt", "pipe.txt"),
        found(tmp_path, "b.txt", plain().encode()),
        found(tmp_path, "c.txt", plain().encode()),
    ]
    results = list(read_files(files, limits=Limits(wall=8.0)))
    assert "takes more than" in outcome(results[1])
    assert [isinstance(one, Read) for one in results] == [True, False, True, True]


def test_a_file_that_needs_too_much_memory_fails_alone(tmp_path: Path) -> None:
    files = [
        found(tmp_path, "large.txt", b"words and more words.\n" * 700_000),
        found(tmp_path, "small.txt", plain().encode()),
    ]
    results = list(read_files(files, limits=Limits(memory=400 * 1024 * 1024)))
    assert isinstance(results[0], Skipped)
    assert "memory" in results[0].reason or "breaks its reader" in results[0].reason
    assert isinstance(results[1], Read)


def killed_by(folder: Path, monkeypatch: pytest.MonkeyPatch, *kills: str) -> list[Read | Skipped]:
    """What comes of four files, the second of which makes its reader run `kills`."""
    (folder / "sitecustomize.py").write_text(
        "import pathlib, os\n"
        "before = pathlib.Path.open\n"
        "def dies(self, *rest, **more):\n"
        "    if self.name == 'deadly.txt':\n"
        + "".join(f"        {kill}\n" for kill in kills)
        + "    return before(self, *rest, **more)\n"
        "pathlib.Path.open = dies\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(folder))
    names = ("a.txt", "deadly.txt", "b.txt", "c.txt")
    return list(read_files([found(folder, name, plain().encode()) for name in names]))


def test_a_reader_that_is_killed_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = killed_by(tmp_path, monkeypatch, "os.kill(os.getpid(), 11)")
    assert "breaks its reader" in outcome(results[1])
    assert [isinstance(one, Read) for one in results] == [True, False, True, True]


def test_a_reader_whose_answer_is_none_fails_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = (
        "[one.sendall(b'nonsense') for one in gc.get_objects() if isinstance(one, socket.socket)]"
    )
    results = killed_by(tmp_path, monkeypatch, "import gc, socket", says)
    assert outcome(results[1]) == (
        "The reader's answer for this file could not be understood. Save the file again, or save "
        "its text as .txt."
    )
    assert [isinstance(one, Read) for one in results] == [True, False, True, True]


def test_a_fork_server_that_is_killed_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kills = ("os.kill(os.getppid(), 9)", "os.kill(os.getpid(), 11)")
    results = killed_by(tmp_path, monkeypatch, *kills)
    assert isinstance(results[1], Skipped)
    assert [isinstance(one, Read) for one in results] == [True, False, True, True]


def test_a_fork_server_is_not_broken_by_a_worker_of_the_one_before_it() -> None:
    orders, theirs = socket.socketpair()
    with orders, theirs:
        orders.sendall(fork_server.END + fork_server.NUMBER.pack(os.getpid()))
        orders.shutdown(socket.SHUT_WR)
        fork_server._obey(theirs, set())
        assert fork_server.NUMBER.unpack(orders.recv(fork_server.NUMBER.size)) == (-signal.SIGKILL,)


def test_a_library_that_cannot_be_imported_fails_its_own_files_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdf.py").write_text("raise ImportError('broken')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    files = [found(tmp_path, "a.txt", plain().encode()), found(tmp_path, "b.pdf", b"%PDF-1.4\n")]
    text, other = read_files(files)
    assert isinstance(text, Read)
    assert isinstance(other, Skipped)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are told by /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # reading it waits for ever
    reading = (
        "from pathlib import Path\n"
        "from rag.ingestion.workers.pool import read_files\n"
        "from rag.ingestion.discover import Found\n"
        f"list(read_files([Found(Path({str(tmp_path / 'pipe.txt')!r}), 'pipe.txt')]))\n"
    )
    with subprocess.Popen([sys.executable, "-c", reading]) as parent:
        below = waited_for(
            lambda: [two for one in children_of(parent.pid) for two in children_of(one)]
        )
        below += children_of(parent.pid)
        parent.kill()
    waited_for(lambda: not any(map(runs, below)))


def runs(process: int) -> bool:
    """Whether it is there and not only waiting to be waited for."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children_of(process: int) -> list[int]:
    return [
        int(child)
        for task in Path(f"/proc/{process}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def waited_for(condition: Callable[[], Result]) -> Result:
    """What the condition gives once it holds."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if result := condition():
            return result
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_stopping_early_leaves_no_workers(tmp_path: Path) -> None:
    files = [found(tmp_path, f"{n}.txt", plain().encode()) for n in range(9)]
    results = read_files(files)
    next(results)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    results.close()  # type: ignore[attr-defined]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before  # they were waited for
