"""What is asked is found behind a greeting or a story, whose names are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.preamble import what_is_asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "你好，我是一名研究生，论文方向是能源转型，老师说青海的清洁能源做得很好，请问青海2025年装机多少，占比有多高？",
            "青海2025年装机多少，占比有多高？",
        ),
        (
            "我在浙江工作，想了解一下今年的就业目标是多少？谢谢！",
            "今年的就业目标是多少（浙江）",
        ),
        ("请问轻轨什么时候通车？", "轻轨什么时候通车？"),
        (
            "Hello, I am a reporter. Could you tell me how many schools Hunan built in 2025?",
            "how many schools Hunan built in 2025?",
        ),
        (
            "I live in Chongqing and my editor wants a story about trade with neighbours and the "
            "new railway that everybody talks about, which has been promised again and again over "
            "many years by several mayors. How many freight trains ran in 2025? Thanks in advance!",
            "How many freight trains ran in 2025? (Chongqing)",
        ),
    ],
)
def test_the_question_is_found_and_names_are_kept(question: str, asked: str) -> None:
    assert what_is_asked(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "重庆2026年报告说了什么？",
        "In its 2026 report, what did Chongqing say?",
        "Jilin's 2025 report mentions a prize won by the team of Li Yu. Which one?",
        "听说出口增长了5%，是真的吗？",
        "我国的粮食产量是多少？",
        "你好！",
    ],
)
def test_a_plain_question_stays(question: str) -> None:
    assert what_is_asked(question) == question


@given(st.text(max_size=120))
def test_something_is_left_of_every_text(text: str) -> None:
    assert what_is_asked(text).strip() or not text.strip()
