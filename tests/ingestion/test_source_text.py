"""Claims about the values of a warning about pages."""

from __future__ import annotations

import pytest

from rag.ingestion.source_text import page_values
from rag.types.documents import values_of


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([1], ("1",)),
        ([2, 3, 4, 7, 9, 10], ("2–4", "7", "9–10")),
        (list(range(1, 20, 2)), tuple(map(str, range(1, 20, 2)))),
        (list(range(1, 22, 2)), (*map(str, range(1, 20, 2)), "…")),
    ],
)
def test_adjacent_pages_become_a_range_and_a_long_list_is_cut(
    numbers: list[int], shown: tuple[str, ...]
) -> None:
    assert page_values(numbers, 30) == values_of(count=len(numbers), of=30, pages=shown)
