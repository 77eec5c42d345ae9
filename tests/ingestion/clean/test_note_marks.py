"""Claims about marks of notes in plain text: inside a figure they go, a power and a list stay."""

from __future__ import annotations

import pytest

from rag.ingestion.clean.note_marks import marks_in_figures
from rag.ingestion.figures import rows_of
from rag.ingestion.read import read_one
from tests.ingestion.helpers import after, published


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("税收45¹亿元", "税收45亿元"),
        ("税收110²亿元", "税收110亿元"),
        ("增长5.2¹²%", "增长5.2%"),
        ("税收45①亿元", "税收45亿元"),
        ("税收45[1]亿元", "税收45亿元"),
        ("税收45〔12〕亿元", "税收45亿元"),
        ("grew by 5.2³ per cent", "grew by 5.2 per cent"),
        ("spent 45[2] million", "spent 45 million"),
    ],
)
def test_a_mark_between_a_figure_and_its_unit_goes(text: str, figure: str) -> None:
    assert after(marks_in_figures, text) == figure


@pytest.mark.parametrize(
    "text",
    [
        "3×10⁸吨",
        "10²个",
        "达到10³个",
        "约10⁶吨",
        "面积3m²",
        "2024①改造老旧小区",
        "见文献[1]",
        "投资45亿元①，增长",
        "a[1] = b",
    ],
)
def test_powers_lists_and_marks_elsewhere_stay(text: str) -> None:
    assert after(marks_in_figures, text) == text


def test_the_figure_is_read_as_it_was_said() -> None:
    read = read_one(
        published("2024年青川区政府工作报告\n全区地区生产总值完成45¹亿元，增长5.2²%。\n")
    )
    values = [row.value.low for row in rows_of(read.document, read.sections) if row.value]
    assert 45e8 in values
    assert not {451e8, 5.22} & set(values)
