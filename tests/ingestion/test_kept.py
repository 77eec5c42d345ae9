"""Claims about files that are there and cannot be read: what was indexed of them is kept."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rag.index.index import Index
from rag.ingestion import build as building
from tests.ingestion.changing_corpus import _read_here, speech
from tests.ingestion.test_build import run
from tests.ingestion.test_reuse import everything


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three speeches, two of them in a folder below, read in this process."""
    folder = tmp_path / "corpus"
    (folder / "more").mkdir(parents=True)
    for number, name in enumerate(("a.txt", "more/b.txt", "more/c.txt")):
        (folder / name).write_text(speech(number, 2026, 51, english=False), "utf-8")
    monkeypatch.setattr(building, "read_files", _read_here)
    return folder


@contextmanager
def refused(monkeypatch: pytest.MonkeyPatch, path: Path, number: int) -> Iterator[None]:
    """A disk that does not give `path`, a file or folder."""
    opened, scanned = Path.open, os.scandir

    def refuse(self: Path, *rest: str, **more: str) -> object:
        if self == path:
            raise OSError(number, os.strerror(number), str(self))
        return opened(self, *rest, **more)  # type: ignore[call-overload]

    def refuse_folder(folder: Path) -> object:
        if Path(folder) == path:
            raise OSError(number, os.strerror(number), str(folder))
        return scanned(folder)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        patched.setattr(os, "scandir", refuse_folder)
        yield


def files(indexes: Path) -> list[str]:
    with Index.open(indexes, "test") as index:
        return sorted(document.file for document in index.documents())


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ESTALE])
@pytest.mark.parametrize("rebuild", [False, True])
def test_a_file_that_the_disk_refuses_keeps_its_words(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, rebuild: bool
) -> None:
    indexes = tmp_path / "indexes"
    run(corpus, indexes)
    before = everything(indexes)
    with refused(monkeypatch, corpus / "more" / "b.txt", number):
        report = run(corpus, indexes, rebuild=rebuild)
    (told,) = report.skipped
    assert told.file == "more/b.txt"
    assert "is kept" in told.reason
    assert "remove the file" in told.reason
    assert (report.documents.removed, report.documents.unchanged) == (0, 3)
    assert everything(indexes) == before
    assert run(corpus, indexes).skipped == ()
    assert everything(indexes) == before


def test_a_changed_file_keeps_its_old_words_until_it_can_be_read(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes = tmp_path / "indexes"
    run(corpus, indexes)
    changed = corpus / "a.txt"
    changed.write_text(speech(0, 2025, 40, english=False), "utf-8")
    with refused(monkeypatch, changed, errno.EIO):
        assert run(corpus, indexes).documents.changed == 0
    assert run(corpus, indexes).documents.changed == 1


def test_another_way_of_reading_keeps_what_cannot_be_read_too(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes = tmp_path / "indexes"
    run(corpus, indexes)
    before = everything(indexes)
    monkeypatch.setattr(building, "reader_digest", lambda: "another")
    with refused(monkeypatch, corpus / "a.txt", errno.EIO):
        run(corpus, indexes)
    assert everything(indexes)[3] == before[3]


def test_a_folder_that_the_disk_refuses_keeps_all_below(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes = tmp_path / "indexes"
    run(corpus, indexes)
    with refused(monkeypatch, corpus / "more", errno.EACCES):
        report = run(corpus, indexes)
    assert files(indexes) == ["a.txt", "more/b.txt", "more/c.txt"]
    assert report.documents.removed == 0
    (told,) = report.skipped
    assert "is kept" in told.reason


def test_a_sidecar_that_the_disk_refuses_costs_no_speech(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidecar = corpus / "a.txt.yaml"
    sidecar.write_text("speaker: 苏若兰\n", "utf-8")
    indexes = tmp_path / "indexes"
    run(corpus, indexes)
    with refused(monkeypatch, sidecar, errno.EIO):
        run(corpus, indexes)
    with Index.open(indexes, "test") as index:
        (document,) = [each for each in index.documents() if each.file == "a.txt"]
        assert document.speaker == "苏若兰"


def test_what_was_removed_or_emptied_goes(corpus: Path, tmp_path: Path) -> None:
    indexes = tmp_path / "indexes"
    run(corpus, indexes)
    (corpus / "a.txt").unlink()
    run(corpus, indexes)
    assert files(indexes) == ["more/b.txt", "more/c.txt"]
    (corpus / "more" / "b.txt").write_bytes(b"")
    run(corpus, indexes)
    assert files(indexes) == ["more/c.txt"]
