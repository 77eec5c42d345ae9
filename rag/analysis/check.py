"""Checks a text: whether the speeches state each of its figures, state another, or neither.

A text is read like a speech: each figure gets what it measures, its period and its stance. The
region is the one named last before it. `not_found` never means false.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rag.analysis.claim_terms import with_indicator
from rag.index.index import EVERYTHING, Index
from rag.ingestion.figures import rows_of
from rag.language.amounts import OPEN_ENDED, in_unit, is_at_least, same_value, within
from rag.language.claim_words import PLANNED
from rag.language.detect import language_of
from rag.language.places import is_country
from rag.language.sentences import sentences
from rag.questions.regions import regions_in
from rag.types.documents import Document, Section
from rag.types.figure_table import CheckedFigure, ClaimVerdict, FigureQuery, StatedRow
from rag.types.figures import FigureRow, Period
from rag.types.questions import Filters
from rag.types.text import Span, Stance

# At most so many rows are shown of a figure: more say the same.
MOST_ROWS = 5
_COMMA = re.compile(r"[，；;]\s*|,(?!\d{3})\s*")
# Rows that state a thing done, or to be done; a text often does not tell work from result.
_KINDRED: dict[Stance, frozenset[Stance | None]] = {
    "achieved": frozenset({"achieved", "under_way", "problem"}),
    "under_way": frozenset({"achieved", "under_way"}),
    "problem": frozenset({"achieved", "problem"}),
    "target": frozenset({"target"}),
    "proposal": frozenset({"target", "proposal"}),
}

Rows = Callable[[FigureQuery], Sequence[StatedRow]]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of a checked text: what it says, and the regions that it is said of; none where the
    text names none. `planned`: the words around it speak of a plan."""

    row: FigureRow
    regions: tuple[str, ...]
    planned: bool = False

    @property
    def stance(self) -> Stance | None:
        """Whether the text tells a result or a plan; None where only a bound (5%左右) speaks for a
        plan."""
        if self.row.stance == "target" and not self.planned:
            return None
        return self.row.stance or ("target" if self.planned else "achieved")


def check_text(index: Index, text: str, filters: Filters = EVERYTHING) -> tuple[CheckedFigure, ...]:
    """The verdict on each figure of `text` with a unit, in order; `filters` choose the speeches
    that may state it."""
    rows = cache(index.figures)
    return tuple(_checked(index, rows, claim, text, filters) for claim in claims_in(text, index))


def claims_in(text: str, index: Index) -> list[Claim]:
    """The figures of `text` with the regions that they are said of, in order."""
    named = list(_regions_of_clauses(text, index))
    read: dict[tuple[str, ...], Sequence[FigureRow]] = {}
    found: list[Claim] = []
    for span, regions in named:
        if regions not in read:
            read[regions] = _read(text, regions)
        found += [
            Claim(row, regions, _is_planned(text, row.figure))
            for row in read[regions]
            if span.start <= row.figure.start < span.end and row.value.low is not None
        ]
    return found


def _is_planned(text: str, figure: Span) -> bool:
    """Whether the sentence of a figure, or the line before it, names a plan."""
    start = text.rfind("\n", 0, figure.start) + 1
    ends = (text.find(mark, figure.end) for mark in ("。", "\n", ". ", "；"))
    end = min((end for end in ends if end >= 0), default=len(text))
    return PLANNED.search(text[start:end]) is not None


def _read(text: str, regions: tuple[str, ...]) -> tuple[FigureRow, ...]:
    """The rows of a text, read as the words of `regions`."""
    document = Document(
        id="text", title="", text=text, file="text", language=language_of(text),
        region=regions[0] if regions else None,
    )  # fmt: skip
    rows = rows_of(document, [Section(document, Span(0, len(text)), ())])
    return tuple(with_indicator(row, text) for row in rows)


def _regions_of_clauses(text: str, index: Index) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Each clause of a text with the regions that its figures are said of: those that it names,
    else those that its sentence names, else those that were named last in the paragraph."""
    start = 0
    for line in text.splitlines(keepends=True):
        last: tuple[str, ...] = ()
        for sentence in sentences(line):
            last = last or _named(sentence.slice(line), index)
            for clause in _clauses(line, sentence):
                last = _named(clause.slice(line), index) or last
                yield Span(start + clause.start, start + clause.end), last
        start += len(line)


def _clauses(line: str, sentence: Span) -> Iterator[Span]:
    """The parts of a sentence up to each comma; figures keep their commas."""
    start = sentence.start
    for match in _COMMA.finditer(line, sentence.start, sentence.end):
        yield Span(start, match.end())
        start = match.end()
    if start < sentence.end:
        yield Span(start, sentence.end)


def _named(words: str, index: Index) -> tuple[str, ...]:
    """The regions that `words` name, held or not: a figure of a place that is not held must not be
    looked for in another."""
    found = regions_in(words, index)
    countries = tuple(region for region in found.likely if is_country(region))
    return found.held or found.absent or countries


def _checked(index: Index, rows: Rows, claim: Claim, text: str, filters: Filters) -> CheckedFigure:
    row = claim.row
    same = _of_stance(
        claim, [one for one in _rows_about(rows, claim, filters) if _compares(row, one.row)]
    )
    stating = [one for one in same if supports(row, one.row)]
    verdict: ClaimVerdict = "not_found"
    if stating:
        verdict = "stated"
    elif same and _is_of_one_region(claim, same):
        verdict = "stated_otherwise"
    shown = sorted(stating or (same if verdict != "not_found" else []), key=_certain_first)
    return CheckedFigure(
        row.figure, row.figure.slice(text), verdict, index.quotable(shown[:MOST_ROWS])
    )


def _rows_about(rows: Rows, claim: Claim, filters: Filters) -> Iterator[StatedRow]:
    """The rows of what the claim speaks of, in its region and place."""
    row = claim.row
    query = FigureQuery(
        indicators=(row.indicator,) if row.indicator else (),
        name=None if row.indicator else row.name,
        years=(row.period.end.year,) if row.period else (),
        confidences=("certain", "likely"),
        filters=filters,
    )
    if row.indicator or row.name:
        yield from (one for one in rows(query) if _is_there(claim, one))


def _is_there(claim: Claim, stated: StatedRow) -> bool:
    """Whether a row is about the place that the claim is about."""
    row, regions = stated.row, claim.regions
    if claim.row.scope == "nation":
        return row.scope == "nation" or (row.scope == "region" and is_country(_region(stated)))
    if row.scope == "place":
        return row.place is not None and row.place in (claim.row.place, *regions)
    if claim.row.scope == "place" and claim.row.place not in regions:
        return False
    if row.scope == "nation":
        return any(map(is_country, regions))
    return row.scope == "region" and (not regions or _region(stated) in regions)


def _region(stated: StatedRow) -> str:
    return stated.document.region or ""


def _compares(claim: FigureRow, row: FigureRow) -> bool:
    """Whether a row says of the same quantity what the claim says of it."""
    if claim.indicator is None and claim.name != row.name:
        return False
    return (
        _one_kind(claim, row)
        and in_unit(row.value, claim.value.unit) is not None
        and row.value.low is not None
        and _one_period(claim.period, row.period)
    )


def _one_kind(claim: FigureRow, row: FigureRow) -> bool:
    """Whether both are figures of one kind; what is a level in one text may be called a share, if
    it is in per cent, or a count in another."""
    kinds = {claim.kind, row.kind}
    called = {"level", "share"} if row.value.unit == "percent" else {"level", "count"}
    return len(kinds) == 1 or kinds == called


def _of_stance(claim: Claim, rows: Sequence[StatedRow]) -> list[StatedRow]:
    """The rows that say it as the claim does. Where the text tells neither plan nor result, the
    results count, and the targets only of what has no result yet."""
    if claim.stance is not None:
        return [one for one in rows if one.row.stance in _KINDRED[claim.stance]]
    results = [one for one in rows if one.row.stance in _KINDRED["achieved"]]
    return results or list(rows)


def _one_period(claimed: Period | None, period: Period | None) -> bool:
    """Whether a row speaks of the time that the claim names; a claim that names none is about
    any."""
    if claimed is None:
        return True
    if period is None:
        return False
    return (claimed.start, claimed.end, claimed.kind) == (period.start, period.end, period.kind)


def supports(claim: FigureRow, row: FigureRow) -> bool:
    """Whether what a row says makes the claim true: the same value, each as precise as it is
    written, or a value within the bound that the claim names."""
    if same_value(claim, row):
        return True
    value = in_unit(row.value, claim.value.unit)
    if value is None or claim.qualifier.bound not in OPEN_ENDED:
        return False
    open_to, said = within(claim), within(replace(row, value=value))
    if open_to is None or said is None:
        return False
    return is_at_least(said[0], open_to[0]) and is_at_least(open_to[1], said[1])


def _is_of_one_region(claim: Claim, rows: Iterable[StatedRow]) -> bool:
    """Whether other values contradict the claim: those of other regions do not."""
    return bool(claim.regions) or len({_region(one) for one in rows}) == 1


def _certain_first(stated: StatedRow) -> bool:
    return stated.row.confidence != "certain"
