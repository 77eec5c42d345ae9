"""Questions to try, made from what an index holds: its regions, years and figures.

They are proposals: who shows them asks them first, and keeps those that are answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice, zip_longest

from rag.analysis.region_names import RegionNames
from rag.index.index import Index
from rag.language.indicators import INDICATORS
from rag.presentation.figure_words import indicator_words, region_words
from rag.presentation.frame import is_chinese, speaker_named
from rag.presentation.small_talk_words import question_words
from rag.types.answers import Answer
from rag.types.figure_table import FigureQuery, StatedRow
from rag.types.questions import Filters
from rag.types.text import Language, Stance

# The newest rows are enough to choose from.
_ROWS = 400
# So many of a kind are proposed, and so many asked: the table of figures answers in some 20 ms, a
# reader of sentences in some 200.
_EACH = 6
_TRIED = 12
TRIED_BY_READER = 5
# As many are shown.
SHOWN = 3
# Growth that is spoken of as such.
_GROWTH_UNIT = "percent"

# Answers a question; None where this way of asking has no answer.
Ask = Callable[[str], Answer | None]


def answered(
    proposed: Iterable[str], ask: Ask, *, most: int = SHOWN, tried: int = _TRIED
) -> tuple[str, ...]:
    """The first `most` of `proposed` whose answer by `ask` is whole; `tried` are asked at most."""
    found: list[str] = []
    for question in islice(proposed, tried):
        answer = ask(question)
        if answer is not None and answer.status == "answered":
            found.append(question)
        if len(found) == most:
            break
    return tuple(found)


def figure_questions(index: Index, language: Language, filters: Filters) -> Iterator[str]:
    """Questions that the table of figures may answer: a value, a comparison and a target in turn,
    each of another indicator and region where there is a choice."""
    results = _rows(index, "achieved", language, filters)
    values = _different(row for row in results if _is_result(row))
    used = {row.row.indicator for row in values[:1]}
    compared = [row for row in _compared(results) if row.row.indicator not in used]
    used |= {row.row.indicator for row in compared[:1]}
    promised = _different(_rows(index, "target", language, filters))
    targets = [row for row in promised if row.row.indicator not in used]
    kinds = (
        [_asked(row.row.kind, row, language) for row in values],
        [_asked("highest", row, language) for row in compared],
        [_asked("target", row, language) for row in targets],
    )
    yield from dict.fromkeys(filter(None, chain.from_iterable(zip_longest(*kinds))))


def reading_questions(index: Index, language: Language, filters: Filters) -> Iterator[str]:
    """Questions that a reader may answer: for each region, of the year before its newest report,
    then what each speaker promised."""
    for region, years in sorted(RegionNames(index).years.items()):
        if not filters.regions or region in filters.regions:
            yield question_words("read", language, region_words(region, language), max(years) - 1)
    for speaker in () if filters else index.speakers():
        named = speaker_named(speaker, language)
        yield question_words("speaker", language, named.text if named else speaker)


def _rows(index: Index, stance: Stance, language: Language, filters: Filters) -> list[StatedRow]:
    """The newest rows that a question can be made of, the best first."""
    query = FigureQuery(
        stances=(stance,), confidences=("certain",), scopes=("region",), filters=filters
    )
    held = filter(_is_plain, index.figures(query, order="year desc", limit=_ROWS))
    return sorted(held, key=lambda stated: _place(stated, language))


def _is_plain(stated: StatedRow) -> bool:
    """Whether a row has all that a question names: a region, a known indicator and a year."""
    row = stated.row
    return bool(
        stated.document.region
        and row.indicator in INDICATORS
        and row.period
        and row.period.year
        and row.qualifier.bound == "exact"
        and row.value.low is not None
        and row.value.unit
    )


def _is_result(stated: StatedRow) -> bool:
    return stated.row.kind == "level" or _is_growth(stated)


def _is_growth(stated: StatedRow) -> bool:
    """Whether a row tells growth of what people call growing: 增长 of a level, in per cent."""
    row = stated.row
    known = INDICATORS[row.indicator or ""]
    return (
        row.kind == "growth"
        and row.value.unit == _GROWTH_UNIT
        and (row.value.low or 0) > 0
        and known.better == "more"
        and known.unit != _GROWTH_UNIT
    )


def _place(stated: StatedRow, language: Language) -> tuple[bool, int, int]:
    """Where a row stands among those that questions are made of: regions that have a name in the
    language come first, then the newest years, then indicators in the order of their table."""
    row, region = stated.row, stated.document.region or ""
    is_foreign = is_chinese(region_words(region, language)) != (language == "zh")
    return is_foreign, -(row.period.end.year if row.period else 0), _order()[row.indicator or ""]


@cache
def _order() -> dict[str, int]:
    return {key: place for place, key in enumerate(INDICATORS)}


def _compared(rows: Sequence[StatedRow]) -> list[StatedRow]:
    """The first row of each indicator and year whose growth several regions state."""
    first: dict[tuple[str | None, int | None], StatedRow] = {}
    regions: dict[tuple[str | None, int | None], set[str | None]] = {}
    for stated in rows:
        if _is_growth(stated) and stated.row.period:
            key = stated.row.indicator, stated.row.period.year
            first.setdefault(key, stated)
            regions.setdefault(key, set()).add(stated.document.region)
    return [first[key] for key, named in regions.items() if len(named) > 1][:_EACH]


def _different(rows: Iterable[StatedRow]) -> list[StatedRow]:
    """The first row of each indicator; those come first that are of another region each."""
    by_indicator: dict[str | None, StatedRow] = {}
    regions: set[str | None] = set()
    others: dict[str | None, StatedRow] = {}
    for row in rows:
        key, region = row.row.indicator, row.document.region
        if key not in by_indicator and region not in regions:
            by_indicator[key] = row
            regions.add(region)
        others.setdefault(key, row)
    return list((by_indicator | {**others, **by_indicator}).values())[:_EACH]


def _asked(kind: str, stated: StatedRow, language: Language) -> str:
    row = stated.row
    region = region_words(stated.document.region or "", language)
    year = row.period.year if row.period else None
    return question_words(
        kind, language, region, year, indicator_words(row.indicator or "", language)
    )
