"""Tells whether two texts, of one language or of two, give the same figures and the same years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.figures import comparable, figures
from rag.types.figures import Figure

_YEAR = re.compile(r"(?<![\d.,])(?:18|19|20)\d\d(?![\d.,]\d|\d)")


def unmatched(first: Sequence[Figure], second: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of either list that the other does not give, each as often as it is missing."""
    left = list(second)
    missing = []
    for figure in first:
        match = next((other for other in left if comparable(figure, other)), None)
        if match is None:
            missing.append(figure)
        else:
            left.remove(match)
    return (*missing, *left)


def years_of(text: str) -> frozenset[str]:
    """The calendar years that stand in the text in digits."""
    return frozenset(_YEAR.findall(text))


def years_agree(first: str, second: str) -> bool:
    """Whether neither text names a year that the other replaces by another. 去年 has no digits: so
    one text may name years where the other names none."""
    one, other = years_of(first), years_of(second)
    return one <= other or other <= one


def same_figures(first: str, second: str) -> bool:
    """Whether the texts give the same figures, in any order, and no contradicting years."""
    return not unmatched(figures(first), figures(second)) and years_agree(first, second)
