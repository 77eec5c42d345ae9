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
