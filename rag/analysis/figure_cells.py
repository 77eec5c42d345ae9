"""The cells of a question for figures: what each region states for each year that is asked for.

Which row fills a cell is decided as in the ledger; what is chosen here are the cells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from rag.analysis.figures_unread import report_of, with_unread
from rag.analysis.ledger_entries import Reports, is_of_its_region, ledger_entries, side_of
from rag.analysis.ledger_parts import PARTS
from rag.analysis.region_names import RegionNames
from rag.index.index import Index
from rag.language.indicators import INDICATORS
from rag.language.places import place_named
from rag.types.figure_table import (
    Coverage,
    FigureCell,
    FigureQuery,
    FiguresFound,
    LedgerEntry,
    StatedRow,
)
from rag.types.figures import FigureKind, FigureRow
from rag.types.questions import FigureRequest, Filters
from rag.types.text import Stance

# A year counts as told by all where at least this share of the regions of the fullest year tell it.
TOLD = 0.5
# Growth is asked for in these kinds; any of them answers.
_GROWTH: tuple[FigureKind, ...] = ("growth", "change")
# What is said of a report that gives no figure.
_TELL_SILENCE = frozenset({"value", "compare", "trend"})
_BOTH: tuple[Stance, ...] = ("achieved", "target")


def may_answer(row: FigureRow, request: FigureRequest) -> bool:
    """Whether a row, though not certain, may be what `request` asks for: of one of its indicators
    and kinds, and of no other year or stance."""
    year = row.period.end.year if row.period else None
    kinds = request.kinds or INDICATORS[request.indicators[0]].kinds
    return (
        row.indicator in request.indicators
        and row.kind in kinds
        and row.scope == "region"
        and (year is None or not request.years or year in request.years)
        and (row.stance is None or not request.stances or row.stance in request.stances)
    )


def _in_one_sentence(rows: Sequence[StatedRow]) -> bool:
    """Whether two rows overlap: "from 50 to 46" is one statement, not two that contradict."""
    return any(
        one.document.id == other.document.id and one.row.clause.overlaps(other.row.clause)
        for one, other in combinations(rows, 2)
    )


def _tells_other_periods(rows: Sequence[StatedRow], year: int) -> bool:
    """Whether all that is said ends in the year without being of it."""
    return bool(rows) and not any(
        stated.row.period and stated.row.period.year == year for stated in rows
    )


def _completeness(entry: LedgerEntry) -> tuple[bool, bool]:
    return bool(entry.target and entry.result), entry.target is not None


def _stretch(asked: Sequence[int], told: Iterable[int]) -> tuple[int, ...]:
    """All years up to the last that is told, gaps and all: from the first asked, or told."""
    years = sorted(told)
    if not years:
        return ()
    return tuple(range(min(asked, default=years[0]), years[-1] + 1))


def _newest_told(told: Counter[int]) -> tuple[int, ...]:
    """The newest year that nearly as many regions tell as tell the fullest."""
    enough = TOLD * max(told.values(), default=0)
    return tuple(sorted(year for year, count in told.items() if count >= enough)[-1:])


_Place = tuple[str, str, int, Stance]


def figures_found(
    index: Index, request: FigureRequest, filters: Filters, *, part: int = 0
) -> FiguresFound:
    """What the documents that pass `filters` state for `request`: the entries of a ledger, or cells
    by region, indicator, year and stance; none where nothing is stated, or where no region is named
    and several state it. The rows' documents are read when they are quoted."""
    names = RegionNames(index)
    is_ledger = request.operation == "ledger" or request.relation in ("met", "missed")
    parts = [part for key in request.indicators for part in PARTS.get(key, ()) if is_ledger]
    query = FigureQuery(
        indicators=(*request.indicators, *parts),
        stances=_BOTH,
        years=request.years,
        scopes=("region", "nation"),
        confidences=("certain", "likely"),
        filters=_without_dates(request, filters, names),
    )
    rows = [stated for stated in index.figures(query) if is_of_its_region(stated)]
    found = _Found(names, filters, request, rows)
    if is_ledger:
        entries = tuple(found.entries())
        return FiguresFound(request, entries=entries, coverage=found.reports_of(entries), part=part)
    cells = tuple(found.cells())
    if request.operation in _TELL_SILENCE or request.relation == "not_stated":
        cells = with_unread(index, names, cells)
    return FiguresFound(request, cells, coverage=_reports_read(cells), part=part)


def _without_dates(request: FigureRequest, filters: Filters, names: RegionNames) -> Filters:
    """The regions of the request. A target and its result stand in the reports of two years, so
    that a report that is named chooses the year, not the documents."""
    chosen = replace(filters, regions=names.written(request.regions or filters.regions))
    both = len(request.stances) != 1 or request.operation != "value"
    return replace(chosen, since=None, until=None) if both else chosen


def _reports_read(cells: Sequence[FigureCell]) -> Coverage:
    """The reports that would state the cells."""
    reports: dict[tuple[str, int], list[FigureCell]] = defaultdict(list)
    for cell in cells:
        reports[cell.region, report_of(cell.year, cell.stance)].append(cell)
    return Coverage(
        documents=len(reports),
        read=sum(any(cell.read or cell.rows for cell in each) for each in reports.values()),
        stated=sum(any(cell.rows for cell in each) for each in reports.values()),
    )


def _all(names: RegionNames, filters: Filters, level: str | None) -> tuple[str, ...]:
    """The regions below the nation, of one level where some are of it."""
    allowed = set(map(names.joined, filters.regions))
    regions = [
        region
        for region in names.all
        if _level(region) != "country" and (not allowed or region in allowed)
    ]
    return tuple([region for region in regions if _level(region) == level] or regions)


def _level(region: str) -> str | None:
    """Country, province or city, by the gazetteer or by the end of the name."""
    place = place_named(region)
    if place is not None:
        return place.level
    name = region.lower()
    if name.endswith(("省", "自治区", "province")):
        return "province"
    return "city" if name.endswith(("市", "city")) else None


@dataclass(frozen=True)
class _Found:
    """The rows of a request, by region, indicator, year and stance."""

    names: RegionNames
    filters: Filters
    request: FigureRequest
    rows: Sequence[StatedRow]

    def cells(self) -> Iterable[FigureCell]:
        for indicator in self.request.indicators:
            for kinds in self._wanted_kinds(indicator):
                yield from self._of_indicator(indicator, kinds)

    def entries(self) -> Iterator[LedgerEntry]:
        """An entry for each region, indicator and year: of several kinds the one with both sides,
        or else with a target."""
        made = ledger_entries(
            self.rows, self._reports, years=self.request.years,
            same_region=self.names.joined,
        )  # fmt: skip
        best: dict[tuple[str, int, str], LedgerEntry] = {}
        for entry in made:
            place = (entry.region, entry.year, entry.indicator)
            if place not in best or _completeness(entry) > _completeness(best[place]):
                best[place] = entry
        judged = (entry.year for entry in best.values() if entry.target and entry.result)
        year = self.request.years or _newest_told(Counter(judged))
        regions = set(self._regions(entry.region for entry in best.values()))
        for entry in best.values():
            is_asked = entry.indicator in self.request.indicators
            if is_asked and entry.year in year and entry.region in regions:
                yield entry

    def reports_of(self, entries: Sequence[LedgerEntry]) -> Coverage:
        """The reports of the year and of the next for each region."""
        years = {entry.year for entry in entries}
        held = [
            self._reports.held(region, report)
            for region in self._regions(entry.region for entry in entries)
            for year in years
            for report in (year, year + 1)
        ]
        stated = sum((entry.target is not None) + (entry.result is not None) for entry in entries)
        return Coverage(len(held), sum(held), stated)

    def _regions(self, stating: Iterable[str]) -> tuple[str, ...]:
        """The regions asked for; where none is named, the one that is `stating` it."""
        if self.request.everywhere:
            return _all(self.names, self.filters, self.request.level)
        if self.request.regions:
            return tuple(dict.fromkeys(map(self.names.joined, self.request.regions)))
        own = tuple(dict.fromkeys(stating))
        return own if len(own) == 1 else ()

    def _of_indicator(self, indicator: str, kinds: Sequence[FigureKind]) -> list[FigureCell]:
        """The cells of the first of `kinds` that some region states."""
        for kind in kinds:
            cells = self._of_kind(indicator, kind)
            if any(cell.rows or cell.unsure for cell in cells):
                return cells
        return self._of_kind(indicator, kinds[0])

    def _of_kind(self, indicator: str, kind: FigureKind) -> list[FigureCell]:
        regions = self._regions(region for region, key, *_ in self._by_place if key == indicator)
        if self.request.stances:
            return self._of_stances(regions, indicator, kind, self.request.stances)
        each = [self._of_stances(regions, indicator, kind, (stance,)) for stance in _BOTH]
        if self.request.operation != "trend":  # a result before a plan
            told = (cells for cells in each if any(cell.rows or cell.unsure for cell in cells))
            return next(told, [])
        return max(each, key=lambda cells: sum(len(cell.rows) == 1 for cell in cells))

    def _of_stances(
        self, regions: Sequence[str], indicator: str, kind: FigureKind, stances: Sequence[Stance]
    ) -> list[FigureCell]:
        return [
            self._cell(region, indicator, kind, year, stance)
            for year in self._years(regions, indicator, kind, stances)
            for stance in stances
            for region in regions
        ]

    def _years(
        self,
        regions: Sequence[str],
        indicator: str,
        kind: FigureKind,
        stances: Sequence[Stance],
    ) -> tuple[int, ...]:
        """The years asked for; else all that are told, or the newest that most regions tell."""
        request = self.request
        told = Counter(
            year
            for region, key, year, stance in self._by_place
            if key == indicator and region in regions and stance in stances
            and self._is_told(region, key, kind, year, stance)
        )  # fmt: skip
        if request.operation == "trend":
            return _stretch(request.years, told)
        if request.years:
            return request.years
        return _newest_told(told)

    def _cell(
        self, region: str, indicator: str, kind: FigureKind, year: int, stance: Stance
    ) -> FigureCell:
        place = (region, indicator, kind, year, stance)
        if place not in self._made:
            self._made[place] = self._new_cell(*place)
        return self._made[place]

    def _new_cell(
        self, region: str, indicator: str, kind: FigureKind, year: int, stance: Stance
    ) -> FigureCell:
        rows = self._by_place.get((region, indicator, year, stance), [])
        reports = self._reports
        side = side_of(rows, stance, kind, region, year, reports)
        misread = _in_one_sentence(side.contradicting)
        stated = (side.chosen,) if side.chosen else () if misread else side.contradicting
        return FigureCell(
            region,
            indicator,
            kind,
            year,
            stance,
            rows=stated,
            otherwise=(*side.otherwise, *self._other_half(region, indicator, kind, year, stance)),
            read=reports.held(region, report_of(year, stance)),
            unsure=misread or (not stated and _tells_other_periods(side.otherwise, year)),
        )

    def _is_told(
        self, region: str, indicator: str, kind: FigureKind, year: int, stance: Stance
    ) -> bool:
        cell = self._cell(region, indicator, kind, year, stance)
        return bool(cell.rows) or (cell.unsure and self.request.operation != "trend")

    def _other_half(
        self, region: str, indicator: str, kind: FigureKind, year: int, stance: Stance
    ) -> tuple[StatedRow, ...]:
        """The result where one target is asked for, and the other way round: said where the half
        that is asked for is missing."""
        if self.request.operation not in ("value", "check") or self.request.stances != (stance,):
            return ()
        across: Stance = "target" if stance == "achieved" else "achieved"
        rows = self._by_place.get((region, indicator, year, across), [])
        chosen = side_of(rows, across, kind, region, year, self._reports).chosen
        return (chosen,) if chosen else ()

    def _wanted_kinds(self, indicator: str) -> list[tuple[FigureKind, ...]]:
        """The kinds to look for, the first that is stated wins; several lists where a rate and a
        level are both asked for."""
        asked = self.request.kinds
        usual = INDICATORS[indicator].kinds
        if not asked:
            return [usual]
        found = [kinds for kinds in (_GROWTH, ("level", "count")) if set(kinds) & set(asked)]
        fitting = [tuple(k for k in usual if k in kinds) for kinds in found]
        return [kinds for kinds in fitting if kinds] or [usual]

    @cached_property
    def _made(self) -> dict[tuple[str, str, FigureKind, int, Stance], FigureCell]:
        """The cells so far: years are chosen by cells that are then asked for again."""
        return {}

    @cached_property
    def _reports(self) -> Reports:
        return Reports(self.names.years)

    @cached_property
    def _by_place(self) -> dict[_Place, list[StatedRow]]:
        places: dict[_Place, list[StatedRow]] = defaultdict(list)
        for stated in self.rows:
            row, region = stated.row, stated.document.region
            if region and row.indicator and row.period and row.stance in _BOTH:
                place = (self.names.joined(region), row.indicator, row.period.end.year, row.stance)
                places[place].append(stated)
        return dict(places)
