"""Whether a report speaks of an indicator with a figure that no row holds: only where it does not,
the report is silent and may be said to be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from rag.analysis.region_names import RegionNames
from rag.index.index import Index
from rag.language.indicators import INDICATORS, Indicator, indicators_in
from rag.questions.figure_vocabulary import left_over
from rag.types.figure_table import FigureCell, FigureQuery, StatedRow
from rag.types.questions import Filters
from rag.types.text import Span, Stance

_TOLD: tuple[Stance, ...] = ("achieved", "target")
# A figure stands so near behind the name of what it measures.
_HAN_REACH, _LATIN_REACH = 30, 60
# Before a name may stand the beginning of a longer one: 人均 of 人均地区生产总值.
_LONGER = 12
_END = re.compile(r"[，。；;、！？\n]|[.,](?=\s)")
_CLAUSE_END = re.compile(r"[，。；;：:！？\n]|[.,](?=\s)")
# Words that lead in to a clause and say nothing of what is measured.
_LEAD_IN = re.compile("但是?|而且?|并且?|同时|其中|使得?|确保|保持|保证|促进|推动|安排|拟|综合")
_FIGURE = re.compile(
    r"[0-9０-９]|百分之|[一二三四五六七八九十百千两]+(?:[万亿成]|个)|\bper ?cent\b"
)


def with_unread(
    index: Index, names: RegionNames, cells: tuple[FigureCell, ...]
) -> tuple[FigureCell, ...]:
    """The cells, of which an empty one is unsure where its report gives a figure of the indicator
    that no row holds for sure: only what no figure speaks of is not stated."""
    empty = {
        (cell.region, report_of(cell.year, cell.stance))
        for cell in cells
        if not cell.rows and cell.read
    }
    reports: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for entry in index.catalogue:
        if entry.region and (names.joined(entry.region), entry.year) in empty:
            reports[names.joined(entry.region), entry.year].append(entry.id)
    if not reports:
        return cells
    ids = tuple(chain.from_iterable(reports.values()))
    keys = tuple({cell.indicator for cell in cells})
    read: dict[tuple[str, str | None], list[Span]] = defaultdict(list)
    unread: dict[tuple[str, str | None], list[StatedRow]] = defaultdict(list)
    for stated in index.figures(FigureQuery(indicators=keys, filters=Filters(documents=ids))):
        row = stated.row
        if row.confidence != "unclear" and row.period and row.stance in _TOLD:
            read[stated.document.id, row.indicator].append(row.clause)
        else:
            unread[stated.document.id, row.indicator].append(stated)
    texts = {id: index.document(id).text for id in ids}

    def with_what_is_said(cell: FigureCell) -> FigureCell:
        if cell.rows or not cell.read:
            return cell
        own = reports[cell.region, report_of(cell.year, cell.stance)]
        indicator = INDICATORS[cell.indicator]
        if not any(speaks_with_figure(texts[id], indicator, read[id, indicator.key]) for id in own):
            return cell
        said = [one for id in own for one in unread[id, indicator.key] if _may_state(one, cell)]
        return replace(cell, unsure=True, otherwise=(*cell.otherwise, *said))

    return tuple(map(with_what_is_said, cells))


def _may_state(stated: StatedRow, cell: FigureCell) -> bool:
    """Whether a row that was not read for sure may be what a cell asks for."""
    row = stated.row
    return row.period is None and row.kind == cell.kind and row.stance in (cell.stance, None)


def report_of(year: int, stance: Stance) -> int:
    """The year of the report that would state a target of `year`, or its result."""
    return year if stance == "target" else year + 1


def speaks_with_figure(text: str, indicator: Indicator, covered: Iterable[Span]) -> bool:
    """Whether `text` names `indicator` with a figure behind it, outside of the `covered` clauses,
    which have been read."""
    spans = tuple(covered)
    return any(
        not any(span.start <= start < span.end for span in spans)
        for start in _named_with_figure(text, indicator)
    )


def _named_with_figure(text: str, indicator: Indicator) -> Iterator[int]:
    lower = text.lower()
    for name in (*indicator.zh, *indicator.en):
        reach = _LATIN_REACH if name.isascii() and len(name) > len("GDP") else _HAN_REACH
        for start in _places(lower, name.lower()):
            behind = text[start + len(name) : start + len(name) + reach]
            end = _END.search(behind)
            behind = behind[: end.start()] if end else behind
            if (
                _FIGURE.search(behind)
                and "企业" not in behind
                and _is_meant(text, start, indicator)
            ):
                yield start


def _places(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        yield start
        start = text.find(name, start + len(name))


def _is_meant(text: str, start: int, indicator: Indicator) -> bool:
    """Whether the name at `start` is that of the indicator, neither a part of another nor of
    something in particular: 对东盟进出口."""
    first = max(0, start - _LONGER)
    around: Sequence[tuple[Span, Indicator]] = indicators_in(text[first : start + _LATIN_REACH])
    at = start - first
    before = _CLAUSE_END.split(text[max(0, start - _LATIN_REACH) : start])[-1]
    return not left_over(_LEAD_IN.sub(" ", before)) and any(
        span.start <= at < span.end and hit.key == indicator.key for span, hit in around
    )
