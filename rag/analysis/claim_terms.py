"""The indicator of a figure in a pasted English sentence, where the reader of speeches finds none.

Speeches say "GDP grew"; whoever writes about them says "Norland's GDP stood at": with a name before
the term, and other verbs behind it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.language.indicators import Indicator, indicators_in
from rag.types.figures import FigureKind, FigureRow

# Between a term and its figure: verbs and small words, nothing that narrows the term.
_VERBS = re.compile(
    r"(?:\s|\b(?:growth|has|have|had|will|should|to|be|been|is|was|were|stood|stands?|stand|reach(?:ed"
    r"|es)?|gr[eo]wn?|rose|risen|rise|increased?|fell|fallen|declined?|dropped|amount(?:ed|s)|came|hit"
    r"|total(?:led|ed)|by|at|of|about|around|some|over|nearly|almost|just|more|less|than|up|down|an?"
    r"|from|in|the|year)\b|\d{4}|,(?!\w))*",
    re.IGNORECASE,
)
# Before a term: whose it is, or nothing that belongs to it.
_OWNER = re.compile(
    r"(?:^|['’]s?|[,:;]|\b(?:the|in|of|for|raise|increase|is|its|total|will))\s*$", re.I
)


def with_indicator(row: FigureRow, text: str) -> FigureRow:
    """`row` with the indicator that alone stands before its figure; as it is if there is none, or
    more than one."""
    if row.indicator is not None or not text[row.figure.start : row.figure.end].isascii():
        return row
    start = max(text.rfind(mark, 0, row.figure.start) for mark in ("\n", ". ", "; ")) + 1
    before = text[start : row.figure.start]
    found = indicators_in(before)
    if len(found) != 1:
        return row
    span, indicator = found[0]
    if not _VERBS.fullmatch(before[span.end :]) or not _OWNER.search(before[: span.start]):
        return row
    name = span.slice(before)
    return replace(
        row,
        indicator=indicator.key,
        name=name,
        kind=_kind(row, indicator),
        confidence="likely",
    )


def _kind(row: FigureRow, indicator: Indicator) -> FigureKind:
    """A rate that is measured in per cent is a level, not a share of something."""
    is_rate = indicator.unit == row.value.unit == "percent"
    if row.kind == "share" and is_rate and "share" not in indicator.kinds:
        return indicator.kinds[0]
    return row.kind
