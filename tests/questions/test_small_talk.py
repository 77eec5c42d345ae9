"""Small talk is told from questions: sixty of each, three further sets of forty of each, and every
question of the sets at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.questions.small_talk import small_talk
from tests.questions.small_talk_examples import (
    FIRST_QUESTIONS,
    FIRST_TALK,
    FOLLOW_UPS,
    QUESTIONS,
    SECOND_QUESTIONS,
    SECOND_TALK,
    SMALL_TALK,
    UNSEEN_QUESTIONS,
    UNSEEN_TALK,
)

DATA = Path(__file__).resolve().parents[1] / "data"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "eval"


@pytest.mark.parametrize(("said", "kind"), [*SMALL_TALK.items()])
def test_small_talk_is_known_by_its_kind(said: str, kind: str) -> None:
    assert small_talk(said) == kind


@pytest.mark.parametrize("said", [*FIRST_TALK, *SECOND_TALK, *UNSEEN_TALK])
def test_small_talk_of_three_further_sets_is_known(said: str) -> None:
    assert small_talk(said)


@pytest.mark.parametrize(
    "question",
    [*QUESTIONS, *FOLLOW_UPS, *FIRST_QUESTIONS, *SECOND_QUESTIONS, *UNSEEN_QUESTIONS],
)
def test_a_question_is_never_taken_for_small_talk(question: str) -> None:
    assert small_talk(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "谢谢帮我查一下去年粮食产量",
        "谢谢那四川呢",
        "谢谢再说说澄川市的失业率",
        "辛苦介绍一下今年的财政收入",
        "感谢那今年的目标呢",
        "Thanks now show me the unemployment rate in Qingchuan",
        "ok thanks tell me about schools",
        "i appreciate a summary of the housing programme",
        "祝各位代表说了什么",
    ],
)
def test_a_question_behind_thanks_needs_no_mark(question: str) -> None:
    assert small_talk(question) is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("谢谢你这么耐心的解答", "thanks"),
        ("thanks for all your patience", "thanks"),
        ("祝您生活愉快", "goodbye"),
        ("不对吧", "assent"),  # doubt, no blame
    ],
)
def test_closed_lists_know_what_is_thanked_for_and_wished(said: str, kind: str) -> None:
    assert small_talk(said) == kind


def test_no_question_of_the_cases_at_hand_is_small_talk() -> None:
    questions = [json.loads(line)["question"] for line in lines_of(DATA / "sample-cases.jsonl")]
    assert [question for question in questions if small_talk(question)] == []


@pytest.mark.parametrize("name", ["policy", "natural"])
def test_no_question_of_the_evaluation_sets_is_small_talk(name: str) -> None:
    path = SHARED / name / "dev.jsonl"
    if not path.exists():
        pytest.skip(f"there is no evaluation set {name} beside this checkout")
    questions = [json.loads(line)["question"] for line in lines_of(path)]
    assert questions
    assert [question for question in questions if small_talk(question)] == []


@pytest.mark.parametrize(
    "said", ["👍", "？？？", "…", "  ", "😀😀", "\u200b", "!!!", "——"], ids=ascii
)
def test_marks_and_pictures_alone_ask_nothing(said: str) -> None:
    assert small_talk(said) == "test"


def test_one_clause_that_asks_makes_all_of_it_a_question() -> None:
    assert small_talk("你好！谢谢！你是谁？") == "identity"
    assert small_talk("你好！谢谢！你是谁？失业率是多少？") is None


@pytest.mark.parametrize(
    "hostile",
    [
        "你能" * 1000,
        "请帮我给我" * 400,
        "please " * 280 + "write",
        "could you " * 200,
        "谢谢您的帮助" * 330,
        "1+" * 1000,
        "把这" * 1000,
        'translate "' + "a" * 1980,
        "，" * 2000,
        "写一首" + "的" * 1990,
        "thanks for the help " * 100,
    ],
    ids=range(11),
)
def test_a_long_run_of_the_same_words_costs_little(hostile: str) -> None:
    small_talk(hostile)  # backtracking that doubles with each word would not come to an end


def lines_of(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
