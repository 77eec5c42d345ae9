"""The chart of a comparison that the table of figures answers: a point for each group, and a word
for each that states nothing."""

from __future__ import annotations

from rag.presentation.chart_choice import ChartItem
from rag.presentation.figure_chart import FigureChart, chart_of, region_label
from rag.presentation.figure_words import InBoth, in_both, region_words
from rag.types.comparison import Cell, Comparison

_SILENCES = {
    "otherwise": "stated_otherwise",
    "not_stated": "not_stated",
    "not_held": "chart.not_held",
}


def comparison_chart(comparison: Comparison) -> FigureChart | None:
    """None where sentences were compared, or too few figures compare."""
    by_year = comparison.by == "year"
    return chart_of([_item(i, cell, by_year) for i, cell in enumerate(comparison.cells)])


def group_label(cell: Cell, by: str) -> InBoth:
    """The name of a group in both languages."""
    label = cell.group.label
    if by != "region":
        return InBoth(label, label)
    return InBoth(region_words(label, "zh"), region_words(label, "en"))


def silence(cell: Cell) -> InBoth:
    """What an empty cell says of the reports: nothing in them, something else, or none is held."""
    return in_both(_SILENCES.get(cell.state or "", "not_stated"))


def in_order(comparison: Comparison, chart: FigureChart | None) -> list[int]:
    """The numbers of the cells as they are shown: those of a chart of bars by value, then the
    others; else as they stand."""
    everything = range(len(comparison.cells))
    if chart is None or chart.kind == "line":
        return list(everything)
    drawn = [point.of for point in chart.points]
    return [*drawn, *(number for number in everything if number not in set(drawn))]


def _item(number: int, cell: Cell, by_year: bool) -> ChartItem:
    if cell.row is None:
        return ChartItem(
            number, None, group_label(cell, "year" if by_year else "region"), silence(cell)
        )
    label = region_label(cell.row) if by_year else group_label(cell, "region")
    return ChartItem(number, cell.row, label)
