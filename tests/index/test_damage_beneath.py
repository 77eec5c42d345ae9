"""Claims about damage beneath an open index: nobody gets wrong words, and the process lives."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.errors import IndexDamaged, MachineFailed
from rag.index import layout
from rag.index.contents import Contents
from rag.index.index import Index, check_folder
from rag.index.live import LiveIndex
from rag.index.publish import staged
from tests.index.small import NAME, build, document, fill, generations

ALL, NOTHING = 1 << 30, 0
OLD, NEW = document(1), document(2)


def overwrite(path: Path) -> None:
    """Other bytes, as many as before, in the same file."""
    with path.open("r+b") as file:
        file.write(bytes(255 - byte for byte in path.read_bytes()))


def shorten(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def flip(path: Path, at: int) -> None:
    """All bits of one byte, in place."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 255]))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An index of two generations; only the newer one holds NEW."""
    build(tmp_path, [OLD])
    build(tmp_path, [NEW])
    return tmp_path / NAME


def live_over(home: Path, memory_bytes: int) -> LiveIndex:
    return LiveIndex(home.parent, NAME, memory_bytes=memory_bytes)


def newest(home: Path) -> Path:
    return home / generations(home.parent)[-1]


def files(home: Path) -> list[Path]:
    """The files of the newest generation that are not empty."""
    with Index.open(home.parent, NAME) as index:
        return [newest(home) / name for name, entry in index.manifest.files.items() if entry.size]


def read(live: LiveIndex) -> tuple[int, list[str], bool]:
    """Generation and texts, and whether another one stands in; every part is read."""
    with live.use() as index:
        rows = range(index.size)
        assert len(index.token_ids(rows)) == len(index.passages(rows)) == index.size
        index.search_bm25([ord("第")], ["第0"], 5)
        texts = [found.text for found in index.documents()]
        (vector,) = index.vectors(index.document_rows(index.documents()[0].id)[:1])
        index.search_dense(vector, 5)
        return index.state.generation, texts, index.degraded


@pytest.mark.parametrize("harm", [overwrite, shorten, empty])
def test_an_index_in_memory_answers_right_and_says_what_happened_to_its_files(
    home: Path, harm: Callable[[Path], None]
) -> None:
    for file in files(home):
        kept = file.read_bytes()
        live = live_over(home, ALL)
        assert read(live) == (2, [NEW.text], False)
        harm(file)
        assert read(live) == (2, [NEW.text], False)
        assert not live.refresh()
        with live.use() as index:
            assert index.disk_problem is not None
            assert file.relative_to(newest(home)).as_posix() in index.disk_problem
        file.write_bytes(kept)
        assert not live.refresh()
        with live.use() as index:
            assert index.disk_problem is None
        live.close()


@pytest.mark.parametrize("harm", [overwrite, shorten, empty])
def test_an_index_on_the_disk_gives_way_to_the_one_before(
    home: Path, harm: Callable[[Path], None]
) -> None:
    for file in files(home):
        kept = file.read_bytes()
        live = live_over(home, NOTHING)
        assert read(live) == (2, [NEW.text], False)
        harm(file)
        assert read(live) == (1, [OLD.text], True)
        assert not live.refresh()
        file.write_bytes(kept)  # as a restored backup does
        assert live.refresh()
        assert read(live) == (2, [NEW.text], False)
        live.close()


def test_what_was_read_while_a_file_was_damaged_is_refused(home: Path) -> None:
    live = live_over(home, NOTHING)
    with pytest.raises(IndexDamaged, match="changed while it was in use"), live.use():
        overwrite(newest(home) / layout.POSTINGS)
    assert read(live) == (1, [OLD.text], True)
    live.close()


def test_an_error_of_a_damaged_file_is_told_as_damage(home: Path) -> None:
    live = live_over(home, NOTHING)

    def fail() -> None:
        with live.use():
            overwrite(newest(home) / layout.STORE)
            raise ValueError("the database disk image is malformed")

    with pytest.raises(IndexDamaged):
        fail()
    live.close()


def test_an_error_over_a_whole_index_stays_what_it_is(home: Path) -> None:
    live = live_over(home, NOTHING)
    with pytest.raises(ZeroDivisionError), live.use():
        _ = 1 / 0
    assert read(live) == (2, [NEW.text], False)
    live.close()


def test_where_no_generation_is_whole_nothing_is_answered(tmp_path: Path) -> None:
    build(tmp_path, [NEW])
    home = tmp_path / NAME
    live = live_over(home, NOTHING)
    read(live)
    overwrite(newest(home) / layout.TOKENS)
    with pytest.raises(IndexDamaged, match=layout.TOKENS):
        read(live)
    live.close()


def test_a_file_that_was_only_touched_is_read_on(home: Path) -> None:
    live = live_over(home, NOTHING)
    read(live)
    for file in files(home):
        os.utime(file)
    assert read(live) == (2, [NEW.text], False)
    assert not live.refresh()
    live.close()


@pytest.mark.parametrize("memory_bytes", [ALL, NOTHING])
def test_a_generation_whose_files_were_removed_or_replaced_is_read_on(
    home: Path, memory_bytes: int
) -> None:
    live = live_over(home, memory_bytes)
    read(live)
    for file in files(home):
        (home / "other").write_bytes(b"other")
        (home / "other").replace(file)
    live.refresh()
    assert read(live) == (2, [NEW.text], False)
    shutil.rmtree(newest(home))
    live.refresh()
    assert read(live) == (2, [NEW.text], False)
    live.close()


@pytest.mark.parametrize("memory_bytes", [ALL, NOTHING])
def test_reading_again_finds_what_left_no_trace(
    home: Path, memory_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = live_over(home, memory_bytes)
    read(live)
    assert len(list(live.recheck())) >= len(files(home))
    monkeypatch.setattr(Contents, "is_touched", lambda self: False)
    overwrite(newest(home) / layout.VECTORS)
    list(live.recheck())
    with live.use() as index:
        assert (index.state.generation, index.disk_problem is None) == (
            (2, False) if memory_bytes else (1, True)
        )
    live.close()


def test_reading_again_keeps_no_old_generation(home: Path) -> None:
    live = live_over(home, NOTHING)
    read(live)
    pieces = live.recheck()
    next(pieces)
    build(home.parent, [document(3)])
    live.refresh()
    assert list(pieces) == []
    build(home.parent, [document(4)])
    assert len(generations(home.parent)) == 2
    live.close()


def test_no_words_are_quoted_of_a_text_that_its_id_does_not_fit(home: Path) -> None:
    with Index.open(home.parent, NAME) as index:
        store = newest(home) / layout.STORE
        changed = NEW.text.replace("第", "弟", 1)
        store.write_bytes(store.read_bytes().replace(NEW.text.encode(), changed.encode()))
        with pytest.raises(IndexDamaged, match=f"document {NEW.id}"):
            index.document(NEW.id)


def test_a_search_by_words_over_damaged_terms_fails_as_any_error_does(home: Path) -> None:
    """tantivy panics, which Python must not take for an order to end the thread."""
    (terms,) = (newest(home) / layout.LEXICAL).glob("*.term")
    with Index.open(home.parent, NAME) as index:
        for at in range(terms.stat().st_size):
            flip(terms, at)
            with contextlib.suppress(RuntimeError, ValueError):
                index.search_bm25([ord("第")], ["第0"], 5)
            flip(terms, at)


def test_what_has_no_room_in_memory_is_read_from_the_disk(home: Path) -> None:
    with Index.open(home.parent, NAME, memory_bytes=60_000) as index:
        on_disk = index.generation.contents.on_disk
        assert layout.STORE in on_disk
        assert layout.TOKENS not in on_disk


def test_without_a_temporary_folder_all_is_read_from_the_disk(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(**_: str) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.TemporaryDirectory", none)
    live = live_over(home, ALL)
    assert read(live) == (2, [NEW.text], False)
    overwrite(newest(home) / layout.POSTINGS)
    assert read(live) == (1, [OLD.text], True)
    live.close()


def test_all_indexes_of_a_process_share_the_room(home: Path) -> None:
    build(home.parent, [OLD], "other")
    with Index.open(home.parent, "other") as index:
        size = index.bytes
    live = live_over(home, size + 1000)
    other = live.beside("other")
    for first, second in ((live, other), (other, live)):
        with first.use() as index:
            assert index.generation.contents.on_disk == ()
        with second.use() as index:
            assert index.generation.contents.on_disk != ()
        build(home.parent, [document(7)])  # does not count twice
        live.refresh()
        second.close()
        first.close()


@pytest.mark.parametrize(
    "error", [lambda: OSError(errno.EMFILE, "too many files"), MemoryError, KeyboardInterrupt]
)
def test_a_damaged_generation_is_let_go_of_though_no_other_can_be_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException]
) -> None:
    live = live_over(home, NOTHING)
    assert read(live) == (2, [NEW.text], False)
    overwrite(newest(home) / layout.POSTINGS)

    def refuse() -> Index:
        raise error()

    with monkeypatch.context() as patched:
        patched.setattr(live, "_open", refuse)
        for _ in range(2):
            with pytest.raises(type(error())):
                read(live)
    assert read(live) == (1, [OLD.text], True)
    live.close()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.ENOMEM, errno.EFBIG])
def test_where_memory_takes_no_copy_a_whole_index_is_read_from_the_disk(
    home: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(descriptor: int, content: memoryview) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr("rag.index.contents.os.write", full)
        live = live_over(home, ALL)
        assert read(live) == (2, [NEW.text], False)
    with live.use() as index:
        assert index.generation.contents.copied_bytes == 0
    overwrite(newest(home) / layout.POSTINGS)
    assert read(live) == (1, [OLD.text], True)
    live.close()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM])
def test_too_many_open_files_are_no_damage(
    home: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("rag.index.live.RETRY_SECONDS", 0.0)
    live = live_over(home, NOTHING)
    with refusing(monkeypatch, number), pytest.raises(MachineFailed):
        live.refresh()
    assert read(live) == (2, [NEW.text], False)
    with refusing(monkeypatch, number), pytest.raises(MachineFailed):
        list(live.recheck())
    with live.use() as index:
        assert index.disk_problem is None
    live.close()


def test_what_a_disk_refused_for_a_moment_is_forgotten_when_it_can_be_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = live_over(home, ALL)
    read(live)
    with refusing(monkeypatch, errno.EIO):
        list(live.recheck())
    with live.use() as index:
        assert index.disk_problem is not None
    list(live.recheck())
    with live.use() as index:
        assert index.disk_problem is None
    live.close()


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ESTALE, errno.EMFILE])
def test_a_fallback_that_cannot_be_read_for_a_moment_is_not_removed(
    home: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with staged(home) as staging:
        manifest = fill(staging.folder, [document(3)])
        with refusing(monkeypatch, number, "gen-00000002"):
            staging.publish(manifest, check=check_folder)
    left = [name[:12] for name in generations(home.parent)]
    assert left[-2:] == ["gen-00000002", "gen-00000003"]


@contextlib.contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, number: int, within: str = "gen-") -> Iterator[None]:
    """No file whose path has `within` can be opened."""
    opened = os.open

    def refuse(path: Any, *rest: Any, **more: Any) -> int:
        if within in str(path) and ".tmp" not in str(path):
            raise OSError(number, os.strerror(number), str(path))
        return opened(path, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        yield


@pytest.fixture(autouse=True)
def descriptors() -> Iterator[None]:
    """Every descriptor that a test opens is closed at its end."""
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    yield
    if before:
        assert len(os.listdir("/proc/self/fd")) <= before
