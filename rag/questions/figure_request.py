"""What a question asks of the table of figures, where figures are all that it asks for.

It is for the table only if it names an indicator and says nothing but words about figures, places
and years: "of private firms" makes it another question, whose sentences must be read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, Protocol

from rag.language.figures import figures
from rag.language.indicators import Indicator, indicators_in
from rag.language.places import place_named, places_in
from rag.language.romanise import Spoken, names_in
from rag.language.rules import Rule, Table
from rag.language.units import dimension
from rag.questions.figure_vocabulary import left_over
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
    MANNER,
    MET,
    NOT_REACHED,
    NOT_STATED,
    ONLY_CITIES,
    ONLY_PROVINCES,
    RESULT,
    TARGET,
    TREND,
)
from rag.questions.nation_words import NATION, NATION_REPORT
from rag.questions.region_groups import region_groups
from rag.questions.stance_words import BOTH
from rag.questions.years import report_years, years_talked_about
from rag.types.figures import Amount, Figure, FigureKind
from rag.types.questions import FigureOperation, FigureRequest, Relation, Understood
from rag.types.text import Span, Stance

# These kinds of questions want words, whatever they name.
_WANT_WORDS = frozenset({"reason", "definition", "not_a_question", "mention", "person"})
_FROM_TO = re.compile(
    r"(?P<first>(?:19|20)\d\d) ?年?(?: ?[-—–~～]+ ?|至|到|年?以?来?到| to | until | through )"
    r"(?P<last>(?:19|20)\d\d)"
)
_SINCE = re.compile(
    r"(?P<first>(?:19|20)\d\d) ?年?(?:以来|至今|开始)|\bsince (?P<since>(?:19|20)\d\d)"
)
_TOP = re.compile(
    r"(?:前|后|倒数|哪)(?P<zh>[一二三四五六七八九十\d]+)(?=[个名位大省市]|$)"
    r"|\b(?:top|bottom|first|last|which|what|the) (?P<en>two|three|four|five|six|seven|eight"
    r"|nine|ten"
    r"|\d{1,2})\b(?! ?%)",
    re.IGNORECASE,
)
# A bare number is a threshold if it is as large as levels are, and no year.
LEAST_COUNT = 1000.0
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_NUMBERS = {
    word: number
    for number, forms in enumerate(
        (
            *("一 one", "二 two 两", "三 three", "四 four", "五 five"),
            *("六 six", "七 seven", "八 eight", "九 nine", "十 ten"),
        ),
        1,
    )
    for word in forms.split()
}
_JOINT = re.compile(r"[和与及跟、，,；;/？?]|以及|\band\b|\bor\b|\bversus\b", re.IGNORECASE)
_BARE = frozenset({"growth", "the economy"})
# The first that matches decides; 不低于 is no 低于.
_RELATIONS: tuple[tuple[Table[Rule], Relation], ...] = (
    (AT_LEAST, "at_least"), (AT_MOST, "at_most"), (ABOVE, "above"), (BELOW, "below"),
    (ABOUT, "about"),
)  # fmt: skip
_REGION_OPERATIONS = frozenset({"rank", "count", "filter"})


class RegionsHeld(Protocol):
    """The parts of an index that tell which regions it holds."""

    def regions(self) -> tuple[str, ...]: ...
    def spoken(self, name: str) -> Spoken: ...


@dataclass(frozen=True, slots=True)
class _Read:
    """A question and what of it is known to be about figures."""

    text: str
    indicators: tuple[Indicator, ...]
    thresholds: tuple[Figure, ...]
    understood: Understood
    today: datetime.date


def figure_request(
    text: str,
    understood: Understood,
    index: RegionsHeld,
    *,
    parts: int = 1,
    today: datetime.date,
) -> FigureRequest | None:
    """What `text` asks of the table; None where a reader must answer. `parts`: of how many
    questions it consists."""
    named = _indicators(text)
    if not named or not _joined(text, [span for span, _ in named]):
        return None
    if understood.missing or understood.intent.kind in _WANT_WORDS or MANNER.search(text):
        return None
    read = _read(text, [indicator for _, indicator in named], understood, today)
    groups = list(region_groups(text))
    known = [
        *(span for span, _ in named),
        *(span for span, _ in groups),
        *(figure.span for figure in read.thresholds),
        *_place_spans(text, index),
        *(report.span for report in report_years(text, today)),
        *(mention.span for mention in years_talked_about(text, today)),
    ]
    if left_over(_blanked(text, known)):
        return None
    regions, absent = _regions(text, groups, understood, index)
    if regions is None:
        return None
    operation = _operation(read, parts, several=len(regions) > 1)
    if operation is None or (parts > 1 and operation == "value"):
        return None
    everywhere = not regions and (
        EVERY_REGION.search(text) is not None or operation in _REGION_OPERATIONS
    )
    stances = _stances(read, operation)
    relation, threshold = _condition(read, operation)
    return FigureRequest(
        indicators=tuple(dict.fromkeys(indicator.key for indicator in read.indicators)),
        operation=operation,
        kinds=_kinds(text),
        years=_years(read, stances, operation),
        stances=stances,
        regions=regions,
        everywhere=everywhere,
        level=_level(text) if everywhere else None,
        absent=absent,
        order="lowest" if LOWEST.search(text) else "highest" if HIGHEST.search(text) else None,
        top=_top(text),
        relation=relation,
        threshold=threshold,
    )


def with_figures(
    understood: Understood,
    text: str,
    index: RegionsHeld,
    *,
    parts: int = 1,
    today: datetime.date,
) -> Understood:
    """`understood` with what `text`, the question as it was read, asks of the table."""
    request = figure_request(text, understood, index, parts=parts, today=today)
    ranks = EVERY_REGION.search(text) and (
        HIGHEST.search(text) or LOWEST.search(text) or HOW_MANY_REGIONS.search(text)
    )
    intent = replace(understood.intent, figures=request, ranks=bool(ranks))
    return replace(understood, intent=intent)


def _indicators(text: str) -> list[tuple[Span, Indicator]]:
    """The indicators that `text` names. "Growth" is that of the economy only where nothing else is
    named: "retail sales growth"."""
    named = indicators_in(text, asked=True)
    others = [hit for hit in named if hit[0].slice(text).lower() not in _BARE]
    return others or named


def _joined(text: str, names: Sequence[Span]) -> bool:
    """Whether each name of an indicator stands for itself: 民营企业进出口 is one thing, and so are
    exports in trade."""
    between = (text[one.end : other.start] for one, other in pairwise(names))
    return all(_JOINT.search(words) for words in between)


def _read(
    text: str, named: Sequence[Indicator], understood: Understood, today: datetime.date
) -> _Read:
    units = {dimension(indicator.unit or "")[0] for indicator in named}
    shares = {"share", "percentage_point"}
    thresholds = tuple(
        figure if figure.unit else replace(figure, unit=named[0].unit)
        for figure in figures(text)
        if (figure.unit and dimension(figure.unit)[0] in units | shares)
        or (
            figure.unit is None and figure.value >= LEAST_COUNT and not _YEAR.fullmatch(figure.text)
        )
    )
    return _Read(text, tuple(named), thresholds, understood, today)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    for table in (NATION, NATION_REPORT, EVERY_REGION, _FROM_TO, _SINCE, _TOP):
        text = table.sub(lambda found: " " * len(found.group()), text)
    return text


def _place_spans(text: str, index: RegionsHeld) -> list[Span]:
    own = names_in(text, index.regions(), index.spoken)
    return [*(mention.span for mention in places_in(text)), *own.values()]


def _regions(
    text: str,
    groups: Sequence[tuple[Span, tuple[str, ...]]],
    understood: Understood,
    index: RegionsHeld,
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The regions that are named and held, and the members of named groups that are not; None
    where a place is named that no document speaks for."""
    held = index.regions()
    if groups:
        members = [place_named(short) for _, names in groups for short in names]
        names = list(dict.fromkeys(place.name for place in members if place))
        return (
            tuple(name for name in names if name in held),
            tuple(name for name in names if name not in held),
        )
    named = [mention.place for mention in places_in(text) if mention.place.level != "country"]
    if any(place.name not in held for place in named):
        return None, ()
    if EVERY_REGION.search(text) and not named and not names_in(text, held, index.spoken):
        return (), ()  # the asker's own filters choose among them
    own = [
        region
        for region in understood.filters.regions
        if not named or not _is_country(region) or NATION_REPORT.search(text)
    ]
    if own:
        return tuple(own), ()
    likely = understood.preferred.regions
    return (likely if likely and all(map(_is_country, likely)) else ()), ()


def _is_country(region: str) -> bool:
    place = place_named(region)
    return place is not None and place.level == "country"


def _operation(read: _Read, parts: int, *, several: bool) -> FigureOperation | None:
    """What is done with the figures; None where it cannot be one thing for all of the text."""
    text = read.text
    everywhere = EVERY_REGION.search(text) is not None
    stretch = _stretch(read)
    years = set(read.understood.years)
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
    if read.thresholds:
        return None  # "is it 5 %?" takes something for granted: a reader weighs the words
    return "compare" if several or everywhere or COMPARED.search(text) else "value"


def _chooses(read: _Read) -> bool:
    """Whether regions are chosen by a condition."""
    text = read.text
    return bool(
        read.thresholds
        or _holds_against(text)
        or NOT_REACHED.search(text)
        or NOT_STATED.search(text)
    )


def _holds_against(text: str) -> bool:
    """Whether a target is held against its result."""
    return bool(TARGET.search(text) and (MET.search(text) or BOTH.search(text)))


def _condition(read: _Read, operation: FigureOperation) -> tuple[Relation | None, Amount | None]:
    """The condition of a count or a choice."""
    if operation not in ("count", "filter"):
        return None, None
    text = read.text
    if read.thresholds:
        low, high = read.thresholds[0], read.thresholds[-1]
        amount = Amount(low.value, high.value, low.unit, text[low.span.start : high.span.end])
        found = (relation for table, relation in _RELATIONS if table.search(text))
        return next(found, "equal"), amount
    if NOT_REACHED.search(text):
        return "missed", None
    if NOT_STATED.search(text):
        return "not_stated", None
    return ("met", None) if MET.search(text) else (None, None)


def _stances(read: _Read, operation: FigureOperation) -> tuple[Stance, ...]:
    """What is asked for: a target, a result, or both; none where nothing tells."""
    if operation == "ledger" or NOT_REACHED.search(read.text):
        return "target", "achieved"
    if NOT_STATED.search(read.text):
        return ("target",) if TARGET.search(read.text) else ("achieved",)
    if operation in _REGION_OPERATIONS and not read.thresholds and _holds_against(read.text):
        return "target", "achieved"
    asked = read.understood.intent.stances
    if len(asked) == 1:
        return asked
    target, result = TARGET.search(read.text), RESULT.search(read.text)
    if target and not result:
        return ("target",)
    return ("achieved",) if result and not target else asked


def _years(read: _Read, stances: Sequence[Stance], operation: FigureOperation) -> tuple[int, ...]:
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


def _stretch(read: _Read) -> tuple[int, ...]:
    """All years of "2015-2025" or "since 2015"; none where no stretch is named."""
    found = _FROM_TO.search(read.text)
    if found:
        return tuple(range(int(found["first"]), int(found["last"]) + 1))
    since = _SINCE.search(read.text)
    if since:
        first = int(since["first"] or since["since"])
        return tuple(range(first, read.today.year + 2))
    return ()


def _kinds(text: str) -> tuple[FigureKind, ...]:
    growth: tuple[FigureKind, ...] = ("growth", "change") if GROWTH.search(text) else ()
    level: tuple[FigureKind, ...] = ("level",) if LEVEL.search(text) else ()
    return (*growth, *level)


def _level(text: str) -> Literal["province", "city"] | None:
    if ONLY_CITIES.search(text):
        return "city"
    return "province" if ONLY_PROVINCES.search(text) else None


def _top(text: str) -> int | None:
    found = _TOP.search(text)
    word = (found["zh"] or found["en"]).lower() if found else ""
    return int(word) if word.isdigit() else _NUMBERS.get(word)
