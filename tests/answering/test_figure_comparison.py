"""Comparisons by the table of figures: real reading, invented reports."""

from __future__ import annotations

from rag.language.detect import language_of
from rag.presentation.comparison_json import comparison_json
from rag.types.comparison import By, Comparison
from rag.types.questions import Filters, Question
from tests.reports_of_cities import cities_engine


def compared(text: str, by: By, filters: Filters | None = None) -> Comparison:
    question = Question(text, filters or Filters(), language_of(text))
    return cities_engine().compare(question, by=by, limit=8)


def test_regions_stand_side_by_side_with_their_ranges_and_bounds() -> None:
    for text in ("2026年GDP增长目标", "GDP growth target 2026"):
        found = compared(text, "region")
        by_name = {cell.group.name: number for number, cell in enumerate(found.cells)}
        series = found.series
        assert series is not None
        at = by_name["北岭市"]
        assert (series.values[at], series.highs[at], series.bounds[at]) == (6.0, 6.5, "range")
        assert series.bounds[by_name["澄川市"]] == "at_least"
        assert {cell.state for cell in found.cells} == {"stated"}


def test_a_silent_region_is_no_point() -> None:
    found = compared("2026年居民消费价格涨幅目标", "region")
    states = {cell.group.name: cell.state for cell in found.cells}
    assert states == {"澄川市": "stated", "明湖市": "not_stated", "北岭市": "not_stated"}
    assert found.series is None  # one point makes no chart


def test_by_year_is_the_year_of_the_figure() -> None:
    found = compared("澄川市GDP增速", "year")
    assert [cell.group.label for cell in found.cells] == ["2024", "2025"]
    assert found.series is not None
    assert found.series.values == (5.1, 5.4)
    chart = comparison_json(found)["chart"]
    assert chart is not None
    points = chart["points"]
    assert [(point["value"], point["date"]) for point in points] == [
        (5.1, "2025-01-15"),
        (5.4, "2026-01-15"),
    ]
