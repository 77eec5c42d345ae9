"""What is stated in two ways is found; what only seems so is not."""

from __future__ import annotations

from typing import Any

from rag.analysis.contradictions import contradictions
from rag.types.figure_table import StatedRow
from rag.types.text import Span
from tests.analysis.figures_said import report, result, target, year


def found(*rows: StatedRow) -> list[tuple[StatedRow, ...]]:
    return list(contradictions(rows))


def test_two_values_of_one_quantity_contradict() -> None:
    first, again, other = result(5.4), result(5.4), result(5.6, clause=Span(9, 12))
    assert found(first, again, other) == [(first, other)]


def test_other_years_kinds_scopes_and_regions_do_not() -> None:
    rows = [
        result(5.4),
        result(5.6, period=year(2024)),
        result(5.6, kind="share"),
        result(5.6, scope="place", place="青川区"),
        result(5.6, document=report(2026, "北岭市")),
        target(5.6),
        result(5.6, confidence="likely"),
        result(5.6, preliminary=True),
    ]
    assert found(*rows) == []


def test_a_target_may_change_from_one_report_to_another() -> None:
    assert found(target(5.0), target(5.5, document=report(2026))) == []
    assert len(found(target(5.0), target(5.5, clause=Span(9, 12)))) == 1


def test_rounded_values_and_bounds_agree() -> None:
    level: dict[str, Any] = {"unit": "yuan", "kind": "level"}
    whole = result(5.2073e12, text="52073亿元", **level)
    rounded = result(5.2e12, text="5.2万亿元", **level)
    above = result(5e12, "above", text="5万亿元", **level)
    assert found(whole, rounded, above) == []


def test_what_goes_on_in_one_clause_and_other_names_are_other_quantities() -> None:
    first = result(35.0)
    assert found(first, result(1100.0, clause=Span(0, 16))) == []
    assert found(first, result(40.0, clause=Span(20, 29), name="农村的")) == []
