"""Tests that names are found in Chinese and in pinyin."""

from __future__ import annotations

import pytest

from rag.language.romanise import names_in, spoken

NAMES = ("云溪市明湖区", "龚正", "United States")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("明湖区拆除了多少违法建设？", ("云溪市明湖区",)),
        ("明湖去年的PM2.5降了多少", ("云溪市明湖区",)),
        ("What did Minghu achieve last year?", ("云溪市明湖区",)),
        ("the Ming Hu district's budget", ("云溪市明湖区",)),
        ("What did Gong Zheng promise?", ("龚正",)),
        ("龚正市长说了什么", ("龚正",)),
        ("the economy of the United States", ("United States",)),
        ("湖区的水质怎么样", ()),
        ("What did the district achieve?", ()),
    ],
)
def test_a_name_is_met_whole_without_suffix_or_in_pinyin(text: str, found: tuple[str, ...]) -> None:
    assert tuple(names_in(text, NAMES)) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("明湖区拆除了多少？", "明湖区"),
        ("明湖拆除了多少？", "明湖"),
        ("What did Ming Hu demolish?", "Ming Hu"),
    ],
)
def test_where_a_name_stands_is_told(text: str, words: str) -> None:
    assert [span.slice(text) for span in names_in(text, NAMES).values()] == [words]


def test_one_place_has_one_key_in_both_scripts() -> None:
    assert spoken("澄川市").key == spoken("Chengchuan City").key == "chengchuan"
    assert spoken("澄川市").key != spoken("云溪市").key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("广西壮族自治区", "guangxi"),
        ("宁夏回族自治区", "ningxia"),
        ("内蒙古自治区", "neimenggu"),
        ("新疆维吾尔自治区", "xinjiang"),
        ("青原土家族苗族自治州", "qingyuan"),
        ("青东南苗族侗族自治州", "qingdongnan"),
        ("Qingyuan Tujia and Miao Autonomous Prefecture", "qingyuan"),
        ("Guangxi Zhuang Autonomous Region", "guangxi"),
        ("North Norland Autonomous Region", "northnorland"),
    ],
)
def test_the_people_that_a_place_is_named_for_is_no_part_of_its_key(name: str, key: str) -> None:
    assert spoken(name).key == key
