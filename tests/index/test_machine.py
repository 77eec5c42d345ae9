"""Claims about what a machine refuses: each library's words for it become one message."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from rag.index import machine
from rag.index.machine import TROUBLES, machine_failure
from rag.serving.jobs.failures import _DETAILS

ERRORS = (
    *(
        (OSError(number, os.strerror(number)), row.code)
        for row in TROUBLES
        for number in row.numbers
    ),
    (MemoryError(), "out-of-memory"),
    (MemoryError("Unable to allocate 63.8 MiB for an array"), "out-of-memory"),
    (ImportError("/x/y.so: failed to map segment from shared object"), "out-of-memory"),
    (RuntimeError("std::bad_alloc"), "out-of-memory"),
    (RuntimeError("can't start new thread"), "too-many-processes"),
    (RuntimeError("write error in vectors: 0 != 1 (No space left on device)"), "disk-full"),
    (RuntimeError("could not open vectors for writing: Permission denied"), "not-allowed"),
    (ValueError("An IO error occurred: 'No space left on device (os error 28) at x'"), "disk-full"),
    (ValueError("An IO error occurred: 'Too many open files (os error 24)'"), "too-many-files"),
    (ValueError("An error occurred in a thread: 'Worker thread failed.'"), "not-written"),
    (OSError(errno.ESTALE, "Stale file handle"), "not-written"),
    (FileNotFoundError(2, "No usable temporary directory found in [...]"), "no-temporary-folder"),
)


@pytest.mark.parametrize(("error", "code"), ERRORS, ids=lambda value: str(value)[:40])
def test_each_error_of_the_machine_says_in_both_languages_what_to_do(
    error: Exception, code: str, tmp_path: Path
) -> None:
    failed = machine_failure(error, tmp_path, needed=lambda: 7_000_000)
    assert failed is not None
    assert failed.code == code
    for words in (failed.words("en"), failed.words("zh")):
        assert "{" not in words
        assert code == "no-temporary-folder" or str(tmp_path) in words
    assert failed.words("zh") != failed.words("en")


@pytest.mark.parametrize(
    "error",
    [
        ValueError("bad value"),
        RuntimeError("a fault"),
        KeyError("x"),
        sqlite3.IntegrityError("twice"),
    ],
)
def test_a_fault_of_ours_is_none_of_the_machine(error: Exception, tmp_path: Path) -> None:
    assert machine_failure(error, tmp_path) is None


def test_a_full_database_is_a_full_disk(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "small.sqlite")
    connection.execute("PRAGMA max_page_count=2")
    with pytest.raises(sqlite3.OperationalError) as raised:
        connection.executescript("CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE c (x);")
    connection.close()
    failed = machine_failure(raised.value, tmp_path)
    assert failed is not None
    assert failed.code == "disk-full"


def test_the_first_error_tells_what_the_last_one_hides(tmp_path: Path) -> None:
    try:
        try:
            raise OSError(errno.ENOSPC, "full")
        finally:
            raise ValueError("Worker thread failed")
    except ValueError as error:
        failed = machine_failure(error, tmp_path)
    assert failed is not None
    assert failed.code == "disk-full"


def test_what_an_error_names_is_named(tmp_path: Path) -> None:
    failed = machine_failure(OSError(errno.EACCES, "denied", str(tmp_path / "speeches")), tmp_path)
    assert str(tmp_path / "speeches") in str(failed)


def test_a_full_disk_says_how_much_is_needed_and_how_much_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = OSError(errno.ENOSPC, "full")
    monkeypatch.setattr(machine, "_free", lambda place: 3_000_000)
    assert "(about 7.0 MB are needed, 3.0 MB are free)" in str(
        machine_failure(error, tmp_path, needed=lambda: 7_000_000)
    )
    assert "too many files" in str(machine_failure(error, tmp_path, needed=lambda: 1_000_000))


def test_a_library_that_gives_no_reason_is_not_the_last_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = ValueError("Worker thread failed")
    monkeypatch.setattr(machine, "_free", lambda place: 0)
    assert getattr(machine_failure(failed, tmp_path), "code", "") == "disk-full"
    monkeypatch.setattr(machine, "_free", lambda place: 10**9)
    monkeypatch.setattr(machine, "_limit", {"RLIMIT_NOFILE": 20}.get)
    assert getattr(machine_failure(failed, tmp_path), "code", "") == "too-many-files"
    monkeypatch.setattr(machine, "_limit", {"RLIMIT_FSIZE": 4096}.get)
    assert getattr(machine_failure(failed, tmp_path), "code", "") == "file-too-large"


def test_a_job_has_words_for_each() -> None:
    assert {row.code for row in TROUBLES} <= _DETAILS.keys()


@pytest.mark.parametrize("is_told", [True, False])
def test_a_fault_of_ours_on_the_way_from_an_error_of_the_disk_stays_ours(
    tmp_path: Path, is_told: bool
) -> None:
    def fail() -> None:
        try:
            raise OSError(errno.ENOSPC, "full")
        except OSError as first:
            raise KeyError("x") from (first if is_told else None)

    with pytest.raises(KeyError) as raised:
        fail()
    assert machine_failure(raised.value, tmp_path) is None


@pytest.mark.parametrize("number", [errno.EADDRINUSE, errno.ECONNREFUSED, errno.ETIMEDOUT])
def test_an_error_of_the_network_is_none_of_the_disk(tmp_path: Path, number: int) -> None:
    assert machine_failure(OSError(number, os.strerror(number)), tmp_path) is None
