"""Claims about the table of figures in the database."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import NoSuchDocument
from rag.index.index import Index
from rag.index.store import Store, StoreWriter
from rag.types.documents import Document, DocumentWarning, values_of
from rag.types.figure_table import Coverage, FigureOrder, FigureQuery
from rag.types.figures import Amount, FigureRow, Period, Qualifier
from rag.types.questions import Filters
from rag.types.text import Span
from tests.index.small import build, digest, document, passages

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
