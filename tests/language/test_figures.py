"""Tests of the quantities that are read from texts, and of which of them agree."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.figures import comparable, figures
from rag.types.figures import Figure


def read(text: str) -> list[tuple[float, str | None]]:
    return [(round(figure.value, 6), figure.unit) for figure in figures(text)]


def one(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资1.2亿元", [(120_000_000, "yuan")]),
        ("总量3.5万亿元、增长4.8%", [(3.5e12, "yuan"), (4.8, "percent")]),
        ("总量３．５万亿元", [(3.5e12, "yuan")]),
        ("货运量 ２，４１８ 吨", [(2418, "tonne")]),
        ("引资50亿美元", [(5e9, "us_dollar")]),
        ("发电7 5 2 亿度", [(7.52e10, "kilowatt_hour")]),
        ("提高2.5个百分点", [(2.5, "percentage_point")]),
        ("三成以上居民、近六成企业", [(30, "percent"), (60, "percent")]),
        ("百分之三点五，千分之六", [(3.5, "percent"), (0.6, "percent")]),
        ("三分之二的村", [(0.666667, "fraction")]),
        ("翻一番，翻两番，增长2.5倍", [(2, "multiple"), (4, "multiple"), (2.5, "multiple")]),
        ("拆除120万平方米", [(1_200_000, "square_metre")]),
        ("面积3.2平方公里", [(3_200_000, "square_metre")]),
        ("浓度降至33微克/立方米", [(33, "microgram_per_cubic_metre")]),
        ("播种8200万亩", [(82_000_000, "mu")]),
        ("装机1.5亿千瓦", [(150_000_000, "kilowatt")]),
        ("管线三千瓦时", [(3, "kilowatt_hour")]),
        ("一千二百三十万户", [(12_300_000, "household")]),
        ("两万四千种", [(24_000, "count")]),
        ("一百零五万千瓦", [(1_050_000, "kilowatt")]),
        ("七亿七千多万吨、三千多亿元", [(770_000_000, "tonne"), (3e11, "yuan")]),
        ("6000多亿斤", [(6e11, "jin")]),
        ("60多个村、100余家", [(60, "count"), (100, "count")]),
        ("3亿5000万元", [(350_000_000, "yuan")]),
        ("续航超千公里", [(1000, "kilometre")]),
        ("时隔5年、78.5岁、6个月", [(5, "year"), (78.5, "year_of_age"), (6, "month")]),
        ("从第9名升到第2名、居全国首位", [(9, "ordinal"), (2, "ordinal"), (1, "ordinal")]),
        ("增长-2.1%", [(-2.1, "percent")]),
        ("服务3万人次", [(30_000, "visit")]),
        ("惠及老人200万，", [(2_000_000, None)]),
        (
            "2万5千户、3千5百户、1亿2千万元",
            [(25_000, "household"), (3500, "household"), (1.2e8, "yuan")],
        ),
        ("1万6千多户、1万3000人", [(16_000, "household"), (13_000, "person")]),
        ("十五点三亿元、十五点三四万吨", [(1.53e9, "yuan"), (153_400, "tonne")]),
        ("百分之十五点三，四百九十三亿元", [(15.3, "percent"), (4.93e10, "yuan")]),
        ("八成五的居民、近三成二", [(85, "percent"), (32, "percent")]),
        ("廿四处公园、卅六个", [(24, "count"), (36, "count")]),
        (
            "增长负2.1%、负百分之三、零下5℃",
            [(-2.1, "percent"), (-3, "percent"), (-5, "degree_celsius")],
        ),
        ("75 000个学位、1 250 000人", [(75_000, "count"), (1_250_000, "person")]),
        ("2024年 15 000人", [(15_000, "person")]),
        ("经费1.2兆元", [(1.2e12, "yuan")]),
    ],
)
def test_chinese_quantities_are_read_in_base_units(
    text: str, expected: list[tuple[float, str | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.5 trillion yuan, up 4.8 percent", [(3.5e12, "yuan"), (4.8, "percent")]),
        ("RMB 5 billion or $1.2bn", [(5e9, "yuan"), (1.2e9, "us_dollar")]),
        ("1,222 kilometres, 5 km", [(1222, "kilometre"), (5, "kilometre")]),
        ("1.2 million m²", [(1_200_000, "square_metre")]),
        ("1.2 million square metres", [(1_200_000, "square_metre")]),
        ("by 2 percentage points, 3 points", [(2, "percentage_point"), (3, "percentage_point")]),
        ("two-thirds of the villages doubled it", [(0.666667, "fraction"), (2, "multiple")]),
        ("up by two points", [(2, "percentage_point")]),
        ("2.5 times", [(2.5, "multiple")]),
        ("from 9th to No. 2, ranked first", [(9, "ordinal"), (2, "ordinal"), (1, "ordinal")]),
        ("twenty-five hospitals, three hundred homes", [(25, "count"), (300, "home")]),
        ("thirty years", [(30, "year")]),
        ("33 micrograms per cubic metre", [(33, "microgram_per_cubic_metre")]),
        ("144 of them", [(144, None)]),
        ("75 000 flats, in 2024 15 000 people", [(75_000, "home"), (15_000, "person")]),
        ("12.345.678 inhabitants", [(12_345_678, "person")]),
        ("a million people, half a million homes", [(1_000_000, "person"), (500_000, "home")]),
        ("two and a half million people", [(2_500_000, "person")]),
        ("one hundred and fifty thousand people", [(150_000, "person")]),
        ("3½ percent, 2 1/2 million jobs", [(3.5, "percent"), (2_500_000, "count")]),
        ("minus 2.1 percent", [(-2.1, "percent")]),
        (
            "$500m, £3bn, A$1.5 million, EUR 2 billion",
            [
                (5e8, "us_dollar"),
                (3e9, "pound_sterling"),
                (1.5e6, "australian_dollar"),
                (2e9, "euro"),
            ],
        ),
        ("three out of five, one in ten", [(0.6, "fraction"), (0.1, "fraction")]),
    ],
)
def test_english_quantities_are_read_in_base_units(
    text: str, expected: list[tuple[float, str | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投入100億元", [(1e10, "yuan")]),
        ("新增床位1.2萬張", [(12_000, "count")]),
        ("下降0.5個百分點、25個基點", [(0.5, "percentage_point"), (25, "basis_point")]),
        ("三億五千萬港元、十五點三億元", [(3.5e8, "hong_kong_dollar"), (1.53e9, "yuan")]),
        ("2萬5千戶、75 000個", [(25_000, "household"), (75_000, "count")]),
        ("負2.1%", [(-2.1, "percent")]),
        ("1000萬噸、500公頃、300畝", [(10_000_000, "tonne"), (500, "hectare"), (300, "mu")]),
        ("過去5年、21世紀", []),
    ],
)
def test_traditional_characters_are_read_like_simplified_ones(
    text: str, expected: list[tuple[float, str | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("表 120 350 400", [(120, None), (350, None), (400, None)]),
        ("肩负3项任务、正负2%", [(3, "count"), (2, "percent")]),
        ("a year, a hundred days", []),
        ("3万5千瓦", [(30_000, None), (5, "kilowatt")]),
        ("one in five years", [(5, "year")]),
        ("3兆瓦", [(3000, "kilowatt")]),
    ],
)
def test_what_only_looks_like_one_number_or_sign_is_none(
    text: str, expected: list[tuple[float, str | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年、2021—2025年、二〇二五年和1月15日",
        "PM2.5、5G基站、3D打印、4A级景区、A股、C919、AR-E3000",
        "“十四五”规划、二十大精神、一号文件、“一带一路”、三大行动",
        "两个维护、四个意识、“三个代表”、七台河、三门峡",
        "一个区、一批项目、一种精神、三五年、几十个",
        "过去五年、五年来、今后三年、十年规划、三年行动、第六个五年计划",
        "80年代、21世纪、70周年、12号线、7:3",
        "12345热线、（一）（2）、“1269”行动、“5·12”地震、零部件",
        "第一产业、第三方、第二，要抓落实",
        "千家万户、万众一心、千亿级产业",
        "January 15, 2025, in 2024, 2019 to 2021",
        "the 14th Five-Year Plan, the 20th century, a five-year plan, over the past 5 years",
        "COVID-19, G20, a 10-point plan, four points to make, one year, one of them",
        "1. Build. [3] (4)",
    ],
)
def test_years_names_slogans_and_numbering_are_no_quantities(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10—15万人", [(100_000, "person"), (150_000, "person")]),
        ("增长4.5、5.5个百分点", [(4.5, "percentage_point"), (5.5, "percentage_point")]),
        ("3%-5%", [(3, "percent"), (5, "percent")]),
        ("10 to 15 percent", [(10, "percent"), (15, "percent")]),
        ("800、1.2万个", [(800, "count"), (12_000, "count")]),
        ("3万至4万人", [(30_000, "person"), (40_000, "person")]),
        ("200万、3个", [(2_000_000, None), (3, "count")]),
    ],
)
def test_the_first_of_two_joined_numbers_takes_unit_and_scale_from_the_second(
    text: str, expected: list[tuple[float, str | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1.5亿人", "150 million people"),
        ("8200万亩", "82 million mu"),
        ("8200万亩", "5.47 million hectares"),
        ("1640亿斤", "82 million tonnes"),
        ("78微克/立方米", "78微克"),
        ("24家", "24 firms"),
        ("24家", "24"),
        ("127个", "127 countries"),
        ("百分之五", "5%"),
        ("三分之一", "one third"),
        ("79.7岁", "79.7 years"),
        ("第9名", "9th"),
        ("翻一番", "doubled"),
        ("９万元", "90,000 yuan"),
        ("12个月", "1年"),
    ],
)
def test_the_same_quantity_agrees_across_languages_and_units(a: str, b: str) -> None:
    assert comparable(one(a), one(b))
    assert comparable(one(b), one(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("5%", "5.1%"),
        ("5%", "5个百分点"),
        ("5%", "5"),
        ("50万户", "50万人"),
        ("100公里", "100亩"),
        ("6.4万亿元", "6.36万亿元"),
        ("1.2亿元", "1.2亿美元"),
        ("第2名", "2名"),
        ("78微克/立方米", "61微克/立方米"),
    ],
)
def test_different_quantities_do_not_agree(a: str, b: str) -> None:
    assert not comparable(one(a), one(b))


NUMBER_TEXTS = st.text(
    alphabet=st.sampled_from(
        "0123456789,.，．％%万亿千百十一二三两第名个元亩公里年月日约超多—-~ 、abKm$之分成倍翻番"
    ),
    max_size=60,
)


@given(NUMBER_TEXTS | st.text(max_size=60))
def test_every_figure_is_the_slice_of_the_text_that_it_names(text: str) -> None:
    position = 0
    for figure in figures(text):
        assert figure.span.start >= position
        assert figure.span.slice(text) == figure.text
        assert comparable(figure, figure)
        position = figure.span.end


@given(
    st.integers(1, 10**6), st.sampled_from(["公里", "亩", "万元", "%", "万吨", "个百分点", "户"])
)
def test_agreement_is_by_value_not_by_writing(number: int, unit: str) -> None:
    plain, grouped = one(f"{number}{unit}"), one(f"{number:,}{unit}")
    assert comparable(plain, grouped)
    assert not comparable(plain, one(f"{number * 2}{unit}"))


def test_a_long_speech_is_read_quickly() -> None:
    speech = "新建改造管网3.2万公里，惠及居民120万户，投资增长5.6%，居全国第3位。" * 500
    start = time.perf_counter()
    assert len(figures(speech)) == 2000
    assert time.perf_counter() - start < 1.0  # about 30 ms; the margin is for a busy machine
