"""Figure rows by hand, for tests of what is done with them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from rag.types.figures import Amount, FigureRow, Period, Qualifier
from rag.types.text import Span


def year(number: int) -> Period:
    """One calendar year, as the words name it."""
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year", "explicit")


_USUAL = FigureRow(
    indicator="gdp",
    name="地区生产总值",
    kind="growth",
    value=Amount(5.0, 5.0, "percent", "5%"),
    qualifier=Qualifier(),
    period=year(2025),
    stance="achieved",
    scope="region",
    place=None,
    clause=Span(0, 9),
    figure=Span(6, 8),
    heading=("一、总结",),
    confidence="certain",
)


def row(low: float | None = 5.0, high: float | None = None, **changes: Any) -> FigureRow:
    """A growth of the gross product in 2025 by `low` per cent, but for the changes."""
    value = Amount(
        low, low if high is None else high, "percent", "同步" if low is None else f"{low:g}%"
    )
    return replace(_USUAL, **{"value": value, **changes})
