"""Rankings become one by the places that rows hold in them, not by incomparable scores."""

from __future__ import annotations

import numpy as np

from rag.retrieval.fuse import Ranking, reciprocal_rank


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
