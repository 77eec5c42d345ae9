"""Tests that a follow-up question is completed as it was meant, over whole conversations."""

from __future__ import annotations

import pytest

from rag.questions.conversation import self_contained
from rag.types.questions import Message
from tests.questions.conversations import (
    MOST_CHARACTERS,
    SHELF,
    TODAY,
    Case,
    cases,
    completed,
    faults,
)

DEVELOPMENT = list(cases("conversations.jsonl"))
UNTOUCHED = list(cases("conversations-untouched.jsonl"))


@pytest.mark.parametrize("case", DEVELOPMENT, ids=lambda case: case.name)
def test_the_last_question_means_what_its_asker_meant(case: Case) -> None:
    assert faults(case) == []


def test_most_of_the_conversations_that_the_code_has_not_seen_are_right() -> None:
    wrong = [case.name for case in UNTOUCHED if faults(case)]
    assert len(wrong) <= 0.15 * len(UNTOUCHED), wrong


@pytest.mark.parametrize("case", [*DEVELOPMENT, *UNTOUCHED], ids=lambda case: case.name)
def test_a_completed_question_is_not_completed_once_more(case: Case) -> None:
    whole = completed(case)
    again = [*case.turns, Message("assistant", "答"), Message("user", whole)]
    assert self_contained(again, index=SHELF, today=TODAY) == whole


def test_a_question_does_not_grow_from_turn_to_turn() -> None:
    turns = [Message("user", "四川省2025年的粮食产量是多少？")]
    for asked in ("目标呢？", "为什么？", "谁说的？", "比重庆高吗？", "那湖北呢？", "还有呢？") * 6:
        turns += [Message("assistant", "答"), Message("user", asked)]
        whole = self_contained(turns, index=SHELF, today=TODAY)
        assert len(whole) < MOST_CHARACTERS / 2
        assert "（" not in whole
        assert "粮食产量" in whole
