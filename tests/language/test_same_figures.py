"""Two texts give the same figures and years, or they do not."""

from __future__ import annotations

import pytest

from rag.language.same_figures import same_figures


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("增长5.3%，达到812.6亿元。", "It reached 81.26 billion yuan, up 5.3 percent."),
        ("建成12所学校。", "12 schools were built."),
        ("过去一年，成绩显著。", "Much was achieved in 2025."),
        ("2025年新增床位300张。", "In 2025, 300 beds were added."),
    ],
)
def test_the_same_figures_may_be_written_in_two_languages(chinese: str, english: str) -> None:
    assert same_figures(chinese, english)
    assert same_figures(english, chinese)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("增长5.3%。", "It grew by 5.2 percent."),
        ("增长5.3%。", "It grew."),
        ("增长5.3个百分点。", "It grew by 5.3 percent."),
        ("达到812.6亿元。", "It reached 812.6 billion yuan."),
        ("新增12所学校和12所幼儿园。", "12 schools were added."),
        ("2025年完成。", "It was completed in 2024."),
    ],
)
def test_a_figure_or_a_year_that_differs_is_seen(chinese: str, english: str) -> None:
    assert not same_figures(chinese, english)
    assert not same_figures(english, chinese)
