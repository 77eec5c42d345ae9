"""Rows of the main indicators where words stand in place of a figure: 与经济增长同步, 持平."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.ingestion.figures.amounts import Quantity
from rag.ingestion.figures.periods import period_of
from rag.ingestion.figures.places import Place, clause_span, of_nation, stance_of
from rag.ingestion.figures.terms import Term, subject
from rag.language.indicators import INDICATORS, term_named
from rag.language.row_words import INSTEAD, NO_PREDICATE
from rag.language.wordlists import any_of
from rag.types.figures import Amount, Bound, FigureRow, Qualifier
from rag.types.text import Span

# Rows without a figure are kept for these only.
IN_WORDS = frozenset(
    [
        "gdp",
        "iva",
        "fai",
        "retail",
        "rev",
        "trade",
        "jobs",
        "unemp",
        "cpi",
        "grain",
        "pm25",
        "income",
        "urban_rural_income",
    ]
)
BOTH = INDICATORS["urban_rural_income"]
CLAUSE = re.compile(r"[^，。；：;！？!?\n]+")


def rows_in_words(text: str, found: list[Quantity], place: Place) -> Iterator[FigureRow]:
    """The main indicators where words stand in place of a figure."""
    for match in CLAUSE.finditer(text):
        named = MAIN_NAMES.search(match.group())
        if named is None or any(match.start() <= q.span.start < match.end() for q in found):
            continue
        head = match.group()[: named.end()]
        if NO_PREDICATE.search(match.group()[named.end() :]):
            continue
        behind = named.end() - 2
        said = INSTEAD.search(match.group()[behind:])
        read = subject(head, place.known.region)
        if said is None or len(read.terms) != 1 or read.terms[0].indicator is None:
            continue
        words = said.group(), behind + said.start()
        row = _worded(match, read.terms[0], words, place, text)
        if row is not None:
            yield row


def _worded(
    match: re.Match[str], term: Term, said: tuple[str, int], place: Place, text: str
) -> FigureRow | None:
    """The row of a clause; `said` are the words in place of a figure, and where they begin in
    it."""
    words, at = said
    indicator = term.indicator
    assert indicator is not None
    if indicator.key not in IN_WORDS:
        return None
    if indicator is BOTH:
        indicator = INDICATORS["income"]
    level = words in ("持平", "零增长")
    zero = 0.0 if level and indicator.key == "cpi" else None
    period, sure = period_of(
        match.group(), place.lead + text[: match.start()], place.frame, place.known.year
    )
    stance = stance_of(period, place)
    span = clause_span(text, match.start(), match.end(), place.offset)
    clean = term.clean and zero is not None and sure and period is not None and stance is not None
    bound: Bound = "about" if zero is not None and "基本" in match.group() else "exact"
    return FigureRow(
        indicator=indicator.key,
        name=term.name,
        kind="growth" if indicator.kinds[0] == "growth" else "level",
        value=Amount(
            zero, zero, "percent" if zero is not None else None, match.group()[at:].strip()
        ),
        qualifier=Qualifier(bound),
        period=period,
        stance=stance,
        scope="nation" if of_nation(match.group(), place) else term.scope,
        place=term.place,
        clause=span,
        figure=Span(match.start() + at + place.offset, match.end() + place.offset),
        heading=place.heading,
        confidence="certain" if clean else "likely" if period and stance else "unclear",
    )


def _by_beginning(names: set[str]) -> str:
    """One expression for all names, those that begin alike together: it is searched in every
    sentence of a report."""
    beginnings = sorted({name[:2] for name in names})
    return "|".join(
        re.escape(two) + f"(?:{any_of(name[2:] for name in names if name[:2] == two)})"
        for two in beginnings
    )


MAIN_NAMES = re.compile(
    _by_beginning({n for key in IN_WORDS for n in INDICATORS[key].zh if term_named(n.lower())})
)
