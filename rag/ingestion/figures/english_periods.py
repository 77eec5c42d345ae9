"""Of which years an English figure speaks: those that its sentence names, or its heading."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from rag.ingestion.figures.amounts import Quantity
from rag.ingestion.figures.english_terms import clause_start
from rag.ingestion.figures.frames import read_heading
from rag.ingestion.figures.periods import are_years
from rag.language.dates import YearMention
from rag.language.heading_words import PLAN_HEADING, REVIEW_HEADING
from rag.language.row_words_english import AVERAGE_ENGLISH
from rag.types.documents import Document, Section
from rag.types.figures import Period, PeriodBasis, PeriodKind

_WHOLE_YEAR_DAYS = 360
# Before a year that belongs to another figure: 6.3 percent in 1982, consumption rose by 10 percent.
_TAKEN = re.compile(r"(?:%|percent|per cent|illion|\d) (?:in|for|during) (?:fiscal )?$", re.I)
# Before a year that a figure is only set against.
_COMPARES = re.compile(
    r"\b(?:since|than|before|until|compared (?:with|to)|over|as|versus|against|like)"
    r"(?: (?:in|the|of|early|late|that|those))*(?: fiscal| year)? ?$",
    re.I,
)
_PART = re.compile(
    r"\b(?:(?:first|second|third|fourth|last|next) (?:half|quarter)"
    r"|(?:first|last|next) (?:[\w-]+[ -])?(?:months|quarters|weeks)|half of|quarter of"
    r"|months of|to date|so far|january|february|march|april|june|july|august|september|october"
    r"|november|december)\b",
    re.I,
)
# Between a figure and the year that it is said of.
_ONLY_WHEN = re.compile(
    r"[ ,(]*(?:(?:in|for|by|during|at|the|of|fiscal|financial|assessment|ya|fy|with|effect|from"
    r"|year|end|just|about)\b[ ,()]*)*",
    re.I,
)


def period_of_english(
    document: Document, section: Section, sentence: str, quantity: Quantity, named: int,
    years: Sequence[YearMention],
) -> tuple[Period | None, bool]:  # fmt: skip
    """The years that the sentence names nearest before the figure, or else the first after it."""
    mentions = [
        y
        for y in years
        if not (quantity.span.overlaps(y.span) or _COMPARES.search(sentence, 0, y.span.start))
    ]
    if mentions:
        following = next((y for y in mentions if y.span.start >= quantity.span.end), None)
        if following is not None and _ONLY_WHEN.fullmatch(
            sentence, max(quantity.end, named), following.span.start
        ):
            return _mentioned(following, sentence, quantity), True  # $290 billion in 1992
        earlier = [y for y in mentions if y.span.end <= quantity.span.start]
        chosen = earlier[-1] if earlier else mentions[0]
        period = _mentioned(chosen, sentence, quantity)
        yearly = period.kind == "year" and AVERAGE_ENGLISH.search(sentence) is not None
        taken = _TAKEN.search(sentence, 0, chosen.span.start) is not None
        return period, bool(earlier) and not yearly and not taken
    frame = read_heading(section.heading, document.date).frame
    if frame is None or frame.basis == "assumed" or not are_years(frame.first, frame.last):
        return None, False
    kind: PeriodKind = "years_sum" if frame.several else "year"
    first, last = datetime.date(frame.first, 1, 1), datetime.date(frame.last, 12, 31)
    # A line with a year that only looks like a heading names a year of comparison as often.
    named_so = any(REVIEW_HEADING.search(h) or PLAN_HEADING.search(h) for h in section.heading)
    return Period(first, last, kind, "heading"), named_so and not frame.several


def _mentioned(years: YearMention, sentence: str, quantity: Quantity) -> Period:
    """The period of years that the words name."""
    basis: PeriodBasis = "explicit" if years.basis in ("written", "plan") else "counted"
    kind: PeriodKind = "year"
    if years.until.year > years.since.year:
        kind = "years_mean" if AVERAGE_ENGLISH.search(sentence) else "years_sum"
    elif _is_part(years, sentence, quantity):
        kind = "part_year"
    return Period(years.since, years.until, kind, basis)


def _is_part(years: YearMention, sentence: str, quantity: Quantity) -> bool:
    """Whether it is a part of a year that the words name."""
    if (years.until - years.since).days < _WHOLE_YEAR_DAYS:
        return True
    first = clause_start(sentence, min(quantity.span.start, years.span.start))
    return _PART.search(sentence, first) is not None
