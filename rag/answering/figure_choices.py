"""Which rows answer a question that orders, counts, chooses, averages or checks figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.language.amounts import (
    OPEN_DOWN,
    OPEN_UP,
    Interval,
    in_unit,
    is_at_least,
    left_open,
    same_value,
)
from rag.language.units import dimension
from rag.presentation.findings import (
    finding_of,
    missing_words,
    reason_words,
    scaled_value,
    value_words,
)
from rag.types.figure_table import (
    FigureCell,
    FiguresFound,
    StatedRow,
)
from rag.types.figures import Amount
from rag.types.questions import FigureRequest, Relation
from rag.types.text import Language

# What is surely so where the relation surely is not.
_OTHERWISE: dict[Relation, Relation] = {
    "above": "at_most", "at_most": "above", "below": "at_least", "at_least": "below",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """One request answered: rows to quote, rows of the table, what is missing, what follows."""

    shown: tuple[StatedRow, ...]
    table: tuple[StatedRow, ...]
    reasons: tuple[str, ...] = ()
    conflicting: bool = False
    finding: str | None = None


def ranked(asked: FiguresFound, language: Language) -> Answered:
    """The cells in order; those at the top, or as many as are asked for, are quoted."""
    request = asked.request
    order = in_order(asked.cells, request)
    if not order:
        return Answered((), ())
    top = how_many(order, request)
    rows = tuple(cell.rows[0] for cell in order)
    reasons = list(absent(request, language))
    if not request.everywhere:
        reasons += missing_words(
            [cell for cell in asked.cells if not _is_sound(cell)], asked.cells, language
        )
    finding = finding_of(request, order, order[:top], asked.coverage, language)
    shown = rows[:top] if request.everywhere else rows
    return Answered(shown, rows, tuple(reasons), finding=finding)


def averaged(asked: FiguresFound, language: Language) -> Answered:
    """The mean of the certain figures, each region counted once; all of them are told."""
    request = asked.request
    sound = in_order(asked.cells, request)
    if len(sound) < 2:
        return Answered((), ())
    rows = tuple(cell.rows[0] for cell in sound)
    reasons = list(absent(request, language))
    if not request.everywhere:
        empty = [cell for cell in asked.cells if not _is_sound(cell)]
        reasons += missing_words(empty, asked.cells, language)
    finding = finding_of(request, asked.cells, sound, asked.coverage, language)
    return Answered(rows, rows, tuple(reasons), finding=finding)


def checked(asked: FiguresFound, language: Language) -> Answered:
    """Whether what the question takes for granted is stated so; a reader weighs the words where a
    row leaves it open, or gives another kind of quantity."""
    request, cells = asked.request, asked.cells
    cell = cells[0] if len(cells) == 1 and _is_sound(cells[0]) else None
    if cell is None or request.threshold is None:
        return Answered((), ())  # a reader weighs the words
    stated = cell.rows[0]
    if not request.stances and cell.stance == "target":
        only = reason_words("only_target", language)
        return Answered((stated,), (stated,), (only,))
    is_so = _is_as_asked(stated, request)
    if is_so is None:
        return Answered((), ())
    said = value_words(stated, language)
    if is_so:
        finding = reason_words("stated_so", language, said)
        return Answered((stated,), (stated,), finding=finding)
    otherwise = reason_words("stated_otherwise", language, request.threshold.text, said)
    return Answered((stated,), (stated,), (otherwise,), conflicting=True)


def _is_as_asked(stated: StatedRow, request: FigureRequest) -> bool | None:
    """Whether a row says what the question takes for granted, whose figure may be rounded, or say
    "about" where the row does not. None where they are not comparable, or the row leaves it
    open."""
    threshold = request.threshold
    if threshold is None or in_unit(threshold, stated.row.value.unit) is None:
        return None
    if request.relation in ("equal", "about"):
        return same_value(replace(stated.row, value=threshold), stated.row)
    if _meets(stated, request):
        return True
    otherwise = request.relation and _OTHERWISE.get(request.relation)
    if stated.row.stance == "target" or _meets(stated, replace(request, relation=otherwise)):
        return False
    return None


def changed(asked: FiguresFound, language: Language) -> Answered:
    """The regions whose figure of the second year is more, or less, than that of the first."""
    request = asked.request
    pairs = list(_pairs(asked.cells))
    if not pairs:
        return Answered((), ())
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
    return Answered(rows, every, tuple(absent(request, language)), finding=finding)


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


def chosen(asked: FiguresFound, language: Language) -> Answered:
    """The cells that meet the condition; where none does, all are quoted for it. None where the
    condition is about another kind of quantity: a reader weighs the words."""
    request = asked.request
    if request.relation == "not_stated":
        return silent_ones(asked, language)
    sound = in_order(asked.cells, request)
    if not all(_is_comparable(cell.rows[0], request.threshold) for cell in sound):
        return Answered((), ())
    met = [cell for cell in sound if _meets(cell.rows[0], request)]
    rows = tuple(cell.rows[0] for cell in sorted(met or sound, key=scaled_value, reverse=True))
    finding = finding_of(request, sound, met, asked.coverage, language)
    return Answered(
        rows,
        tuple(cell.rows[0] for cell in sorted(sound, key=scaled_value, reverse=True)),
        tuple(absent(request, language)),
        finding=finding,
    )


def silent_ones(asked: FiguresFound, language: Language) -> Answered:
    """The regions whose report was read and says nothing of it; those that say something else of
    it, or give a figure that could not be read for sure, are told apart."""
    empty = [cell for cell in asked.cells if not cell.rows]
    silent = [cell for cell in empty if cell.read and not (cell.unsure or of_the_year(cell))]
    others = [cell for cell in empty if cell not in silent]
    otherwise = tuple(stated for cell in others for stated in of_the_year(cell))
    stating = tuple(stated for cell in asked.cells for stated in cell.rows)
    counted = finding_of(asked.request, asked.cells, silent, asked.coverage, language)
    told = [counted or "", *missing_words(others, asked.cells, language)]
    reasons = tuple(absent(asked.request, language))
    return Answered(otherwise or stating, stating, reasons, finding=" ".join(told))


def in_order(cells: Sequence[FigureCell], request: FigureRequest) -> list[FigureCell]:
    sound = _of_one_dimension([cell for cell in cells if _is_sound(cell)])
    return sorted(sound, key=scaled_value, reverse=request.order != "lowest")


def _of_one_dimension(cells: Sequence[FigureCell]) -> list[FigureCell]:
    """The cells of the commonest dimension: a rate is not set in order with a quantity."""
    named = [dimension(cell.rows[0].row.value.unit or "")[0] for cell in cells]
    common = Counter(named).most_common(1)
    return [cell for cell, name in zip(cells, named, strict=True) if name == common[0][0]]


def how_many(order: Sequence[FigureCell], request: FigureRequest) -> int:
    """How many are at the top: as many as are asked for, or those that share the first place."""
    return request.top or sum(scaled_value(cell) == scaled_value(order[0]) for cell in order)


def of_the_year(cell: FigureCell) -> tuple[StatedRow, ...]:
    """The row that says something else of the cell's own year; before one of several years that end
    with it, or of no year that its words name, one of exactly this year."""
    found = [stated for stated in cell.otherwise if is_of_the_year(stated, cell.year)]
    exact = (one for one in found if one.row.period and one.row.period.year == cell.year)
    best = next(exact, found[0] if found else None)
    return (best,) if best else ()


def is_of_the_year(stated: StatedRow, year: int) -> bool:
    """Whether a row that says something else may be of the year: it ends the row's period, or the
    words name none, which only rows of the report that would tell it do here."""
    period = stated.row.period
    return period is None or period.end.year == year


def absent(request: FigureRequest, language: Language) -> Iterator[str]:
    if request.absent:
        yield reason_words("absent", language, *request.absent)


def _is_sound(cell: FigureCell) -> bool:
    """Whether a cell may be ordered and counted: one certain row with a value."""
    return cell.row is not None and cell.row.row.value.low is not None


def _is_comparable(stated: StatedRow, threshold: Amount | None) -> bool:
    return threshold is None or in_unit(threshold, stated.row.value.unit) is not None


def _meets(stated: StatedRow, request: FigureRequest) -> bool:
    """Whether a row surely meets the condition: all that its range, and the bound of a result,
    leave open. A target is meant by the number that it names."""
    threshold = request.threshold and in_unit(request.threshold, stated.row.value.unit)
    if threshold is None or threshold.low is None or threshold.high is None:
        return request.relation is None
    bound = stated.row.qualifier.bound
    open_to = _open_to(stated)
    if open_to is None:
        return False
    low, high = open_to
    match request.relation:
        case "above":
            return not is_at_least(threshold.high, low) or (
                bound == "above" and is_at_least(low, threshold.high)
            )
        case "at_least":
            return is_at_least(low, threshold.low) and bound not in OPEN_DOWN
        case "below":
            return not is_at_least(high, threshold.low) or (
                bound == "below" and is_at_least(threshold.low, high)
            )
        case "at_most":
            return is_at_least(threshold.high, high) and bound not in OPEN_UP
        case "about":
            return bound == "about" and _is_same(open_to, (threshold.low, threshold.high))
        case _:
            value = stated.row.value
            assert value.low is not None
            assert value.high is not None
            return _is_same((value.low, value.high), (threshold.low, threshold.high))


def _open_to(stated: StatedRow) -> Interval | None:
    """The values that a result leaves open; of a target what is written."""
    value = stated.row.value
    if stated.row.stance != "target":
        return left_open(stated.row)
    return None if value.low is None or value.high is None else (value.low, value.high)


def _is_same(one: Interval, other: Interval) -> bool:
    """Whether both ends are the same, but for rounding."""
    return all(is_at_least(a, b) and is_at_least(b, a) for a, b in zip(one, other, strict=True))
