"""Tests of the line: every shape of a row, in both directions."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from math import isclose
from typing import Any

import pytest

from rag.answering.gloss.lines import line
from rag.answering.gloss.read_back import says_the_same
from rag.language.figures import figures
from rag.types.figures import Amount, Period, Qualifier
from tests.answering.gloss.helpers import speech, stated
from tests.figure_rows import year

NORLAND = {"language": "en", "region": "Norland", "title": "Budget Address"}
SHAPES: tuple[tuple[str, str, float, str, dict[str, Any], str], ...] = (
    # the speech, the figure in it, its value and unit, what else the row holds, the line
    ("地区生产总值增长5.5%。", "5.5%", 5.5, "percent", {}, "regional GDP up 5.5%"),
    ("进出口下降3%。", "3%", -3.0, "percent", {"indicator": "trade", "name": "进出口"},
     "imports and exports down 3%"),
    ("一般公共预算收入3507.6亿元。", "3507.6亿元", 350_760_000_000.0, "yuan",
     {"indicator": "rev", "name": "一般公共预算收入", "kind": "level"},
     "general public budget revenue 350.76 billion yuan"),
    ("城镇新增就业110万人以上。", "110万人", 1_100_000.0, "person",
     {"indicator": "jobs", "name": "城镇新增就业", "kind": "level",
      "qualifier": Qualifier("at_least")}, "new urban jobs: at least 1.1 million"),
    ("粮食产量200亿斤左右。", "200亿斤", 1e10, "kilogram",
     {"indicator": "grain", "name": "粮食产量", "kind": "level", "qualifier": Qualifier("about")},
     "grain output about 10 million tonnes (200亿斤)"),
    ("城镇调查失业率控制在5.5%以内。", "5.5%", 5.5, "percent",
     {"indicator": "unemp", "name": "城镇调查失业率", "kind": "level",
      "qualifier": Qualifier("at_most")}, "surveyed urban unemployment rate at most 5.5%"),
    ("城镇调查失业率下降0.2个百分点。", "0.2个百分点", -0.2, "percentage_point",
     {"indicator": "unemp", "name": "城镇调查失业率", "kind": "change"},
     "surveyed urban unemployment rate down 0.2 percentage points"),
    ("改造城镇老旧小区1200个。", "1200个", 1200.0, "count",
     {"indicator": None, "name": "改造城镇老旧小区", "kind": "count", "confidence": "likely"},
     "renovation of old urban residential communities: 1,200"),
    ("PM2.5平均浓度28微克/立方米。", "28微克/立方米", 28.0, "microgram_per_cubic_metre",
     {"indicator": "pm25", "name": "PM2.5平均浓度", "kind": "level"},
     "average PM2.5 concentration 28 µg/m³"),
    ("制造业增加值占地区生产总值比重达到30%。", "30%", 30.0, "percent",
     {"indicator": None, "name": "制造业增加值占地区生产总值比重", "kind": "share",
      "confidence": "likely"}, "share of manufacturing in GDP 30%"),
    ("地区生产总值居全国第3位。", "第3位", 3.0, "ordinal", {"kind": "rank"},
     "regional GDP ranked 3rd"),
    ("居民消费价格持平。", "持平", 0.0, "percent",
     {"indicator": "cpi", "name": "居民消费价格", "value": Amount(0.0, 0.0, "percent", "持平")},
     "consumer prices unchanged (0%)"),
    ("造林10万亩。", "10万亩", 1e5 * 2000 / 3, "square_metre",
     {"indicator": "afforestation", "name": "造林", "kind": "level"},
     "afforestation 100,000 mu (about 6,670 hectares)"),
    ("一般公共预算收入同口径增长2.5%。", "2.5%", 2.5, "percent",
     {"indicator": "rev", "name": "一般公共预算收入"},
     "general public budget revenue up 2.5% (like for like)"),
    ("居民人均可支配收入实际增长6%。", "6%", 6.0, "percent",
     {"indicator": "income", "name": "居民人均可支配收入"},
     "per capita disposable income of residents up 6% (in real terms)"),
    ("地区生产总值力争增长6%。", "6%", 6.0, "percent",
     {"qualifier": Qualifier(strive=True)}, "regional GDP up 6% (to strive for)"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "written", "value", "unit", "changes", "told"), SHAPES)
def test_a_row_of_every_shape_is_told_in_english(
    text: str, written: str, value: float, unit: str, changes: dict[str, Any], told: str
) -> None:
    rows = [stated(speech(text), written, value, unit, **({"name": "地区生产总值"} | changes))]
    told_line = line(rows, "en")
    assert told_line is not None
    head, _, said = told_line.partition(": ")
    assert head == "Chengchuan, 2025, achieved"
    assert said.replace("gross domestic product", "GDP").replace("regional GDP", "GDP") == (
        told.replace("regional GDP", "GDP")
    )


def test_a_range_has_both_its_ends() -> None:
    document = speech("地区生产总值增长5%—5.5%。")
    rows = [
        stated(document, "5%—5.5%", 5.0, "percent", high=5.5, qualifier=Qualifier("range"),
               stance="target")
    ]  # fmt: skip
    assert (line(rows, "en") or "").endswith("up 5% to 5.5%")


def period(first: int, last: int, kind: Any) -> Period:
    return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), kind, "explicit")


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (period(2021, 2025, "years_mean"), "2021–2025, a year on average"),
        (period(2021, 2025, "years_sum"), "2021–2025"),
        (period(2025, 2025, "part_year"), "part of 2025"),
        (period(2030, 2030, "point"), "by 2030"),
    ],
)
def test_every_kind_of_period_is_told(when: Period, told: str) -> None:
    rows = [stated(speech("地区生产总值增长5%。"), "5%", 5.0, "percent", period=when)]
    assert (line(rows, "en") or "").startswith(f"Chengchuan, {told}, achieved: ")


def test_figures_of_one_clause_stand_in_one_sentence_and_other_years_in_another() -> None:
    document = speech("地区生产总值1.2万亿元、增长5%，一般公共预算收入增长2%，今年增长6%。")
    rows = [
        stated(document, "1.2万亿元", 1.2e12, "yuan", kind="level"),
        stated(document, "5%", 5.0, "percent"),
        stated(document, "2%", 2.0, "percent", indicator="rev", name="一般公共预算收入"),
        stated(document, "6%", 6.0, "percent", period=year(2026), stance="target",
               indicator="rev", name="一般公共预算收入"),
    ]  # fmt: skip
    told = line(rows, "en") or ""
    assert told.count("Chengchuan") == 2
    assert "1.2 trillion yuan, up 5%; general public budget revenue up 2%. " in told
    assert told.endswith("2026, target: general public budget revenue up 6%")


def test_what_is_done_to_the_first_of_a_list_is_done_to_the_others() -> None:
    document = speech("退出钢铁产能300万吨、煤炭产能500万吨。")
    rows = [
        stated(document, "300万吨", 3e9, "kilogram", indicator=None, name="退出钢铁产能",
               kind="level", confidence="likely"),
        stated(document, "500万吨", 5e9, "kilogram", indicator=None, name="煤炭产能",
               kind="level", confidence="likely"),
    ]  # fmt: skip
    assert (line(rows, "en") or "").count("phasing out of") == 2


def test_a_preliminary_result_is_said_to_be_one() -> None:
    early = Qualifier(preliminary=True)
    rows = [stated(speech("预计增长5%。"), "5%", 5.0, "percent", qualifier=early)]
    assert "achieved (preliminary): " in (line(rows, "en") or "")


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": "unclear"},
        {"period": None},
        {"scope": "other", "place": "邻市"},
        {"scope": "place", "place": None},
        {"indicator": None, "name": "澄川号旗舰舱"},
        {"kind": "ratio"},
        {"value": Amount(None, None, None, "与经济增长同步")},
    ],
    ids=["unclear", "no period", "elsewhere", "no place", "unknown name", "ratio", "in words"],
)
def test_what_is_not_certain_or_has_no_words_is_not_told(changes: dict[str, Any]) -> None:
    assert line([stated(speech("增长5%。"), "5%", 5.0, "percent", **changes)], "en") is None


def test_a_place_within_the_region_is_named_before_it() -> None:
    here = {"scope": "place", "place": "青川区"}
    rows = [stated(speech("青川区地区生产总值增长5%。"), "5%", 5.0, "percent", **here)]
    assert (line(rows, "en") or "").startswith("Qingchuan District, Chengchuan, 2025")


def test_kinds_of_places_are_no_names_to_be_spelled() -> None:
    here = {"scope": "place", "place": "重点地区"}
    rows = [stated(speech("重点地区地区生产总值增长5%。"), "5%", 5.0, "percent", **here)]
    assert (line(rows, "en") or "").startswith("key areas, Chengchuan")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("进口、出口通关时间分别压减67%", "进口"),
        ("单位GDP能耗和二氧化碳排放分别降低67%", "二氧化碳排放"),
    ],
)
def test_a_name_that_shares_a_part_with_another_of_its_list_is_not_told(
    text: str, name: str
) -> None:
    rows = [stated(speech(text), "67%", -67.0, "percent", indicator="imports", name=name)]
    assert line(rows, "en") is None


ENGLISH: tuple[tuple[str, str, float, str, dict[str, Any], str], ...] = (
    ("The deficit fell by $290 billion.", "$290 billion", -2.9e11, "us_dollar",
     {"indicator": "deficit", "name": "deficit", "kind": "change"}, "预算赤字减少2900亿美元"),
    ("Revenues will be about $1.1 trillion.", "$1.1 trillion", 1.1e12, "us_dollar",
     {"indicator": "fiscal_revenue", "name": "Revenues", "kind": "level", "stance": "target",
      "qualifier": Qualifier("about")}, "政府收入约1.1万亿美元"),
    ("The economy grew 3.2 percent.", "3.2 percent", 3.2, "percent",
     {"indicator": "gdp", "name": "economy"}, "国内生产总值增长3.2%"),
    ("We created 11 million new jobs.", "11 million", 1.1e7, "person",
     {"indicator": "jobs", "name": "new jobs", "kind": "level"}, "新增就业岗位：1100万"),
    ("Inflation was held to 2 percent.", "2 percent", 2.0, "percent",
     {"indicator": "cpi", "name": "inflation"}, "消费价格上涨2%"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "written", "value", "unit", "changes", "told"), ENGLISH)
def test_a_row_of_an_english_speech_is_told_in_chinese(
    text: str, written: str, value: float, unit: str, changes: dict[str, Any], told: str
) -> None:
    document = speech(text, **(NORLAND | {"region": "United States"}))
    words = {"achieved": "成果", "target": "目标"}[changes.get("stance", "achieved")]
    assert line([stated(document, written, value, unit, **changes)], "zh") == (
        f"美国，2025年，{words}：{told}"
    )


def test_what_is_only_likely_in_an_english_speech_is_not_told() -> None:
    document = speech("The economy grew 3 percent.", **NORLAND)
    rows = [stated(document, "3 percent", 3.0, "percent", confidence="likely")]
    assert line(rows, "zh") is None


UNITS = ("yuan", "percent", "person", "kilogram", "metre", "kilowatt", "us_dollar", "home")


def test_the_figures_of_a_line_are_those_of_its_rows() -> None:
    chance = random.Random(15)
    told = 0
    names = ("地区生产总值", "一般公共预算收入", "进出口", "固定资产投资")
    for _ in range(300):
        rows = []
        for name in names[: chance.randint(1, 4)]:
            value = round(chance.choice([1, 1e4, 1e8, 1e12]) * chance.randint(1, 99_999) / 10, 1)
            unit = chance.choice(UNITS)
            kind = "growth" if unit == "percent" else "level"
            rows.append(
                stated(speech("其中一个数为此。"), "此", value, unit, kind=kind,
                       indicator=None, name=name, stance=chance.choice(["achieved", "target"]))
            )  # fmt: skip
        told_line = line(rows, "en")
        if told_line is None:
            continue
        told += 1
        said = told_line.replace("2025", "")
        scale = {"tonne": 1000.0, "kilometre": 1000.0}
        read = [figure.value * scale.get(figure.unit or "", 1.0) for figure in figures(said)]
        wanted = [stated_row.row.value.low or 0.0 for stated_row in rows]
        assert len(read) == len(wanted)
        assert all(isclose(a, b, rel_tol=1e-9) for a, b in zip(read, wanted, strict=True))
    assert told > 250


def test_a_figure_that_counts_the_words_behind_it_is_not_told() -> None:
    document = speech("改造乡镇卫生院20所、县医院30所、40所县中医院。")
    facts = {"indicator": None, "kind": "count", "confidence": "likely"}
    before = stated(document, "30所", 30.0, "count", name="县医院", **facts)
    behind = stated(document, "40所", 40.0, "count", name="乡镇卫生院", **facts)
    assert "40" not in (line([before, behind], "en") or "")


def test_two_values_of_one_thing_are_not_told() -> None:
    document = speech("城镇、农村居民收入增长5%和6%。")
    rows = [stated(document, written, value, "percent", indicator="income", name="居民收入")
            for written, value in (("5%", 5.0), ("6%", 6.0))]  # fmt: skip
    assert line(rows, "en") is None


def test_a_line_with_another_figure_does_not_say_the_same() -> None:
    rises = [Amount(5.0, 5.0, "percent", "5%")]
    assert says_the_same("GDP up 5%", rises, [])
    assert not says_the_same("GDP up 5.1%", rises, [])
    assert not says_the_same("GDP up 5 yuan", rises, [])
    assert not says_the_same("GDP up 5%, 6%", rises, [])
    assert not says_the_same("GDP up", rises, [])
    assert says_the_same("PM2.5 up 5%", rises, ["PM2.5"])


def test_a_row_of_another_document_region_keeps_its_own_name() -> None:
    document = replace(speech("地区生产总值增长5%。"), region="湖南省")
    assert (line([stated(document, "5%", 5.0, "percent")], "en") or "").startswith("Hunan, 2025")
