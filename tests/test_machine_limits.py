"""Claims about `speechrag index` on a machine that refuses: one message, no traceback, nothing left
lying about, and the index that was there goes on answering."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.errors import MachineFailed
from rag.index import layout
from rag.index.index import Index
from rag.ingestion import build as building
from rag.ingestion.workers import limits
from rag.settings import Settings
from tests.built import SAMPLES, build_index

resource = pytest.importorskip("resource")
MEBIBYTE = 1024 * 1024
PROGRAM = (sys.executable, "-m", "rag", "index")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_index(Settings.model_validate({"indexes": folder, "name": "default"}))
    return folder


@pytest.fixture
def indexes(built: Path, tmp_path: Path) -> Path:
    """A folder with an index of the sample speeches, to do anything with."""
    return shutil.copytree(built, tmp_path / "indexes")


def index(indexes: Path, *more: str, before: Callable[[], object] | None = None) -> tuple[int, str]:
    """Exit code and stderr of a build of the sample speeches; `before` limits its process."""
    done = subprocess.run(
        [*PROGRAM, str(SAMPLES), "--indexes", str(indexes), *more],
        capture_output=True,
        text=True,
        preexec_fn=before,
        timeout=100,
        check=False,
    )
    return done.returncode, done.stderr


def limit(name: str, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(getattr(resource, name), (most, most))


def still_answers(indexes: Path) -> bool:
    """Whether the first generation is whole and nothing lies beside it."""
    with Index.open(indexes, "default") as held:
        assert held.state.generation == 1
        assert not held.degraded
    names = sorted(os.listdir(indexes / "default"))
    assert names[:2] == [layout.WRITER_LOCK, layout.CURRENT]
    assert len(names) == 3
    return True


@pytest.mark.parametrize(
    ("name", "most", "words"),
    [
        ("RLIMIT_FSIZE", 60_000, "files as large"),
        ("RLIMIT_NOFILE", 12, "more files would be open"),
        ("RLIMIT_NOFILE", 14, "more files would be open"),
        ("RLIMIT_AS", 300 * MEBIBYTE, "needs 512 at least"),
        ("RLIMIT_AS", 560 * MEBIBYTE, "too little memory"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit otherwise")
def test_a_limit_of_the_system_is_said_in_one_line(
    indexes: Path, name: str, most: int, words: str
) -> None:
    code, told = index(indexes, "--rebuild", before=limit(name, most))
    assert code == 1
    assert told.startswith("speechrag: ")
    assert told.count("\n") == 1
    assert words in told
    assert still_answers(indexes)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit otherwise")
def test_a_build_works_in_one_gibibyte_of_address_space(tmp_path: Path) -> None:
    assert index(tmp_path, before=limit("RLIMIT_AS", 1024 * MEBIBYTE)) == (0, "")


@pytest.fixture
def small_disk() -> Iterator[Callable[[str], Path]]:
    """Mounts a file system in memory with the options given; skips where we may not."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root may mount a small disk")
    folder = Path(tempfile.mkdtemp(prefix="speechrag-small-disk-"))

    def mount(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this system mounts no small disk")
        return folder

    yield mount
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)
    folder.rmdir()


@pytest.mark.parametrize(
    ("options", "words"),
    [("size=64k", "is full"), ("size=400k", "is full"), ("nr_inodes=8", "is full")],
)
def test_a_full_disk_is_said_in_one_line_and_nothing_is_left(
    small_disk: Callable[[str], Path], options: str, words: str
) -> None:
    disk = small_disk(options)
    code, told = index(disk)
    assert code == 1
    assert told.startswith(f"speechrag: the disk of {disk}/default {words} (about ")
    assert told.endswith("No index was made\n")
    assert told.count("\n") == 1
    assert not list(disk.glob("default/*gen*"))


def test_a_disk_that_becomes_full_keeps_the_index(
    small_disk: Callable[[str], Path], indexes: Path
) -> None:
    disk = small_disk("size=1300k")
    shutil.copytree(indexes, disk, dirs_exist_ok=True)
    code, told = index(disk, "--rebuild")
    assert code == 1
    assert "is full" in told
    assert told.endswith("The index default that was there is unchanged and can still be used\n")
    assert still_answers(disk)


def test_a_disk_that_may_not_be_written_is_said_in_one_line(
    small_disk: Callable[[str], Path],
) -> None:
    code, told = index(small_disk("ro"))
    assert (code, told.count("\n")) == (1, 1)
    assert "is read-only" in told


def test_a_file_where_a_folder_should_be_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "indexes").write_text("mine")
    code, told = index(tmp_path / "indexes")
    assert (code, told.count("\n")) == (1, 1)
    assert f"{tmp_path / 'indexes' / 'default'} must be a folder" in told
    assert (tmp_path / "indexes").read_text() == "mine"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EIO, "disk-failing"), (errno.ENOSPC, "disk-full")]
)
@pytest.mark.parametrize("operation", ["fsync", "rename", "replace"])
def test_a_disk_that_fails_at_the_end_keeps_the_index(
    indexes: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, operation: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, operation, fail)
    monkeypatch.setattr(building, "reader_digest", lambda: "another")
    with pytest.raises(MachineFailed, match="unchanged and can still be used") as raised:
        build_index(Settings.model_validate({"indexes": indexes, "name": "default"}))
    assert raised.value.code == code
    monkeypatch.undo()
    assert still_answers(indexes)


def test_memory_that_runs_out_in_the_middle_keeps_the_index(
    indexes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "address_space", lambda: 600 * MEBIBYTE)
    monkeypatch.setattr(limits, "_mapped", lambda: 500 * MEBIBYTE)
    monkeypatch.setattr(building, "reader_digest", lambda: "another")
    with pytest.raises(MachineFailed, match="too little memory"):
        build_index(Settings.model_validate({"indexes": indexes, "name": "default"}))
    assert still_answers(indexes)


def _listen() -> None:
    """A shell makes what runs in the background deaf to SIGINT, and nohup to SIGHUP."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
@pytest.mark.skipif(sys.platform != "linux", reason="tells the state of a process by /proc")
def test_a_build_that_is_asked_to_end_leaves_no_staging_folder(indexes: Path, name: str) -> None:
    with subprocess.Popen(
        [*PROGRAM, str(SAMPLES), "--indexes", str(indexes), "--rebuild"],
        stderr=subprocess.PIPE,
        preexec_fn=_listen,
    ) as build:
        while build.poll() is None and not list(indexes.glob("default/.tmp-gen-*")):
            pass
        build.send_signal(getattr(signal, name))
        told = build.communicate(timeout=60)[1].decode()
    assert build.returncode == 128 + getattr(signal, name)
    assert told.startswith("Indexing was stopped.")
    assert still_answers(indexes)


def test_a_build_clears_away_what_a_killed_one_left(indexes: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, str(SAMPLES), "--indexes", str(indexes), "--rebuild"]
    ) as build:
        while build.poll() is None and not list(indexes.glob("default/.tmp-gen-*/store.sqlite")):
            pass
        build.kill()
    assert list(indexes.glob("default/.tmp-gen-*"))
    assert index(indexes) == (0, "")
    assert still_answers(indexes)
