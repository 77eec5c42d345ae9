"""A text is checked figure by figure; what the speeches do not speak of is never called wrong."""

from __future__ import annotations

import pytest

from rag.types.documents import Document
from rag.types.figure_table import CheckedFigure
from rag.types.questions import Filters
from tests.reports_of_a_city import city_engine


def verdicts(text: str) -> list[str]:
    return [claim.verdict for claim in city_engine().check(text)]


def only(text: str) -> CheckedFigure:
    (claim,) = city_engine().check(text)
    return claim


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2025年，澄川市地区生产总值增长5.3%。", "stated"),
        ("2025年，澄川市GDP增长5.4%。", "stated_otherwise"),
        ("2024年，澄川市地区生产总值增长5.3%。", "stated_otherwise"),  # that year it was 5.6%
        ("2023年，澄川市地区生产总值增长5.3%。", "not_found"),
        ("2025年，北岭市地区生产总值增长5.3%。", "not_found"),  # another city
        ("澄川市2025年的目标是地区生产总值增长5.5%。", "stated"),
        ("澄川市2025年的目标是地区生产总值增长5.3%。", "stated_otherwise"),  # the result
        ("2025年，澄川市一般公共预算收入增长3.4个百分点。", "not_found"),
        ("2025年，澄川市城镇新增就业超过3万人。", "stated"),  # 3.3万人 are more
        ("2025年，澄川市城镇新增就业超过4万人。", "stated_otherwise"),
        ("2025年，澄川市城镇新增就业3.3万人。", "stated"),
        ("2025年，澄川市青川区城镇新增就业3.3万人。", "not_found"),  # a district of it
    ],
)
def test_each_figure_is_stated_stated_otherwise_or_not_found(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]


def test_what_stands_instead_is_shown() -> None:
    claim = only("2025年，澄川市地区生产总值增长6%。")
    assert (claim.text, claim.verdict) == ("6%", "stated_otherwise")
    assert ["5.3%" in stated.quote for stated in claim.rows] == [True]


def test_the_region_is_the_one_named_last() -> None:
    text = "2025年，澄川市地区生产总值增长5.3%，城镇新增就业3.3万人。北岭市城镇新增就业3.3万人。"
    assert verdicts(text) == ["stated", "stated", "not_found"]


def test_without_a_region_other_values_contradict_only_where_one_region_is_held() -> None:
    assert verdicts("2025年，地区生产总值增长5.3%。") == ["stated"]


def test_spans_count_in_the_text_that_was_sent() -> None:
    text = "说明\n\n2025年，澄川市地区生产总值增长5.3%，城镇新增就业9万人。"
    claims = city_engine().check(text)
    assert [claim.span.slice(text) for claim in claims] == ["5.3%", "9万人"]
    assert [claim.verdict for claim in claims] == ["stated", "stated_otherwise"]


def test_filters_choose_the_speeches_that_may_state_it() -> None:
    (first,) = [d.id for d in _documents() if d.date and d.date.year == 2025]
    text = "2025年，澄川市地区生产总值增长5.3%。"
    (claim,) = city_engine().check(text, filters=Filters(documents=(first,)))
    assert claim.verdict != "stated"


def test_a_text_without_figures_has_no_claims() -> None:
    assert city_engine().check("各位代表：") == ()


def _documents() -> list[Document]:
    with city_engine().index() as index:
        return index.documents()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("In 2025, 澄川市's GDP grew by 5.3 percent.", "stated"),
        ("In 2025, 澄川市's GDP grew by 5.4 percent.", "stated_otherwise"),
        ("In 2025, 澄川市's new urban jobs reached 33,000 people.", "stated"),
        ("In 2025, 澄川市's surveyed urban unemployment rate stood at 5.1 percent.", "stated"),
        ("澄川市 aims for GDP to grow by 5.5 percent in 2025.", "stated"),
        ("In 2025, GDP per capita of villages in 澄川市 grew by 5.3 percent.", "not_found"),
    ],
)
def test_english_is_checked_against_chinese_reports(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]
