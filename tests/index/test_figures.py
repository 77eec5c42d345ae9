"""Claims about the table of figures in the database."""

from __future__ import annotations

import datetime

from rag.types.figures import Amount, FigureRow, Period, Qualifier
from rag.types.text import Span

NAME = "speeches"


def year(number: int) -> Period:
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year", "explicit")


def row(
    low: float | None = 5.0, *, high: float | None = None, period: Period | None = None
) -> FigureRow:
    return FigureRow(
        indicator="gdp",
        name="地区生产总值",
        kind="growth",
        value=Amount(low, low if high is None else high, "percent", f"{low}%"),
        qualifier=Qualifier(),
        period=period or year(2025),
        stance="achieved",
        scope="region",
        place=None,
        clause=Span(0, 8),
        figure=Span(4, 6),
        heading=("一、总结",),
        confidence="certain",
    )
