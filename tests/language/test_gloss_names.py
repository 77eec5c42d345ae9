"""Tests of the names of what is measured, in the other language."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from rag.language.english_places import english_place
from rag.language.figures import figures
from rag.language.gloss_names import deed_of, name_in, place_in
from rag.language.gloss_units import CHINESE_SHOWN, ENGLISH_SHOWN
from rag.presentation.figure_words import region_words

LINES = [
    line
    for line in files("rag.language").joinpath("gloss_terms.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(
    ("name", "indicator", "told"),
    [
        ("一般公共预算收入", "rev", "general public budget revenue"),
        ("改造城镇老旧小区", "old_estates", "renovation of old urban residential communities"),
        ("城镇老旧小区改造", None, "renovation of old urban residential communities"),
        ("高技术制造业投资", None, "high-tech manufacturing investment"),
        ("新能源汽车产销量占全球比重", None,
         "output and sales of new energy vehicles as a share of the world total"),
        ("赤字率拟", None, "deficit-to-GDP ratio"),
        ("“新三样”出口", None,
         "exports of electric vehicles, lithium batteries and solar cells"),
    ],
)  # fmt: skip
def test_a_name_is_told_word_by_word(name: str, indicator: str | None, told: str) -> None:
    assert name_in(name, indicator, "en") == told


@pytest.mark.parametrize(
    "name", ["澄川号旗舰舱", "新增澄川舱", "重点培育打造", "利润", "认定事项", ""]
)
def test_a_name_with_an_unknown_word_or_without_a_thing_is_not_told(name: str) -> None:
    assert name_in(name, None, "en") is None


def test_names_of_english_speeches_have_their_own_chinese() -> None:
    assert name_in("federal spending", "expenditure", "zh") == "联邦政府支出"
    assert name_in("the economy", "gdp", "zh") == "国内生产总值"
    assert name_in("a thing of Norland", None, "zh") is None


def test_a_deed_stands_before_its_object() -> None:
    assert deed_of("退出钢铁产能") == "phasing out of"
    assert deed_of("钢铁产能") is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("湖南省", "Hunan"),
        ("澄川市", "Chengchuan"),
        ("澄安区", "Cheng'an District"),
        ("西藏自治区", "Xizang (Tibet)"),
        ("宿州市", "Suzhou (Anhui)"),
        ("苏州市", "Suzhou"),
        ("青川区", "Qingchuan District"),
        ("重点地区", "key areas"),
        ("开发区", "development zones"),
    ],
)
def test_places_are_known_or_spelled(name: str, told: str) -> None:
    assert place_in(name, "en") == told


def test_a_place_without_a_known_kind_is_not_spelled() -> None:
    assert place_in("澄川流域", "en") is None
    assert place_in("城关街道", "en") is None
    assert place_in("China", "zh") == "中国"


@pytest.mark.parametrize(
    "name", ["西藏", "宿州市", "澄川市", "明湖区", "澄安新区", "湖南省", "阿坝藏族羌族自治州"]
)
def test_a_place_has_one_english_name(name: str) -> None:
    assert place_in(name, "en") == english_place(name) == region_words(name, "en")


def test_every_word_stands_once_and_has_an_english() -> None:
    forms: Counter[tuple[str, bool]] = Counter()
    for line in LINES:
        words, english = line.split("|")
        assert english.strip()
        if not line.startswith(">"):
            front = words.startswith("<")
            forms.update((word, front) for word in words.lstrip("<~").split())
    assert [form for form, count in forms.items() if count > 1] == []


@pytest.mark.parametrize("unit", sorted(ENGLISH_SHOWN.keys() - {"count", "percent"}))
def test_every_english_unit_is_read_back_by_our_own_parser(unit: str) -> None:
    for shown in ENGLISH_SHOWN[unit]:
        (read,) = figures(f"3.5 million{shown.many}")
        assert read.unit is not None


@pytest.mark.parametrize("unit", sorted(CHINESE_SHOWN.keys() - {"percent"}))
def test_every_chinese_unit_is_read_back_by_our_own_parser(unit: str) -> None:
    for shown in CHINESE_SHOWN[unit]:
        (read,) = figures(f"350万{shown.many}")
        assert read.unit is not None
