"""Claims about locks: who may hold one together, and that only one module knows the system."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import portalocker
import pytest

import rag
from rag.index import locks

PACKAGE = Path(rag.__file__).parent


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Two descriptors of one file, as two processes would have them."""
    path = tmp_path / "lock"
    path.touch()
    with ExitStack() as stack:
        pair = os.open(path, os.O_RDONLY), os.open(path, os.O_RDONLY)
        for descriptor in pair:
            stack.callback(os.close, descriptor)
        yield pair


def test_readers_share_a_lock_that_shuts_a_writer_out(opened: tuple[int, int]) -> None:
    reader, other = opened
    locks.lock_shared(reader)
    locks.lock_shared(other)
    with pytest.raises(BlockingIOError):
        locks.lock_alone(other)


def test_an_exclusive_lock_shuts_readers_and_writers_out(opened: tuple[int, int]) -> None:
    writer, other = opened
    locks.lock_alone(writer)
    with pytest.raises(BlockingIOError):
        locks.lock_shared(other)
    with pytest.raises(BlockingIOError):
        locks.lock_alone(other)


def test_a_closed_descriptor_gives_its_lock_back(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    first = os.open(path, os.O_RDONLY)
    locks.lock_alone(first)
    os.close(first)
    second = os.open(path, os.O_RDONLY)
    locks.lock_alone(second)
    os.close(second)


def test_a_process_that_is_killed_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    program = (
        "import os, sys, time\n"
        "from rag.index import locks\n"
        "locks.lock_alone(os.open(sys.argv[1], os.O_RDONLY))\n"
        "print('locked', flush=True)\n"
        "time.sleep(60)\n"
    )
    descriptor = os.open(path, os.O_RDONLY)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, cwd=PACKAGE.parent
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"locked\n"
        with pytest.raises(BlockingIOError):
            locks.lock_alone(descriptor)
        holder.kill()
        holder.wait()
    locks.lock_alone(descriptor)
    os.close(descriptor)


def test_what_the_system_says_against_a_lock_is_passed_on(
    opened: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, flags: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(portalocker.portalocker, "LOCKER", refuse)
    with pytest.raises(OSError, match="No locks available") as raised:
        locks.lock_shared(opened[0])
    assert raised.value.errno == errno.ENOLCK


def test_only_one_module_knows_how_this_system_locks() -> None:
    naming = {
        word: [
            path.relative_to(PACKAGE).as_posix()
            for path in PACKAGE.rglob("*.py")
            if re.search(rf"\b{word}\b", path.read_text("utf-8"))
        ]
        for word in ("fcntl", "flock", "msvcrt", "portalocker")
    }
    assert naming == {"fcntl": [], "flock": [], "msvcrt": [], "portalocker": ["index/locks.py"]}


def test_an_index_can_be_imported_where_there_is_no_fcntl() -> None:
    # portalocker takes msvcrt there; this system has none, so a stand-in takes its place.
    program = (
        "import os, sys, types\n"
        "sys.modules['fcntl'] = None\n"
        "for name in ('O_CLOEXEC', 'O_NOFOLLOW', 'O_NONBLOCK'):\n"
        "    delattr(os, name)\n"
        "stand_in = types.ModuleType('portalocker')\n"
        "stand_in.LockFlags = types.SimpleNamespace(EXCLUSIVE=1, SHARED=2, NON_BLOCKING=4)\n"
        "sys.modules['portalocker'] = stand_in\n"
        "import rag.index.index, rag.index.publish\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=PACKAGE.parent, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
