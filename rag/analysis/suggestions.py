"""Questions to try, made from what an index holds: its regions, years and figures.

They are proposals: who shows them asks them first, and keeps those that are answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, zip_longest

from rag.analysis.region_names import RegionNames
from rag.index.index import Index
from rag.presentation.figure_words import indicator_words, region_words
from rag.types.answers import Answer
from rag.types.figure_table import FigureQuery, StatedRow
from rag.types.questions import Filters
from rag.types.text import Language

# The newest rows are enough to choose from.
_ROWS = 300
# So many of a kind are proposed, and so many asked; asking costs time.
_EACH = 4
_TRIED = 12
# As many are shown.
SHOWN = 3

# Answers a question; None where the way of asking cannot answer it.
Ask = Callable[[str], Answer | None]

_WORDS: dict[str, tuple[str, str]] = {
    "growth": ("{0}{1}年{2}增长多少？", "By how much did {2} grow in {0} in {1}?"),
    "level": ("{0}{1}年{2}是多少？", "What was {2} in {0} in {1}?"),
    "target": ("{0}{1}年的{2}目标是多少？", "What is the target of {0} for {2} in {1}?"),
    "highest": ("{1}年哪个地区{2}增长最快？", "Which region had the highest {2} growth in {1}?"),
    "read": ("{0}{1}年完成了哪些工作？", "What did {0} achieve in {1}?"),
}


def figure_questions(index: Index, language: Language, filters: Filters) -> Iterator[str]:
    """Questions that the table of figures may answer: a value, a target and a comparison in turn,
    each of another indicator or region where there is a choice."""
    query = FigureQuery(confidences=("certain",), scopes=("region",), filters=filters)
    rows = [row for row in index.figures(query, order="year desc", limit=_ROWS) if _is_plain(row)]
    kinds = (_values(rows, language), _targets(rows, language), _comparisons(rows, language))
    yield from dict.fromkeys(filter(None, chain.from_iterable(zip_longest(*kinds))))


def reading_questions(index: Index, language: Language, filters: Filters) -> Iterator[str]:
    """Questions that a reader may answer, one for each region, of the year before its newest
    report."""
    for region, years in sorted(RegionNames(index).years.items()):
        if not filters.regions or region in filters.regions:
            yield _question("read", region, max(years) - 1, "", language)


def _is_plain(stated: StatedRow) -> bool:
    """Whether a row has all that a question names: a region, an indicator and a year."""
    row = stated.row
    return bool(
        stated.document.region
        and row.indicator
        and row.period
        and row.period.year
        and row.qualifier.bound == "exact"
        and row.value.low is not None
    )


def _values(rows: Iterable[StatedRow], language: Language) -> list[str]:
    done = [row for row in rows if row.row.stance == "achieved" and row.row.kind in _WORDS]
    return [_asked(row.row.kind, row, language) for row in _different(done)]


def _targets(rows: Iterable[StatedRow], language: Language) -> list[str]:
    promised = [row for row in rows if row.row.stance == "target"]
    return [_asked("target", row, language) for row in _different(promised)]


def _comparisons(rows: Iterable[StatedRow], language: Language) -> list[str]:
    """Of indicators whose growth several regions state for the same year."""
    regions: dict[tuple[str | None, int | None], set[str | None]] = {}
    first: dict[tuple[str | None, int | None], StatedRow] = {}
    for stated in rows:
        row = stated.row
        if row.kind == "growth" and row.stance == "achieved" and row.period:
            key = row.indicator, row.period.year
            first.setdefault(key, stated)
            regions.setdefault(key, set()).add(stated.document.region)
    several = [first[key] for key, named in regions.items() if len(named) > 1]
    return [_asked("highest", row, language) for row in several[:_EACH]]


def _different(rows: Iterable[StatedRow]) -> list[StatedRow]:
    """The first rows of which no two are of one region, then of one indicator."""
    chosen: dict[str | None, StatedRow] = {}
    indicators: set[str | None] = set()
    for row in rows:
        if row.document.region not in chosen and row.row.indicator not in indicators:
            chosen[row.document.region] = row
            indicators.add(row.row.indicator)
    return list(chosen.values())[:_EACH]


def _asked(kind: str, stated: StatedRow, language: Language) -> str:
    row, region = stated.row, stated.document.region
    year = row.period.year if row.period else None
    return _question(kind, region or "", year, row.indicator or "", language)


def _question(kind: str, region: str, year: int | None, indicator: str, language: Language) -> str:
    words = _WORDS[kind][0 if language == "zh" else 1]
    named = indicator_words(indicator, language) if indicator else ""
    return words.format(region_words(region, language), year, named)


def answered(proposed: Iterable[str], ask: Ask, *, most: int = SHOWN) -> tuple[str, ...]:
    """The first `most` of `proposed` whose answer by `ask` is whole."""
    found: list[str] = []
    for question in islice(proposed, _TRIED):
        answer = ask(question)
        if answer is not None and answer.status == "answered":
            found.append(question)
        if len(found) == most:
            break
    return tuple(found)
