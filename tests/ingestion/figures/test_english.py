"""Tests of the rows that English speeches are read into: one claim each."""

from __future__ import annotations

import pytest

from rag.ingestion.figures import rows_of
from rag.ingestion.read import read_one
from rag.types.figures import FigureRow
from tests.ingestion.helpers import published

TITLE = "Report on the Work of the Government of Norland\n\nDelivered on March 5, 2025\n\n"
REVIEW = TITLE + "I. Review of Work in 2024\n\n"
PLAN = TITLE + "II. Tasks for 2025\n\n"


def rows(text: str, key: str) -> list[FigureRow]:
    found = read_one(published(text, file="norland.txt"))
    every = rows_of(found.document, found.sections)
    return [row for row in every if row.indicator == key]


def one(text: str, key: str) -> FigureRow:
    found = rows(text, key)
    assert len(found) == 1, found
    return found[0]


def test_a_result() -> None:
    row = one(REVIEW + "Last year, GDP grew by 5.2 percent.", "gdp")
    assert (row.kind, row.value.low, row.stance, row.confidence) == (
        "growth", 5.2, "achieved", "certain",
    )  # fmt: skip
    assert row.period is not None
    assert row.period.year == 2024


def test_targets_of_a_list() -> None:
    text = PLAN + (
        "The main targets for this year are as follows: GDP growth of around 5 percent, over"
        " 12 million new urban jobs, and a CPI increase of around 2 percent."
    )
    assert one(text, "gdp").qualifier.bound == "about"
    jobs = one(text, "jobs")
    assert (jobs.value.low, jobs.value.unit, jobs.qualifier.bound) == (12e6, "person", "above")
    assert one(text, "cpi").stance == "target"


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("exports rose 7 percent", "growth", 7.0),
        ("exports rose by $2 billion", "change", 2e9),
        ("exports rose to $2 billion", "level", 2e9),
        ("exports fell by 3 percent", "growth", -3.0),
    ],
)
def test_verbs_say_the_kind(said: str, kind: str, value: float) -> None:
    row = one(REVIEW + f"In 2024, {said}.", "exports")
    assert (row.kind, row.value.low) == (kind, value)


def test_two_figures_of_one_term() -> None:
    found = rows(REVIEW + "In 2024, exports rose 7 percent to $1.2 trillion.", "exports")
    assert [(row.kind, row.value.low) for row in found] == [("growth", 7.0), ("level", 1.2e12)]


def test_to_cut_by_is_a_fall() -> None:
    text = PLAN + "We will cut carbon intensity by 3 percent in 2025."
    assert one(text, "carbon_intensity").value.low == -3.0


def test_a_narrowed_term_is_not_the_indicator() -> None:
    assert rows(REVIEW + "In 2024, agricultural exports rose 7 percent.", "exports") == []


def test_the_beginning_of_a_longer_term_is_not_the_term() -> None:
    text = REVIEW + "In 1981 the 10 percent personal income tax cut began."
    assert rows(text, "income") == []


def test_what_might_have_been_is_never_certain() -> None:
    text = REVIEW + "Experts predicted that the deficit would be $300 billion in 2026."
    assert all(row.confidence != "certain" for row in rows(text, "deficit"))


def test_the_year_behind_a_figure_is_its_own() -> None:
    text = (
        REVIEW + "From a deficit of $3 billion in 2021, we had a surplus of $7 billion last year."
    )
    row = one(text, "surplus")
    assert row.period is not None
    assert row.period.year == 2024


def test_a_year_of_comparison_is_not_the_year_of_the_figure() -> None:
    title = "Address\n\nDelivered on March 5, 2025\n\n"
    found = rows(
        title + "The unemployment rate fell to 4 percent, lower than in 1999.", "unemployment_rate"
    )
    assert all(row.confidence != "certain" for row in found)


@pytest.mark.parametrize(
    "said",
    [
        "In 2024, the contribution of farming to GDP rose by 4 percent.",
        "In 2024, schools took 9 percent of total expenditure.",
        "In 2024, re-exports grew by 3 percent.",
        "In 2024, France's unemployment rate rose to 8 percent.",
        "In 2024, the global inflation rate rose to 8 percent.",
    ],
)
def test_parts_and_figures_of_others_are_not_certain(said: str) -> None:
    found = read_one(published(TITLE + said, file="norland.txt"))
    every = rows_of(found.document, found.sections)
    assert not [row for row in every if row.indicator and row.confidence == "certain"]


def test_a_part_of_a_year() -> None:
    row = one(REVIEW + "Exports in the first half of last year amounted to $9 billion.", "exports")
    assert row.period is not None
    assert row.period.kind == "part_year"


def test_the_deficit_in_per_cent_of_gdp_is_the_deficit_ratio() -> None:
    row = one(REVIEW + "Last year, the deficit was 3 percent of GDP.", "deficit_ratio")
    assert (row.kind, row.value.low, row.confidence) == ("level", 3.0, "certain")


def test_by_so_much_to_so_much_is_no_range() -> None:
    found = rows(REVIEW + "In 2024, exports increased by $2 million to $30 million.", "exports")
    assert [(row.kind, row.value.low) for row in found] == [("change", 2e6), ("level", 30e6)]
