"""Tests that a thing is looked up under the name that reports give it."""

from __future__ import annotations

import pytest

from rag.questions.aliases import other_names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("北京的PM2.5降了多少？", ("细颗粒物",)),
        ("By how much did PM_2.5 fall?", ("细颗粒物",)),
        ("What was GDP growth?", ("生产总值",)),
        ("地区生产总值（GDP）增长多少？", ()),
        ("拆违取得了什么成果？", ("拆除违法建设",)),
        ("What did the mayor say?", ()),
        ("What did the mayor say about AI?", ("人工智能",)),
        ("How much did the economy grow?", ("生产总值",)),
        ("Why did the economy shrink?", ("生产总值",)),
        ("Which grew faster, the county or the city?", ("生产总值",)),
        ("两个区谁增长得更快？", ("生产总值",)),
        ("How did the county do on jobs?", ("就业",)),
        ("How much steel was made in 1957?", ("一九五七",)),
        ("一九五七年的钢产量是多少？", ()),
        ("What was built in the 1970's and 1980s?", ()),
        ("2025年的钢产量是多少？", ()),
    ],
)
def test_an_official_name_is_added_where_it_is_meant_and_not_used(
    question: str, names: tuple[str, ...]
) -> None:
    assert other_names(question) == names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many drones were sold?", ("无人机",)),
        ("What did the opened coastal cities attract?", ("沿海开放城市",)),
        ("What is the length of the metro?", ("轨道交通运营里程",)),
        ("What is the deficit-to-GDP ratio?", ("赤字率",)),
        ("What is the deficit-to-GDP ratio and the GDP?", ("生产总值", "赤字率")),
        ("How many laid-off workers found work?", ("下岗职工",)),
        ("How is gross domestic product counted?", ("国内生产总值",)),
        ("Which dronesmiths were named?", ()),
    ],
)
def test_terms_of_reports_are_looked_up_in_chinese_and_the_longest_is_meant(
    question: str, names: tuple[str, ...]
) -> None:
    assert other_names(question) == names
