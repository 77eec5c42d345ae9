"""What a question does with the figures that it asks for; their years and stances."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.language.figures import figures
from rag.language.indicators import Indicator
from rag.language.rules import Rule, Table
from rag.language.units import dimension
from rag.questions.figure_question_words import (
    AVERAGE,
    CHANGED_TARGET,
    LOWERED,
    NEGATIVE,
    RAISED,
    WHICH_YEAR,
    YES_OR_NO,
)
from rag.questions.figure_words import (
    ABOUT,
    ABOVE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    COMPARED,
    EVERY_REGION,
    GROWTH,
    HIGHEST,
    HOW_MANY_REGIONS,
    LEVEL,
    LOWEST,
    MET,
    NOT_REACHED,
    NOT_STATED,
    RESULT,
    TARGET,
    TREND,
)
from rag.questions.stance_words import BOTH
from rag.types.figures import Amount, Figure
from rag.types.questions import FigureOperation, Relation, Understood
from rag.types.text import Span, Stance

FROM_TO = re.compile(
    r"(?P<first>(?:19|20)\d\d) ?年?(?: ?[-—–~～]+ ?|至|到|年?以?来?到| to | until | through )"
    r"(?P<last>(?:19|20)\d\d)"
)
SINCE = re.compile(
    r"(?P<first>(?:19|20)\d\d) ?年?(?:以来|至今|开始)|\bsince (?P<since>(?:19|20)\d\d)"
)
# A bare number is a threshold if it is as large as levels are, and no year.
LEAST_COUNT = 1000.0
_IN_ONES = frozenset({"percent", "microgram", "microgram_per_cubic_metre"})
_LIMIT_BEFORE = re.compile(
    r"(?:[高低大小多少快慢]于|超过|突破|不足|不到|(?:above|below|over|under|than|least|most)) *$"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
# Between the ends of a range; "and" only where words make it one.
_RANGE = re.compile(r" ?(?:[-—–~～－]+|至|到|to|through) ?")
_RANGE_JOINED = re.compile(r" ?(?:和|与|and) ?")
_BETWEEN = re.compile(r"介于|之间|\bbetween\b", re.IGNORECASE)
# A growth below this is negative.
_NOTHING = Amount(0.0, 0.0, "percent", "0")
# The first that matches decides; 不低于 is no 低于.
_RELATIONS: tuple[tuple[Table[Rule], Relation], ...] = (
    (AT_LEAST, "at_least"), (AT_MOST, "at_most"), (ABOVE, "above"), (BELOW, "below"),
    (ABOUT, "about"),
)  # fmt: skip
REGION_OPERATIONS = frozenset({"rank", "count", "filter"})


@dataclass(frozen=True, slots=True)
class Read:
    """A question and what of it is known to be about figures."""

    text: str
    names: tuple[Span, ...]
    indicators: tuple[Indicator, ...]
    thresholds: tuple[Figure, ...]
    understood: Understood
    today: datetime.date


def read_question(
    text: str,
    named: Sequence[tuple[Span, Indicator]],
    understood: Understood,
    today: datetime.date,
) -> Read:
    indicators = tuple(indicator for _, indicator in named)
    units = {dimension(indicator.unit or "")[0] for indicator in indicators}
    thresholds: list[Figure] = []
    for figure in figures(text):
        if any(figure.span.overlaps(span) for span, _ in named):
            continue  # PM2.5
        if figure.unit is None and _is_bare_threshold(text, figure, indicators[0]):
            thresholds.append(replace(figure, unit=_usual_unit(text, indicators[0])))
        elif figure.unit and dimension(figure.unit)[0] in units | {"share", "percentage_point"}:
            thresholds.append(figure)
    return Read(
        text, tuple(span for span, _ in named), indicators, tuple(thresholds), understood, today
    )


def _is_bare_threshold(text: str, figure: Figure, indicator: Indicator) -> bool:
    """Whether a number without a unit is a limit: as large as levels are, or behind a word that
    makes it one, where nobody counts in 万."""
    if _YEAR.fullmatch(figure.text):
        return False
    in_ones = _usual_unit(text, indicator) in _IN_ONES
    return figure.value >= LEAST_COUNT or (
        in_ones and bool(_LIMIT_BEFORE.search(text[: figure.span.start]))
    )


def _usual_unit(text: str, indicator: Indicator) -> str | None:
    is_rate = GROWTH.search(text) or indicator.kinds[0] in ("growth", "change", "share")
    return "percent" if is_rate and not LEVEL.search(text) else indicator.unit


def order_of(text: str) -> Literal["highest", "lowest"] | None:
    return "lowest" if LOWEST.search(text) else "highest" if HIGHEST.search(text) else None


def operation_of(read: Read, parts: int, *, several: bool) -> FigureOperation | None:
    """What is done with the figures; None where it cannot be one thing for all of the text."""
    text = read.text
    everywhere = EVERY_REGION.search(text) is not None
    stretch = _stretch(read)
    years = set(read.understood.years)
    if averages(read):
        return "average" if (everywhere or several) and not stretch else None
    if WHICH_YEAR.search(text):
        return "trend" if order_of(text) and not everywhere and not several else None
    if everywhere and _changes(read):
        return "count" if HOW_MANY_REGIONS.search(text) else "filter"
    limits = (table for table, relation in _RELATIONS if relation != "about")
    if everywhere and not read.thresholds and not _holds_against(text) and _limited(text, limits):
        return None  # a limit that could not be read
    if everywhere and (HOW_MANY_REGIONS.search(text) or _chooses(read)):
        return "count" if HOW_MANY_REGIONS.search(text) else "filter"
    if _holds_against(text) and (len(years) < 2 or stretch):
        return "ledger"
    if parts > 1:
        return None
    if (HIGHEST.search(text) or LOWEST.search(text)) and (everywhere or several):
        return "rank"
    if stretch or (TREND.search(text) and not read.thresholds and len(years) != 1):
        return "trend"
    if read.thresholds or NEGATIVE.search(text):
        is_asked = YES_OR_NO.search(text) and len(read.indicators) == 1 and len(years) < 2
        return "check" if is_asked and not several and not everywhere else None
    return "compare" if several or everywhere or COMPARED.search(text) else "value"


def _chooses(read: Read) -> bool:
    """Whether regions are chosen by a condition."""
    text = read.text
    return bool(
        read.thresholds
        or NEGATIVE.search(text)
        or _holds_against(text)
        or NOT_REACHED.search(text)
        or NOT_STATED.search(text)
    )


def averages(read: Read) -> bool:
    """Whether a mean is asked for; an average concentration is a name."""
    return any(
        not any(Span(*found.span()).overlaps(name) for name in read.names)
        for found in AVERAGE.finditer(read.text)
    )


def _limited(text: str, limits: Iterable[Table[Rule]]) -> bool:
    return any(table.search(text) for table in limits) and not NEGATIVE.search(text)


def _changes(read: Read) -> bool:
    """Whether the figures of two years are compared in every region."""
    if len(set(years_of(read, ("target",), "filter"))) == 2:
        return bool(RAISED.search(read.text) or LOWERED.search(read.text))
    return bool(
        len(read.understood.years or read.understood.reports) == 1
        and TARGET.search(read.text)
        and CHANGED_TARGET.search(read.text)
    )


def _holds_against(text: str) -> bool:
    """Whether a target is held against its result."""
    return bool(TARGET.search(text) and (MET.search(text) or BOTH.search(text)))


def condition_of(
    read: Read, operation: FigureOperation
) -> tuple[Relation | None, Amount | None] | None:
    """The condition of a count, a choice or a check; None where it is more than one condition."""
    if operation not in ("count", "filter", "check"):
        return None, None
    text = read.text
    if operation != "check" and EVERY_REGION.search(text) and _changes(read):
        return ("lowered" if LOWERED.search(text) else "raised"), None
    if NEGATIVE.search(text):
        return "below", _NOTHING
    if read.thresholds:
        amount = _one_amount(text, read.thresholds)
        if amount is None:
            return None
        found = (relation for table, relation in _RELATIONS if table.search(text))
        return next(found, "equal"), amount
    if NOT_REACHED.search(text):
        return "missed", None
    if NOT_STATED.search(text):
        return "not_stated", None
    return ("met", None) if MET.search(text) else (None, None)


def _one_amount(text: str, thresholds: Sequence[Figure]) -> Amount | None:
    """The one number, or the one range, that the thresholds are; None for two of them (高于4%、
    低于5%)."""
    low, high = thresholds[0], thresholds[-1]
    if len(thresholds) > 1:
        between = text[low.span.end : high.span.start].lower()
        is_range = _RANGE.fullmatch(between) or (
            _BETWEEN.search(text) and _RANGE_JOINED.fullmatch(between)
        )
        if len(thresholds) > 2 or low.unit != high.unit or not is_range:
            return None
    return Amount(low.value, high.value, low.unit, text[low.span.start : high.span.end])


def stances_of(read: Read, operation: FigureOperation) -> tuple[Stance, ...]:
    """What is asked for: a target, a result, or both; none where nothing tells."""
    if operation == "ledger" or NOT_REACHED.search(read.text):
        return "target", "achieved"
    if NOT_STATED.search(read.text):
        return ("target",) if TARGET.search(read.text) else ("achieved",)
    if operation in REGION_OPERATIONS and not read.thresholds and _holds_against(read.text):
        return "target", "achieved"
    asked = read.understood.intent.stances
    if len(asked) == 1:
        return asked
    target, result = TARGET.search(read.text), RESULT.search(read.text)
    if target and not result:
        return ("target",)
    return ("achieved",) if result and not target else asked


def years_of(read: Read, stances: Sequence[Stance], operation: FigureOperation) -> tuple[int, ...]:
    """The years that the figures speak of: a report plans its own year and reviews the one
    before."""
    stretch = _stretch(read)
    if stretch:
        return stretch
    if read.understood.years:
        return tuple(sorted(read.understood.years))
    reports = read.understood.reports
    planned = set(reports) if "target" in stances or not stances else set()
    reviewed = {year - 1 for year in reports} if "achieved" in stances or not stances else set()
    return tuple(sorted(planned if operation == "ledger" else planned | reviewed))


def _stretch(read: Read) -> tuple[int, ...]:
    """All years of "2015-2025" or "since 2015"; none where no stretch is named."""
    found = FROM_TO.search(read.text)
    if found:
        return tuple(range(int(found["first"]), int(found["last"]) + 1))
    since = SINCE.search(read.text)
    if since:
        first = int(since["first"] or since["since"])
        return tuple(range(first, read.today.year + 2))
    return ()
