"""The token table: its rows, their lengths, and the files that it is read from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from rag.errors import ModelError
from rag.models.reproducible import STEP
from rag.models.table import TokenTable


@pytest.fixture
def table() -> TokenTable:
    rows = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float16)
    return TokenTable(rows)


def test_weights_are_norms_where_none_are_given(table: TokenTable) -> None:
    norms = np.linalg.norm(table.rows.astype(np.float32), axis=1)
    np.testing.assert_allclose(table.weights, norms, rtol=1e-3)


def test_unit_rows_have_length_one(table: TokenTable) -> None:
    np.testing.assert_allclose(np.linalg.norm(table.unit, axis=1), 1, atol=2 * STEP)


def test_a_pooled_text_is_the_mean_of_its_rows(table: TokenTable) -> None:
    pooled = table.pooled([[1, 2, 2], [], [4]])
    mean = table.rows[[1, 2, 2]].astype(np.float32).mean(axis=0)
    np.testing.assert_allclose(pooled[0], mean / np.linalg.norm(mean), atol=2 * STEP)
    assert not pooled[1].any()
    assert np.linalg.norm(pooled[2]) == pytest.approx(1, abs=2 * STEP)


def test_few_texts_are_pooled_to_the_same_bits_as_many(
    table: TokenTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A passage that is embedded again, by itself, has the same vector as in the index."""
    texts = [[1, 2, 2], [], [4], list(range(50))]
    few = table.pooled(texts)
    monkeypatch.setattr("rag.models.table._MANY_TOKENS", 0)
    np.testing.assert_array_equal(few, table.pooled(texts))


def test_a_token_that_the_table_lacks_is_refused(table: TokenTable) -> None:
    with pytest.raises(IndexError):
        table.pooled([[1, 50]])
    assert table.unit.shape == (50, 8)
    with pytest.raises(IndexError):
        table.pooled([[1, 50]])


def test_a_directory_of_sentence_transformers_or_of_model2vec(tmp_path: Path) -> None:
    rows = np.eye(3, dtype=np.float16)
    for name in ("embedding.weight", "embeddings"):
        save_file({name: rows}, tmp_path / "model.safetensors")
        assert TokenTable.load(tmp_path).dimension == 3


def test_importance_is_read_where_the_file_has_it(tmp_path: Path) -> None:
    importance = np.array([3, 2, 1], dtype=np.float32)
    rows = np.eye(3, dtype=np.float16)
    tensors: dict[str, np.ndarray] = {"embedding.weight": rows, "importance": importance}
    save_file(tensors, tmp_path / "model.safetensors")
    np.testing.assert_array_equal(TokenTable.load(tmp_path).weights, importance)


def test_a_folder_without_a_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"has no model\.safetensors"):
        TokenTable.load(tmp_path)
    save_file({"encoder.bias": np.zeros(3, dtype=np.float32)}, tmp_path / "model.safetensors")
    with pytest.raises(ModelError, match=r"encoder\.bias"):
        TokenTable.load(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"not safetensors")
    with pytest.raises(ModelError, match="cannot be read"):
        TokenTable.load(tmp_path)
