"""Claims about nearest vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.index.dense import Dense, write_dense
from tests.index.small import unit

ROWS, DIMENSION = 400, 16
VECTORS = unit(np.random.default_rng(1).standard_normal((ROWS, DIMENSION)))
AS_KEPT = VECTORS.astype(np.float16).astype(np.float32)
ROUNDING = 1e-3  # one step of fp16 below 1


@pytest.fixture(scope="module", params=["exact", "cells"])
def dense(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dense:
    """The same vectors, kept in both ways."""
    path = tmp_path_factory.mktemp("dense") / "vectors"
    write_dense(path, VECTORS, exact=ROWS if request.param == "exact" else 1)
    return Dense(path)


def best(query: NDArray[np.float32], among: NDArray[np.int64], limit: int) -> list[float]:
    """Cosines of the `limit` best rows of `among`, found by comparing all."""
    cosines = sorted((AS_KEPT[among] @ query).tolist(), reverse=True)
    return cosines[:limit]


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Dense:
    path = tmp_path_factory.mktemp("exact") / "vectors"
    write_dense(path, VECTORS)
    return Dense(path)


@settings(max_examples=50, deadline=None)
@given(
    seed=st.integers(0, 1000),
    limit=st.integers(1, 2 * ROWS),
    among=st.sets(st.integers(0, ROWS - 1)),
)
def test_a_filtered_search_equals_comparing_the_rows_that_pass(
    exact: Dense, seed: int, limit: int, among: set[int]
) -> None:
    query = unit(np.random.default_rng(seed).standard_normal((1, DIMENSION)))[0]
    passing = np.array(sorted(among), dtype=np.int64)
    rows, cosines = exact.search(query, limit, passing)
    assert set(rows.tolist()) <= among
    assert cosines.tolist() == pytest.approx(best(query, passing, limit), abs=ROUNDING)
    assert cosines.tolist() == pytest.approx((AS_KEPT[rows] @ query).tolist(), abs=ROUNDING)


def test_a_vector_finds_its_own_row_with_a_cosine_of_one(dense: Dense) -> None:
    for row in (0, 17, ROWS - 1):
        rows, cosines = dense.search(VECTORS[row], 1)
        assert rows.tolist() == [row]
        assert cosines[0] == pytest.approx(1.0, abs=2e-3)


def test_a_narrow_filter_is_exact_in_cells_too(dense: Dense) -> None:
    query = VECTORS[3]
    passing = np.arange(100, 130, dtype=np.int64)
    rows, cosines = dense.search(query, 10, passing)
    assert len(rows) == 10
    assert cosines.tolist() == pytest.approx(best(query, passing, 10), abs=ROUNDING)


def test_no_row_outside_the_filter_fills_up_the_limit(dense: Dense) -> None:
    rows, _ = dense.search(VECTORS[0], 50, np.array([5, 9], dtype=np.int64))
    assert sorted(rows.tolist()) == [5, 9]


def test_an_empty_filter_finds_nothing(dense: Dense) -> None:
    rows, cosines = dense.search(VECTORS[0], 5, np.empty(0, np.int64))
    assert (len(rows), len(cosines)) == (0, 0)


def test_vectors_read_back_and_written_again_are_the_same_bytes(
    dense: Dense, tmp_path: Path
) -> None:
    once = dense.vectors(np.arange(ROWS))
    assert np.allclose(once, VECTORS, atol=ROUNDING)
    write_dense(tmp_path / "again", once)
    write_dense(tmp_path / "first", VECTORS)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "first").read_bytes()


def test_vectors_come_in_the_order_asked_for(dense: Dense) -> None:
    assert np.allclose(dense.vectors(np.array([9, 2, 9])), VECTORS[[9, 2, 9]], atol=ROUNDING)
    assert dense.vectors(np.empty(0, np.int64)).shape == (0, DIMENSION)


def test_beyond_the_exact_size_cells_are_used_and_their_recall_is_measured(tmp_path: Path) -> None:
    kind = write_dense(tmp_path / "v", VECTORS, exact=ROWS - 1)
    assert (kind.kind, kind.lists) == ("ivf-fp16", int(2 * ROWS**0.5))
    assert 0 < kind.probes < kind.lists
    assert 0.1 < kind.recall <= 1
    assert write_dense(tmp_path / "w", VECTORS, exact=ROWS).kind == "exact-fp16"


def test_what_is_no_index_of_vectors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v").write_bytes(b"not vectors")
    with pytest.raises(RuntimeError):
        Dense(tmp_path / "v")
