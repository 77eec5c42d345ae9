"""Claims about the speakers of an index: those of documents and of the turns of debates."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.index.store import Store
from rag.types.documents import Document, Passage, Turn
from rag.types.figure_table import FigureQuery
from rag.types.questions import Filters
from rag.types.text import Span
from tests.figure_rows import row
from tests.index.small import SENTENCE, document
from tests.index.test_figures import store_of

PLAIN = document(0, speaker="Barack Obama")
DEBATE = replace(
    document(1, sentences=4, speaker="Jane Doe"),
    turns=(
        Turn(Span(SENTENCE, 2 * SENTENCE), "Speaker"),
        Turn(Span(2 * SENTENCE, 3 * SENTENCE), "John Roe"),
    ),
)
NAMELESS = document(2, speaker="馬大文")
FIGURE = row(5.0)
ROWS = [
    [],
    [
        replace(FIGURE, figure=Span(2 * SENTENCE + 1, 2 * SENTENCE + 3)),
        replace(FIGURE, figure=Span(1, 3)),
    ],
    [],
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("turns") / "s.sqlite"
    store_of(folder, [PLAIN, DEBATE, NAMELESS], ROWS).close()
    return folder


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


def said_by(store: Store, *names: str) -> list[Passage]:
    rows = store.rows(Filters(speakers=names))
    assert rows is not None
    return store.passages(rows.tolist())


def test_a_debate_is_read_back_with_its_turns(store: Store) -> None:
    assert store.document(DEBATE.id) == DEBATE
    speakers = [passage.speaker for passage in store.passages([3, 4, 5, 6])]
    assert speakers == ["Jane Doe", "Speaker", "John Roe", "Jane Doe"]


def test_a_filter_by_speaker_finds_the_turns_of_that_speaker_alone(store: Store) -> None:
    assert [passage.span.start for passage in said_by(store, "John Roe")] == [2 * SENTENCE]
    assert [passage.span.start for passage in said_by(store, "Jane Doe")] == [0, 3 * SENTENCE]
    assert len(said_by(store, "John Roe", "Speaker")) == 2
    assert not said_by(store, "Nobody")
    assert store.documents(Filters(speakers=("John Roe",)), None, 9) == [DEBATE]


@pytest.mark.parametrize("name", ["奥巴马", "Obama", "barack obama", "Barack Obama"])
def test_a_filter_takes_any_name_of_a_known_person(store: Store, name: str) -> None:
    assert {passage.document.id for passage in said_by(store, name)} == {PLAIN.id}


def test_a_filter_takes_simplified_characters_for_traditional_ones(store: Store) -> None:
    assert {passage.document.id for passage in said_by(store, "马大文")} == {NAMELESS.id}


def test_figures_are_those_of_the_speaker(store: Store) -> None:
    def starts(name: str) -> list[int]:
        found = store.figures.rows(FigureQuery(filters=Filters(speakers=(name,))))
        return [stated.row.figure.start for stated in found]

    assert starts("John Roe") == [2 * SENTENCE + 1]
    assert starts("Jane Doe") == [1]


def test_speakers_and_the_catalogue_name_those_of_turns(store: Store) -> None:
    assert set(store.distinct("speaker")) == {
        "Barack Obama", "Jane Doe", "John Roe", "Speaker", "馬大文"
    }  # fmt: skip
    others = {entry.id: set(entry.others) for entry in store.catalogue()}
    assert others[DEBATE.id] == {"John Roe", "Speaker"}
    assert others[PLAIN.id] == set()


def test_an_older_index_without_turns_is_read(path: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.sqlite"
    older.write_bytes(path.read_bytes())
    with sqlite3.connect(older) as connection:
        connection.execute("DROP TABLE turns")
    connection.close()
    store = Store(older)
    assert store.document(DEBATE.id) == replace(DEBATE, turns=())
    assert len(said_by(store, "Jane Doe")) == 4
    store.close()


def test_who_speaks_is_told_by_the_end_of_the_words() -> None:
    document = Document("d", "t", "x" * 40, "f", "en", turns=(Turn(Span(10, 20), "Roe"),))
    assert document.speaker_of(Span(5, 15)) == "Roe"  # a heading above the turn
    assert document.speaker_of(Span(12, 22)) == "Roe"
    assert document.speaker_of(Span(0, 10)) is None
    assert document.speaker_of(Span(20, 30)) is None
