"""Tests of the years whose report a question names or points to."""

from __future__ import annotations

import datetime

import pytest

from rag.questions.years import report_years, years_talked_about

TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("浙江2026年的报告展望，到2030年收入多少？", [2026]),
        ("1998年国务院政府工作报告定了什么目标？", [1998]),
        ("解决率2026年报告比2025年报告提高了吗？", [2026, 2025]),
        ("去年的报告说了什么？", [2025]),
        ("In its 2026 report, what did Anhui promise?", [2026]),
        ("the 2025 work report", [2025]),
        ("Did it improve between the 2025 and 2026 reports?", [2025, 2026]),
        ("What does the report for 2024 say?", [2024]),
        ("last year's work report", [2025]),
        ("2024年工业增长了多少？", []),
        ("How much did output grow in 2024?", []),
    ],
)
def test_a_question_names_a_report_by_its_year(question: str, expected: list[int]) -> None:
    found = report_years(question, TODAY)
    assert [report.year for report in found] == expected
    assert all(report.certain for report in found)


def test_without_today_last_years_report_is_not_guessed() -> None:
    assert report_years("去年的报告说了什么？") == []


def test_the_years_of_the_figures_are_told_apart_from_those_of_the_report() -> None:
    question = "2021年的报告说，2020年初还剩多少贫困县？"
    (talked,) = years_talked_about(question)
    assert (talked.since, talked.until) == (2020, 2020)
    assert talked.span.slice(question) == "2020年"


def test_a_year_and_a_report_in_one_sentence_are_likely_but_not_certain() -> None:
    (report,) = report_years("2025年，省里的工作报告怎样评价外贸？")
    assert (report.year, report.certain) == (2025, False)
    (report,) = report_years("In 2025, what did the governor's report say?")
    assert (report.year, report.certain) == (2025, False)
    (talked,) = years_talked_about("2025年，省里的工作报告怎样评价外贸？")
    assert talked.since == 2025
