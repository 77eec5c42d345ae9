"""A comparison by the table of figures: a cell of one indicator and one kind for each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.analysis.figure_cells import figures_found
from rag.analysis.region_names import RegionNames
from rag.index.index import Index
from rag.language.amounts import in_unit
from rag.types.comparison import By, CellState, Group, Series
from rag.types.figure_table import FigureCell, FiguresFound
from rag.types.figures import Figure
from rag.types.questions import FigureRequest, Filters


def compared_figures(
    index: Index, request: FigureRequest, filters: Filters, by: By, groups: Sequence[Group]
) -> list[tuple[Group, FiguresFound]] | None:
    """What the table has for each group, of the first indicator that is asked for; by year a group
    is the year of the figure, not of the speech. None where the table does not answer."""
    if by == "region":
        return _by_region(index, request, filters, groups)
    return _by_year(index, request, filters) if by == "year" else None


def _by_region(
    index: Index, request: FigureRequest, filters: Filters, groups: Sequence[Group]
) -> list[tuple[Group, FiguresFound]] | None:
    """One year for all; a region with names in two scripts is one group."""
    names = RegionNames(index)
    rows = {names.joined(group.name): group for group in reversed(groups)}
    one = replace(
        request, indicators=request.indicators[:1], operation="compare", everywhere=False,
        regions=tuple(names.joined(group.name) for group in groups), absent=(),
    )  # fmt: skip
    found = figures_found(index, one, replace(filters, regions=()))
    newest = max((cell.year for cell in found.cells if cell.rows), default=None)
    if newest is None:
        return None
    of_year = [cell for cell in found.cells if cell.year == newest]
    return [
        (group, _alone(found, [cell for cell in of_year if cell.region == name]))
        for name, group in sorted(rows.items(), key=lambda item: groups.index(item[1]))
    ]


def _by_year(
    index: Index, request: FigureRequest, filters: Filters
) -> list[tuple[Group, FiguresFound]] | None:
    """Of one region."""
    one = replace(request, indicators=request.indicators[:1], operation="trend")
    found = figures_found(index, one, filters)
    years = sorted({cell.year for cell in found.cells})
    regions = {cell.region for cell in found.cells}
    if not any(cell.rows for cell in found.cells) or len(regions) != 1:
        return None
    return [
        (
            Group(str(year), str(year), replace(filters, regions=tuple(regions))),
            _alone(found, [cell for cell in found.cells if cell.year == year]),
        )
        for year in years
    ]


def _alone(found: FiguresFound, cells: Sequence[FigureCell]) -> FiguresFound:
    """The cells of one group, which are of the stance that the whole comparison is of."""
    stances = tuple(dict.fromkeys(cell.stance for cell in cells)) or found.request.stances
    request = replace(found.request, operation="value", stances=stances)
    return replace(found, cells=tuple(cells), request=request)


def state_of(found: FiguresFound) -> CellState:
    """Whether a group states the figure, says something else of it, or is silent; or its report is
    not held."""
    cells = found.cells
    if any(cell.rows for cell in cells):
        return "stated"
    if any(cell.otherwise or cell.unsure for cell in cells):
        return "otherwise"
    return "not_stated" if any(cell.read for cell in cells) else "not_held"


def figure_series(each: Sequence[FiguresFound]) -> Series | None:
    """The certain figures of one indicator, kind, stance, kind of period and unit, ranges as
    ranges; other cells are gaps."""
    sound = [next((cell.row.row for cell in found.cells if cell.row), None) for found in each]
    first = next((row for row in sound if row), None)
    if first is None or sum(row is not None for row in sound) < 2:
        return None
    figures: list[Figure | None] = []
    values: list[float | None] = []
    highs: list[float | None] = []
    bounds: list[str | None] = []
    for row in sound:
        value = in_unit(row.value, first.value.unit) if row else None
        fits = row is not None and (row.kind, row.stance) == (first.kind, first.stance)
        if row is None or value is None or value.low is None or not fits:
            for column in (figures, values, highs, bounds):
                column.append(None)
            continue
        figures.append(Figure(row.value.text, value.low, value.unit, row.figure))
        values.append(value.low)
        highs.append(value.high)
        bounds.append(row.qualifier.bound)
    return Series(first.value.unit, tuple(figures), tuple(values), tuple(highs), tuple(bounds))
