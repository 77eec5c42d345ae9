"""Claims about numbers that stand for a few and number nothing."""

from __future__ import annotations

import re

import pytest

from rag.language.lists import marker
from rag.language.roughly import ROUGHLY
from tests.ingestion.helpers import read


@pytest.mark.parametrize(
    "words",
    [
        "三、四十年前，这里没有路。",
        "二、三十户人家搬进新居。",
        "七、八月间雨水多。",
        "五、六位代表发言。",
        "一、二、三产业增加值分别增长4%、5%、6%。",
        "八、九成居民满意。",
        "二、三期工程同时开工。",
        "4、5月份气温偏低。",
        "1、2号线建成通车。",
        "十一、二岁的孩子都能上学。",
    ],
)
def test_a_line_that_begins_with_a_few_is_no_heading_and_no_item(words: str) -> None:
    assert re.match(ROUGHLY, words)
    assert marker(words) == 0
    before = "青川区政府工作报告\n一、工作回顾\n去年工作有进展，道路修好了。"
    text = f"{before}\n{words}\n二、工作安排\n今年再修路。"
    headings = {section.heading[-1] for section in read(text).sections if section.heading}
    assert headings == {"一、工作回顾", "二、工作安排"}


@pytest.mark.parametrize(
    "words",
    [
        "二、九十年代的主要任务",
        "三、2026年重点工作",
        "五、七项措施",
        "二、三农工作",
        "1、2025年回顾",
    ],
)
def test_a_heading_whose_words_begin_with_a_number_is_one(words: str) -> None:
    assert re.match(ROUGHLY, words) is None


def test_a_sentence_that_a_margin_breaks_before_a_few_is_whole() -> None:
    prose = "全区上下围绕年初确定的各项任务抓紧推进重点工程建设取得明显进展群众反映普遍较好"
    text = "\n".join([prose, prose, prose, prose, "三、四十年前，先辈们就修通了路。"])
    assert read(text).document.text.endswith(f"{prose}三、四十年前，先辈们就修通了路。")
