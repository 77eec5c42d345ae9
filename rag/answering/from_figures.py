"""Answers from the table of figures: claims over the clauses that state them, for the gate.

Nothing is searched and no sentence is chosen: the rows are what the question asks for, and what is
missing is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answering.figure_choices import (
    Answered,
    absent,
    averaged,
    changed,
    checked,
    chosen,
    how_many,
    in_order,
    is_of_the_year,
    of_the_year,
    ranked,
)
from rag.presentation.findings import (
    OF_PARTS,
    finding_of,
    missing_words,
    reason_words,
)
from rag.types.answers import Claim, Judgement, Source, Statement, Status
from rag.types.documents import Passage
from rag.types.figure_table import (
    FigureCell,
    FiguresFound,
    FigureTable,
    Ledger,
    LedgerEntry,
    StatedRow,
)
from rag.types.questions import FigureRequest, Hit
from rag.types.text import Language, Stance

# What a row is worth. Certain: the first statement is right for 480 of 480 questions for growth in
# eight wordings, and for 124 of 124 for the highest and lowest (scripts/bench figures); it is set
# lower, since rarer indicators are not measured. Likely: not measured, so that no answer that rests
# on such a row is more than `partial`.
CERTAIN, LIKELY = 0.97, 0.7
# More quotations than this are read in the table, not one by one.
MOST_STATEMENTS = 16


@dataclass(frozen=True, slots=True)
class Tabled:
    """An answer from the table before the gate has proven its quotations: `rows` are quoted, one
    claim each; `table` holds all that was read; `finding` says in words what is worked out from
    it."""

    rows: tuple[tuple[StatedRow, int], ...]
    table: FigureTable
    status: Status
    reason: str | None
    finding: str | None
    ledger: Ledger | None = None

    def sources(self) -> tuple[Source, ...]:
        """A source for each row: its clause, and nothing else."""
        return tuple(
            Source(number, Hit(_passage(stated), 1.0), (stated.row.clause,))
            for number, (stated, _) in enumerate(self.rows, 1)
        )

    def as_read(self, statement: Statement) -> Statement:
        """The statement with the stance of its row, which is read from more than its clause."""
        for stated, _ in self.rows:
            cited = statement.citations[0].quote
            if stated.row.clause == cited.span and stated.document.id == cited.passage.document.id:
                return replace(statement, stance=stated.row.stance)
        return statement

    def claims(self) -> Iterator[Claim]:
        """A claim for each row, in the order of the sources."""
        for number, (stated, part) in enumerate(self.rows, 1):
            chance = CERTAIN if stated.row.confidence == "certain" else LIKELY
            judged = Judgement(chance, stated.row.figure, (part,))
            yield Claim(stated.quote, (f"{number}.1",), judged)


def from_figures(asked: Sequence[FiguresFound], language: Language, *, limit: int) -> Tabled | None:
    """The answer that the rows of all requests give; None where one of them finds no row at all, so
    that a reader must answer. At most `limit` rows are quoted."""
    found = [_answered(one, language) for one in asked]
    if not found or not all(part.shown for part in found):
        return None
    shown = [
        (stated, one.part) for one, part in zip(asked, found, strict=True) for stated in part.shown
    ]
    reasons = [reason for part in found for reason in part.reasons]
    status: Status = "answered"
    unsure = asked[0].request.relation != "not_stated"
    if reasons or any(unsure and stated.row.confidence != "certain" for stated, _ in shown):
        status = "partial"
    if any(part.conflicting for part in found):
        status = "conflicting"
    if status == "partial" and not reasons:
        reasons = [reason_words("likely", language)]
    joint = "；" if language == "zh" else "; "
    entries = tuple(entry for one in asked for entry in one.entries)
    widest = max((one.coverage for one in asked), key=lambda coverage: coverage.documents)
    return Tabled(
        rows=tuple(dict.fromkeys(shown))[: min(limit, MOST_STATEMENTS)],
        table=FigureTable(
            rows=tuple(dict.fromkeys(stated for part in found for stated in part.table)),
            order=_order(asked[0].request),
            coverage=widest,
        ),
        status=status,
        reason=joint.join(dict.fromkeys(reasons)) or None,
        finding=" ".join(filter(None, (part.finding for part in found))) or None,
        ledger=Ledger(entries, widest) if entries else None,
    )


def _answered(asked: FiguresFound, language: Language) -> Answered:
    if asked.request.operation == "ledger" or asked.request.relation in ("met", "missed"):
        return _from_ledger(asked, language)
    if asked.request.operation == "rank":
        return ranked(asked, language)
    if asked.request.relation in ("raised", "lowered"):
        return changed(asked, language)
    if asked.request.operation in ("count", "filter"):
        return chosen(asked, language)
    if asked.request.operation == "average":
        return averaged(asked, language)
    if asked.request.operation == "check":
        return checked(asked, language)
    return _values(asked, language)


def _values(asked: FiguresFound, language: Language) -> Answered:
    """Every cell as it is; those that a named region or year lacks are named."""
    cells, request = asked.cells, asked.request
    few = request.operation in ("value", "compare") and not request.everywhere
    if few and any(cell.unsure for cell in cells) and not any(cell.rows for cell in cells):
        return Answered((), ())  # a reader weighs the words
    rows = tuple(stated for cell in cells for stated in cell.rows)
    instead = tuple(
        stated for cell in cells if not cell.rows and few for stated in of_the_year(cell)
    )
    reasons = list(absent(request, language))
    if not request.everywhere and request.operation != "trend":
        reasons += missing_words([cell for cell in cells if not cell.rows], cells, language)
    is_series = request.operation == "trend"
    if not is_series and not request.stances and any(cell.stance == "target" for cell in cells):
        reasons.append(reason_words("only_target", language))
    conflicting = [cell for cell in cells if len(cell.rows) > 1]
    if conflicting:
        regions = dict.fromkeys(cell.region for cell in conflicting)
        reasons.append(reason_words("two_values", language, *regions))
    reasons += _only_other_half(cells, instead, language)
    shown = (*rows, *instead)
    finding = finding_of(request, cells, (), asked.coverage, language)
    if is_series and request.order:
        order = in_order(cells, request)
        top = order[: how_many(order, request)]
        finding = finding_of(request, cells, top, asked.coverage, language)
        shown = tuple(cell.rows[0] for cell in top)
    return Answered(shown, (*rows, *instead), tuple(reasons), bool(conflicting), finding)


def _only_other_half(
    cells: Sequence[FigureCell], instead: Sequence[StatedRow], language: Language
) -> Iterator[str]:
    """That a target stands in for a result, or the other way round."""
    asked = {cell.stance for cell in cells}
    for stated in instead:
        if stated.row.stance not in asked:
            yield reason_words(
                "only_target" if stated.row.stance == "target" else "only_result", language
            )


def _from_ledger(asked: FiguresFound, language: Language) -> Answered:
    """Targets beside their results; of a choice, those that were met or missed."""
    request, entries = asked.request, asked.entries
    chosen: Sequence[LedgerEntry] = entries
    if request.relation in ("met", "missed"):
        wanted = ("missed",) if request.relation == "missed" else ("met", "within_about")
        chosen = [entry for entry in entries if entry.verdict in wanted]
    shown = [
        stated
        for entry in chosen or entries
        for stated in _of_entry(entry, otherwise=request.relation is None)
    ]
    reasons = list(absent(request, language))
    if request.relation is None:
        for entry in entries:
            reasons += missing_halves(entry, language)
    elif not any(entry.is_judged for entry in entries):
        reasons.append(reason_words("no_comparison", language))
    conflicting = any(
        entry.rule in ("target_contradicts_itself", "result_contradicts_itself")
        for entry in entries
    )
    finding = finding_of(request, (), (), asked.coverage, language, entries=entries, chosen=chosen)
    every = tuple(stated for entry in entries for stated in _of_entry(entry))
    return Answered(
        tuple(shown), every, tuple(reasons), conflicting and request.relation is None, finding
    )


def missing_halves(entry: LedgerEntry, language: Language) -> Iterator[str]:
    """What an entry lacks of target and result, in words; nothing where it is judged, by its parts
    or by a target in words."""
    if entry.rule in OF_PARTS or entry.is_judged:
        return
    if entry.target is None and entry.result is None:
        yield reason_words("neither", language)
    elif entry.target is None:
        yield reason_words("only_result", language)
    elif entry.result is None:
        yield reason_words("only_target", language)


def _of_entry(entry: LedgerEntry, *, otherwise: bool = False) -> Iterator[StatedRow]:
    for stated in (entry.target, entry.result):
        if stated is not None:
            yield stated
    if entry.rule in OF_PARTS:
        yield from entry.otherwise
        return
    if otherwise and not (entry.target and entry.result):
        have = {stated.row.stance for stated in (entry.target, entry.result) if stated}
        seen: set[Stance] = set()
        for stated in entry.otherwise:
            stance = stated.row.stance
            if stance and stance not in have | seen and is_of_the_year(stated, entry.year):
                seen.add(stance)
                yield stated


def _passage(stated: StatedRow) -> Passage:
    return Passage(stated.document, stated.row.clause, stated.row.heading)


def _order(request: FigureRequest) -> str:
    if request.operation in ("rank", "count", "filter"):
        return "value asc" if request.order == "lowest" else "value desc"
    return "year asc" if request.operation == "trend" else "region"
