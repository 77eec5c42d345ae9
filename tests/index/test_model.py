"""Claims about which embedding model an index accepts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.errors import ModelMismatch
from rag.index.model import check_model
from tests.index.small import unit
from tests.index.test_layout import MANIFEST

VECTORS = unit(np.random.default_rng(3).standard_normal((3, 32)))
BUILT = replace(
    MANIFEST,
    model={"id": "bilingual", "weights_sha256": "aa"},
    probes=tuple(map(tuple, VECTORS.tolist())),
)


def test_the_model_that_built_the_index_is_accepted() -> None:
    check_model(BUILT, fingerprint=dict(BUILT.model), probe_vectors=VECTORS)


def test_rounding_of_another_machine_is_accepted() -> None:
    noisy = VECTORS + np.float32(1e-4)
    check_model(BUILT, fingerprint=BUILT.model, probe_vectors=noisy)


def test_another_model_is_refused_with_both_names_and_the_command() -> None:
    with pytest.raises(ModelMismatch) as refused:
        check_model(BUILT, fingerprint={"id": "other-large"}, probe_vectors=VECTORS)
    message = str(refused.value)
    assert "built with the embedding model bilingual" in message
    assert "other-large is set now" in message
    assert message.endswith("speechrag index '年度 报告' b.txt --name default --rebuild")


@pytest.mark.parametrize("key", ["weights_sha256", "passage_prompt"])
def test_any_difference_of_the_fingerprint_is_refused_and_named(key: str) -> None:
    with pytest.raises(ModelMismatch, match=f"{key}: .* then, bb now"):
        check_model(BUILT, fingerprint={**BUILT.model, key: "bb"}, probe_vectors=VECTORS)


def test_other_vectors_under_the_same_fingerprint_are_refused() -> None:
    drifted = unit(VECTORS + 0.1 * np.random.default_rng(4).standard_normal(VECTORS.shape))
    with pytest.raises(ModelMismatch, match=r"no longer gives the vectors.*cosine 0\.8"):
        check_model(BUILT, fingerprint=BUILT.model, probe_vectors=drifted)


@pytest.mark.parametrize("shape", [(3, 16), (2, 32)])
def test_vectors_of_another_shape_are_refused(shape: tuple[int, int]) -> None:
    vectors = np.ones(shape, dtype=np.float32)
    with pytest.raises(ModelMismatch):
        check_model(BUILT, fingerprint=BUILT.model, probe_vectors=vectors)


def test_vectors_that_are_not_numbers_are_refused() -> None:
    with pytest.raises(ModelMismatch):
        check_model(BUILT, fingerprint=BUILT.model, probe_vectors=np.full_like(VECTORS, np.nan))
