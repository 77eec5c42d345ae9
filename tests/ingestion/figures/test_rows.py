"""Tests of the rows that Chinese reports are read into: one claim each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.ingestion.figures import rows_of
from rag.ingestion.figures.sound import UnreadFigure, sound
from rag.ingestion.passages.chunk import DEFAULT_SIZES
from rag.ingestion.read import Read, cut, read_one
from rag.language.vocabulary import Vocabulary
from rag.types.documents import Section
from rag.types.figures import FigureRow, Period
from rag.types.text import PartialDate, Span
from tests.ingestion.helpers import published

REVIEW = "一、2024年工作回顾\n过去一年，我们做了以下工作。\n"
PLAN = "二、2025年工作安排\n今年要做好各项工作。\n"
TITLE = "2025年澄川市政府工作报告\n——2025年1月15日\n各位代表：\n"


def read(body: str, title: str = TITLE) -> Read:
    return read_one(published(title + body, file="2025年澄川市政府工作报告.txt"))


def rows(body: str, key: str | None = "any", title: str = TITLE) -> list[FigureRow]:
    found = read(body, title)
    every = rows_of(found.document, found.sections)
    return [row for row in every if key == "any" or row.indicator == key]


def one(body: str, key: str) -> FigureRow:
    found = rows(body, key)
    assert len(found) == 1, found
    return found[0]


def years(row: FigureRow) -> tuple[int, int, str]:
    assert row.period is not None
    return row.period.start.year, row.period.end.year, row.period.kind


def test_a_result_of_the_year_before() -> None:
    row = one(REVIEW + "全市地区生产总值增长5.5%。", "gdp")
    assert (row.kind, row.value.low, row.value.high, row.value.unit) == (
        "growth",
        5.5,
        5.5,
        "percent",
    )
    assert row.period == Period(
        datetime.date(2024, 1, 1), datetime.date(2024, 12, 31), "year", "counted"
    )
    assert (row.stance, row.scope, row.confidence) == ("achieved", "region", "certain")


def test_a_target_of_the_year() -> None:
    row = one(PLAN + "主要预期目标是：地区生产总值增长5%左右。", "gdp")
    assert (row.stance, row.qualifier.bound, years(row)) == (
        "target", "about", (2025, 2025, "year"),
    )  # fmt: skip


def test_the_clause_is_the_shortest_that_says_what_was_measured() -> None:
    found = read(REVIEW + "全市地区生产总值320亿元、增长5.5%，税收收入增长2%。")
    clauses = [
        row.clause.slice(found.document.text) for row in rows_of(found.document, found.sections)
    ]
    assert clauses == [
        "全市地区生产总值320亿元",
        "全市地区生产总值320亿元、增长5.5%",
        "税收收入增长2%",
    ]


def test_the_figure_lies_in_its_clause() -> None:
    for row in rows(REVIEW + "城镇新增就业3万人，粮食播种面积90万亩、产量60万吨。"):
        assert row.clause.contains(row.figure)


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("5%左右", "about"),
        ("5%以上", "at_least"),
        ("5%以内", "at_most"),
        ("5%以下", "below"),
        ("5%", "exact"),
        ("约5%", "about"),
        ("超过5%", "above"),
        ("不低于5%", "at_least"),
        ("不超过5%", "at_most"),
        ("5%—5.5%", "range"),
    ],
)
def test_words_around_a_figure_bind_it(written: str, bound: str) -> None:
    row = one(PLAN + f"地区生产总值增长{written}。", "gdp")
    assert row.qualifier.bound == bound


def test_a_range_has_both_ends() -> None:
    row = one(PLAN + "地区生产总值增长5%—5.5%。", "gdp")
    assert (row.value.low, row.value.high, row.value.text) == (5.0, 5.5, "5%—5.5%")


def test_a_wish_and_a_preliminary_result_are_marked() -> None:
    assert one(PLAN + "力争出口增长5%。", "exports").qualifier.strive
    assert one(REVIEW + "预计出口增长5%。", "exports").qualifier.preliminary


def test_figures_are_shared_out_in_the_order_of_the_terms() -> None:
    body = REVIEW + "规上工业增加值、固定资产投资分别增长7%、4%。"
    assert one(body, "iva").value.low == 7.0
    assert one(body, "fai").value.low == 4.0


def test_urban_and_rural_income_are_two_rows() -> None:
    body = PLAN + "城乡居民人均可支配收入分别增长5%、6%左右。"
    urban, rural = one(body, "urban_income"), one(body, "rural_income")
    assert (urban.value.low, rural.value.low) == (5.0, 6.0)
    assert (urban.qualifier.bound, rural.qualifier.bound) == ("about", "about")
    assert rows(body, "income") == []


def test_terms_that_all_rose_have_the_same_figure() -> None:
    body = REVIEW + "接待游客人次、旅游收入均增长10%。"
    assert one(body, "tourists").value == one(body, "tourism_revenue").value


def test_parts_share_the_head_of_the_last() -> None:
    body = REVIEW + "一产、二产、三产增加值分别增长3%、6%、5%。"
    assert [one(body, f"gdp_industry{n}").value.low for n in (1, 2, 3)] == [3.0, 6.0, 5.0]


def test_a_clause_without_a_term_goes_on_with_the_one_before() -> None:
    levels = rows(REVIEW + "全市进出口总值创历史新高，达到537亿元、增长18%。", "trade")
    assert [(row.kind, row.value.low) for row in levels if row.value.low is not None] == [
        ("level", 53_700_000_000.0), ("growth", 18.0),
    ]  # fmt: skip


def test_a_noun_stands_for_the_term_before_it() -> None:
    row = one(REVIEW + "粮食播种面积90万亩、产量60万吨。", "grain")
    assert (row.value.low, row.value.unit) == (600_000_000.0, "kilogram")


@pytest.mark.parametrize(
    "narrowed",
    [
        "对东川进出口增长9%",
        "对东川、加拿大进出口分别增长9%、12%",
        "民营企业进出口增长9%",
        "班列带动进出口4亿元",
        "新能源产业投资增长9%",
        "规上纺织工业增加值增长9%",
    ],
)
def test_a_narrowed_term_is_not_the_indicator(narrowed: str) -> None:
    keys = {row.indicator for row in rows(REVIEW + narrowed + "。")}
    assert not keys & {"trade", "fai", "iva"}


def test_a_rise_that_something_led_to_is_one_of_the_whole() -> None:
    assert one(REVIEW + "盘活资产，带动一般公共预算收入增长6%。", "rev").value.low == 6.0


def test_a_fall_is_negative_and_what_it_fell_to_a_level() -> None:
    change = one(REVIEW + "PM2.5平均浓度下降8%。", "pm25")
    level = one(REVIEW + "PM2.5平均浓度降至31微克/立方米。", "pm25")
    assert (change.kind, change.value.low) == ("growth", -8.0)
    assert (level.kind, level.value.low) == ("level", 31.0)


def test_the_mean_concentration_of_a_year_is_no_mean_of_years() -> None:
    row = one(REVIEW + "PM2.5年均浓度31微克/立方米。", "pm25")
    assert (years(row), row.confidence) == ((2024, 2024, "year"), "certain")


def test_a_rank_a_share_and_points() -> None:
    kinds = [
        row.kind
        for row in rows(REVIEW + "进出口总额居全省第2位，城镇化率提高1个百分点，民间投资占比60%。")
    ]
    assert kinds == ["rank", "change", "share"]


def test_a_distance_to_others_is_not_the_indicator() -> None:
    found = rows(REVIEW + "地区生产总值增长5%、高于全国0.3个百分点。")
    assert [(row.indicator, row.value.low) for row in found] == [("gdp", 5.0), (None, 0.3)]


def test_an_old_value_has_no_period() -> None:
    old, new = rows(REVIEW + "城镇化率由60%提高到62%。", "urbanisation")
    assert old.period is None
    assert old.confidence == "unclear"
    assert (new.value.low, new.confidence) == (62.0, "certain")


def test_what_stands_in_an_aside_measures_something_else() -> None:
    row = one(REVIEW + "外贸进出口在对外订单下降超3成的情况下增长12%。", "trade")
    assert row.value.low == 12.0


def test_new_ones_are_a_change_and_no_level() -> None:
    assert one(REVIEW + "新认定高新技术企业60家。", "high_tech_firms").kind == "change"
    assert one(REVIEW + "高新技术企业达到600家。", "high_tech_firms").kind == "level"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("前三季度出口增长6%", (2024, 2024, "part_year")),
        ("2023年出口增长6%", (2023, 2023, "year")),
        ("“十四五”以来出口年均增长6%", (2021, 2024, "years_mean")),
        ("3年来出口增长6%", (2022, 2024, "years_sum")),
        ("与2020年相比，出口增长6%", (2021, 2024, "years_sum")),
    ],
)
def test_words_say_the_period(said: str, expected: tuple[int, int, str]) -> None:
    assert years(one(REVIEW + said + "。", "exports")) == expected


def test_a_review_of_five_years_is_kept_apart_from_the_year() -> None:
    title = "2026年澄川市政府工作报告\n——2026年1月15日\n"
    body = (
        "一、2025年和“十四五”时期工作回顾\n一年来，我们努力工作。\n城镇新增就业3万人。\n"
        "五年来，我们努力工作。\n城镇新增就业15万人。\n"
        "二、“十五五”时期主要目标\n“十五五”时期，地区生产总值年均增长5%。\n"
        "三、2026年工作安排\n今年主要预期目标是：地区生产总值增长4.5%。\n"
    )
    assert [years(row) for row in rows(body, "jobs", title)] == [
        (2025, 2025, "year"), (2021, 2025, "years_sum"),
    ]  # fmt: skip
    assert [(years(row), row.stance) for row in rows(body, "gdp", title)] == [
        ((2026, 2030, "years_mean"), "target"), ((2026, 2026, "year"), "target"),
    ]  # fmt: skip


def test_the_past_year_in_a_plan_is_a_result() -> None:
    first, second = rows(PLAN + "过去一年，成绩很大。出口增长6%。\n今年出口增长5%。", "exports")
    assert (first.stance, years(first)) == ("achieved", (2024, 2024, "year"))
    assert (second.stance, years(second)) == ("target", (2025, 2025, "year"))


def test_figures_of_a_place_and_of_the_nation_are_not_those_of_the_region() -> None:
    place = one(REVIEW + "滨海新区加快建设，地区生产总值增长9%。", "gdp")
    nation = one(REVIEW + "全国地区生产总值增长5%。", "gdp")
    assert (place.scope, place.place) == ("place", "滨海新区")
    assert nation.scope == "nation"


def test_words_in_place_of_a_figure_have_no_value() -> None:
    row = one(PLAN + "居民收入增长与经济增长同步。", "income")
    assert (row.value.low, row.value.unit, row.confidence) == (None, None, "likely")


def test_prices_that_stand_still_rose_by_nothing() -> None:
    row = one(REVIEW + "居民消费价格与上年基本持平。", "cpi")
    assert (row.value.low, row.qualifier.bound, row.confidence) == (0.0, "about", "certain")


def test_a_year_that_is_only_assumed_is_never_certain() -> None:
    assert one("一、工作回顾\n出口增长6%。", "exports").confidence == "likely"


def test_without_a_date_nothing_is_certain() -> None:
    found = rows("出口增长6%。", "exports", "澄川市政府工作报告\n")
    assert all(row.confidence != "certain" for row in found)


def test_numerals_and_traditional_characters_are_read() -> None:
    assert one(REVIEW + "出口总额增长百分之十五点三。", "exports").value.low == 15.3
    row = one("一、2024年工作回顧\n過去一年，我們努力工作。\n城鎮新增就業3萬人。", "jobs")
    assert (row.value.low, row.name) == (30_000.0, "城镇新增就业")


def test_a_term_that_is_not_in_the_table_keeps_its_name() -> None:
    row = rows(REVIEW + "新建社区食堂57家。")[0]
    assert (row.indicator, row.kind, row.value.low) == (None, "count", 57.0)
    assert "社区食堂" in row.name


def test_a_deficit_that_is_planned() -> None:
    row = one(PLAN + "今年赤字率拟按3%安排。", "deficit_ratio")
    assert (row.kind, row.value.low, row.stance) == ("level", 3.0, "target")


def test_an_amount_that_looks_like_a_month() -> None:
    assert one(REVIEW + "粮食总产量1993.5万吨。", "grain").value.low == 19_935_000_000.0


@pytest.mark.parametrize("verb", ["微降", "略降", "小幅下降", "略有下降", "温和回落"])
def test_small_movements_are_movements(verb: str) -> None:
    row = one(REVIEW + f"居民消费价格{verb}0.1%。", "cpi")
    assert (row.kind, row.value.low, row.confidence) == ("growth", -0.1, "certain")


def test_years_in_numerals() -> None:
    title = "1985年澄川国政府工作报告\n——1985年3月27日\n"
    (row,) = rows("一九八四年，粮食产量达到四千亿斤。", "grain", title=title)
    assert years(row) == (1984, 1984, "year")


def test_five_years_that_a_paragraph_goes_on_to_are_not_certain() -> None:
    text = (
        "一、2024年工作回顾\n2024年是收官之年。过去五年，我们取得了成绩。城镇新增就业超过60万人。"
    )
    row = one(text, "jobs")
    assert years(row) == (2020, 2024, "years_sum")
    assert row.confidence == "likely"


def test_a_quantity_reached_in_several_years_is_of_the_last_and_not_certain() -> None:
    row = one("一、过去五年工作回顾\n地区生产总值达到320亿元。", "gdp")
    assert years(row) == (2024, 2024, "year")
    assert row.confidence == "likely"


def test_a_comparison_ends_with_the_year_that_the_sentence_opens_with() -> None:
    row = rows(PLAN + "到2030年，粮食产量达到9亿斤，比2020年增长12%。", "grain")[1]
    assert years(row) == (2021, 2030, "years_sum")
    assert row.stance == "target"


def test_a_span_of_years_that_opens_the_sentence() -> None:
    row = one(REVIEW + "从2019年到2023年，粮食产量增长12%。", "grain")
    assert years(row) == (2019, 2023, "years_sum")


def test_what_a_figure_counts_behind_it_is_not_the_term_before() -> None:
    found = rows(REVIEW + "高新技术企业达到80家，12个项目获奖。", "high_tech_firms")
    assert [(r.value.text, r.confidence) for r in found] == [
        ("80家", "certain"),
        ("12个", "likely"),
    ]


def test_what_another_year_had_is_old() -> None:
    found = rows(REVIEW + "粮食产量比上年的8亿斤增长5%。", "grain")
    assert all(r.confidence != "certain" for r in found if r.kind == "level")


def test_added_behind_the_name_is_a_change() -> None:
    row = one(REVIEW + "高新技术企业新增20家。", "high_tech_firms")
    assert row.kind == "change"


def test_what_benefits_is_not_counted() -> None:
    found = rows(REVIEW + "减税5亿元，惠及经营主体3万户。", "market_entities")
    assert all(row.confidence != "certain" for row in found)


def test_headings_in_traditional_characters_say_when() -> None:
    text = "一、2024年工作回顧\n城鎮新增就業3.1萬人。\n二、2025年工作安排\n糧食產量50萬噸。\n"
    jobs, grain = one(text, "jobs"), one(text, "grain")
    assert (jobs.stance, years(jobs)) == ("achieved", (2024, 2024, "year"))
    assert (grain.stance, years(grain)) == ("target", (2025, 2025, "year"))


def test_what_is_far_too_long_for_a_sentence_is_read_in_stretches() -> None:
    found = rows(REVIEW + "粮食产量5万吨，" * 1_000 + "新建学校3所。")
    assert len([row for row in found if row.indicator == "grain"]) == 1_000


@pytest.mark.parametrize(
    "words",
    [
        "2025—2021年，地区生产总值增长5%。",
        "2025—2021年地区生产总值增长5%。",
        "从2025到2021年，地区生产总值增长5%。",
        "地区生产总值连续0年增长5%。",
        "地区生产总值连续2024年增长5%。",
    ],
)
def test_years_that_are_a_slip_of_the_pen_are_no_period(words: str) -> None:
    (row,) = rows(REVIEW + words)
    assert (row.period, row.confidence) == (None, "unclear")


def test_a_heading_whose_years_run_backwards_names_none() -> None:
    row = one("一、2025—2021年工作回顾\n地区生产总值增长5%。", "gdp")
    assert row.period is None or row.period.start <= row.period.end


def test_an_english_heading_whose_years_run_backwards_names_none() -> None:
    heading = "Report of the Mayor\n15 January 2025\n\n# Review of 2025-2021\n\n"
    body = heading + "GDP grew by 5 percent.\n"
    found = read_one(published(body, file="report.md"))
    assert found.document.language == "en"
    every = rows_of(found.document, found.sections)
    assert all(row.period is None or row.period.start <= row.period.end for row in every)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_speech_of_the_first_or_the_last_year_is_read(year: int) -> None:
    found = read(REVIEW + "去年地区生产总值增长5%，过去五年年均增长6%，明年增长5%。")
    document = replace(found.document, date=PartialDate(year))
    assert all(row.period is None for row in rows_of(document, found.sections))
    body = "Last year GDP grew by 5 percent, over the past five years by 6, next year by 7 percent."
    english = replace(document, text=body, language="en")
    section = Section(english, Span(0, len(body)), ())
    assert rows_of(english, [section])


def test_a_number_beyond_all_numbers_loses_its_row_and_not_its_file() -> None:
    found = read(REVIEW + f"全市财政支出{'9' * 400}亿元。全市地区生产总值增长5.5%。")
    unread: list[Span] = []
    (row,) = rows_of(found.document, found.sections, unread)
    assert (row.indicator, row.value.low) == ("gdp", 5.5)
    assert len(unread) == 1
    whole = cut(found, vocabulary=Vocabulary.bundled(), sizes=DEFAULT_SIZES)
    assert whole.report["figures_unread"] == 1


def test_what_a_text_does_to_the_rules_is_told_and_other_errors_go_on() -> None:
    def odd(error: Exception) -> Iterator[FigureRow]:
        yield from ()
        raise error

    unread: list[Span] = []
    for error in (OverflowError(), ValueError()):
        with pytest.warns(UnreadFigure, match="characters 3-9"):
            assert not list(sound(odd(error), 20, Span(3, 9), unread))
    assert unread == [Span(3, 9), Span(3, 9)]
    with pytest.raises(KeyError):
        list(sound(odd(KeyError()), 20, Span(3, 9), unread))


def test_words_in_place_of_a_figure_stand_where_they_were_read() -> None:
    words = "消费高于预期带动居民收入高于经济增长。"
    found = read(REVIEW + words)
    (row,) = rows_of(found.document, found.sections)
    assert (row.indicator, row.value.text) == ("income", "高于经济增长")
    assert row.figure.slice(found.document.text) == "高于经济增长"
