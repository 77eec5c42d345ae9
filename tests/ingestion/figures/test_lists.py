"""Tests of rows of lists: an item has the years and the stance of the words that lead into it."""

from __future__ import annotations

import pytest

from rag.ingestion.figures import rows_of
from rag.ingestion.read import read_one
from rag.types.figures import FigureRow
from tests.ingestion.helpers import published

TITLE = "2025年澄川市政府工作报告\n——2025年1月15日\n各位代表：\n"
ENGLISH = "Report on the Work of the Government of Norland\n\nDelivered on March 5, 2025\n\n"
SIGNS = ["——", "- ", "• ", "·", "（1）", "①", "一是", ""]


def rows(text: str) -> dict[str | None, FigureRow]:
    found = read_one(published(text, file="list.txt"))
    return {row.indicator: row for row in rows_of(found.document, found.sections)}


def years(row: FigureRow) -> tuple[int, int]:
    assert row.period is not None
    return row.period.start.year, row.period.end.year


@pytest.mark.parametrize("sign", SIGNS)
def test_an_item_has_the_year_and_stance_of_its_lead(sign: str) -> None:
    text = (
        f"{TITLE}二、今年工作安排\n去年的主要指标：\n{sign}地区生产总值增长5.2%；\n"
        f"{sign}粮食产量50万吨。\n今年城镇新增就业3万人。\n"
    )
    found = rows(text)
    assert years(found["gdp"]) == years(found["grain"]) == (2024, 2024)
    assert found["gdp"].stance == found["grain"].stance == "achieved"
    assert (found["jobs"].stance, years(found["jobs"])) == ("target", (2025, 2025))


@pytest.mark.parametrize("sign", SIGNS)
def test_the_sign_of_an_item_is_no_part_of_its_name_and_clause(sign: str) -> None:
    text = f"{TITLE}今年主要预期目标是：\n{sign}地区生产总值增长5.2%；\n{sign}粮食产量50万吨。\n"
    found = read_one(published(text, file="list.txt"))
    clauses = [r.clause.slice(found.document.text) for r in rows_of(found.document, found.sections)]
    assert "地区生产总值增长5.2%" in clauses
    assert all(r.confidence == "certain" for key, r in rows(text).items() if key)


def test_an_item_may_name_its_own_year() -> None:
    text = f"{TITLE}到2027年要做到：\n1. 森林覆盖率达到45%；\n2. 2026年粮食产量达到50万吨。\n"
    found = rows(text)
    assert years(found["forest_cover"]) == (2027, 2027)
    assert years(found["grain"]) == (2026, 2026)


def test_a_list_of_results_in_a_plan_holds_to_its_end() -> None:
    text = (
        f"{TITLE}二、今年工作安排\n过去一年，我们办成了几件事：\n——粮食产量50万吨；\n"
        "——城镇新增就业3万人。\n地区生产总值增长5%。\n"
    )
    found = rows(text)
    assert found["grain"].stance == found["jobs"].stance == "achieved"
    assert found["gdp"].stance == "target"


@pytest.mark.parametrize("sign", ["- ", "• ", "1. ", "(a) ", "* "])
def test_english_items(sign: str) -> None:
    found = rows(
        f"{ENGLISH}By 2027, we will:\n\n{sign}create 150,000 new jobs;\n\n"
        f"{sign}cut the unemployment rate to 4 percent.\n\nThank you.\n"
    )
    assert {years(row) for row in found.values()} == {(2027, 2027)}
    assert {row.stance for row in found.values()} == {"target"}
    past = rows(f"{ENGLISH}In 2024 we delivered:\n\n{sign}GDP growth of 2.4 percent;\n\nMore.\n")
    assert (past["gdp"].stance, years(past["gdp"])) == ("achieved", (2024, 2024))


def test_a_per_cent_of_the_product_is_no_growth_of_it() -> None:
    found = rows(f"{ENGLISH}In 2025 we will cut the deficit to 2 percent of GDP.\n")
    assert "gdp" not in found
