"""The cache for the last few indexes."""

from __future__ import annotations

import numpy as np

from rag.late_interaction.per_index import GENERATIONS, PerIndexCache


def test_the_last_few_are_made_once_and_an_equal_array_is_another() -> None:
    made: list[int] = []
    cache = PerIndexCache(lambda array: made.append(int(array[0])))
    arrays = [np.array([number], dtype=np.uint16) for number in (*range(GENERATIONS), 0)]
    for array in (*arrays[:GENERATIONS], *arrays[:GENERATIONS]):
        cache.of(array)
    assert made == list(range(GENERATIONS))
    cache.of(arrays[-1])
    cache.of(arrays[0])
    assert made == [*range(GENERATIONS), 0, 0]
