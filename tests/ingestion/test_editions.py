"""Claims about ids that are gone: they lead to what their file holds now."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rag.errors import NoSuchDocument
from rag.index.index import Index
from rag.index.store import Store
from tests.ingestion.formats.speech import plain
from tests.ingestion.test_build import run


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(plain())
    (folder / "b.txt").write_text(plain().replace("152.6", "88.1"))
    return folder


def id_of(home: Path, file: str) -> str:
    with Index.open(home, "test") as index:
        return next(document.id for document in index.documents() if document.file == file)


def newest(home: Path, id: str) -> str:
    with Index.open(home, "test") as index:
        return index.newest_edition(id).file


def changed(file: Path, words: str) -> None:
    file.write_text(f"{file.read_text()}\n{words}\n")


def test_every_id_that_a_file_had_leads_to_the_file(corpus: Path, tmp_path: Path) -> None:
    home = tmp_path / "indexes"
    run(corpus, home=home)
    ids = [id_of(home, "a.txt")]
    for words in ("第一次修订的结尾。", "第二次修订的结尾。"):
        changed(corpus / "a.txt", words)
        run(corpus, home=home)
        ids.append(id_of(home, "a.txt"))
    assert len(set(ids)) == 3
    assert [newest(home, id) for id in ids[:-1]] == ["a.txt", "a.txt"]
    with pytest.raises(NoSuchDocument):
        newest(home, ids[-1])  # it is no earlier id: it is there
    run(corpus, home=home, rebuild=True)
    assert newest(home, ids[0]) == "a.txt"


def test_an_id_that_comes_back_is_no_longer_an_earlier_one(corpus: Path, tmp_path: Path) -> None:
    home = tmp_path / "indexes"
    run(corpus, home=home)
    first, text = id_of(home, "a.txt"), (corpus / "a.txt").read_text()
    changed(corpus / "a.txt", "修订的结尾。")
    run(corpus, home=home)
    second = id_of(home, "a.txt")
    (corpus / "a.txt").write_text(text)
    run(corpus, home=home)
    assert id_of(home, "a.txt") == first
    assert newest(home, second) == "a.txt"
    with pytest.raises(NoSuchDocument):
        newest(home, first)


def test_an_id_whose_file_is_gone_leads_nowhere_until_the_file_is_back(
    corpus: Path, tmp_path: Path
) -> None:
    home = tmp_path / "indexes"
    run(corpus, home=home)
    id = id_of(home, "a.txt")
    text = (corpus / "a.txt").read_text()
    (corpus / "a.txt").unlink()
    run(corpus, home=home)
    with pytest.raises(NoSuchDocument):
        newest(home, id)
    (corpus / "a.txt").write_text(f"{text}\n修订的结尾。\n")
    run(corpus, home=home)
    assert newest(home, id) == "a.txt"


def test_under_other_sources_the_same_name_is_another_speech(corpus: Path, tmp_path: Path) -> None:
    home, other = tmp_path / "indexes", tmp_path / "other"
    run(corpus, home=home)
    id = id_of(home, "a.txt")
    other.mkdir()
    (other / "a.txt").write_text(plain().replace("152.6", "77.1"))
    run(other, home=home, sources="replace", allow_shrink=True)
    with pytest.raises(NoSuchDocument):
        newest(home, id)


def test_an_index_from_before_earlier_ids_were_kept_opens_and_knows_none(
    corpus: Path, tmp_path: Path
) -> None:
    home = tmp_path / "indexes"
    run(corpus, home=home)
    with Index.open(home, "test") as index:
        store = index._generation.path / "store.sqlite"
        assert len(index.editions()) == 2
    # Opened without the manifest, which would notice the change.
    with sqlite3.connect(store) as connection:
        connection.execute("DROP TABLE earlier")
    old = Store(store)
    try:
        assert len(old.editions()) == 2
        with pytest.raises(NoSuchDocument):
            old.newest_edition("0" * 16)
    finally:
        old.close()
        connection.close()
