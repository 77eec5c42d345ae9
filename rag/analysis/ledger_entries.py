"""The ledger: the target of a region for an indicator and a year beside its result, with a verdict.

The target of year Y stands in the report of Y, the result mostly in the report of Y+1. A cell gets
a row only where nothing else can be meant: an empty cell is better than a wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rag.analysis.ledger_parts import with_parts
from rag.analysis.verdict import Judged, aim_of, judge
from rag.language.amounts import agree, same_value
from rag.language.indicators import INDICATORS
from rag.language.places import is_country
from rag.types.documents import Document
from rag.types.figure_table import LedgerEntry, StatedRow
from rag.types.figures import FigureKind, FigureRow
from rag.types.text import Stance

# A result of a year can be told from this month of the year on, as an estimate.
EARLIEST_MONTH = 11

Agrees = Callable[[FigureRow, FigureRow], bool]


@dataclass(frozen=True, slots=True)
class Reports:
    """The years of which a region's reports are held; region -> years."""

    years: Mapping[str, frozenset[int]]

    def held(self, region: str, year: int) -> bool:
        return year in self.years.get(region, frozenset())


@dataclass(frozen=True, slots=True)
class Side:
    """What is said of a target, or of a result: the row that was `chosen`, rows with different
    values of which none is (`contradicting`), and rows that say something else."""

    chosen: StatedRow | None = None
    contradicting: tuple[StatedRow, ...] = ()
    otherwise: tuple[StatedRow, ...] = ()

    @property
    def instead(self) -> tuple[StatedRow, ...]:
        """What stands where no row was chosen."""
        return () if self.chosen else self.contradicting or self.otherwise

    @property
    def says_nothing(self) -> bool:
        return not (self.chosen or self.contradicting or self.otherwise)


@dataclass(slots=True)
class _Said:
    """All that is said of a region, an indicator and a year."""

    targets: list[StatedRow] = field(default_factory=list)
    results: list[StatedRow] = field(default_factory=list)


def ledger_entries(
    rows: Iterable[StatedRow],
    reports: Reports,
    *,
    years: Sequence[int] = (),
    same_region: Callable[[str], str] = str,
) -> Iterator[LedgerEntry]:
    """An entry for each region, indicator, year and kind of which a target or a result is stated,
    in the order of regions, years and indicators; `years` chooses some. `same_region` gives the
    name under which a region's documents are joined, whatever language they are in."""
    said: dict[tuple[str, int, str], _Said] = defaultdict(_Said)
    for stated in rows:
        place = _place_of(stated, same_region)
        if place is not None and (not years or place[1] in years):
            side = said[place]
            (side.targets if stated.row.stance == "target" else side.results).append(stated)
    ordered = sorted(said.items(), key=lambda item: item[0][:2])
    for _, same in groupby(ordered, key=lambda item: item[0][:2]):
        yield from with_parts(
            [entry for place, both in same for entry in _entries(*place, both, reports)]
        )


def is_of_its_region(stated: StatedRow) -> bool:
    """Whether a row speaks of the whole region whose document states it: 全国 in the report of a
    nation, not in that of a province."""
    scope, region = stated.row.scope, stated.document.region
    if scope == "nation" and region is not None:
        return is_country(region)
    return scope == "region"


def side_of(
    rows: Sequence[StatedRow],
    stance: Stance,
    kind: FigureKind,
    region: str,
    year: int,
    reports: Reports,
) -> Side:
    """What `rows`, all of one region, indicator, year and stance, say in this kind."""
    if stance == "target":
        promised = list(_that_may_promise(rows, region, year, reports))
        return _side(promised, kind, year, same_value, others=True)
    return _side(list(_that_may_report(rows, year)), kind, year, agree, others=True)


def _place_of(stated: StatedRow, same_region: Callable[[str], str]) -> tuple[str, int, str] | None:
    """The region, year and indicator that a row speaks of; None where it tells no such thing."""
    row, region = stated.row, stated.document.region
    if region is None or row.indicator is None or row.period is None:
        return None
    if not is_of_its_region(stated):
        return None
    if row.stance not in ("target", "achieved"):
        return None
    return same_region(region), row.period.end.year, row.indicator


def _entries(
    region: str, year: int, indicator: str, said: _Said, reports: Reports
) -> Iterator[LedgerEntry]:
    """The entry of the usual kind, and one for each further kind that has a target of its own."""
    targets = list(_that_may_promise(said.targets, region, year, reports))
    results = list(_that_may_report(said.results, year))
    usual = INDICATORS[indicator].kinds[0] if indicator in INDICATORS else None
    stated = [one.row.kind for one in targets if _is_certain(one, year)]
    for kind in dict.fromkeys([usual or (stated or ["level"])[0], *stated]):
        others = kind == usual or usual is None
        target = _side(targets, kind, year, same_value, others=others)
        result = _side(results, kind, year, agree, others=others)
        if not (target.says_nothing and result.says_nothing):
            yield _entry(region, year, indicator, target, result, reports)


def _that_may_promise(
    rows: Iterable[StatedRow], region: str, year: int, reports: Reports
) -> Iterator[StatedRow]:
    """Targets of the report of the year; those of other years only where that is not held, since a
    later report may tell a target that was changed."""
    is_held = reports.held(region, year)
    for stated in rows:
        given = _year_of(stated.document)
        if given == year or (not is_held and given in (year - 1, year + 1)):
            yield stated


def _that_may_report(rows: Iterable[StatedRow], year: int) -> Iterator[StatedRow]:
    """Results of a year told when it was nearly over, or later."""
    for stated in rows:
        date = stated.document.date
        if date is not None and (date.year, date.month or 0) >= (year, EARLIEST_MONTH):
            yield stated


def _year_of(document: Document) -> int | None:
    return document.date.year if document.date else None


def _is_certain(stated: StatedRow, year: int) -> bool:
    """Whether a row may stand in a cell: certain, of the one year, with a value."""
    row = stated.row
    return (
        row.confidence == "certain"
        and row.period is not None
        and row.period.year == year
        and row.value.low is not None
    )


def _side(
    rows: Sequence[StatedRow], kind: FigureKind, year: int, agrees: Agrees, *, others: bool
) -> Side:
    """What `rows` say of the quantity in this kind; with `others`, also what they say of it in
    other kinds, in words, or of other periods."""
    fitting = [one for one in rows if one.row.kind == kind and _is_certain(one, year)]
    best = _nearest_reports(fitting, year)
    plain = [one for one in best if not one.row.qualifier.strive] or best
    rest = tuple(one for one in rows if one not in best) if others else ()
    if not plain:
        return Side(otherwise=rest)
    chosen = min(plain, key=_order)
    differing = [one for one in plain if not agrees(chosen.row, one.row)]
    if differing:
        return Side(contradicting=(chosen, *differing))
    return Side(chosen)


def _nearest_reports(rows: Sequence[StatedRow], year: int) -> list[StatedRow]:
    """The rows of the first year whose documents tell it: the report of the year for a target, the
    next one for a result. Later ones tell it again, often rounded or revised."""
    first = min((_year_of(one.document) or 0 for one in rows), default=0)
    return [one for one in rows if _year_of(one.document) == first]


def _order(stated: StatedRow) -> tuple[bool, str, int]:
    """Final figures before estimates, then the first that the report says: main targets and main
    results stand in front."""
    row = stated.row
    return row.qualifier.preliminary, stated.document.id, row.clause.start


def _entry(
    region: str, year: int, indicator: str, target: Side, result: Side, reports: Reports
) -> LedgerEntry:
    judged = _judged(region, year, target, result, reports)
    return LedgerEntry(
        region=region,
        indicator=indicator,
        year=year,
        target=target.chosen,
        result=result.chosen,
        verdict=judged.verdict,
        difference=judged.difference,
        rule=judged.rule,
        rule_values=judged.values,
        otherwise=(*target.instead, *result.instead),
    )


def _judged(region: str, year: int, target: Side, result: Side, reports: Reports) -> Judged:
    """The verdict of a pair of cells, of which one or both may be empty."""
    if target.contradicting:
        return Judged("not_comparable", "target_contradicts_itself")
    if target.chosen is None:
        return _without_target(region, year, target, result, reports)
    if result.contradicting:
        return Judged("not_comparable", "result_contradicts_itself")
    if result.chosen is not None:
        return _compared(target.chosen, result.chosen)
    return _without_result(region, year, result, reports)


def _compared(target: StatedRow, result: StatedRow) -> Judged:
    return judge(target.row, result.row, aim_of(target.row))


def _without_target(region: str, year: int, target: Side, result: Side, reports: Reports) -> Judged:
    if not target.otherwise:
        rule = "no_target" if reports.held(region, year) else "report_not_held"
        return Judged("no_target", rule)
    for stated in target.otherwise:
        is_in_words = stated.row.confidence == "certain" and stated.row.value.low is None
        if result.chosen and is_in_words:
            judged = _compared(stated, result.chosen)
            if judged.verdict != "not_comparable":
                return judged
    if result.chosen or _of_the_year(result.otherwise):
        return Judged("not_comparable", "target_otherwise")
    return _without_result(region, year, result, reports)


def _without_result(region: str, year: int, result: Side, reports: Reports) -> Judged:
    if _of_the_year(result.otherwise):
        return Judged("not_comparable", "result_otherwise")
    if result.otherwise:
        return Judged("not_reported", "only_several_years")
    held = reports.held(region, year + 1)
    return Judged("not_reported", "not_reported" if held else "next_report_not_held")


def _of_the_year(rows: Iterable[StatedRow]) -> list[StatedRow]:
    """The rows that speak of the year itself, not of several."""
    return [one for one in rows if one.row.period is not None and one.row.period.kind == "year"]
