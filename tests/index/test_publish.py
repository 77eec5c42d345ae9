"""Claims about generations: what a reader gets, whatever happened to the writer or the disk."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from rag.errors import IndexBusy, IndexDamaged, IndexUnavailable, NothingToIndex
from rag.index import layout, locks
from rag.index.generations import Generation, Gone, current, take
from rag.index.index import Index, check_folder
from rag.index.publish import staged
from tests.index.small import NAME, build, document, fill, generations

FIRST, SECOND, THIRD = ([document(number)] for number in (1, 2, 3))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with two generations, for copying."""
    directory = tmp_path_factory.mktemp("twice")
    build(directory, FIRST)
    build(directory, SECOND)
    return directory / NAME


@pytest.fixture
def home(twice: Path, tmp_path: Path) -> Path:
    """An index with two generations, to do anything with."""
    return shutil.copytree(twice, tmp_path / NAME)


def served(home: Path) -> tuple[int, bool]:
    """Generation number and whether it is degraded, as a reader finds them."""
    with Index.open(home.parent, home.name) as index:
        documents = {1: FIRST, 2: SECOND, 3: THIRD}
        assert index.documents() == documents[index.state.generation]
        return index.state.generation, index.degraded


def newest(home: Path) -> Path:
    return home / generations(home.parent)[-1]


def test_a_published_generation_is_what_a_reader_gets(tmp_path: Path) -> None:
    manifest = build(tmp_path, FIRST)
    with Index.open(tmp_path, NAME) as index:
        assert index.manifest == manifest
        assert index.documents() == FIRST
    assert sorted(os.listdir(tmp_path / NAME)) == [
        layout.WRITER_LOCK,
        layout.CURRENT,
        *generations(tmp_path),
    ]


def test_the_one_before_is_kept_and_older_ones_are_collected(home: Path) -> None:
    before = generations(home.parent)
    build(home.parent, THIRD)
    after = generations(home.parent)
    assert [layout.generation_number(name) for name in after] == [2, 3]
    assert after[0] == before[1]
    assert served(home) == (3, False)


def test_a_reader_keeps_its_generation_through_many_rebuilds(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    with Index.open(tmp_path, NAME) as reader:
        for number in range(2, 6):
            build(tmp_path, [document(number)])
        assert [layout.generation_number(name) for name in generations(tmp_path)] == [1, 4, 5]
        assert reader.documents() == FIRST
        assert reader.passages([0])[0].document == FIRST[0]
    build(tmp_path, [document(6)])
    assert [layout.generation_number(name) for name in generations(tmp_path)] == [5, 6]


def test_a_second_writer_is_told_who_is_building(home: Path) -> None:
    with (
        staged(home),
        pytest.raises(IndexBusy, match=rf"{NAME}.*process {os.getpid()}"),
        staged(home),
    ):
        pass
    build(home.parent, THIRD)
    assert served(home) == (3, False)


def test_a_build_that_fails_leaves_the_index_and_no_litter(home: Path) -> None:
    before = sorted(os.listdir(home))
    with pytest.raises(NothingToIndex), staged(home) as staging:
        fill(staging.folder, [])
    assert sorted(os.listdir(home)) == before
    assert served(home) == (2, False)


def test_a_generation_that_a_server_could_not_open_is_not_published(home: Path) -> None:
    def refuse(folder: Path, manifest: layout.Manifest) -> None:
        raise IndexDamaged("no")

    with staged(home) as staging, pytest.raises(IndexDamaged):
        staging.publish(fill(staging.folder, THIRD), check=refuse)
    assert served(home) == (2, False)


def test_litter_of_a_writer_that_died_is_cleared_by_the_next(home: Path) -> None:
    for litter in (".tmp-gen-00000009-00000000", ".trash-gen-00000001-00000000"):
        (home / litter).mkdir()
        (home / litter / "store.sqlite").write_text("half")
    (home / ".tmp-CURRENT-12345678").write_text("half")
    build(home.parent, THIRD)
    assert [name for name in os.listdir(home) if name.startswith(".")] == [layout.WRITER_LOCK]


def test_a_number_is_never_given_twice(home: Path) -> None:
    (home / ".trash-gen-00000041-00000000").mkdir()
    with staged(home) as staging:
        assert staging.number == 3  # the trash was cleared before
    (home / "gen-00000041-00000000").mkdir()
    with staged(home) as staging:
        assert staging.number == 42


@pytest.mark.parametrize("operation", ["fsync", "rename", "replace"])
def test_whatever_step_of_publishing_fails_the_index_opens_and_the_next_build_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    build(tmp_path, FIRST)
    real = getattr(os, operation)
    for step in range(100):
        left = step

        def failing(*arguments: object, **named: object) -> object:
            nonlocal left
            if left == 0:
                raise OSError(errno.EIO, "disk")
            left -= 1
            return real(*arguments, **named)

        with monkeypatch.context() as patch:
            patch.setattr(os, operation, failing)
            with suppress(OSError):
                build(tmp_path, SECOND)
            failed = left == 0
        with Index.open(tmp_path, NAME) as index:
            assert index.documents() in (FIRST, SECOND)
            assert not index.degraded
        if not failed:
            break
    assert 0 < step < 99
    with Index.open(tmp_path, NAME) as index:
        assert index.documents() == SECOND


def test_an_fsync_that_failed_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def failing(descriptor: int) -> None:
        calls.append(descriptor)
        raise OSError(errno.EIO, "disk")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="disk"):
        build(tmp_path, FIRST)
    assert len(calls) == 1


def test_every_file_and_folder_is_synced_before_current_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: dict[tuple[int, int], int] = {}
    real_sync, real_replace = os.fsync, os.replace
    missing: list[str] = []

    def sync(descriptor: int) -> None:
        real_sync(descriptor)
        state = os.fstat(descriptor)
        synced[state.st_dev, state.st_ino] = state.st_mtime_ns

    def replace(source: Path, target: Path) -> None:
        for parent, _, names in os.walk(next((tmp_path / NAME).glob("gen-*"))):
            for path in [Path(parent), *(Path(parent, name) for name in names)]:
                state = path.stat()
                if (state.st_dev, state.st_ino) not in synced and "lock" not in path.name:
                    missing.append(path.name)
        state = source.stat()
        assert synced[state.st_dev, state.st_ino] == state.st_mtime_ns
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    build(tmp_path, FIRST)
    assert missing == []
    home = (tmp_path / NAME).stat()
    assert (home.st_dev, home.st_ino) in synced


def test_the_folders_above_a_first_index_are_synced_after_they_got_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: dict[int, int] = {}
    real_sync = os.fsync

    def sync(descriptor: int) -> None:
        real_sync(descriptor)
        state = os.fstat(descriptor)
        synced[state.st_ino] = state.st_mtime_ns

    monkeypatch.setattr(os, "fsync", sync)
    build(tmp_path / "data" / "indexes", FIRST)
    for folder in (tmp_path, tmp_path / "data", tmp_path / "data" / "indexes"):
        state = folder.stat()
        assert synced.get(state.st_ino) == state.st_mtime_ns, folder.name


def test_the_folder_is_synced_after_the_rename_and_after_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_sync, real_rename, real_replace = os.fsync, os.rename, os.replace

    def sync(descriptor: int) -> None:
        real_sync(descriptor)
        if os.path.samestat(os.fstat(descriptor), os.stat(tmp_path / NAME)):
            steps.append("sync")

    def rename(source: Path, target: Path) -> None:
        steps.append("rename")
        real_rename(source, target)

    def replace(source: Path, target: Path) -> None:
        steps.append("commit")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(os, "replace", replace)
    build(tmp_path, FIRST)
    # tantivy replaces files of its own while it builds: what counts is the end.
    assert steps[-4:] == ["rename", "sync", "commit", "sync"]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def blank(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def link(path: Path) -> None:
    moved = path.rename(path.parents[3] / "elsewhere")
    path.symlink_to(moved)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("harm", [flip, truncate, blank, Path.unlink, link, pipe])
def test_a_harmed_file_is_refused_by_name_and_the_one_before_answers(
    home: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    whole = newest(home)
    with Index.open(tmp_path, NAME) as index:
        names = [*index.manifest.files, layout.MANIFEST]
    shutil.copytree(whole, tmp_path / "copy")
    for name in names:
        if not (whole / name).stat().st_size:
            continue
        harm(whole / name)
        with Index.open(tmp_path, NAME) as index:
            assert (index.state.generation, index.degraded) == (1, True)
            assert Path(name).name in (index.problem or "")
        shutil.rmtree(whole)
        shutil.copytree(tmp_path / "copy", whole)
    assert served(home) == (2, False)


def test_a_file_that_does_not_belong_is_refused_by_name(home: Path) -> None:
    (newest(home) / "lexical" / "more.idx").write_text("x")
    with Index.open(home.parent, NAME) as index:
        assert index.state.generation == 1
        assert "lexical/more.idx does not belong to it" in (index.problem or "")


def test_a_manifest_of_another_generation_is_refused(home: Path) -> None:
    first, second = (home / name for name in generations(home.parent))
    shutil.copy(first / layout.MANIFEST, second / layout.MANIFEST)
    with Index.open(home.parent, NAME) as index:
        assert index.state.generation == 1
        assert "is not the one that CURRENT names" in (index.problem or "")


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def saying(text: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(text)

    return write


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        folder_instead,
        loop,
        pipe,
        saying(""),
        saying("garbage"),
        saying("[]"),
        saying("[" * 5000),
        saying('{"name": "../../etc", "manifest_sha256": "00"}'),
        saying('{"name": "gen-00000099-00000000", "manifest_sha256": "00"}'),
        saying('{"name": "gen-00000002-00000000"}'),
    ],
)
def test_whatever_became_of_current_the_newest_whole_generation_answers(
    home: Path, harm: Callable[[Path], None]
) -> None:
    harm(home / layout.CURRENT)
    assert served(home) == (2, True)
    build(home.parent, THIRD)
    with Index.open(home.parent, NAME) as index:
        assert not index.degraded
        assert index.documents() == THIRD


def test_current_is_believed_over_the_newest_number(home: Path) -> None:
    first = home / generations(home.parent)[0]
    manifest = hashlib.sha256((first / layout.MANIFEST).read_bytes()).hexdigest()
    pointer = {"name": first.name, "manifest_sha256": manifest}
    (home / layout.CURRENT).write_text(json.dumps(pointer))
    assert served(home) == (1, False)


def test_when_all_are_damaged_each_is_named_with_the_way_out(home: Path) -> None:
    for name in generations(home.parent):
        flip(home / name / layout.STORE)
    with pytest.raises(IndexDamaged) as refused:
        Index.open(home.parent, NAME)
    message = str(refused.value)
    for name in generations(home.parent):
        assert f"{name}: {layout.STORE} was changed" in message
    assert message.endswith(f"speechrag index PATH… --name {NAME} --rebuild")


def test_a_damaged_generation_is_not_what_a_rebuild_keeps_to_fall_back_on(home: Path) -> None:
    flip(newest(home) / layout.VECTORS)
    build(home.parent, THIRD)
    assert [layout.generation_number(name) for name in generations(home.parent)] == [1, 3]


@pytest.mark.parametrize("name", ["nothing", NAME])
def test_where_there_is_no_index_the_message_says_how_to_make_one(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(IndexUnavailable, match=f"speechrag index PATH… --name {name}"):
        Index.open(tmp_path, name)


def test_a_generation_of_another_format_is_refused_and_an_older_one_answers(home: Path) -> None:
    path = newest(home) / layout.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"format": layout.FORMAT + 1}))
    (home / layout.CURRENT).unlink()
    with Index.open(home.parent, NAME) as index:
        assert index.state.generation == 1
        assert f"has index format {layout.FORMAT + 1}" in (index.problem or "")


def test_a_lease_keeps_a_generation_from_being_collected(home: Path) -> None:
    held: Generation = current(home)
    lease = os.open(held.path / layout.LEASE, os.O_RDONLY)
    try:
        with pytest.raises(BlockingIOError):
            locks.lock_alone(lease)
        held.close()
        held.close()
        locks.lock_alone(lease)
    finally:
        os.close(lease)


def test_a_generation_under_collection_is_not_taken(home: Path) -> None:
    lease = os.open(newest(home) / layout.LEASE, os.O_RDONLY)
    try:
        locks.lock_alone(lease)
        assert served(home) == (1, True)
    finally:
        os.close(lease)


def test_a_folder_that_changed_while_its_lease_was_taken_is_not_believed(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = locks.lock_shared
    path = newest(home)

    def lock(descriptor: int) -> None:
        real(descriptor)
        path.rename(tmp_path / "collected")
        shutil.copytree(tmp_path / "collected", path)

    monkeypatch.setattr(locks, "lock_shared", lock)
    with pytest.raises(Gone):
        take(home, path.name)


def test_another_user_may_read_what_was_published(home: Path) -> None:
    lease = (newest(home) / layout.LEASE).stat().st_mode & 0o777
    for path in newest(home).rglob("*"):
        if path.is_file() and "lock" not in path.name:
            assert path.stat().st_mode & 0o777 == lease, path.name


def test_a_staged_generation_passes_the_check_of_a_server(tmp_path: Path) -> None:
    with staged(tmp_path / NAME) as staging:
        manifest = fill(staging.folder, FIRST)
        with pytest.raises(IndexDamaged, match="does not belong"):
            check_folder(staging.folder, manifest)  # nothing is listed yet


def test_a_note_that_cannot_be_written_leaves_no_lock(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note for people in a full file system; and what ends the process's own wish to build."""

    def full(descriptor: int, length: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    def stopped(descriptor: int, length: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "ftruncate", full)
        with staged(home) as staging:
            assert staging.number == 3
        patched.setattr(os, "ftruncate", stopped)
        with pytest.raises(KeyboardInterrupt), staged(home):
            pass
    with staged(home) as staging:
        assert staging.number == 3


def test_the_name_of_an_index_is_made_durable_also_by_the_build_after_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first may have died between making the folder and syncing the one above."""
    (tmp_path / NAME).mkdir()
    synced: set[int] = set()
    sync = os.fsync

    def noted(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    build(tmp_path, FIRST)
    assert tmp_path.stat().st_ino in synced
