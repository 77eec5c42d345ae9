"""Answers from the table of figures: claims over the clauses that state them, for the gate.

Nothing is searched and no sentence is chosen: the rows are what the question asks for, and what is
missing is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.language.amounts import in_unit, same_value
from rag.language.units import dimension
from rag.presentation.findings import (
    OF_PARTS,
    finding_of,
    missing_words,
    reason_words,
    scaled_value,
    value_words,
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
    return Tabled(
        rows=tuple(dict.fromkeys(shown))[: min(limit, MOST_STATEMENTS)],
        table=FigureTable(
            rows=tuple(dict.fromkeys(stated for part in found for stated in part.table)),
            order=_order(asked[0].request),
            coverage=asked[0].coverage,
        ),
        status=status,
        reason=joint.join(dict.fromkeys(reasons)) or None,
        finding=" ".join(filter(None, (part.finding for part in found))) or None,
        ledger=Ledger(entries, asked[0].coverage) if entries else None,
    )


@dataclass(frozen=True, slots=True)
class _Answered:
    """One request answered: rows to quote, rows of the table, what is missing, what follows."""

    shown: tuple[StatedRow, ...]
    table: tuple[StatedRow, ...]
    reasons: tuple[str, ...] = ()
    conflicting: bool = False
    finding: str | None = None


def _answered(asked: FiguresFound, language: Language) -> _Answered:
    if asked.request.operation == "ledger" or asked.request.relation in ("met", "missed"):
        return _from_ledger(asked, language)
    if asked.request.operation == "rank":
        return _ranked(asked, language)
    if asked.request.relation in ("raised", "lowered"):
        return _changed(asked, language)
    if asked.request.operation in ("count", "filter"):
        return _chosen(asked, language)
    if asked.request.operation == "average":
        return _averaged(asked, language)
    if asked.request.operation == "check":
        return _checked(asked, language)
    return _values(asked, language)


def _values(asked: FiguresFound, language: Language) -> _Answered:
    """Every cell as it is; those that a named region or year lacks are named."""
    cells, request = asked.cells, asked.request
    few = request.operation in ("value", "compare") and not request.everywhere
    if few and any(cell.unsure for cell in cells) and not any(cell.rows for cell in cells):
        return _Answered((), ())  # a reader weighs the words
    rows = tuple(stated for cell in cells for stated in cell.rows)
    instead = tuple(
        stated
        for cell in cells
        if not cell.rows and request.operation == "value"
        for stated in _of_the_year(cell)
    )
    reasons = list(_absent(request, language))
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
        order = _in_order(cells, request)
        top = order[: _how_many(order, request)]
        finding = finding_of(request, cells, top, asked.coverage, language)
        shown = tuple(cell.rows[0] for cell in top)
    return _Answered(shown, (*rows, *instead), tuple(reasons), bool(conflicting), finding)


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


def _ranked(asked: FiguresFound, language: Language) -> _Answered:
    """The cells in order; those at the top, or as many as are asked for, are quoted."""
    request = asked.request
    order = _in_order(asked.cells, request)
    if not order:
        return _Answered((), ())
    top = _how_many(order, request)
    rows = tuple(cell.rows[0] for cell in order)
    reasons = list(_absent(request, language))
    if not request.everywhere:
        reasons += missing_words(
            [cell for cell in asked.cells if not _is_sound(cell)], asked.cells, language
        )
    finding = finding_of(request, order, order[:top], asked.coverage, language)
    shown = rows[:top] if request.everywhere else rows
    return _Answered(shown, rows, tuple(reasons), finding=finding)


def _in_order(cells: Sequence[FigureCell], request: FigureRequest) -> list[FigureCell]:
    sound = _of_one_dimension([cell for cell in cells if _is_sound(cell)])
    return sorted(sound, key=scaled_value, reverse=request.order != "lowest")


def _of_one_dimension(cells: Sequence[FigureCell]) -> list[FigureCell]:
    """The cells of the commonest dimension: a rate is not set in order with a quantity."""
    named = [dimension(cell.rows[0].row.value.unit or "")[0] for cell in cells]
    common = Counter(named).most_common(1)
    return [cell for cell, name in zip(cells, named, strict=True) if name == common[0][0]]


def _how_many(order: Sequence[FigureCell], request: FigureRequest) -> int:
    """How many are at the top: as many as are asked for, or those that share the first place."""
    return request.top or sum(scaled_value(cell) == scaled_value(order[0]) for cell in order)


def _averaged(asked: FiguresFound, language: Language) -> _Answered:
    """The mean of the certain figures, each region counted once; all of them are told."""
    request = asked.request
    sound = _in_order(asked.cells, request)
    if len(sound) < 2:
        return _Answered((), ())
    rows = tuple(cell.rows[0] for cell in sound)
    reasons = list(_absent(request, language))
    if not request.everywhere:
        empty = [cell for cell in asked.cells if not _is_sound(cell)]
        reasons += missing_words(empty, asked.cells, language)
    finding = finding_of(request, asked.cells, sound, asked.coverage, language)
    return _Answered(rows, rows, tuple(reasons), finding=finding)


def _checked(asked: FiguresFound, language: Language) -> _Answered:
    """Whether what the question takes for granted is stated so."""
    request, cells = asked.request, asked.cells
    cell = cells[0] if len(cells) == 1 and _is_sound(cells[0]) else None
    if cell is None or request.threshold is None:
        return _Answered((), ())  # a reader weighs the words
    stated = cell.rows[0]
    if not request.stances and cell.stance == "target":
        only = reason_words("only_target", language)
        return _Answered((stated,), (stated,), (only,))
    is_so = _is_as_asked(stated, request)
    said = value_words(stated, language)
    if is_so:
        finding = reason_words("stated_so", language, said)
        return _Answered((stated,), (stated,), finding=finding)
    otherwise = reason_words("stated_otherwise", language, request.threshold.text, said)
    return _Answered((stated,), (stated,), (otherwise,), conflicting=True)


def _is_as_asked(stated: StatedRow, request: FigureRequest) -> bool:
    """Whether a row says what the question takes for granted, whose figure may be rounded, or say
    "about" where the row does not."""
    threshold = request.threshold
    if request.relation in ("equal", "about") and threshold is not None:
        return same_value(replace(stated.row, value=threshold), stated.row)
    return _meets(stated, request)


def _changed(asked: FiguresFound, language: Language) -> _Answered:
    """The regions whose figure of the second year is more, or less, than that of the first."""
    request = asked.request
    pairs = list(_pairs(asked.cells))
    if not pairs:
        return _Answered((), ())
    is_up = request.relation == "raised"
    met = [
        (old, new)
        for old, new in pairs
        if scaled_value(new) != scaled_value(old)
        and (scaled_value(new) > scaled_value(old)) == is_up
    ]
    finding = finding_of(
        request,
        [new for _, new in pairs],
        [cell for pair in met for cell in pair],
        asked.coverage,
        language,
    )
    rows = tuple(cell.rows[0] for pair in met or pairs for cell in pair)
    every = tuple(cell.rows[0] for pair in pairs for cell in pair)
    return _Answered(rows, every, tuple(_absent(request, language)), finding=finding)


def _pairs(cells: Sequence[FigureCell]) -> Iterator[tuple[FigureCell, FigureCell]]:
    """The two years of each region that states both."""
    of_region: dict[tuple[str, str], list[FigureCell]] = {}
    for cell in cells:
        if _is_sound(cell):
            of_region.setdefault((cell.region, cell.indicator), []).append(cell)
    for both in of_region.values():
        if len(both) == 2:
            old, new = sorted(both, key=lambda cell: cell.year)
            yield old, new


def _chosen(asked: FiguresFound, language: Language) -> _Answered:
    """The cells that meet the condition; where none does, all are quoted for it."""
    request = asked.request
    if request.relation == "not_stated":
        return _silent(asked, language)
    sound = _in_order(asked.cells, request)
    met = [cell for cell in sound if _meets(cell.rows[0], request)]
    rows = tuple(cell.rows[0] for cell in sorted(met or sound, key=scaled_value, reverse=True))
    finding = finding_of(request, sound, met, asked.coverage, language)
    return _Answered(
        rows,
        tuple(cell.rows[0] for cell in sorted(sound, key=scaled_value, reverse=True)),
        tuple(_absent(request, language)),
        finding=finding,
    )


def _silent(asked: FiguresFound, language: Language) -> _Answered:
    """The regions whose report was read and says nothing of it; those that say something else of
    it, or give a figure that could not be read for sure, are told apart."""
    empty = [cell for cell in asked.cells if not cell.rows]
    silent = [cell for cell in empty if cell.read and not (cell.unsure or _of_the_year(cell))]
    others = [cell for cell in empty if cell not in silent]
    otherwise = tuple(stated for cell in others for stated in _of_the_year(cell))
    stating = tuple(stated for cell in asked.cells for stated in cell.rows)
    counted = finding_of(asked.request, asked.cells, silent, asked.coverage, language)
    told = [counted or "", *missing_words(others, asked.cells, language)]
    return _Answered(otherwise or stating, stating, finding=" ".join(told))


def _from_ledger(asked: FiguresFound, language: Language) -> _Answered:
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
    reasons = list(_absent(request, language))
    if request.relation is None:
        for entry in entries:
            reasons += missing_halves(entry, language)
    elif not any(entry.verdict in ("met", "within_about", "missed") for entry in entries):
        reasons.append(reason_words("no_comparison", language))
    conflicting = any(
        entry.rule in ("target_contradicts_itself", "result_contradicts_itself")
        for entry in entries
    )
    finding = finding_of(request, (), (), asked.coverage, language, entries=entries, chosen=chosen)
    every = tuple(stated for entry in entries for stated in _of_entry(entry))
    return _Answered(
        tuple(shown), every, tuple(reasons), conflicting and request.relation is None, finding
    )


def missing_halves(entry: LedgerEntry, language: Language) -> Iterator[str]:
    """What an entry lacks of target and result, in words."""
    if entry.rule in OF_PARTS:
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
            if stance and stance not in have | seen and _is_of_the_year(stated, entry.year):
                seen.add(stance)
                yield stated


def _of_the_year(cell: FigureCell) -> tuple[StatedRow, ...]:
    """The first row that says something else of the cell's own year."""
    found = (stated for stated in cell.otherwise if _is_of_the_year(stated, cell.year))
    return tuple(stated for stated, _ in zip(found, range(1), strict=False))


def _is_of_the_year(stated: StatedRow, year: int) -> bool:
    period = stated.row.period
    return period is not None and period.year == year


def _absent(request: FigureRequest, language: Language) -> Iterator[str]:
    if request.absent:
        yield reason_words("absent", language, *request.absent)


def _is_sound(cell: FigureCell) -> bool:
    """Whether a cell may be ordered and counted: one certain row with a value."""
    return cell.row is not None and cell.row.row.value.low is not None


def _meets(stated: StatedRow, request: FigureRequest) -> bool:
    """Whether a row meets the condition. A range meets one only as a whole."""
    threshold = request.threshold and in_unit(request.threshold, stated.row.value.unit)
    value = stated.row.value
    bound = stated.row.qualifier.bound
    if threshold is None or threshold.low is None or threshold.high is None:
        return request.relation is None
    if value.low is None or value.high is None:
        return False
    match request.relation:
        case "above":
            return value.low > threshold.high or (value.low == threshold.high and bound == "above")
        case "at_least":
            return value.low >= threshold.low and bound not in ("below", "at_most")
        case "below":
            return value.high < threshold.low or (value.high == threshold.low and bound == "below")
        case "at_most":
            return value.high <= threshold.high and bound not in ("above", "at_least")
        case "about":
            return (value.low, value.high) == (threshold.low, threshold.high) and bound == "about"
        case _:
            return (value.low, value.high) == (threshold.low, threshold.high)


def _passage(stated: StatedRow) -> Passage:
    return Passage(stated.document, stated.row.clause, stated.row.heading)


def _order(request: FigureRequest) -> str:
    if request.operation in ("rank", "count", "filter"):
        return "value asc" if request.order == "lowest" else "value desc"
    return "year asc" if request.operation == "trend" else "region"
