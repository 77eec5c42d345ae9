"""Cuts what is far too long for a sentence: figures are read in time that grows with its square."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The longest sentence of 245 speeches has fewer characters; only rows of a table have more.
_LONGEST = 1_500
_CUT_AFTER = re.compile(r"[\s，,；;：:、。]")


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """[start, end) whole, or cut after white space or a mark into bearable stretches."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        cuts = [match.end() for match in _CUT_AFTER.finditer(text, limit - _LONGEST // 4, limit)]
        cut = cuts[-1] if cuts else limit
        yield start, cut
        start = cut
    yield start, end
