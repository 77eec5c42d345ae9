"""Claims about figures that layout set apart from their words: they join what leads to them, and
nothing else does."""

from __future__ import annotations

import pytest

from rag.ingestion.clean.figure_lines import figure_lines
from rag.ingestion.clean.joins import broken_lines
from tests.ingestion.helpers import after, cleaned


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("城镇新增就业\n3.1万人。", "城镇新增就业3.1万人。"),
        ("地区生产总值增长\n5.2%", "地区生产总值增长5.2%"),
        ("茶叶产量达到\n3万吨，全省第一。", "茶叶产量达到3万吨，全省第一。"),
        ("固定资产投资\n增长6%，其中工业投资增长9%。", "固定资产投资增长6%，其中工业投资增长9%。"),
        ("粮食产量51.2\n万吨，再创新高。", "粮食产量51.2万吨，再创新高。"),
        ("财政收入51.2\n亿元。", "财政收入51.2亿元。"),
        ("Unemployment fell to\n3.9 percent.", "Unemployment fell to 3.9 percent."),
        ("We will spend about\n$2 billion on roads.", "We will spend about $2 billion on roads."),
        ("Exports rose by 3.9\npercent last year.", "Exports rose by 3.9 percent last year."),
    ],
)
def test_words_and_the_figure_that_they_lead_to_are_one_line(broken: str, whole: str) -> None:
    assert after(figure_lines, broken) == whole


@pytest.mark.parametrize(
    "text",
    [
        "项目建设\n120个项目开工，完成投资9亿元。",
        "一、2024年工作回顾\n5年来，我们新建学校9所。",
        "就业持续增长\n3.1万人找到工作。",
        "城镇新增就业。\n3.1万人参加培训。",
        "附件1\n2025年十件实事",
        "3.1万人\n城镇新增就业\n5.2%\n经济增速",
        "主要经济指标\n增长5.2%。",
        "茶叶产量 | 吨\n3万吨，",
        "Growth in every county\n3.9 percent in the north.",
        "The port\n2 million people saw it.",
    ],
)
def test_a_heading_and_a_card_stay_apart_from_figures(text: str) -> None:
    assert after(figure_lines, text) == text


def test_a_sentence_in_three_bold_pieces_is_one() -> None:
    text = cleaned("城镇新增就业\n3.1万人，\n增长4%。\n下一段。").text
    assert text == "城镇新增就业3.1万人，增长4%。\n下一段。"


@pytest.mark.parametrize(
    "points",
    [
        "目标是：\n·粮食50万吨；\n·公路30公里。",
        "·粮食50万吨\n·公路30公里",
        "1. 粮食50万吨，\n2. 公路30公里。",
    ],
)
def test_points_stay_apart_whatever_mark_they_end_with(points: str) -> None:
    assert after(broken_lines, points) == points


def test_a_dot_between_the_parts_of_a_name_joins() -> None:
    assert after(broken_lines, "会见了约翰\n·史密斯一行。") == "会见了约翰·史密斯一行。"
