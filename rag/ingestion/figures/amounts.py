"""How much a figure says: its value in the base unit, and how the words around bind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.language.figures import figures
from rag.language.row_words import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    ABOVE_BEFORE,
    AT_LEAST_AFTER,
    AT_LEAST_BEFORE,
    AT_MOST_AFTER,
    AT_MOST_BEFORE,
    BELOW_AFTER,
    BELOW_BEFORE,
)
from rag.language.units import dimension
from rag.types.figures import Amount, Bound, Figure
from rag.types.text import Span

# 10%以上 binds both of 5%和10%以上, but a unit of its own keeps a range apart from a list.
_RANGE = re.compile(r" ?(?:[—–\-~～－]+|至|到|to|-) ?")
_BETWEEN_AND = re.compile(r" (?:and|to) ")
# Rows have the base unit of each of these dimensions; others are kept as they are written.
_BASES = {
    "share": "percent", "percentage_point": "percentage_point", "mass": "kilogram",
    "length": "metre", "area": "square_metre",
    "microgram_per_cubic_metre": "microgram_per_cubic_metre",
}  # fmt: skip
# Whole numbers below this have no dust of binary fractions.
_EXACT_INTEGERS = 1e12
# Of the words between the two numbers of a range.
_WIDEST_JOIN = 8
_OPEN_END = re.compile(r"[多余]")


# Smaller numbers without a unit are numberings more often than quantities.
LEAST_BARE = 1000.0


class Quantity(NamedTuple):
    """One figure of a sentence, or a range of two: where it stands, its values and unit in the base
    unit, and how it is bound; `end` is behind 左右 and the like."""

    span: Span
    end: int
    low: float
    high: float
    unit: str
    bound: Bound

    def amount(self, text: str, sign: float = 1.0) -> Amount:
        low, high = sorted((sign * self.low, sign * self.high))
        return Amount(low, high, self.unit, self.span.slice(text))


def quantities(text: str, *, bare: bool = False) -> list[Quantity]:
    """The figures of a sentence that have a unit, ranges joined; with `bare` numbers above a
    thousand too, with the unit ""."""
    found = [
        figure
        for figure in figures(text)
        if figure.unit is not None or (bare and figure.value >= LEAST_BARE)
    ]
    joined: list[Quantity] = []
    at = 0
    while at < len(found):
        first = found[at]
        second = found[at + 1] if at + 1 < len(found) else None
        if second is not None and _is_range(text, first, second):
            joined.append(_quantity(text, first, second))
            at += 2
        else:
            joined.append(_quantity(text, first, first))
            at += 1
    return joined


def _is_range(text: str, first: Figure, second: Figure) -> bool:
    if second.span.start - first.span.end > _WIDEST_JOIN:
        return False
    between = text[first.span.end : second.span.start]
    if first.unit != second.unit or first.value > second.value:
        return False
    if _RANGE.fullmatch(between):
        return not (between.strip() in ("to", "到", "至") and _from_before(text, first))
    before = text[max(first.span.start - 9, 0) : first.span.start].lower()
    return bool(_BETWEEN_AND.fullmatch(between)) and "between" in before


def _from_before(text: str, figure: Figure) -> bool:
    before = text[max(figure.span.start - 8, 0) : figure.span.start].lower()
    return before.endswith(("由", "从", "from ", "by ", "自", "年的"))


def _quantity(text: str, first: Figure, last: Figure) -> Quantity:
    unit, factor = _base(first.unit or "")
    before = text[max(first.span.start - 24, 0) : first.span.start]
    bound, length = _after(text[last.span.end : last.span.end + 12])
    if bound == "exact":
        bound = _before(before, text[first.span.start : last.span.end])
    if first is not last:
        bound = "range"
    low, high = _clean(first.value * factor), _clean(last.value * factor)
    return Quantity(
        Span(first.span.start, last.span.end), last.span.end + length, low, high, unit, bound
    )


def _base(unit: str) -> tuple[str, float]:
    name, size = dimension(unit)
    base = _BASES.get(name)
    return (base, size / dimension(base)[1]) if base else (unit, 1.0)


# The words of the tables begin, or end, with one of these: most figures stand without them.
_BEGIN_AFTER = frozenset("左上以之及的或 a")
_END_BEFORE = frozenset("于過到少低过限最高多突超出破逾上越足约近概致在达了 ")


def _after(after: str) -> tuple[Bound, int]:
    if after[:1] not in _BEGIN_AFTER:
        return "exact", 0
    for bound, table in (
        ("about", ABOUT_AFTER),
        ("at_least", AT_LEAST_AFTER),
        ("at_most", AT_MOST_AFTER),
        ("below", BELOW_AFTER),
    ):
        match = table.search(after)
        if match:
            return bound, match.end()  # type: ignore[return-value]
    return "exact", 0


def _before(before: str, written: str) -> Bound:
    if before[-1:] not in _END_BEFORE:
        return "above" if _OPEN_END.search(written) else "exact"
    for bound, table in (
        ("at_least", AT_LEAST_BEFORE),
        ("at_most", AT_MOST_BEFORE),
        ("above", ABOVE_BEFORE),
        ("below", BELOW_BEFORE),
        ("about", ABOUT_BEFORE),
    ):
        if table.search(before):
            return bound  # type: ignore[return-value]
    return "above" if _OPEN_END.search(written) else "exact"


def _clean(value: float) -> float:
    if value.is_integer() and abs(value) < _EXACT_INTEGERS:
        return value
    return float(f"{value:.12g}")
