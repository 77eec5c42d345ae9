"""Claims about terms."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.index.lexical import Lexical, LexicalWriter

VOCABULARY = 30
_random = np.random.default_rng(5)
IDS = [_random.integers(0, VOCABULARY, size=6).tolist() for _ in range(300)]
BIGRAMS = [["拆违", "违治"] if row % 50 == 7 else ["公园"] for row in range(len(IDS))]


def written(path: Path, ids: Sequence[Sequence[int]], pairs: Sequence[Sequence[str]]) -> Lexical:
    writer = LexicalWriter(path)
    for row, bigrams in zip(ids, pairs, strict=True):
        writer.add(row, bigrams)
    writer.finish()
    return Lexical(path)


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    return written(tmp_path_factory.mktemp("lexical") / "terms", IDS, BIGRAMS)


def test_a_wide_filter_whose_rows_all_rank_last_still_finds_them(tmp_path: Path) -> None:
    ids = [[1, 2]] * 500 + [[1]] * 500
    lexical = written(tmp_path / "terms", ids, [[]] * 1000)
    rows, scores = lexical.search_bm25([1, 2], [], 10, np.arange(500, 1000))
    assert rows.tolist() == list(range(500, 510))
    assert len(set(scores.tolist())) == 1


def test_rows_stay_right_when_they_lie_in_several_segments(tmp_path: Path) -> None:
    writer = LexicalWriter(tmp_path / "terms")
    for row in range(60):
        writer.add([row, 1000], [])
        if row % 13 == 0 and writer._writer is not None:
            writer._writer.commit()
    writer.finish()
    lexical = Lexical(tmp_path / "terms")
    for row in range(60):
        assert lexical.search_bm25([row], [], 5)[0].tolist() == [row]
    assert sorted(lexical.search_bm25([1000], [], 100)[0].tolist()) == list(range(60))


def test_a_question_of_two_chinese_characters_hits(lexical: Lexical) -> None:
    rows, scores = lexical.search_bm25([], ["拆违"], 10)
    assert sorted(rows.tolist()) == [row for row in range(len(IDS)) if row % 50 == 7]
    assert (scores > 0).all()


def test_bm25_prefers_the_rarer_word_and_the_fuller_match(tmp_path: Path) -> None:
    ids = [[1, 9], [1, 9], [1, 9], [1, 2], [3, 9]]
    lexical = written(tmp_path / "terms", ids, [[]] * 5)
    assert lexical.search_bm25([1, 2], [], 1)[0].tolist() == [3]
    assert lexical.search_bm25([3, 1], [], 1)[0].tolist() == [4]


@settings(max_examples=40, deadline=None)
@given(
    ids=st.lists(st.integers(0, VOCABULARY), min_size=1, max_size=4),
    among=st.sets(st.integers(0, len(IDS) - 1), min_size=1),
)
def test_a_filter_does_not_change_a_bm25_score(
    lexical: Lexical, ids: list[int], among: set[int]
) -> None:
    found, values = lexical.search_bm25(ids, [], 300)
    everywhere: dict[int, float] = dict(zip(found.tolist(), values.tolist(), strict=True))
    rows, scores = lexical.search_bm25(ids, [], 300, np.array(sorted(among), dtype=np.int64))
    assert set(rows.tolist()) == everywhere.keys() & among
    for row, value in zip(rows.tolist(), scores.tolist(), strict=True):
        assert value == pytest.approx(everywhere[row], rel=1e-5)


@pytest.mark.parametrize(
    "hostile", ['tokens:"1"', "公 OR 园", "*", "(((((", "a" * 70_000, "\x00", "🙂", "[1 TO 9]"]
)
def test_the_syntax_of_queries_is_only_text(lexical: Lexical, hostile: str) -> None:
    assert len(lexical.search_bm25([], [hostile], 10)[0]) == 0


def test_nothing_asked_finds_nothing(lexical: Lexical) -> None:
    assert len(lexical.search_bm25([], [], 10)[0]) == 0
    assert len(lexical.search_bm25([1], [], 0)[0]) == 0
    assert len(lexical.search_bm25([1], [], 10, np.empty(0, np.int64))[0]) == 0


def test_all_bigrams_of_a_word_must_stand_in_one_passage(lexical: Lexical) -> None:
    assert lexical.holds_all(["拆违", "违治"])
    assert not lexical.holds_all(["拆违", "公园"])


def test_a_folder_that_may_not_be_written_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "terms", IDS, BIGRAMS)
    for lock in (tmp_path / "terms").glob(".*.lock"):
        lock.unlink()
    before = sorted(os.listdir(tmp_path / "terms"))
    monkeypatch.setattr("rag.index.lexical.os.access", lambda path, mode: False)
    lexical = Lexical(tmp_path / "terms")
    assert len(lexical.search_bm25([], ["拆违"], 100)[0]) == 6
    assert sorted(os.listdir(tmp_path / "terms")) == before
