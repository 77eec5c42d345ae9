"""Claims about the whole river: files in, a published generation out, again and again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.errors import NothingToIndex, SourcesDiffer, WouldShrink
from rag.index.index import Index
from rag.ingestion.build import build
from rag.ingestion.clean import cleaned_part
from rag.ingestion.passages.chunk import Sizes
from rag.ingestion.tally import BuildReport, Changes
from rag.language.vocabulary import Vocabulary
from rag.types.questions import Filters
from rag.types.text import Edit, Span
from tests.ingestion.formats.speech import WRITERS, folded, plain
from tests.ingestion.helpers import NOISY_SCRAPE

VOCABULARY = Vocabulary.bundled()


class WordEmbedder:
    """A text is the mean of pseudo-random rows of its characters: tiny, and the same every time."""

    dimension = 16

    def __init__(self, name: str = "words") -> None:
        self.name = name
        self.texts = 0

    def fingerprint(self) -> dict[str, str | int]:
        return {"id": self.name, "dimension": self.dimension}

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        rows = [self.embed_question(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        seeds = (hashlib.sha256(f"{self.name}{letter}".encode()).digest() for letter in set(text))
        total = sum((np.frombuffer(seed[:16], np.uint8).astype(np.float32) - 127 for seed in seeds),
                    np.ones(self.dimension, dtype=np.float32))  # fmt: skip
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


class Steps:
    """Remembers what a build said of its progress."""

    def __init__(self) -> None:
        self.total = self.done = 0

    def stage(self, name: str, total: int) -> None:
        self.total += total

    def advance(self, steps: int) -> None:
        self.done += steps


def run(corpus: Path | Sequence[Path], home: Path, name: str = "words", **how: Any) -> BuildReport:
    return build(
        [corpus] if isinstance(corpus, Path) else corpus,
        directory=home,
        name="test",
        embedder=WordEmbedder(name),
        vocabulary=VOCABULARY,
        **how,
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(plain())
    (folder / "b.txt").write_text(plain().replace("152.6", "88.1"))
    (folder / "scrape.txt").write_bytes(NOISY_SCRAPE.read_bytes())
    return folder


def test_every_format_becomes_a_document(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, write in WRITERS.items():
        (corpus / name).write_bytes(write())
    report = run(corpus, tmp_path / "indexes")
    assert report.documents.added == len(WRITERS)
    with Index.open(tmp_path / "indexes", "test") as index:
        documents = index.documents()
        assert sorted(document.file for document in documents) == sorted(WRITERS)
        assert {folded(document.text) for document in documents} == {folded(plain())}


def test_the_same_text_under_two_names_is_two_documents(corpus: Path, tmp_path: Path) -> None:
    (corpus / "z-copy.txt").write_text(plain())
    run(corpus, tmp_path / "indexes")
    with Index.open(tmp_path / "indexes", "test") as index:
        ids = {document.file: document.id for document in index.documents()}
        assert ids["z-copy.txt"] == f"{ids['a.txt']}-2"
        assert len(ids["a.txt"]) == 16


def test_an_id_does_not_depend_on_the_name(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "one")
    (corpus / "a.txt").rename(corpus / "renamed.txt")
    run(corpus, tmp_path / "two")
    with (
        Index.open(tmp_path / "one", "test") as first,
        Index.open(tmp_path / "two", "test") as second,
    ):
        assert {d.id for d in first.documents()} == {d.id for d in second.documents()}


def test_a_second_build_counts_changes_and_reuses_vectors(corpus: Path, tmp_path: Path) -> None:
    first = run(corpus, tmp_path / "indexes")
    assert (first.reused, first.generation) == (0, 1)
    (corpus / "b.txt").write_text(plain().replace("152.6", "99.9"))
    (corpus / "scrape.txt").unlink()
    (corpus / "new.txt").write_text("一篇新的讲话。")
    second = run(corpus, tmp_path / "indexes")
    assert (second.documents.added, second.documents.changed) == (1, 1)
    assert (second.documents.removed, second.documents.unchanged) == (1, 1)
    assert second.generation == 2
    assert second.embedded < second.passages
    assert second.embedded + second.reused == second.passages


def test_an_unchanged_corpus_is_not_embedded_again(corpus: Path, tmp_path: Path) -> None:
    first = run(corpus, tmp_path / "indexes")
    again = run(corpus, tmp_path / "indexes")
    assert (again.embedded, again.reused, again.passages) == (0, first.passages, first.passages)
    assert again.documents == Changes(added=0, changed=0, removed=0, unchanged=3)


def test_an_unchanged_corpus_publishes_nothing(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "indexes")
    before = sorted(tmp_path.glob("indexes/test/gen-*"))
    os.utime(corpus / "a.txt")
    again = run(corpus, tmp_path / "indexes")
    assert (again.generation, again.published) == (1, False)
    assert sorted(tmp_path.glob("indexes/test/gen-*")) == before
    assert not list(tmp_path.glob("indexes/test/.tmp-*"))


def test_files_that_still_cannot_be_read_are_no_change(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    run(corpus, tmp_path / "indexes")
    again = run(corpus, tmp_path / "indexes")
    assert (again.generation, [file.file for file in again.skipped]) == (1, ["empty.txt"])
    (corpus / "empty.txt").write_text("一篇新的讲话。")
    assert run(corpus, tmp_path / "indexes").documents.added == 1


@pytest.mark.parametrize(
    "how", [{"rebuild": True}, {"name": "other"}, {"sizes": Sizes(target=100, longest=200)}]
)
def test_what_would_be_made_otherwise_is_published(
    corpus: Path, tmp_path: Path, how: dict[str, Any]
) -> None:
    run(corpus, tmp_path / "indexes")
    again = run(corpus, tmp_path / "indexes", **how)
    assert (again.generation, again.published, again.documents.unchanged) == (2, True, 3)


def test_a_damaged_index_is_mended_by_a_build_of_the_same_files(
    corpus: Path, tmp_path: Path
) -> None:
    run(corpus, tmp_path / "indexes")
    run(corpus, tmp_path / "indexes", rebuild=True)
    [damaged] = tmp_path.glob("indexes/test/gen-00000002-*")
    (damaged / "store.sqlite").write_bytes(b"")
    assert run(corpus, tmp_path / "indexes").published
    with Index.open(tmp_path / "indexes", "test") as index:
        assert not index.degraded


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A second folder, of two speeches."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "c.txt").write_text(plain().replace("152.6", "71.2"))
    (folder / "d.txt").write_text(plain().replace("152.6", "63.4"))
    return folder


def test_a_second_folder_does_not_silently_replace_the_first(
    corpus: Path, other: Path, tmp_path: Path
) -> None:
    run(corpus, tmp_path / "indexes")
    with pytest.raises(SourcesDiffer) as refused:
        run(other, tmp_path / "indexes")
    for language in ("zh", "en"):
        words = refused.value.words(language)
        assert all(word in words for word in (str(corpus), str(other), "--add", "--replace"))
    with Index.open(tmp_path / "indexes", "test") as index:
        assert index.state.generation == 1


def test_a_second_folder_is_added_where_that_is_said(
    corpus: Path, other: Path, tmp_path: Path
) -> None:
    run(corpus, tmp_path / "indexes")
    report = run(other, tmp_path / "indexes", sources="add")
    assert report.documents == Changes(added=2, changed=0, removed=0, unchanged=3)
    with Index.open(tmp_path / "indexes", "test") as index:
        assert index.manifest.sources == (str(corpus), str(other))
    again = run([other, corpus], tmp_path / "indexes")
    assert (again.generation, again.documents.unchanged) == (2, 5)


def test_a_second_folder_takes_the_place_of_the_first_where_that_is_said(
    corpus: Path, other: Path, tmp_path: Path
) -> None:
    run(corpus, tmp_path / "indexes")
    report = run(other, tmp_path / "indexes", sources="replace")
    assert report.documents == Changes(added=2, changed=0, removed=3, unchanged=0)
    with Index.open(tmp_path / "indexes", "test") as index:
        assert index.manifest.sources == (str(other),)


def test_what_takes_the_place_of_the_first_may_not_be_half_as_much_by_mistake(
    corpus: Path, other: Path, tmp_path: Path
) -> None:
    run(corpus, tmp_path / "indexes")
    (other / "d.txt").unlink()
    with pytest.raises(WouldShrink):
        run(other, tmp_path / "indexes", sources="replace")
    run(other, tmp_path / "indexes", sources="replace", allow_shrink=True)


def test_a_source_that_is_gone_cannot_be_added_to(
    corpus: Path, other: Path, tmp_path: Path
) -> None:
    run(corpus, tmp_path / "indexes")
    corpus.rename(tmp_path / "elsewhere")
    with pytest.raises(SourcesDiffer, match=r"corpus.*is not there.*--replace"):
        run(other, tmp_path / "indexes", sources="add")


def test_a_folder_that_was_emptied_does_not_empty_the_index(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "indexes")
    (corpus / "a.txt").unlink()
    (corpus / "b.txt").unlink()
    with pytest.raises(WouldShrink) as refused:
        run(corpus, tmp_path / "indexes")
    assert "has 3 documents, and 1 would be left. Gone: a.txt, b.txt" in str(refused.value)
    assert "有 3 份文件，这样只会剩下 1 份。缺少：a.txt、b.txt" in refused.value.words("zh")
    with Index.open(tmp_path / "indexes", "test") as index:
        assert (index.state.generation, len(index.documents())) == (1, 3)
    assert not list(tmp_path.glob("indexes/test/.tmp-*"))
    assert run(corpus, tmp_path / "indexes", allow_shrink=True).documents.removed == 2


def test_files_under_new_names_are_not_lost(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "indexes")
    for file in list(corpus.iterdir()):
        file.rename(file.with_name(f"2026-{file.name}"))
    report = run(corpus, tmp_path / "indexes")
    assert (report.documents.added, report.documents.removed) == (3, 3)


def test_a_rebuild_embeds_everything_anew(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "indexes")
    again = run(corpus, tmp_path / "indexes", rebuild=True)
    assert (again.reused, again.documents.unchanged) == (0, 3)


def test_vectors_of_another_model_are_not_reused(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "indexes")
    assert run(corpus, tmp_path / "indexes", name="other").reused == 0


def test_one_bad_file_does_not_stop_the_rest(corpus: Path, tmp_path: Path) -> None:
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (corpus / "empty.txt").write_bytes(b"")
    report = run(corpus, tmp_path / "indexes")
    assert report.documents.added == 3
    assert [left.file for left in report.skipped] == ["broken.pdf", "empty.txt"]
    assert all(file.reason for file in report.skipped)
    with Index.open(tmp_path / "indexes", "test") as index:
        assert [left.file for left in index.manifest.skipped] == ["broken.pdf", "empty.txt"]


def test_nothing_readable_leaves_the_old_index(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "indexes")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NothingToIndex, match="give a folder with"):
        run(empty, tmp_path / "indexes", sources="replace")
    (empty / "a.txt").write_bytes(b"")
    with pytest.raises(NothingToIndex, match=r"a\.txt: the file is empty"):
        run(empty, tmp_path / "indexes", sources="replace")
    with Index.open(tmp_path / "indexes", "test") as index:
        assert index.state.generation == 1
        assert len(index.documents()) == 3


def test_passages_and_rows_agree_in_every_part(corpus: Path, tmp_path: Path) -> None:
    report = run(corpus, tmp_path / "indexes")
    with Index.open(tmp_path / "indexes", "test") as index:
        assert index.size == report.passages
        passages = index.passages(range(index.size))
        ids = index.token_ids(range(index.size))
        for passage, tokens in zip(passages, ids, strict=True):
            text = "\n".join((passage.document.title, *passage.heading, passage.text))
            assert tokens.tolist() == VOCABULARY.encode(text)
        rows, _ = index.search_bm25([], ["学位"], 10)
        assert any("学位" in passages[row].text for row in rows)


def test_a_quotation_of_the_scrape_is_proven_by_its_published_ranges(
    corpus: Path, tmp_path: Path
) -> None:
    run(corpus, tmp_path / "indexes")
    with Index.open(tmp_path / "indexes", "test") as index:
        document = next(found for found in index.documents() if found.file == "scrape.txt")
        published = index.published_text(document.id)
        report = index.report(document.id)
    quote = "由58微克/立方米下降至47微克/立方米,一年下降了19.0%"
    at = document.text.index(quote)
    ranges = document.alignment.published(Span(at, at + len(quote)))
    assert len(ranges) > 1
    assert "".join(part.slice(published) for part in ranges) == quote
    assert report["rules"]["interrupting_marks"]["times"] >= 5
    assert report["characters"]["published"] == len(published)
    assert report["characters"]["kept"] == len(document.text)
    assert {warning["code"] for warning in report["warnings"]} >= {"scraped_copy", "dates_disagree"}


def test_the_report_has_the_shape_of_the_command_line(corpus: Path, tmp_path: Path) -> None:
    shape = run(corpus, tmp_path / "indexes").as_json()
    assert list(shape) == ["index", "generation", "documents", "passages", "skipped", "seconds"]
    assert list(shape["documents"]) == ["added", "changed", "removed", "unchanged"]
    assert list(shape["passages"]) == ["total", "embedded", "reused"]


def test_progress_counts_every_file(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    steps = Steps()
    build(
        [corpus],
        directory=tmp_path / "indexes",
        name="test",
        embedder=WordEmbedder(),
        vocabulary=VOCABULARY,
        progress=steps,
    )
    assert (steps.total, steps.done) == (4, 4)


def test_the_manifest_says_how_passages_were_cut(corpus: Path, tmp_path: Path) -> None:
    build(
        [corpus],
        directory=tmp_path / "indexes",
        name="test",
        embedder=WordEmbedder(),
        vocabulary=VOCABULARY,
        sizes=Sizes(target=100, longest=200, overlap=1),
    )
    with Index.open(tmp_path / "indexes", "test") as index:
        chunker = {name: index.manifest.chunker[name] for name in ("target", "longest", "overlap")}
        assert chunker == {"target": 100, "longest": 200, "overlap": 1}
        assert index.manifest.sources == (str(corpus),)
        assert index.rows(Filters(regions=("青湖区",))) is not None


def test_the_manifest_names_its_sources_by_their_shortest_absolute_path(
    corpus: Path, tmp_path: Path
) -> None:
    run(corpus / ".." / corpus.name, tmp_path / "indexes")
    with Index.open(tmp_path / "indexes", "test") as index:
        assert index.manifest.sources == (str(corpus),)


def test_edits_of_the_published_text_prove_the_whole_document(corpus: Path) -> None:
    from rag.ingestion.clean import clean
    from rag.ingestion.load import parse

    published = parse(corpus / "scrape.txt", "scrape.txt")
    cleaned = clean(published)
    edits: tuple[Edit, ...] = cleaned.edits
    assert cleaned_part(published.text, Span(0, len(published.text)), edits) == cleaned.text
