"""Claims about a second build: it reads what changed, and gives what reading all would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rag.index.index import Index
from rag.ingestion import build as building
from rag.ingestion.discover import Found, Skipped
from rag.ingestion.passages.chunk import Sizes
from rag.ingestion.read import Read
from rag.ingestion.workers.pool import read_files
from rag.types.figure_table import FigureQuery
from tests.ingestion.formats.speech import as_docx, plain
from tests.ingestion.helpers import NOISY_SCRAPE
from tests.ingestion.test_build import run


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that builds have read so far."""
    names: list[str] = []

    def noted(found: Sequence[Found], *, sizes: Sizes) -> Iterator[Read | Skipped]:
        names.extend(file.name for file in found)
        return read_files(found, sizes=sizes)

    monkeypatch.setattr(building, "read_files", noted)
    return names


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(plain())
    (folder / "b.docx").write_bytes(as_docx())
    (folder / "copy.txt").write_text(plain())
    (folder / "scrape.txt").write_bytes(NOISY_SCRAPE.read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    return folder


def everything(home: Path) -> tuple[object, ...]:
    """All that an index holds of its documents."""
    with Index.open(home, "test") as index:
        documents = index.documents()
        rows = range(index.size)
        return (
            documents,
            [index.published_text(document.id) for document in documents],
            [index.report(document.id) for document in documents],
            [(passage.id, passage.text, passage.heading) for passage in index.passages(rows)],
            [ids.tolist() for ids in index.token_ids(rows)],
            index.quotable(index.figures(FigureQuery())),
            [index.search_bm25([], [pair], 10)[0].tolist() for pair in ("学位", "违法")],
        )


def test_what_did_not_change_is_not_read_again(
    corpus: Path, tmp_path: Path, read: list[str]
) -> None:
    run(corpus, tmp_path / "indexes")
    read.clear()
    (corpus / "new.txt").write_text("一篇新的讲话。")
    (corpus / "a.txt").write_text(plain().replace("152.6", "99.9"))
    report = run(corpus, tmp_path / "indexes")
    assert sorted(read) == ["a.txt", "empty.txt", "new.txt"]  # what failed is tried again
    assert (report.documents.added, report.documents.changed) == (1, 1)
    assert report.documents.unchanged == 3


def test_a_second_build_gives_what_a_first_one_would(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "again")
    (corpus / "a.txt").unlink()  # its copy is now the only document with that text
    (corpus / "new.txt").write_text("一篇新的讲话，新增学位三百个。")
    run(corpus, tmp_path / "again")
    run(corpus, tmp_path / "anew")
    assert everything(tmp_path / "again") == everything(tmp_path / "anew")


def test_a_sidecar_that_comes_changes_or_goes_has_its_speech_read_again(
    corpus: Path, tmp_path: Path, read: list[str]
) -> None:
    sidecar = corpus / "b.docx.yaml"
    for words in ("speaker: 甲", "speaker: 乙", None):
        run(corpus, tmp_path / "indexes")
        read.clear()
        if words is None:
            sidecar.unlink()
        else:
            sidecar.write_text(words)
        report = run(corpus, tmp_path / "indexes")
        assert "b.docx" in read
        assert "a.txt" not in read
        assert report.documents.changed == 1


def test_a_rebuild_reads_everything(corpus: Path, tmp_path: Path, read: list[str]) -> None:
    run(corpus, tmp_path / "indexes")
    read.clear()
    run(corpus, tmp_path / "indexes", rebuild=True)
    assert len(read) == 5


def test_a_reader_that_reads_otherwise_reads_everything_again(
    corpus: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, tmp_path / "indexes")
    read.clear()
    monkeypatch.setattr(building, "reader_digest", lambda: "another")
    run(corpus, tmp_path / "indexes")
    assert len(read) == 5
