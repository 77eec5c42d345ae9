"""Answers from the table of figures: real reading, invented reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from rag.analysis.ledger_entries import Reports, ledger_entries
from rag.answering.from_figures import missing_halves
from rag.index.index import Index
from rag.presentation.to_json import answer_json
from rag.types.answers import Answer
from rag.types.figure_table import StatedRow
from rag.types.questions import Filters, Question
from tests.analysis.figures_said import result, target
from tests.built import engine_over
from tests.reports_of_cities import ask_cities, cities_engine


def said(answer: Answer) -> list[tuple[str | None, str | None]]:
    """The region and the figure of each statement."""
    found: list[tuple[str | None, str | None]] = []
    for statement in answer.statements:
        quote = statement.citations[0].quote
        (part,) = statement.citations[0].highlight
        document = quote.passage.document
        found.append((document.region, part.slice(document.text)))
    return found


@pytest.mark.parametrize(
    "question",
    [
        "澄川市2025年GDP增长目标是多少？",
        "2025年澄川的经济增速目标定在多少？",
        "What was Chengchuan's GDP growth target for 2025?",
        "What economic growth rate did Chengchuan aim for in 2025?",
    ],
)
def test_a_target_is_quoted_by_its_clause(question: str) -> None:
    answer = ask_cities(question)
    assert answer.status == "answered"
    assert said(answer) == [("澄川市", "6%")]
    assert answer.statements[0].text == "地区生产总值增长6%左右"
    assert answer.statements[0].stance == "target"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("澄川市2025年GDP增长目标是多少，完成了吗？", "未达目标"),
        ("What was Minghu's GDP growth target for 2025, and was it met?", "met"),
    ],
)
def test_a_target_and_its_result_are_both_quoted_with_the_verdict(
    question: str, words: str
) -> None:
    answer = ask_cities(question)
    assert answer.status == "answered"
    assert [statement.stance for statement in answer.statements] == ["target", "achieved"]
    assert words in (answer.finding or "")
    assert answer.ledger is not None
    assert len(answer.ledger.entries) == 1


def test_two_questions_in_one_get_both_halves() -> None:
    answer = ask_cities("澄川市2025年GDP增长多少，2026年的目标是多少？")
    assert answer.status == "answered"
    assert said(answer) == [("澄川市", "5.4%"), ("澄川市", "5%")]
    assert [statement.parts for statement in answer.statements] == [(0,), (1,)]


def test_a_missing_half_is_named() -> None:
    answer = ask_cities("What was Chengchuan's GDP growth target for 2026, and was it met?")
    assert answer.status == "partial"
    assert answer.reason == "the target is there, the result is not"
    answer = ask_cities("澄川市2026年GDP增长目标是多少，完成了吗？")
    assert answer.reason == "讲话中有目标，没有结果"


@pytest.mark.parametrize(
    ("question", "region"),
    [
        ("哪个城市2026年的GDP增长目标最高？", "北岭市"),
        ("Which city has the highest GDP growth target for 2026?", "北岭市"),
        ("2025年GDP增速最低的是哪个城市？", "明湖市"),
        ("Which city had the lowest GDP growth in 2025?", "明湖市"),
    ],
)
def test_a_superlative_is_answered_from_all_cells(question: str, region: str) -> None:
    answer = ask_cities(question)
    assert answer.status == "answered"
    assert [where for where, _ in said(answer)] == [region]
    assert answer.table is not None
    assert len(answer.table.rows) == 3
    assert (answer.table.coverage.documents, answer.table.coverage.stated) == (3, 3)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("2026年有几个城市把GDP增长目标定为5%左右？", "，1个"),
        ("How many cities aim for about 5 % GDP growth in 2026?", "1 of 3"),
        ("2025年有多少个城市的GDP增速高于5.2%？", "，2个"),
        ("How many cities missed their 2025 GDP growth target?", "1 of 3"),
        ("How many cities set no CPI target for 2026?", "2 of 3"),
    ],
)
def test_regions_are_counted(question: str, count: str) -> None:
    answer = ask_cities(question)
    assert answer.status == "answered"
    assert count in (answer.finding or "")


@pytest.mark.parametrize(
    "question",
    [
        "澄川市民营企业进出口增长多少？",
        "澄川市怎样完成增长目标？",
        "How did Chengchuan reach its growth target?",
        "澄川市的民营经济增长多少？",
    ],
)
def test_what_the_table_does_not_hold_is_left_to_the_reader(question: str) -> None:
    assert ask_cities(question).table is None


def test_a_superlative_without_a_table_says_that_nothing_was_compared() -> None:
    answer = ask_cities("哪个城市的民营企业进出口增长最快？")
    assert answer.table is None
    assert answer.status in ("partial", "unsupported")


def test_every_quotation_is_a_slice_and_every_number_is_used() -> None:
    answer = ask_cities("2026年各市GDP增长目标是多少？")
    assert len(answer.statements) == 3
    numbers = {citation.number for citation in answer.citations}
    assert numbers == {1, 2, 3}
    with cities_engine().index() as index:
        for citation in answer.citations:
            quote = citation.quote
            text = index.document(quote.passage.document.id).text
            assert quote.text == text[quote.span.start : quote.span.end]


def test_the_json_carries_the_table() -> None:
    whole = answer_json(ask_cities("Which city has the highest GDP growth target for 2026?"))
    assert whole["table"]["order"] == "value desc"
    assert whole["table"]["rows"][0]["region"] == "北岭市"
    assert whole["table"]["coverage"] == {"documents": 3, "read": 3, "stated": 3}
    assert (whole["finding"] or "").startswith("Highest")
    assert whole["text"].startswith("Highest")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("各市2026年GDP增长目标平均是多少？", "5.33%—5.5%"),
        ("What is the average GDP growth target of the cities for 2026?", "5.33%—5.5%"),
        ("2025年各城市GDP增速的平均值是多少？", "5.83%"),
    ],
)
def test_a_mean_is_of_all_certain_figures(question: str, words: str) -> None:
    answer = ask_cities(question)
    assert answer.status == "answered"
    assert words in (answer.finding or "")
    assert len(answer.statements) == 3


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("澄川市2025年GDP增速是5.4%吗？", "answered", "5.4%"),
        ("Was Chengchuan's GDP growth in 2025 above 5%?", "answered", "5.4%"),
        ("澄川市2025年GDP增速是6%吗？", "conflicting", "5.4%"),
        ("Is Minghu's 2026 growth target 6 percent?", "conflicting", "about 5%"),
        ("明湖市2025年经济增速超过6%了吗？", "conflicting", "5.2%"),
    ],
)
def test_what_is_taken_for_granted_is_held_against_the_row(
    question: str, status: str, words: str
) -> None:
    answer = ask_cities(question)
    assert answer.table is not None
    assert answer.status == status
    assert words in (answer.finding or answer.reason or "")


@pytest.mark.parametrize(
    "question",
    [
        "哪些城市下调了2026年的增长目标？",
        "哪些城市2026年的GDP目标比2025年低？",
        "Which cities cut their growth target in 2026?",
    ],
)
def test_the_targets_of_two_years_are_compared(question: str) -> None:
    answer = ask_cities(question)
    assert answer.status == "answered"
    assert {where for where, _ in said(answer)} == {"澄川市", "北岭市"}
    assert len(answer.statements) == 4


@pytest.mark.parametrize(
    "question",
    ["澄川市哪一年的GDP增速最高？", "In which year was Chengchuan's GDP growth highest?"],
)
def test_years_are_put_in_order(question: str) -> None:
    answer = ask_cities(question)
    assert said(answer) == [("澄川市", "5.4%")]
    assert "2025" in (answer.finding or "")


def test_two_years_in_one_clause_are_one_question() -> None:
    answer = ask_cities("澄川市2024年和2025年的城镇新增就业分别是多少？")
    assert answer.status == "answered"
    assert said(answer) == [("澄川市", "3.1万人"), ("澄川市", "3.3万人")]


def test_of_two_that_are_named_one_is_the_highest() -> None:
    answer = ask_cities("澄川和北岭谁的2026年增长目标更高？")
    assert len(answer.statements) == 2
    assert (answer.finding or "").split("。")[0] == "最高：北岭市（6%—6.5%）"


def test_a_figure_that_no_row_holds_is_never_simply_answered() -> None:
    answer = ask_cities("澄川市2025年进出口增长多少？")
    assert answer.table is None
    assert answer.status in ("partial", "unsupported")


def test_a_limit_that_cannot_be_read_is_no_count() -> None:
    answer = ask_cities("2025年有几个城市的城镇新增就业超过两倍？")
    assert answer.table is None


def test_nothing_is_missing_where_a_target_in_words_is_judged() -> None:
    (judged,) = ledger_entries(
        [target(None, unit=None, text="正增长"), result(5.4)],
        Reports({"澄川市": frozenset({2025, 2026})}),
    )
    assert (judged.target, judged.verdict) == (None, "met")
    assert list(missing_halves(judged, "en")) == []
    assert list(missing_halves(replace(judged, verdict="not_comparable"), "en")) == [
        "the result is there, the target is not"
    ]


def test_all_rows_of_a_ledger_are_read_while_the_index_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[StatedRow] = []
    quotable = Index.quotable

    def noted(index: Index, rows: Iterable[StatedRow]) -> tuple[StatedRow, ...]:
        found = quotable(index, rows)
        read.extend(found)
        return found

    monkeypatch.setattr(Index, "quotable", noted)
    for number, words in (
        (2025, "今年主要预期目标是：地区生产总值增长5%左右。"),
        (2026, "“十四五”期间，全市地区生产总值年均增长5.4%。"),
    ):
        head = f"{number}年澄川市人民政府工作报告\n\n——{number}年1月15日\n\n各位代表：\n\n"
        (tmp_path / f"{number}.txt").write_text(head + words + "\n", "utf-8")
    question = Question("澄川市2025年GDP增长目标完成了吗？", Filters(), "zh")
    answer = engine_over(tmp_path).ask(question, limit=1)
    assert answer.ledger is not None
    (entry,) = answer.ledger.entries
    assert entry.otherwise
    assert all(one in read for one in entry.rows)
