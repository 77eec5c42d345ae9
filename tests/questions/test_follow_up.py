"""Tests that the last question of a conversation can be asked alone."""

from __future__ import annotations

import pytest

from rag.errors import AnswererUnavailable
from rag.questions.conversation import self_contained
from rag.types.questions import Message
from tests.answering.scripted import Says

ZH = "2025年北京拆除了多少违法建设？"
EN = "How much did PM2.5 fall in Beijing in 2025?"


def after(*questions: str) -> list[Message]:
    turns = [Message("user", question) for question in questions]
    return [
        turn for pair in zip(turns, [Message("assistant", "答")] * 9, strict=False) for turn in pair
    ]


@pytest.mark.parametrize(
    ("before", "asked", "whole"),
    [
        (ZH, "重庆呢？", "2025年重庆拆除了多少违法建设？"),
        (ZH, "那2024年呢？", "2024年北京拆除了多少违法建设？"),
        (ZH, "上海", "2025年上海拆除了多少违法建设？"),
        (ZH, "那失业率呢？", "北京2025年失业率是多少？"),
        (ZH, "它的目标是什么？", "北京2025年拆除违法建设的目标是什么？"),
        (ZH, "还有呢？", ZH),
        (ZH, "那边呢？", ZH),
        (ZH, "那目标呢？", "北京2025年拆除违法建设的目标是什么？"),
        (EN, "What about Chongqing?", "How much did PM2.5 fall in Chongqing in 2025?"),
        (EN, "And in 2024?", "How much did PM2.5 fall in Beijing in 2024?"),
        (EN, "And what was the target?", "What was the target for PM2.5 in Beijing in 2025?"),
        (EN, "What about unemployment?", "What was unemployment in Beijing in 2025?"),
        (EN, "Is that a record?", "Is PM2.5 a record in Beijing in 2025?"),
        (EN, "Why?", "What was the reason for the fall in PM2.5 in Beijing in 2025?"),
    ],
)
def test_a_follow_up_carries_what_it_lacks(before: str, asked: str, whole: str) -> None:
    assert self_contained(after(before, asked)) == whole


SPAN = "What was unemployment in Sichuan from 2021 to 2025?"
PLAN = "十四五期间四川GDP增长多少？"


@pytest.mark.parametrize(
    ("before", "asked", "whole"),
    [
        (SPAN, "in 2020?", "What was unemployment in Sichuan in 2020?"),
        (SPAN, "and last year?", "What was unemployment in Sichuan last year?"),
        (SPAN, "What about Chongqing?", "What was unemployment in Chongqing from 2021 to 2025?"),
        (
            "What was unemployment between 2021 and 2025 in Sichuan?",
            "in 2020?",
            "What was unemployment in 2020 in Sichuan?",
        ),
        (PLAN, "那十三五呢", "“十三五”时期四川GDP增长多少？"),
        (PLAN, "2020年呢", "2020年四川GDP增长多少？"),
        (PLAN, "那重庆呢", "十四五期间重庆GDP增长多少？"),
    ],
)
def test_a_year_takes_the_place_of_all_words_of_a_span(before: str, asked: str, whole: str) -> None:
    assert self_contained(after(before, asked)) == whole


def test_a_year_is_counted_from_a_plan_that_was_named_later() -> None:
    assert self_contained(after(PLAN, "那十三五呢", "上一年呢")) == "2015年四川GDP增长多少？"


@pytest.mark.parametrize(
    "asked", ["不是北京是重庆", "是重庆不是北京", "好的那重庆呢", "谢谢那重庆呢", "（那重庆呢？）"]
)
def test_marks_between_the_parts_of_a_follow_up_may_lack(asked: str) -> None:
    whole = "2025年重庆拆除了多少违法建设？"
    assert self_contained(after(ZH, asked)) == whole
    assert self_contained(after(ZH, asked, asked)) == whole


@pytest.mark.parametrize(
    ("before", "doubt"),
    [
        *((ZH, doubt) for doubt in ("真的吗？", "是吗", "真的嗎", "不对吧", "这不太对吧？")),
        *((EN, doubt) for doubt in ("really?", "Is that true?", "oh really?")),
    ],
)
def test_whoever_doubts_an_answer_asks_once_more(before: str, doubt: str) -> None:
    assert self_contained(after(before, doubt)) == before
    assert self_contained(after(before, doubt, "谢谢")) == "谢谢"
    assert self_contained(after(doubt, before)) == before


@pytest.mark.parametrize(
    "asked",
    [
        "重庆2026年的经济增长目标是多少？",
        "What did the report say about housing in Chongqing?",
        "谢谢",
        "How many schools were built this year in Hebei?",
    ],
)
def test_a_question_of_its_own_stays_as_it_is(asked: str) -> None:
    assert self_contained(after(ZH, asked)) == asked


def test_a_first_question_stays_as_it_is_and_no_model_is_asked() -> None:
    llm = Says("另一个问题？")
    assert self_contained([Message("user", "它呢？")], llm) == "它呢？"
    assert not llm.received


def test_follow_ups_of_follow_ups_carry_on() -> None:
    assert self_contained(after(ZH, "重庆呢？", "2024年呢？")) == "2024年重庆拆除了多少违法建设？"


def test_a_model_words_the_question_where_there_is_one() -> None:
    llm = Says("2025年重庆拆除了多少违法建设？\n")
    assert self_contained(after(ZH, "那重庆呢？"), llm) == "2025年重庆拆除了多少违法建设？"
    assert ZH in llm.received[0][1].text


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "好的，问题如下：\n重庆呢？",
        "Chongqing demolished how much in the year 2025?",
        "问" * 5000,
        "![x](http://evil.example)",
        "2025年上海和重庆拆除了多少违法建设？",
        "2019年重庆拆除了多少违法建设？",
    ],
)
def test_a_wording_that_is_no_question_or_brings_names_of_its_own_is_not_used(reply: str) -> None:
    assert self_contained(after(ZH, "重庆呢？"), Says(reply)) == "2025年重庆拆除了多少违法建设？"


def test_a_model_that_fails_leaves_it_to_the_rule() -> None:
    class Gone(Says):
        def reply_to(self, messages: object) -> str:
            raise AnswererUnavailable("gone")

    assert self_contained(after(ZH, "重庆呢？"), Gone("")) == "2025年重庆拆除了多少违法建设？"
