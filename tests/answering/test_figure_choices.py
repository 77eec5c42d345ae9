"""Which rows meet a condition: rows by hand, of invented regions."""

from __future__ import annotations

from typing import Any

import pytest

from rag.answering.figure_choices import Answered, checked, chosen
from rag.types.figure_table import Coverage, FigureCell, FiguresFound, StatedRow
from rag.types.figures import Amount, Bound
from rag.types.questions import FigureRequest, Relation
from tests.analysis.figures_said import result, target

FIVE = Amount(5.0, 5.0, "percent", "5%")
RAILWAY: dict[str, Any] = {
    "indicator": "high_speed_rail", "kind": "level", "unit": "metre", "text": "500公里",
}  # fmt: skip
FIVE_HUNDRED = Amount(500.0, 500.0, "kilometre", "500公里")


def asked(
    stated: StatedRow, relation: Relation, threshold: Amount = FIVE, **other: Any
) -> FiguresFound:
    """A request for what the row states, and the row."""
    row = stated.row
    stance, key = row.stance, row.indicator
    assert stance is not None
    assert key is not None
    request = FigureRequest(
        indicators=(key,), operation="filter", years=(2025,), stances=(stance,),
        relation=relation, threshold=threshold, everywhere=True, **other,
    )  # fmt: skip
    cell = FigureCell("澄川市", key, row.kind, 2025, stance, rows=(stated,), read=True)
    return FiguresFound(request, (cell,), coverage=Coverage(1, 1, 1))


def meets(stated: StatedRow, relation: Relation, threshold: Amount = FIVE, **other: Any) -> bool:
    found = chosen(asked(stated, relation, threshold, **other), "zh")
    assert found.shown
    return "，1个" in (found.finding or "")


@pytest.mark.parametrize(
    ("value", "bound", "relation", "is_met"),
    [
        (4.0, "above", "below", False),
        (4.0, "at_least", "at_most", False),
        (6.0, "at_most", "above", False),
        (6.0, "below", "at_least", False),
        (6.0, "at_least", "above", True),
        (5.0, "above", "above", True),
        (5.0, "at_least", "above", False),
        (5.0, "at_least", "at_least", True),
        (5.0, "below", "below", True),
        (4.0, "at_most", "below", True),
        (4.0, "about", "below", True),
        (5.0, "about", "at_least", True),
    ],
)
def test_a_result_meets_a_condition_with_all_that_it_leaves_open(
    value: float, bound: Bound, relation: Relation, is_met: bool
) -> None:
    assert meets(result(value, bound), relation) == is_met


@pytest.mark.parametrize(
    ("value", "bound", "relation", "is_met"),
    [(4.0, "at_least", "below", True), (6.0, "at_most", "above", True),
     (5.0, "above", "above", True), (5.0, "at_least", "above", False)],
)  # fmt: skip
def test_a_target_is_meant_by_the_number_that_it_names(
    value: float, bound: Bound, relation: Relation, is_met: bool
) -> None:
    assert meets(target(value, bound), relation) == is_met


@pytest.mark.parametrize(
    ("metres", "relation", "is_met"),
    [
        (500_001.0, "above", True),
        (500_000.0, "above", False),
        (500_000.0, "at_least", True),
        (500_000.0, "equal", True),
        (499_999.0, "below", True),
    ],
)
def test_a_condition_is_converted_to_the_unit_of_the_rows(
    metres: float, relation: Relation, is_met: bool
) -> None:
    assert meets(result(metres, **RAILWAY), relation, FIVE_HUNDRED) == is_met


def test_dust_of_a_conversion_decides_nothing() -> None:
    fraction = result(0.07, unit="fraction", text="百分之七")
    seven = Amount(7.000000000000001, 7.000000000000001, "percent", "7%")
    assert meets(fraction, "at_least", seven)
    assert not meets(fraction, "below", seven)
    assert not meets(fraction, "above", seven)
    assert meets(fraction, "equal", seven)


@pytest.mark.parametrize("relation", ["above", "at_least", "below", "at_most", "equal", "about"])
def test_what_cannot_be_compared_is_left_to_the_reader(relation: Relation) -> None:
    mileage = result(5e5, **RAILWAY)
    assert chosen(asked(mileage, relation), "zh") == Answered((), ())
    assert checked(asked(mileage, relation), "zh") == Answered((), ())


@pytest.mark.parametrize(
    ("metres", "conflicting"), [(500_000.0, False), (600_000.0, True), (400_000.0, True)]
)
def test_a_figure_is_held_against_a_row_in_another_unit(metres: float, conflicting: bool) -> None:
    stated = result(metres, **RAILWAY)
    found = checked(asked(stated, "equal", FIVE_HUNDRED), "zh")
    assert found.shown == (stated,)
    assert found.conflicting == conflicting


def test_a_result_that_leaves_it_open_contradicts_nothing() -> None:
    open_ended = result(4.0, "at_least")
    assert checked(asked(open_ended, "below"), "zh") == Answered((), ())
    assert checked(asked(open_ended, "above"), "zh") == Answered((), ())
    assert checked(asked(result(6.0, "at_least"), "below"), "zh").conflicting
    assert not checked(asked(result(6.0, "at_least"), "above"), "zh").conflicting


def test_members_of_a_group_that_are_not_held_are_told_beside_the_silent_ones() -> None:
    one = asked(result(5.0), "not_stated", absent=("明湖市",))
    found = chosen(one, "zh")
    assert found.reasons == ("索引中没有：明湖市",)
