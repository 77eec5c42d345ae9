"""The figures of a claim and its quotes in, where each figure stands, or what it was worked out
from, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from rag.language.figures import comparable, figures
from rag.types.answers import Derivation, Operation, Quote, StatedFigure
from rag.types.figures import Figure


def attribute_figures(
    text: str, quotes: Sequence[Quote], numbers: Sequence[int]
) -> tuple[StatedFigure, ...] | None:
    """Each figure of `text` with the number of the first quote that gives it; a figure that none
    gives must be the sum or difference of two that `text` states beside it. None if one is
    neither: then `text` says what its quotes do not."""
    given = [figures(quote.text) for quote in quotes]
    stated = figures(text)
    placed = {
        place: StatedFigure(figure, number)
        for place, figure in enumerate(stated)
        for number in [_number_of(figure, given, numbers)]
        if number is not None
    }
    operands = list(placed.values())
    for place, figure in enumerate(stated):
        if place not in placed:
            derivation = _derivation(figure, operands)
            if derivation is None:
                return None
            placed[place] = StatedFigure(
                figure, derivation.operands[0].in_citation, derivation=derivation
            )
    return tuple(placed[place] for place in sorted(placed))


def _number_of(
    figure: Figure, given: Sequence[Sequence[Figure]], numbers: Sequence[int]
) -> int | None:
    for found, number in zip(given, numbers, strict=True):
        if any(comparable(figure, other) for other in found):
            return number
    return None


def _derivation(figure: Figure, stated: Sequence[StatedFigure]) -> Derivation | None:
    """How `figure` follows from two of `stated`, both with its unit; the difference of two shares
    is in percentage points."""
    for first, second in combinations(stated, 2):
        one, other = first.figure, second.figure
        if one.unit is None or one.unit != other.unit or one.unit == "ordinal":
            continue
        points = "percentage_point" if one.unit == "percent" else one.unit
        results: tuple[tuple[Operation, Figure], ...] = (
            ("sum", replace(one, value=one.value + other.value)),
            ("difference", replace(one, value=abs(one.value - other.value), unit=points)),
        )
        for operation, result in results:
            if _is_the_same(figure, result):
                return Derivation(operation, (first, second))
    return None


def _is_the_same(figure: Figure, result: Figure) -> bool:
    """Equal but for what the sum of two rounded figures may be off."""
    exact = replace(result, text=figure.text)
    return figure.unit == result.unit and comparable(
        replace(figure, value=round(figure.value, 6)), replace(exact, value=round(result.value, 6))
    )
