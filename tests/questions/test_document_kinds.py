"""Tests of the documents that "the district" or "the speech" mean."""

from __future__ import annotations

import pytest

from rag.index.store import Entry
from rag.questions.document_kinds import documents_meant

REPORTS = tuple(
    Entry(f"r{i}", f"2025年第{i}省政府工作报告", None, None, f"第{i}省") for i in range(8)
)
DISTRICT = Entry("d", "在明湖区政府全体会议上的讲话", None, None, None)


@pytest.mark.parametrize(
    "question",
    [
        "What did the district achieve?",
        "这个区拆了多少？",
        "区里的PM2.5降了多少",
        "这篇讲话说了什么",
    ],
)
def test_few_documents_of_a_kind_are_meant(question: str) -> None:
    assert documents_meant(question, (*REPORTS, DISTRICT)) == ("d",)


@pytest.mark.parametrize("question", ["What did the province achieve?", "粮食产量是多少？"])
def test_a_question_that_speaks_of_no_kind_means_none(question: str) -> None:
    assert documents_meant(question, (*REPORTS, DISTRICT)) == ()


def test_a_kind_that_most_documents_are_of_tells_nothing() -> None:
    districts = tuple(Entry(f"d{i}", "报告", None, None, f"第{i}区") for i in range(8))
    assert documents_meant("What did the district achieve?", districts) == ()


def test_autonomous_regions_are_no_districts() -> None:
    region = Entry("x", "2025年西藏自治区政府工作报告", None, None, "西藏自治区")
    assert documents_meant("What did the district achieve?", (*REPORTS, region)) == ()


@pytest.mark.parametrize(
    "question",
    [
        "2025年国务院报告里说了什么？",
        "What does the State Council's 2025 report say of jobs?",
        "What did the national work report promise?",
    ],
)
def test_whose_report_is_named_is_meant_however_many_there_are(question: str) -> None:
    central = tuple(
        Entry(f"c{year}", f"{year}年国务院政府工作报告", None, "国务院", "中华人民共和国")
        for year in range(1990, 2026)
    )
    meant = documents_meant(question, (*REPORTS, *central))
    assert set(meant) == {entry.id for entry in central}


@pytest.mark.parametrize("question", ["全国排第几？", "What did the State Council approve?"])
def test_who_is_merely_mentioned_is_not_whose_report_it_is(question: str) -> None:
    central = Entry("c", "2025年国务院政府工作报告", None, "国务院", "中华人民共和国")
    assert documents_meant(question, (*REPORTS, central)) == ()
