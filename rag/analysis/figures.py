"""A request for the table of figures: its indicator is found by any name, and its rows are read,
a page at a time where a page is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain

from rag.analysis.contradictions import contradictions
from rag.analysis.region_names import RegionNames
from rag.index.index import EVERYTHING, Index
from rag.language.indicators import INDICATORS, indicator_named
from rag.presentation.phrases import listed
from rag.presentation.user_input import InvalidField
from rag.types.figure_table import FigureOrder, FigureQuery, FigureTable, StatedRow
from rag.types.figures import FigureKind
from rag.types.questions import Filters
from rag.types.text import Stance

# A person who is told of more names than these reads none of them.
_NEAR_NAMES = 5
# How like a name must be to be told: 3 of 4 characters of a Chinese term.
_NEAR = 0.5
# Terms that are written less often than these many others are noun phrases of one speech.
_FREQUENT_NAMES = 2000
_TOLD: tuple[Stance, ...] = ("achieved", "target")
_CURSOR = re.compile(r"(.+):([0-9]{1,9})", re.ASCII | re.DOTALL)


def figure_query(
    index: Index,
    indicator: str | None = None,
    *,
    kinds: Sequence[FigureKind] = (),
    stances: Sequence[Stance] = (),
    years: Sequence[int] = (),
    filters: Filters = EVERYTHING,
) -> FigureQuery:
    """The query for `indicator`: the key or any name of a known term, or a part of a term as the
    speeches write it. Raises InvalidField, which tells near names, if it is neither."""
    query = FigureQuery(
        kinds=tuple(kinds), stances=tuple(stances), years=tuple(years), filters=filters
    )
    if indicator is None:
        return query
    known = indicator_named(indicator)
    if known is not None:
        return replace(query, indicators=(known.key,))
    part = indicator.strip().lower()
    if not part or not any(part in name.lower() for name in index.figure_names):
        raise _unknown(index, part)
    return replace(query, name=part)


def figure_table(
    index: Index,
    query: FigureQuery,
    order: FigureOrder = "document",
    *,
    limit: int | None = None,
    cursor: str | None = None,
) -> FigureTable:
    """The rows of `query`, at most `limit`, with the texts that they quote; they stay good when the
    index is closed. `cursor` is the `next` of the page before, in document order. Raises
    InvalidField for a cursor that is none, NoSuchDocument if its document is gone."""
    after = None if cursor is None else _read_cursor(cursor)
    # One row more than the page shows whether there is a next page.
    found = index.figures(query, order=order, limit=limit and limit + 1, after=after)
    shown = index.quotable(found[:limit])
    is_last = len(found) == len(shown) or order != "document"
    return FigureTable(
        rows=shown,
        order=order,
        coverage=index.figure_coverage(query),
        next=None if is_last else _cursor_behind(shown, after),
    )


def contradiction_table(
    index: Index, query: FigureQuery, *, limit: int | None = None, cursor: str | None = None
) -> FigureTable:
    """The rows of `query` that the speeches state in two ways, those of one quantity behind each
    other; at most `limit`, but no quantity is cut. Raises InvalidField for a cursor: there is one
    page."""
    if cursor is not None:
        raise InvalidField("cursor", "contradictions come on one page: leave it out")
    names = RegionNames(index)
    certain = replace(query, confidences=("certain",), stances=query.stances or _TOLD)
    shown: list[StatedRow] = []
    groups: list[int] = []
    for group in contradictions(index.figures(certain), same_region=names.joined):
        if limit is not None and len(shown) + len(group) > limit:
            break
        shown += group
        groups.append(len(group))
    rows = index.quotable(shown)
    return FigureTable(rows, "contradiction", index.figure_coverage(query), groups=tuple(groups))


def _unknown(index: Index, part: str) -> InvalidField:
    """The refusal, with names that are like what was asked for."""
    names = list(dict.fromkeys(chain(_known_names(), index.figure_names[:_FREQUENT_NAMES])))
    near = get_close_matches(part, names, _NEAR_NAMES, _NEAR)
    told = f"; near it: {listed(near, 'en')}" if near else ""
    return InvalidField("indicator", f"no speech gives a figure for such a term{told}")


def _known_names() -> Iterator[str]:
    for indicator in INDICATORS.values():
        yield from (indicator.key, *indicator.zh, *indicator.en, *indicator.asked)


def _read_cursor(cursor: str) -> tuple[str, int]:
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise InvalidField("cursor", "is none: send the `next` of the page before, or leave it out")
    return found[1], int(found[2])


def _cursor_behind(shown: Sequence[StatedRow], after: tuple[str, int] | None) -> str:
    """The last document and how many of its rows were given: good after a rebuild too."""
    last = shown[-1].document.id
    given = sum(stated.document.id == last for stated in shown)
    before = after[1] if after and after[0] == last else 0
    return f"{last}:{before + given}"
