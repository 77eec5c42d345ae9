"""The types of a comparison: its groups, its cells, and the series of figures that compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rag.types.answers import Answer, Citation, IndexState
from rag.types.figure_table import StatedRow
from rag.types.figures import Figure
from rag.types.questions import Filters, Question
from rag.types.text import Span, Stance

By = Literal["region", "year", "speaker", "document"]
# What the table of figures has for a group: the figure, something else that is said of it, nothing
# in a report that was read, or no report.
CellState = Literal["stated", "otherwise", "not_stated", "not_held"]


@dataclass(frozen=True, slots=True)
class Group:
    """A row of a comparison: the documents that pass `filters`. `name` is a region, the year of a
    speech, a speaker or a document's id; `label` is its name for a reader."""

    name: str
    label: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer of a group. `citation` is its best quotation, None where it has none ("not
    stated"); `words` are the clauses of the quotation that answer; `figures` are its figures that
    may answer the question, likeliest first; `row` is the row of the table of figures that states
    it, where the table answers."""

    group: Group
    answer: Answer
    citation: Citation | None = None
    words: Span | None = None
    stance: Stance | None = None
    figures: tuple[Figure, ...] = ()
    state: CellState | None = None
    row: StatedRow | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a comparison that can be drawn on one axis, one for each cell, or None where
    it has none; `values` are these figures in `unit`, which is None for bare numbers. Figures of
    the table have the upper ends of ranges too, `highs`, and how words bind them, `bounds`."""

    unit: str | None
    figures: tuple[Figure | None, ...]
    values: tuple[float | None, ...]
    highs: tuple[float | None, ...] = ()
    bounds: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question asked of many groups; `series` is None where too few figures compare."""

    id: str
    question: Question
    by: By
    cells: tuple[Cell, ...]
    series: Series | None
    index: IndexState
    timings_ms: Mapping[str, float] = field(default_factory=dict)
