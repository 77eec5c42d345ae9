"""The types of what stands on the table of figures: rows, coverage, the ledger, checked texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rag.types.documents import Document, Values
from rag.types.figures import Confidence, FigureKind, FigureRow, Scope
from rag.types.questions import FigureRequest, Filters
from rag.types.text import Span, Stance

Verdict = Literal["met", "missed", "within_about", "not_comparable", "not_reported", "no_target"]
ClaimVerdict = Literal["stated", "stated_otherwise", "not_found"]
# As the speeches are held; by value or by year, rows without one last. Values of several units are
# not comparable: choose one indicator and kind before ordering by value.
FigureOrder = Literal["document", "value desc", "value asc", "year desc", "year asc"]


@dataclass(frozen=True, slots=True)
class StatedRow:
    """A row with the document that states it. A row from an index reads the document's text only
    when it is quoted, and while the index is open; those that Engine gives out are read."""

    document: Document
    row: FigureRow

    @property
    def quote(self) -> str:
        """The clause, verbatim."""
        return self.row.clause.slice(self.document.text)


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """A choice of rows; empty means all. `indicators` are keys; `name` is a part of the term as it
    is written. `years`: the calendar years that a figure speaks of, by the end of its period."""

    indicators: tuple[str, ...] = ()
    name: str | None = None
    kinds: tuple[FigureKind, ...] = ()
    stances: tuple[Stance, ...] = ()
    years: tuple[int, ...] = ()
    scopes: tuple[Scope, ...] = ()
    confidences: tuple[Confidence, ...] = ()
    filters: Filters = field(default=Filters())


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many documents pass the filters, how many of them were read whole for figures, and how
    many state a row."""

    documents: int
    read: int
    stated: int


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows in an order, with how many documents were read for them. Where there are more rows than
    these, `next` is what to ask for those behind them. Of contradictions, `groups` tells how many
    rows, one behind the other, are of one quantity."""

    rows: tuple[StatedRow, ...]
    order: str
    coverage: Coverage
    next: str | None = None
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureCell:
    """What is stated of one region, indicator, kind, year and stance: the row that says it, or the
    rows that contradict each other; `otherwise` are rows that say something else of it. `read`: the
    report that would state it is held and was read, so that an empty cell is a silence. `unsure`:
    something of it is said that the rows do not settle, such as two values in one sentence."""

    region: str
    indicator: str
    kind: FigureKind
    year: int
    stance: Stance
    rows: tuple[StatedRow, ...] = ()
    otherwise: tuple[StatedRow, ...] = ()
    read: bool = False
    unsure: bool = False

    @property
    def row(self) -> StatedRow | None:
        """The row that states it, where one alone does."""
        return self.rows[0] if len(self.rows) == 1 else None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A target beside its result: of a region, an indicator and a year. `difference` is the result
    less the target, in the target's unit. `rule` is the code of the rule that decided, with its
    values: presentation has the words. `otherwise` are rows that say something else of it (in
    words, relative to something, a rank)."""

    region: str
    indicator: str
    year: int
    target: StatedRow | None
    result: StatedRow | None
    verdict: Verdict
    difference: float | None
    rule: str
    rule_values: Values = ()
    otherwise: tuple[StatedRow, ...] = ()

    @property
    def is_judged(self) -> bool:
        """Whether the target was reached or missed, as against not comparable or not told."""
        return self.verdict in ("met", "within_about", "missed")

    @property
    def rows(self) -> tuple[StatedRow, ...]:
        """All rows that it shows."""
        both = (stated for stated in (self.target, self.result) if stated is not None)
        return (*both, *self.otherwise)


@dataclass(frozen=True, slots=True)
class FiguresFound:
    """A request with what the table has for it: cells, or entries of the ledger. The coverage
    counts the reports that would state it, those of them that are held, and those that do.
    `part`: the number of the part of the question that asks it."""

    request: FigureRequest
    cells: tuple[FigureCell, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()
    coverage: Coverage = Coverage(0, 0, 0)
    part: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of a request, in the order of regions and indicators, with its coverage."""

    entries: tuple[LedgerEntry, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """A figure of a text that somebody checks: where it stands, what it was taken to say, and the
    rows that say so, or that say otherwise. `not_found` never means false."""

    span: Span
    text: str
    verdict: ClaimVerdict
    rows: tuple[StatedRow, ...] = ()
