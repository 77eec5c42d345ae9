"""Neighbours of words in large indexes: the quantised search finds those of a full comparison."""

from __future__ import annotations

import numpy as np
import pytest

from rag.assembly import bundled_embedder, bundled_query_encoder
from rag.late_interaction import neighbours as neighbours_module
from rag.late_interaction.neighbours import NEIGHBOURS, IndexNeighbours
from rag.late_interaction.quantised import QuantisedRows

QUESTION = "How many square metres of illegal construction did Minghu demolish in 2024?"
TEXTS = ["明湖区2024年拆除违法建设43.8万平方米", "建成公园12个", ""]


def test_the_nearest_rows_come_first_with_their_own_cosines() -> None:
    rows = np.random.default_rng(0).standard_normal((500, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    nearest = QuantisedRows(len(rows), rows.__getitem__)
    for vector in rows[:20]:
        positions, cosines = nearest.of(vector, 5)
        expected = np.argsort(-(rows @ vector), kind="stable")[:5]
        assert positions.tolist() == expected.tolist()
        assert cosines == pytest.approx(rows[expected] @ vector)


def test_no_more_rows_are_found_than_there_are() -> None:
    rows = np.eye(3, dtype=np.float32)
    positions, _ = QuantisedRows(3, rows.__getitem__).of(rows[1], 8)
    assert positions[0] == 1
    assert sorted(positions.tolist()) == [0, 1, 2]


def test_a_large_index_finds_the_neighbours_that_a_small_one_compares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = bundled_embedder().table
    ids = np.arange(2_000, 12_000, dtype=np.uint16)
    words = list(range(3_000, 3_040))
    whole = IndexNeighbours(ids, table).neighbourhoods(words, table)
    monkeypatch.setattr(neighbours_module, "COMPARED", 0)
    few = IndexNeighbours(ids, table).neighbourhoods(words, table)
    for expected, found in zip(whole, few, strict=True):
        assert found.cosines is None
        assert found.ids.tolist() == expected.ids.tolist()
        assert found.closeness == pytest.approx(expected.closeness, abs=1e-5)
        assert found.beyond == pytest.approx(expected.beyond, abs=1e-5)
        assert len(found.ids) <= NEIGHBOURS


def test_texts_are_scored_alike_however_large_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = bundled_query_encoder()
    ids = [np.array(encoder.vocabulary.encode(text), dtype=np.uint16) for text in TEXTS]
    held = np.unique(np.concatenate(ids))
    scores = []
    for compared in (neighbours_module.COMPARED, 0):
        monkeypatch.setattr(neighbours_module, "COMPARED", compared)
        encoder.encode.cache_clear()
        query = encoder.encode(QUESTION)
        query.neighbourhoods(IndexNeighbours(held, bundled_embedder().table))
        scores.append(query.scores(ids))
    assert scores[0] == pytest.approx(scores[1], abs=1e-5)
    assert scores[0][0] > scores[0][1] > scores[0][2]
