"""One question asked of many groups: the cells of the table and the figures that compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rag.types.answers import Answer, Citation, IndexState
from rag.types.figures import Figure
from rag.types.questions import Filters, Question
from rag.types.text import Span, Stance

By = Literal["region", "year", "speaker", "document"]


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a comparison: which documents it is asked of. `name` is a region, the year of a
    speech, a speaker or a document's id; `label` is how a reader calls it."""

    name: str
    label: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Cell:
    """What one group says. `citation` is the quotation that speaks most to the question, None
    where nothing does ("not stated"); `words` are the clauses of it that do; `figures` are those
    of its figures that may be the one asked for, likeliest first."""

    group: Group
    answer: Answer
    citation: Citation | None = None
    words: Span | None = None
    stance: Stance | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a comparison that can be drawn on one axis, one a cell and None where it has
    none; `values` are the same in `unit`, which is None for bare numbers."""

    unit: str | None
    figures: tuple[Figure | None, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question asked of many groups; `series` is None where too few figures compare."""

    question: Question
    by: By
    cells: tuple[Cell, ...]
    series: Series | None
    index: IndexState
    timings_ms: Mapping[str, float] = field(default_factory=dict)
