"""A question in traditional characters is read like the same one in simplified characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.simplified import simplified


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("廣東省2026年的經濟增長目標是多少？", "广东省2026年的经济增长目标是多少？"),
        ("黨的十九大報告怎麼講住房問題？", "党的十九大报告怎么讲住房问题？"),
        ("省長說了甚麼？", "省长说了什么？"),
        ("２０２５年ＧＤＰ增长％", "2025年GDP增长%"),
        ("显著增长的著名企业", "显著增长的著名企业"),
        ("跟著增長", "跟着增长"),
    ],
)
def test_traditional_characters_and_full_width_figures(written: str, read: str) -> None:
    assert simplified(written) == read


@given(st.text(max_size=60))
def test_each_character_becomes_one_and_nothing_is_left_to_do(text: str) -> None:
    once = simplified(text)
    assert len(once) == len(text)
    assert simplified(once) == once
