"""Claims about what is worked out from rows: a mean is told as the values that it is of."""

from __future__ import annotations

import pytest

from rag.presentation.findings import finding_of
from rag.presentation.ledger_words import difference_words
from rag.types.figure_table import Coverage, FigureCell, LedgerEntry, StatedRow
from rag.types.figures import Amount
from rag.types.questions import FigureRequest
from rag.types.text import Language
from tests.figure_rows import row
from tests.serving.engines import SPEECH


def stated(value: Amount) -> StatedRow:
    return StatedRow(SPEECH, row(value=value))


def mean(language: Language, *values: Amount) -> str:
    cells = [
        FigureCell(f"甲{n}", "gdp", "level", 2025, "achieved", (stated(value),), read=True)
        for n, value in enumerate(values)
    ]
    request = FigureRequest(("gdp",), operation="average")
    return finding_of(request, cells, cells, Coverage(2, 2, 2), language) or ""


@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        ((Amount(1.2e12, 1.2e12, "yuan", "1.2万亿元"),
          Amount(1.26e12, 1.26e12, "yuan", "12600亿元")),
         "1.23万亿元", "1.23 trillion yuan"),
        ((Amount(5.0, 5.0, "percent", "5%"), Amount(6.0, 6.0, "percent", "6%")), "5.5%", "5.5%"),
        ((Amount(-2.3, -2.3, "percent", "2.3%"), Amount(5.0, 5.0, "percent", "5%")),
         "1.35%", "1.35%"),
        ((Amount(-2.0, -2.0, "percent", "2%"), Amount(-3.0, -3.0, "percent", "负3%")),
         "−2.5%", "−2.5%"),
        ((Amount(5e9, 5e9, "us_dollar", "$5 billion"), Amount(6e9, 6e9, "us_dollar", "$6 billion")),
         "55亿美元", "$5.5 billion"),
        ((Amount(5.0, 5.5, "percent", "5%—5.5%"), Amount(6.0, 6.0, "percent", "6%")),
         "5.5%—5.75%", "5.5%—5.75%"),
    ],
)  # fmt: skip
def test_a_mean_is_told_as_the_values_are(values: tuple[Amount, ...], zh: str, en: str) -> None:
    assert f"：{zh}，" in mean("zh", *values)
    assert f": {en}, " in mean("en", *values)


@pytest.mark.parametrize(
    ("target", "difference", "told"),
    [
        (Amount(6.5e10, 6.5e10, "kilogram", "1300亿斤"), 5e8, "+10亿斤"),
        # A range is written by its end.
        (Amount(5.5e12, 6e12, "yuan", "5.5—6万亿元"), 5e11, "+0.5万亿元"),
    ],
)
def test_a_difference_is_told_in_the_unit_of_the_target(
    target: Amount, difference: float, told: str
) -> None:
    entry = LedgerEntry(
        "甲市", "grain", 2025, stated(target), None, "met", difference, "at_least_target"
    )
    assert difference_words(entry, "zh") == told
