"""Claims about charts of figures: what compares is drawn, all else is told, and nothing is bent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from rag.presentation.chart_choice import beyond_reason
from rag.presentation.figure_chart import (
    FigureChart,
    chart_of_entries,
    chart_of_rows,
    round_values,
)
from rag.presentation.figure_svg import chart_svg
from rag.presentation.figure_words import InBoth
from rag.types.documents import Document
from rag.types.figure_table import LedgerEntry, StatedRow, Verdict
from rag.types.figures import Amount, Bound, FigureRow, Qualifier
from tests.figure_rows import row, year

SVG = "{http://www.w3.org/2000/svg}"
CITIES = ("澄川市", "明湖市", "北岭市", "云溪市", "松岭市", "青川市")


def stated(of: FigureRow, region: str = "澄川市") -> StatedRow:
    text = "地区生产总值增长5%左右。"
    return StatedRow(Document(f"id-{region}", f"{region}政府工作报告", text, "a.txt", "zh",
                              region=region), of)  # fmt: skip


def chart(*rows: StatedRow, **how: Any) -> FigureChart:
    drawn = chart_of_rows(rows, **how)
    assert drawn is not None
    return drawn


def labels(drawn: FigureChart) -> list[str]:
    return [point.label.zh for point in drawn.points]


def notes(drawn: FigureChart) -> str:
    return " ".join(note.en for note in drawn.notes)


def bound(kind: Bound) -> dict[str, Any]:
    return {"qualifier": Qualifier(kind)}


def test_bars_are_sorted_by_value_and_the_middle_of_a_range_counts() -> None:
    rows = (
        stated(row(5.0), "澄川市"),
        stated(row(5.5, 6.5, **bound("range")), "明湖市"),
        stated(row(5.8), "北岭市"),
    )
    assert labels(chart(*rows)) == ["明湖市", "北岭市", "澄川市"]
    assert labels(chart(*rows, ascending=True)) == ["澄川市", "北岭市", "明湖市"]


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "jobs"},
        {"kind": "share"},
        {"stance": "target"},
        {"value": Amount(5.0, 5.0, "yuan", "5元")},
        {"period": replace(year(2025), kind="years_mean")},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_measures_something_else_is_told_and_not_drawn(other: dict[str, Any]) -> None:
    drawn = chart(stated(row(4.0)), stated(row(5.0), "明湖市"), stated(row(6.0, **other), "北岭市"))
    assert labels(drawn) == ["明湖市", "澄川市"]
    assert "another kind, unit, period or stance: 1" in notes(drawn)


@pytest.mark.parametrize("other", [{"confidence": "likely"}, {"scope": "place"}, {"period": None}])
def test_what_is_unsure_or_of_a_part_is_told_and_not_drawn(other: dict[str, Any]) -> None:
    drawn = chart(stated(row(4.0)), stated(row(5.0), "明湖市"), stated(row(6.0, **other), "北岭市"))
    assert labels(drawn) == ["明湖市", "澄川市"]
    assert "unsure" in notes(drawn)


def test_two_values_of_one_region_are_told_and_none_is_chosen() -> None:
    rows = (
        stated(row(4.0)),
        stated(row(4.5)),
        stated(row(5.0), "明湖市"),
        stated(row(6.0), "北岭市"),
    )
    drawn = chart(*rows)
    assert labels(drawn) == ["北岭市", "明湖市"]
    assert "contradict" in notes(drawn)


def test_bars_are_of_one_year() -> None:
    rows = [stated(row(float(i + 4)), city) for i, city in enumerate(CITIES[:3])]
    drawn = chart(*rows, stated(row(9.0, period=year(2024)), "云溪市"))
    assert {point.year for point in drawn.points} == {2025}
    assert "other years: 1" in notes(drawn)


def test_one_row_is_no_chart() -> None:
    assert chart_of_rows([stated(row(5.0))]) is None
    assert chart_of_rows([]) is None


def test_a_value_beyond_reason_is_told_with_its_words_and_not_drawn() -> None:
    rows = [stated(row(5.0 + i / 10), city) for i, city in enumerate(CITIES[:5])]
    drawn = chart(*rows, stated(row(255.0), "青川市"))
    assert "青川市" not in labels(drawn)
    assert "255%" in notes(drawn)


@pytest.mark.parametrize(
    ("values", "unit", "is_series", "out"),
    [
        ([5.0, 5.5, 6.0, 4.5, 5.2], "percent", False, []),
        ([0.1, 2.0, 2.0, 2.0, 2.1], "percent", False, []),
        ([14.7, 1.5, 1.8, 0.4, 2.0], "percent", False, []),
        ([5.0, 5.5, 6.0, 4.5, 150.0], "percent", False, [4]),
        ([5e4, 7e5, 1.2e6, 3e5, 9e5], "person", False, []),
        ([3e5, 7e5, 1.2e6, 4e5, 9e9], "person", False, [4]),
        ([1e9, 2e9, 3e13, 4e9, 5e9], "yuan", True, [2]),
        ([1e9, 2e9, 4e9, 9e9, 3e10], "yuan", True, []),
        ([5.0, 500.0], "percent", False, []),
    ],
)
def test_what_is_beyond_reason(
    values: list[float], unit: str, is_series: bool, out: list[int]
) -> None:
    found = beyond_reason(values, unit, is_series=is_series)
    assert [at for at, beyond in enumerate(found) if beyond] == out


def test_a_share_above_the_whole_is_never_drawn() -> None:
    rows = [stated(row(share, kind="share"), city) for share, city in
            zip((40.0, 50.0, 120.0), CITIES, strict=False)]  # fmt: skip
    assert labels(chart(*rows)) == ["明湖市", "澄川市"]


def test_years_are_a_line_with_their_gaps() -> None:
    years = (2018, 2019, 2021, 2025)
    drawn = chart(*(stated(row(5.0, period=year(n))) for n in reversed(years)))
    assert drawn.kind == "line"
    assert [point.year for point in drawn.points] == list(years)
    assert drawn.gaps == (2020, 2022, 2023, 2024)
    assert "2020, 2022–2024" in notes(drawn)


def test_a_line_says_whose_it_is_and_bars_say_their_year() -> None:
    line = chart(*(stated(row(5.0, period=year(n))) for n in (2024, 2025)))
    assert line.title == InBoth(
        "澄川市 · 地区生产总值 · 增长 · 成果",
        "Chengchuan · gross domestic product · growth · achieved",
    )
    bars = chart(stated(row(5.0)), stated(row(6.0), "明湖市"))
    assert bars.title.zh == "地区生产总值 · 增长 · 成果 · 2025"


def test_units_that_are_written_differently_are_told_in_one() -> None:
    grain: dict[str, Any] = {"indicator": "grain", "kind": "level"}
    rows = (
        stated(row(value=Amount(6.62e9, 6.62e9, "kilogram", "132.4亿斤"), **grain)),
        stated(row(value=Amount(1.347e10, 1.347e10, "kilogram", "1347万吨"), **grain), "明湖市"),
    )
    assert [point.value.text.zh for point in chart(*rows).points] == ["1347万吨", "662万吨"]
    assert chart(*rows).points[1].value.text.en == "6.62 million tonnes"


def test_the_axis_has_zero_and_round_values_within_the_drawing() -> None:
    rows = [
        stated(row(value), city) for value, city in zip((17.2, 6.0, -3.3), CITIES, strict=False)
    ]
    assert round_values(chart(*rows).points) == [0.0, 5.0, 10.0, 15.0]


def entry(region: str, verdict: Verdict, result: FigureRow | None) -> LedgerEntry:
    target = stated(row(5.0, stance="target", **bound("about")), region)
    reported = stated(result, region) if result else None
    return LedgerEntry(region, "gdp", 2025, target, reported, verdict, None, "at_least_target")


def test_a_ledger_draws_results_beside_their_targets_and_tells_the_rest() -> None:
    entries = [
        entry("澄川市", "met", row(5.3)),
        entry("明湖市", "missed", row(4.0)),
        entry("北岭市", "not_reported", None),
        entry("云溪市", "not_comparable", row(5.0)),
    ]
    words = [InBoth(one.verdict, one.verdict) for one in entries]
    drawn = chart_of_entries(entries, words)
    assert drawn is not None
    assert labels(drawn) == ["澄川市", "明湖市"]
    assert all(point.target and point.target.bound == "about" for point in drawn.points)
    assert [point.note.en for point in drawn.points if point.note] == [
        "target about 5%: met",
        "target about 5%: missed",
    ]
    assert ": 2" in notes(drawn)


def svg(drawn: FigureChart, base: str | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(drawn, "en", base))


def rectangles(root: ElementTree.Element, kind: str) -> list[float]:
    found = root.iter(f"{SVG}rect")
    return [float(one.get("width", "")) for one in found if one.get("class") == kind]


def test_a_range_is_drawn_from_its_low_to_its_high_end() -> None:
    drawn = chart(stated(row(4.0, 6.0, **bound("range"))), stated(row(4.0), "明湖市"))
    root = svg(drawn)
    first, second = rectangles(root, "bar")
    (lighter,) = rectangles(root, "bar range")
    assert first == pytest.approx(second, abs=0.2)
    assert lighter == pytest.approx(first / 2, abs=0.2)


def test_a_ceiling_is_no_filled_bar_and_open_ends_have_arrows() -> None:
    drawn = chart(
        stated(row(5.0, **bound("at_most"))), stated(row(5.0, **bound("above")), "明湖市")
    )
    root = svg(drawn)
    assert len(rectangles(root, "bar open")) == len(rectangles(root, "bar")) == 1
    assert len([one for one in root.iter(f"{SVG}path") if one.get("class") == "bound"]) == 1
    assert "arrow" in notes(drawn).lower()
    assert "empty bar" in notes(drawn)


def test_bars_lead_to_their_reports_where_somebody_answers() -> None:
    drawn = chart(stated(row(5.0)), stated(row(6.0), "明湖市"))
    assert [
        one.get("href", "")[:30] for one in svg(drawn, "https://a.example").iter(f"{SVG}a")
    ] == [
        "https://a.example/documents/id",
        "https://a.example/documents/id",
    ]
    assert list(svg(drawn).iter(f"{SVG}a")) == []


def test_a_line_breaks_at_a_gap() -> None:
    drawn = chart(*(stated(row(5.0, period=year(n))) for n in (2018, 2019, 2021, 2022)))
    path = svg(drawn).find(f"{SVG}path[@class='line']")
    assert path is not None
    assert path.get("d", "").count("M") == 2
    assert len(rectangles(svg(drawn), "gap")) == 1


def test_no_words_of_a_speech_become_markup() -> None:
    rows = (stated(row(5.0), "<b>x</b>"), stated(row(6.0), "&y"))
    assert "<b>" not in chart_svg(chart(*rows), "zh", "")
