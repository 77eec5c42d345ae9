"""What a question asks for is known in both languages: figures, results, plans, comparisons."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.detect import language_of
from rag.questions.intent import (
    asked_stance,
    asks_figure,
    asks_rate,
    asks_results,
    asks_which_is_more,
    mention_spans,
    premise_spans,
    with_intent,
    with_terms,
    without_frame,
)
from rag.types.questions import Filters, Intent, Understood
from rag.types.text import Stance


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
    assert "".join(without_frame(question).split()) == "".join(left.split())


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


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("某市2024年财政收入实际增长了多少？", "achieved"),
        ("工业到底涨了多少？", "achieved"),
        ("年初定的目标完成了吗？", "achieved"),
        ("空气从多少降到了多少？", "achieved"),
        ("替工人要回了多少工资？", "achieved"),
        ("2025年计划新建几所学校？", "target"),
        ("今年想让投资增长多少？", "target"),
        ("明年要治理多少公里河道？", "target"),
        ("给2026年定的增速是多少？", "target"),
        ("省里希望外贸增长多少？", "target"),
        ("How much did revenue actually rise?", "achieved"),
        ("By how much did output in fact increase?", "achieved"),
        ("Did the city meet its targets?", "achieved"),
        ("What growth did the city aim for in 2025?", "target"),
        ("How many schools was Anping to build in 2025?", "target"),
        ("What is the target for 2026?", "target"),
        ("人均预期寿命是多少岁？", None),
        ("Which river is the longest?", None),
    ],
)
def test_a_question_asks_for_what_came_of_it_or_for_the_plan(
    question: str, expected: Stance | None
) -> None:
    assert asked_stance(question) == expected


@pytest.mark.parametrize(
    "question",
    ["What did Qinghai say about clean energy?", "省长提到了哪些算力项目？", "报告说了什么"],
)
def test_a_question_about_what_was_said_asks_for_no_stance(question: str) -> None:
    assert asked_stance(question) is None


@given(st.text(max_size=80))
def test_every_question_asks_for_a_result_a_plan_or_neither(question: str) -> None:
    assert asked_stance(question) in ("achieved", "target", None)


def intent(text: str, **fields: Any) -> Intent:
    named = Understood(text, language_of(text), text, Filters(), **fields)
    return with_intent(named).intent


def test_an_intent_holds_all_that_the_rooms_below_must_know() -> None:
    found = intent("PM2.5下降了40%吗？")
    assert [figure.text for figure in found.premises] == ["40%"]
    assert intent("How many schools were built?").figure
    assert intent("Where does the county rank?").rank
    assert intent("河北和山西谁的生产总值更高？").product
    assert not intent("单位生产总值能耗下降了多少？").product
    assert intent("有没有报告提到养老服务？").mention
    assert intent("粮食产量增长了多少？").share


def test_years_that_choose_the_reports_do_not_judge_sentences() -> None:
    since = Filters(since=datetime.date(2026, 1, 1))
    assert "2025" in intent("2025年拆违取得了哪些成果？", years=(2025,)).topic
    assert "2025" not in intent("2025年拆违取得了哪些成果？", preferred=since, years=(2025,)).topic


def test_the_key_term_is_no_year_and_no_word_that_only_asks() -> None:
    text = "2025年拆违取得了哪些成果？"
    named = Understood(text, "zh", text, Filters(), years=(2025,))
    found = with_terms(with_intent(named, ("achieved",)), ("2025", "成果", "拆违"))
    assert found.terms == ("成果", "拆违")
    assert found.key == "拆违"
