"""The fusion of rankings: it uses the ranks of rows, not their scores, which do not compare."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.fuse import Ranking, ranked, reciprocal_rank


def ranking(*rows: int) -> Ranking:
    return np.array(rows, dtype=np.int64), np.arange(len(rows), 0, -1, dtype=np.float32)


def test_a_row_that_two_rankings_hold_beats_the_first_of_one() -> None:
    assert reciprocal_rank([ranking(1, 2), ranking(3, 2)], limit=3).tolist() == [2, 1, 3]


def test_no_more_rows_than_asked_for() -> None:
    assert reciprocal_rank([ranking(5, 4, 3)], limit=2).tolist() == [5, 4]


def test_no_rankings_give_no_rows() -> None:
    assert reciprocal_rank([], limit=5).tolist() == []


def test_equal_rows_come_in_the_order_of_their_numbers() -> None:
    assert reciprocal_rank([ranking(9), ranking(2)], limit=2).tolist() == [2, 9]


scores = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), max_size=30)
filters = st.none() | st.sets(st.integers(0, 29))


@given(scores=scores, limit=st.integers(0, 40), among=filters)
def test_the_best_rows_that_pass_are_ranked_and_the_first_of_equals_comes_first(
    scores: list[float], limit: int, among: set[int] | None
) -> None:
    passing = [row for row in range(len(scores)) if among is None or row in among]
    expected = sorted((row for row in passing if scores[row]), key=lambda row: -scores[row])
    rows, found = ranked(
        np.array(scores, dtype=np.float32),
        limit=limit,
        among=None if among is None else np.array(passing, dtype=np.int64),
    )
    assert rows.tolist() == expected[:limit]
    assert found.tolist() == [scores[row] for row in expected[:limit]]
