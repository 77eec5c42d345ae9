"""Claims about charts: well-formed, harmless and true to the values."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from rag.presentation.svg_chart import Point, bars, line

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
NUMBERS = st.none() | st.floats(-1e15, 1e15)
SOME = st.lists(st.builds(Point, NAMES, NUMBERS, NAMES), max_size=8)
SVG = "{http://www.w3.org/2000/svg}"


@given(SOME, NAMES)
def test_whatever_the_names_say_the_drawing_is_well_formed(points: list[Point], title: str) -> None:
    for drawn in (bars(points, title=title), line(points, title=title)):
        assert ElementTree.fromstring(drawn).tag == f"{SVG}svg"


def test_a_name_cannot_bring_elements_of_its_own() -> None:
    drawn = bars([Point("<script>alert(1)</script>", 1.0, "<b>")], title='"><script>')
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_a_bar_is_as_long_as_its_value() -> None:
    root = ElementTree.fromstring(bars([Point("a", 4.0, "4"), Point("b", 2.0, "2")], title="t"))
    first, second = (float(bar.get("width", "")) for bar in root.iter(f"{SVG}rect"))
    assert abs(first - 2 * second) < 0.2


def test_a_missing_value_keeps_its_row_and_draws_nothing() -> None:
    drawn = bars([Point("a", 4.0, "4"), Point("b", None, "not stated")], title="t")
    assert drawn.count("<rect") == 1
    assert "not stated" in drawn


def test_a_line_is_broken_where_a_value_is_missing() -> None:
    points = [Point(str(i), None if i == 2 else float(i), str(i)) for i in range(5)]
    path = ElementTree.fromstring(line(points, title="t")).find(f"{SVG}path[@class='line']")
    assert path is not None
    assert path.get("d", "").count("M") == 2
