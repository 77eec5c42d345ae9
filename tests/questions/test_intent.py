"""Questions go in; whether they ask for a figure or for results, and what they are about, is
checked."""

from __future__ import annotations

import pytest

from rag.questions.intent import (
    asks_figure,
    asks_rate,
    asks_results,
    asks_which_is_more,
    gives_figure,
    matter,
    mention_spans,
    premise_spans,
)


@pytest.mark.parametrize(
    "question",
    [
        "去年拆了多少？",
        "产量要稳在什么水平？",
        "比前年多了几种？",
        "How many schools were built?",
        "At what level will output be kept?",
        "From what to what did it fall?",
        "What grain output did the county set for itself?",
        "What was the actual increase in revenue?",
    ],
)
def test_a_question_for_a_figure_is_known_in_both_languages(question: str) -> None:
    assert asks_figure(question)


@pytest.mark.parametrize("question", ["省长说了什么？", "What did the mayor say?", "哪几位到场？"])
def test_a_question_that_words_can_answer_asks_for_no_figure(question: str) -> None:
    assert not asks_figure(question)


@pytest.mark.parametrize(
    "question",
    [
        "治水取得了哪些突破？",
        "治水成效如何？",
        "What did the county achieve in water management?",
        "What were the results of the clean-up?",
    ],
)
def test_results_are_asked_for_outright(question: str) -> None:
    assert asks_results(question)


def test_a_question_about_the_past_does_not_ask_for_results_by_that() -> None:
    assert not asks_results("Which indicators fell short in 2024?")
    assert not asks_results("去年哪些指标没有完成？")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("治水取得了哪些成果？", "治水？"),
        ("治水成效如何？", "治水？"),
        ("what did we achieve in water management?", "what did we in water management?"),
        ("取得了哪些成果", "取得了哪些成果"),
    ],
)
def test_what_a_question_is_about_is_left_without_the_words_that_ask(
    question: str, left: str
) -> None:
    assert "".join(matter(question).split()) == "".join(left.split())


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("听说财政收入增长了8%，是真的吗？", "财政收入增长了，？"),
        ("Exports fell by 20% last year, right?", "Exports fell by last year?"),
        ("哪个市的合格率达到98%？", "哪个市的合格率达到98%？"),
    ],
)
def test_a_share_that_is_to_be_confirmed_is_not_searched_for(question: str, left: str) -> None:
    text = question
    for span in sorted(premise_spans(question), reverse=True):
        text = text[: span.start] + text[span.end :]
    assert "".join(text.split()) == "".join(left.split())


def test_a_place_in_a_ranking_is_how_much_only_where_it_is_asked_for() -> None:
    assert not gives_figure("How many cars were made?", "汽车产量居全国第1位。")
    assert gives_figure("Where does the county rank?", "汽车产量居全国第1位。")
    assert gives_figure("生产了多少辆汽车？", "生产汽车30万辆。")


@pytest.mark.parametrize(
    "question",
    [
        "甲省和乙省谁的产值更高？",
        "两个市哪个建得快？",
        "哪个省的公园更多？",
        "Which grew faster, A or B?",
        "Whose harvest was larger?",
    ],
)
def test_which_is_more_is_asked_in_both_languages(question: str) -> None:
    assert asks_which_is_more(question)


@pytest.mark.parametrize(
    "question", ["谁去了高原？", "哪个省提到低空经济？", "Who spoke?", "Which parks were built?"]
)
def test_which_is_not_always_which_is_more(question: str) -> None:
    assert not asks_which_is_more(question)


@pytest.mark.parametrize(
    ("question", "is_rate"),
    [
        ("增速是多少？", True),
        ("谁增长得更快？", True),
        ("Which grew faster?", True),
        ("What share of it is new?", True),
        ("产量是多少？", False),
        ("How many were built?", False),
    ],
)
def test_a_rate_is_told_from_an_amount(question: str, is_rate: bool) -> None:
    assert asks_rate(question) is is_rate


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("有没有省份在报告里提到脑机接口？", "脑机接口？"),
        ("哪些省提到了低空经济？", "低空经济？"),
        ("Does any province mention humanoid robots?", "humanoid robots?"),
        ("Which reports speak of cotton?", "cotton?"),
        ("What did the mayor mention?", "What did the mayor mention?"),
        ("哪些省份修了高铁？", "哪些省份修了高铁？"),
    ],
)
def test_who_says_something_is_told_from_what_is_said(question: str, left: str) -> None:
    text = question
    for span in reversed(mention_spans(question)):
        text = text[: span.start] + text[span.end :]
    assert text.strip() == left
