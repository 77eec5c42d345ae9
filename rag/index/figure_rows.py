"""How a figure row is written into the database, and read back: a column for each thing that a
question may choose or order by, so that no text is read for rows that are not shown."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from rag.types.figures import (
    Amount,
    Bound,
    Confidence,
    FigureKind,
    FigureRow,
    Period,
    PeriodBasis,
    PeriodKind,
    Qualifier,
    Scope,
)
from rag.types.text import Span, Stance

# Thousands of rows share some hundred periods, qualifiers and headings.
_REMEMBERED = 4096

FIGURES_SCHEMA = """
CREATE TABLE figures (
    row INTEGER PRIMARY KEY, document INTEGER NOT NULL,
    indicator TEXT, name TEXT NOT NULL, kind TEXT NOT NULL,
    low REAL, high REAL, unit TEXT, text TEXT NOT NULL,
    bound TEXT NOT NULL, strive INTEGER NOT NULL, preliminary INTEGER NOT NULL,
    first_day TEXT, last_day TEXT, period TEXT, basis TEXT, year INTEGER,
    stance TEXT, scope TEXT NOT NULL, place TEXT,
    clause_first INTEGER NOT NULL, clause_end INTEGER NOT NULL,
    figure_first INTEGER NOT NULL, figure_end INTEGER NOT NULL,
    heading TEXT NOT NULL, confidence TEXT NOT NULL
);
CREATE TABLE figure_names (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;
"""
# Made when all rows are there. The second index holds all that a usual question chooses by, so that
# rows are counted without reading them; names are few, so that a part of one is looked for among
# them. Of 3,000,000 rows: the highest of 60,000 in 126 ms (235 with the first two columns alone),
# a part of a term in 108 (892 without names). scripts/bench figure_store measures it.
FINISH_FIGURES = (
    "CREATE INDEX figures_document ON figures(document)",
    "CREATE INDEX figures_indicator "
    "ON figures(indicator, year, stance, kind, scope, confidence, document)",
    "CREATE INDEX figures_year ON figures(year)",
    "CREATE INDEX figures_name ON figures(name)",
    "INSERT INTO figure_names SELECT name, count(*) FROM figures GROUP BY name",
)
INSERT_FIGURE = f"INSERT INTO figures VALUES ({','.join('?' * 26)})"
# What read_figure reads; `year` only serves queries.
FIGURE_COLUMNS = """indicator, name, kind, low, high, unit, text, bound, strive, preliminary,
    first_day, last_day, period, basis, stance, scope, place,
    clause_first, clause_end, figure_first, figure_end, heading, confidence"""


def figure_columns(row: FigureRow) -> tuple[object, ...]:
    """The columns of `figures` behind `document`."""
    value, bound, period = row.value, row.qualifier, row.period
    days = (period.start.isoformat(), period.end.isoformat()) if period else (None, None)
    named = (period.kind, period.basis, period.end.year) if period else (None, None, None)
    return (
        row.indicator, row.name, row.kind,
        value.low, value.high, value.unit, value.text,
        bound.bound, bound.strive, bound.preliminary,
        *days, *named,
        row.stance, row.scope, row.place,
        row.clause.start, row.clause.end, row.figure.start, row.figure.end,
        json.dumps(row.heading), row.confidence,
    )  # fmt: skip


def read_figure(columns: Sequence[Any]) -> FigureRow:
    """The row that FIGURE_COLUMNS hold."""
    indicator, name, kind, low, high, unit, text, bound, strive, preliminary = columns[:10]
    first_day, last_day, period, basis, stance, scope, place = columns[10:17]
    clause_first, clause_end, figure_first, figure_end, heading, confidence = columns[17:]
    return FigureRow(
        indicator=indicator,
        name=name,
        kind=cast("FigureKind", kind),
        value=Amount(low, high, unit, text),
        qualifier=_qualifier(bound, strive, preliminary),
        period=_period(first_day, last_day, period, basis) if period else None,
        stance=cast("Stance | None", stance),
        scope=cast("Scope", scope),
        place=place,
        clause=Span(clause_first, clause_end),
        figure=Span(figure_first, figure_end),
        heading=_heading(heading),
        confidence=cast("Confidence", confidence),
    )


@lru_cache(_REMEMBERED)
def _qualifier(bound: Bound, strive: int, preliminary: int) -> Qualifier:
    return Qualifier(bound, bool(strive), bool(preliminary))


@lru_cache(_REMEMBERED)
def _period(first_day: str, last_day: str, kind: PeriodKind, basis: PeriodBasis) -> Period:
    start, end = map(datetime.date.fromisoformat, (first_day, last_day))
    return Period(start, end, kind, basis)


@lru_cache(_REMEMBERED)
def _heading(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))
