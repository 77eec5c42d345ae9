"""Claims about the parts of an index together: one row number, one generation."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.errors import IndexDamaged, ModelError, NothingToIndex
from rag.index import layout
from rag.index.index import Index, check_folder
from rag.index.layout import index_folder
from rag.index.publish import staged
from rag.index.writer import IndexWriter
from rag.language.romanise import spoken
from rag.types.answers import IndexState
from rag.types.questions import Filters, Term
from tests.index.small import (
    DIMENSION,
    NAME,
    bigrams,
    build,
    digest,
    document,
    fill,
    passages,
    token_ids,
    vector,
)

DOCUMENTS = [
    document(0, sentences=4, region="重庆市", speaker="甲", date="2018-01"),
    document(1, sentences=2, region="上海市", speaker="乙", date="2024"),
    document(2, sentences=5, region="重庆市", date="2025-01-15"),
]
PASSAGES = [passage for document in DOCUMENTS for passage in passages(document)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    directory = tmp_path_factory.mktemp("indexes")
    build(directory, DOCUMENTS)
    with Index.open(directory, NAME) as index:
        yield index


@pytest.mark.parametrize("row", range(len(PASSAGES)))
def test_a_row_is_the_same_passage_in_every_part(index: Index, row: int) -> None:
    passage = PASSAGES[row]
    assert index.passages([row]) == [passage]
    assert index.search_dense(vector(passage), 1)[0].tolist() == [row]
    assert index.token_ids([row])[0].tolist() == token_ids(passage)
    whole = [Term(character, 1.0, ((ord(character), 1.0),)) for character in set(passage.text)]
    assert index.score_terms(whole).argmax() == row
    assert index.search_bm25([], bigrams(passage), 1)[0].tolist() == [row]


def test_a_filter_means_the_same_in_every_part(index: Index) -> None:
    among = index.rows(Filters(regions=("上海市",)))
    assert among is not None
    assert among.tolist() == [4, 5] == index.document_rows(DOCUMENTS[1].id).tolist()
    for rows, _ in (
        index.search_dense(vector(PASSAGES[0]), 9, among),
        index.search_bm25([ord("第")], [], 9, among),
    ):
        assert sorted(rows.tolist()) == [4, 5]


def test_an_index_knows_what_its_documents_are_about(index: Index) -> None:
    assert index.state == IndexState(NAME, 1)
    assert not index.degraded
    assert index.size == len(PASSAGES)
    assert index.regions() == ("上海市", "重庆市")
    assert index.speakers() == ("乙", "甲")
    assert (
        index.spoken("重庆市")
        == spoken("重庆市")
        == (("chong[ -]?qing[ -]?shi", "chong[ -]?qing"), "chongqing")
    )
    assert index.spoken("云溪市") == spoken("云溪市")
    assert index.years() == (2018, 2024, 2025)
    assert [entry.title for entry in index.catalogue] == ["Report 0", "Report 1", "Report 2"]
    assert index.documents() == DOCUMENTS
    assert index.documents(Filters(regions=("重庆市",)), limit=1) == DOCUMENTS[:1]
    assert index.published_text(DOCUMENTS[1].id) == DOCUMENTS[1].text
    assert index.report(DOCUMENTS[1].id) == {"file": "1.txt", "removed": 0}
    occurring = sorted({token for passage in PASSAGES for token in token_ids(passage)})
    assert index.vocabulary_ids.tolist() == occurring
    assert index.passages_with([ord("第"), 1]).tolist() == [len(PASSAGES), 0]


def test_a_name_that_the_documents_hold_is_found(index: Index) -> None:
    assert index.says("第001份")
    assert index.says(DOCUMENTS[2].text[4:6])
    assert not index.says("份的")
    assert not index.says("Nowhere")


def test_the_manifest_says_what_was_indexed_and_how(index: Index) -> None:
    manifest = index.manifest
    characters = sum(len(document.text) for document in DOCUMENTS)
    assert manifest.sources == ("data/speeches", "one more.pdf")
    assert manifest.counts == {
        "documents": 3,
        "passages": 11,
        "figures": 0,
        "tokens": characters,
    }
    assert (manifest.dense.kind, manifest.dense.dimension) == ("exact-fp16", DIMENSION)
    assert manifest.built_by.keys() == {"speechrag", "faiss", "tantivy"}
    assert {layout.STORE, layout.VECTORS, layout.TOKENS} < manifest.files.keys()


def test_a_vector_is_found_by_the_digest_of_its_text(index: Index) -> None:
    found = index.vectors_by_digest([digest(PASSAGES[3]), "f" * 64])
    assert found.keys() == {digest(PASSAGES[3])}
    assert found[digest(PASSAGES[3])] == pytest.approx(vector(PASSAGES[3]), abs=1e-3)
    assert index.vectors_by_digest([]) == {}


def test_reusing_vectors_again_and_again_never_changes_them(tmp_path: Path) -> None:
    files = [build(tmp_path, DOCUMENTS).files[layout.VECTORS]]
    digests = [digest(passage) for passage in PASSAGES]
    for _ in range(2):
        with Index.open(tmp_path, NAME) as before:
            reused = before.vectors_by_digest(digests)
        with staged(tmp_path / NAME) as staging:
            with IndexWriter(staging.folder) as writer:
                for document in DOCUMENTS:
                    held = passages(document)
                    writer.add(
                        document,
                        published="",
                        report={},
                        passages=held,
                        token_ids=[[1]] * len(held),
                        bigrams=[[]] * len(held),
                        vectors=np.array([reused[digest(passage)] for passage in held]),
                        digests=[digest(passage) for passage in held],
                    )
                written = writer.finish()
            manifest = replace(before.manifest, counts=written.counts)
            published = staging.publish(manifest, check=check_folder)
        files.append(published.files[layout.VECTORS])
    assert files[0] == files[1] == files[2]


def test_nothing_to_index_is_said_and_nothing_is_published(tmp_path: Path) -> None:
    with (
        pytest.raises(NothingToIndex),
        staged(tmp_path / NAME) as staging,
        IndexWriter(staging.folder) as writer,
    ):
        writer.finish()
    assert sorted(path.name for path in (tmp_path / NAME).iterdir()) == [layout.WRITER_LOCK]


@pytest.mark.parametrize("fault", [np.nan, np.inf])
def test_a_vector_that_is_not_made_of_numbers_is_refused(tmp_path: Path, fault: float) -> None:
    held = passages(document(1, sentences=1))
    with IndexWriter(tmp_path) as writer, pytest.raises(ModelError, match="not made of numbers"):
        writer.add(
            held[0].document,
            published="",
            report={},
            passages=held,
            token_ids=[[1]],
            bigrams=[[]],
            vectors=np.array([[fault, 1.0]]),
            digests=["0"],
        )


def test_a_passage_without_its_vector_is_refused(tmp_path: Path) -> None:
    held = passages(document(1, sentences=2))
    with IndexWriter(tmp_path) as writer, pytest.raises(ValueError, match="one of each"):
        writer.add(
            held[0].document,
            published="",
            report={},
            passages=held,
            token_ids=[[1], [1]],
            bigrams=[[], []],
            vectors=np.ones((1, 2)),
            digests=["0", "1"],
        )


def test_parts_that_disagree_are_never_published(tmp_path: Path) -> None:
    build(tmp_path, DOCUMENTS[:1])
    with staged(index_folder(tmp_path, NAME)) as staging:
        manifest = fill(staging.folder, DOCUMENTS)
        manifest = replace(manifest, counts={**manifest.counts, "documents": 99})
        with pytest.raises(IndexDamaged, match="documents has 3, the manifest says 99"):
            staging.publish(manifest, check=check_folder)
    with Index.open(tmp_path, NAME) as index:
        assert index.state.generation == 1


def test_importing_the_index_imports_no_model() -> None:
    script = (
        "import sys, rag.index.live, rag.index.writer;"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'rag.models')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_only_one_file_says_faiss_and_one_says_tantivy() -> None:
    folder = Path(layout.__file__).parent
    for library, home in (("faiss", "dense.py"), ("tantivy", "lexical.py")):
        users = [
            path.name
            for path in folder.glob("*.py")
            if f"import {library}" in path.read_text() or f'"{library}")' in path.read_text()
        ]
        assert users == [home]
