"""Tests of the kinds of sentences: examples are recognised, counterexamples are not."""

from __future__ import annotations

from rag.language.sentence_kinds import (
    gives_figure,
    is_boilerplate,
    is_in_passing,
    is_measured_by_product,
    of_several_years,
)


def test_a_place_in_a_ranking_is_how_much_only_where_it_is_asked_for() -> None:
    assert not gives_figure("汽车产量居全国第1位。", ranks=False)
    assert gives_figure("汽车产量居全国第1位。", ranks=True)
    assert gives_figure("生产汽车30万辆。", ranks=False)


def test_an_average_of_several_years_is_told_from_one_year() -> None:
    assert of_several_years("五年来，财政收入年均增长6%。")
    assert of_several_years("Output grew by an annual average of 6%.")
    assert not of_several_years("PM2.5年均浓度为42微克。")


def test_what_is_said_in_passing_is_told_from_what_is_said() -> None:
    assert is_in_passing("在拆违取得成效的同时，绿化面积增加。")
    assert not is_in_passing("拆除违法建设120万平方米。")


def test_what_is_measured_by_the_product_is_not_the_product() -> None:
    assert is_measured_by_product("单位地区生产总值能耗下降3.6%。")
    assert not is_measured_by_product("地区生产总值增长5%，单位地区生产总值能耗下降3.6%。")


def test_a_title_or_date_line_is_boilerplate_and_a_line_with_a_figure_is_not() -> None:
    assert is_boilerplate("云溪市2026年政府工作报告")
    assert not is_boilerplate("我们建成了轻轨。")
    assert not is_boilerplate("粮食总产量790亿斤")
