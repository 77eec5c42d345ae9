"""Figure attribution: the quote that gives each figure of a claim, or the sum behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from rag.language.figures import comparable, figures
from rag.language.number_words import numbers as stated_numbers
from rag.language.rounding import rounds
from rag.language.units import COUNTED
from rag.types.answers import Derivation, Operation, Quote, StatedFigure
from rag.types.figures import Figure

# Units of what is counted, and of time and order.
_TIMES = frozenset({"year", "month", "week", "day", "hour"})
_COUNTS = COUNTED | _TIMES | {"ordinal", "multiple", "fraction"}

_LIST = re.compile(r"[^，。；：、]+(?:、[^，。；：、]+)+")
_BETWEEN = re.compile(r"[、和与及]")


def attribute_figures(
    text: str, quotes: Sequence[Quote], numbers: Sequence[int]
) -> tuple[StatedFigure, ...] | None:
    """Each figure of `text` with the number of the first quote that gives it. A figure that no
    quote gives must be the sum or the difference of two figures of `text` that quotes give. None if
    a figure is neither: then `text` says more than its quotes."""
    given = [figures(quote.text) for quote in quotes]
    stated = figures(text)
    attributed = {
        position: StatedFigure(figure, number)
        for position, figure in enumerate(stated)
        for number in [_number_of(figure, text, given, quotes, numbers)]
        if number is not None
    }
    operands = list(attributed.values())
    for position, figure in enumerate(stated):
        if position not in attributed:
            derivation = _derivation(figure, operands)
            if derivation is None:
                return None
            attributed[position] = StatedFigure(
                figure, derivation.operands[0].in_citation, derivation=derivation
            )
    return tuple(attributed[position] for position in sorted(attributed))


def _number_of(
    figure: Figure,
    text: str,
    given: Sequence[Sequence[Figure]],
    quotes: Sequence[Quote],
    numbers: Sequence[int],
) -> int | None:
    for found, number in zip(given, numbers, strict=True):
        if any(comparable(figure, other) for other in found):
            return number
    for found, number in zip(given, numbers, strict=True):
        if any(rounds(figure, text, other) for other in found):
            return number
    return _in_words(figure, quotes, numbers)


def _in_words(figure: Figure, quotes: Sequence[Quote], numbers: Sequence[int]) -> int | None:
    """The number of the quote that counts the same, whatever it calls what is counted, or writes
    the count or the time in words: four plutonium piles, 四座."""
    if figure.unit not in _COUNTS:
        return None
    for quote, number in zip(quotes, numbers, strict=True):
        if figure.value in _counts(quote.text) | _lengths(quote.text):
            return number
    return None


def _counts(text: str) -> set[float]:
    """The numbers of a text that count something, or nothing in particular; not those of shares,
    sums of money and measures."""
    counted = {figure.value for figure in figures(text) if figure.unit in _COUNTS}
    for figure in reversed(figures(text)):
        text = f"{text[: figure.span.start]} {text[figure.span.end :]}"
    return counted | stated_numbers(text)


def _lengths(text: str) -> set[float]:
    """How many items the lists of a text have: that may be told."""
    return {float(len(_BETWEEN.split(found))) for found in _LIST.findall(text)}


def _derivation(figure: Figure, stated: Sequence[StatedFigure]) -> Derivation | None:
    """How `figure` follows from two figures of `stated` that have its unit; the difference of two
    shares is in percentage points."""
    for first, second in combinations(stated, 2):
        left, right = first.figure, second.figure
        if left.unit is None or left.unit != right.unit or left.unit == "ordinal":
            continue
        points = "percentage_point" if left.unit == "percent" else left.unit
        results: tuple[tuple[Operation, Figure], ...] = (
            ("sum", replace(left, value=left.value + right.value)),
            ("difference", replace(left, value=abs(left.value - right.value), unit=points)),
        )
        for operation, result in results:
            if _is_equal(figure, result):
                return Derivation(operation, (first, second))
    return None


def _is_equal(figure: Figure, result: Figure) -> bool:
    """Whether two figures are equal, within the rounding error of a sum of two rounded figures."""
    exact = replace(result, text=figure.text)
    return figure.unit == result.unit and comparable(
        replace(figure, value=round(figure.value, 6)), replace(exact, value=round(result.value, 6))
    )
