"""Tests of the places that texts name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.places import gazetteer, place_named, places_in, unknown_places


def shorts(text: str) -> list[str]:
    return [mention.place.short for mention in places_in(text)]


def test_the_gazetteer_holds_every_province_and_prefecture_level_city() -> None:
    provinces = [place for place in gazetteer() if place.level == "province"]
    assert len(provinces) == 34
    mainland = [
        place
        for place in gazetteer()
        if place.level == "city" and place.parent != "台湾" and place.name.endswith("市")
    ]
    # 293 cities of prefecture level and four that stand directly under their province
    assert len(mainland) == 293 + 4
    assert {place.parent for place in gazetteer() if place.level == "city"} <= {
        province.short for province in provinces
    }


def test_no_english_name_stands_for_two_provinces() -> None:
    names = [name.lower() for p in gazetteer() if p.level == "province" for name in p.english]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陕西和山西谁的煤多？", ["陕西", "山西"]),
        ("Shaanxi or Shanxi?", ["陕西", "山西"]),
        ("Inner Mongolia's grain, Tibet, Xizang", ["内蒙古", "西藏", "西藏"]),
        ("GDP of Hong Kong, Macau and Taiwan", ["香港", "澳门", "台湾"]),
        ("新疆维吾尔自治区与广西", ["新疆", "广西"]),
        ("Shenzhen's 2026 report", ["深圳"]),
        ("What did XI'AN and Xi’an report?", ["西安", "西安"]),
        ("京津冀之外，石家庄、哈尔滨如何？", ["石家庄", "哈尔滨"]),
        ("吉林市与吉林省", ["吉林市", "吉林"]),
        ("Beijing-Tianjin-Hebei", ["北京", "天津", "河北"]),
        ("湘西土家族苗族自治州在湖南", ["湘西", "湖南"]),
        ("朝阳市和白银市", ["朝阳", "白银"]),
    ],
)
def test_places_are_found_in_both_scripts(text: str, expected: list[str]) -> None:
    assert shorts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "隆重庆祝建区七十年",
        "家住北京路和南京西路",
        "沿白云河南路北行",
        "治理黄河南岸滩涂",
        "建成都市农业园区",
        "扩大连接成网的步道",
        "社会长治久安、百姓安康、白银价格",
        "一支朝阳产业队伍",
        "人民币汇率在均衡水平上稳定",
        "制定西部开发规划",
        "henanigans and Hebeis",
    ],
)
def test_other_words_with_the_same_characters_are_no_places(text: str) -> None:
    assert shorts(text) == []


def test_the_span_leaves_out_the_possessive_and_a_city_knows_its_province() -> None:
    text = "How did Wuhan's port do?"
    (mention,) = places_in(text)
    assert mention.span.slice(text) == "Wuhan"
    assert (mention.place.level, mention.place.parent) == ("city", "湖北")


@pytest.mark.parametrize(
    ("text", "name", "within"),
    [
        ("深圳市南山区的财政收入", "南山区", "深圳"),
        ("余杭区定了什么目标？", "余杭区", None),
        ("上海浦东新区的外贸", "浦东新区", "上海"),
        ("Wuhan's Hongshan district", "Hongshan", "武汉"),
        ("homes in the Mentougou District", "Mentougou", None),
        ("Anji County reported growth", "Anji", None),
        ("在安吉县有多少民宿？", "安吉县", None),
    ],
)
def test_a_district_or_county_that_the_gazetteer_lacks_is_told(
    text: str, name: str, within: str | None
) -> None:
    (unknown,) = unknown_places(text)
    assert unknown.name == name == unknown.span.slice(text)
    assert (unknown.within.short if unknown.within else None) == within


@pytest.mark.parametrize(
    "text",
    [
        "这个区拆了多少违建？",
        "XX区的空气怎么样？",
        "全区、我市、各县和每个镇",
        "保税区、开发区、老旧小区、山区和城区",
        "天竺综合保税区的名次",
        "What did the district achieve?",
        "Which county grew fastest, and did Shenzhen city?",
        "超市和股市",
    ],
)
def test_kinds_of_areas_and_our_district_are_no_unknown_places(text: str) -> None:
    assert unknown_places(text) == []


def test_a_place_is_found_by_its_exact_name_only() -> None:
    found = place_named("guangxi")
    assert found is not None
    assert found.name == "广西壮族自治区"
    assert place_named("广西的山") is None
    assert place_named("Atlantis") is None


@given(st.text(max_size=60))
def test_mentions_are_ordered_and_disjoint(text: str) -> None:
    position = 0
    for mention in places_in(text):
        assert mention.span.start >= position
        position = mention.span.end
    unknown_places(text)


@given(st.sampled_from(gazetteer()))
def test_every_place_is_found_by_its_official_name(place: object) -> None:
    name = getattr(place, "name")  # noqa: B009
    assert [mention.place.name for mention in places_in(name)][:1] == [name]
