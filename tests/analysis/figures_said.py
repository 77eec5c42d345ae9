"""Rows of the table of figures made by hand, of invented places."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from rag.types.documents import Document
from rag.types.figure_table import StatedRow
from rag.types.figures import Amount, Bound, FigureRow, Period, Qualifier
from rag.types.text import PartialDate, Span


def year(number: int) -> Period:
    """The whole calendar year."""
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year", "explicit")


def report(number: int, region: str = "澄川市", text: str = "", **other: Any) -> Document:
    """The work report that a region gave in January of a year."""
    text = text or f"{region}{number}年政府工作报告"
    return Document(
        id=f"{region}-{number}", title=f"{region}{number}年政府工作报告", text=text,
        file=f"{region}-{number}.txt", language="zh", region=region,
        date=PartialDate(number, 1, 15), **other,
    )  # fmt: skip


def row(
    value: float | None = 5.0,
    bound: Bound = "exact",
    *,
    unit: str | None = "percent",
    high: float | None = None,
    text: str | None = None,
    strive: bool = False,
    preliminary: bool = False,
    **other: Any,
) -> FigureRow:
    """A target of 2025 for the growth of GDP, but for what is said otherwise."""
    made = FigureRow(
        indicator="gdp", name="地区生产总值", kind="growth",
        value=Amount(value, value if high is None else high, unit, text or f"{value}"),
        qualifier=Qualifier(bound, strive, preliminary), period=year(2025), stance="target",
        scope="region", place=None, clause=Span(0, 4), figure=Span(2, 4), heading=(),
        confidence="certain",
    )  # fmt: skip
    return replace(made, **other)


def target(value: float | None = 5.0, bound: Bound = "exact", **other: Any) -> StatedRow:
    """A target of 2025, in the report of 2025."""
    document = other.pop("document", None) or report(2025)
    return StatedRow(document, row(value, bound, **other))


def result(value: float | None = 5.0, bound: Bound = "exact", **other: Any) -> StatedRow:
    """A result of 2025, in the report of 2026."""
    document = other.pop("document", None) or report(2026)
    return StatedRow(document, row(value, bound, **{"stance": "achieved", **other}))
