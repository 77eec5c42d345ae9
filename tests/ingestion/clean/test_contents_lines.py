"""Claims about tables of contents: they go, and what only looks like one stays."""

from __future__ import annotations

import pytest

from rag.ingestion.clean.contents_lines import contents_lines
from tests.ingestion.helpers import after

SPEECH = "一、工作回顾\n去年修路30公里。"


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n一、工作回顾……………………1\n二、工作安排……………………8\n三、附件……………………15",
        "目　录\n一、工作回顾 1\n二、工作安排 8\n三、附件 15",
        "目录\n工作回顾3\n工作安排9\n附件12",
        "Contents\n1 Review . . . . . . . . 1\n2 Plans . . . . . . . . 8\n3 Annex . . . . . 15",
        "Table of Contents\nForeword ....... iv\nReview ........ 1\nPlans ........ 22",
        "CONTENTS\nReview of the Year 1\nOur Plans 8\nAnnex 15",
        "一、工作回顾 ········ 1\n二、工作安排 ········ 8\n三、附件 ········ 15",
        "1.1 Roads . . . . . . . . .\n3\n1.2 Ports . . . . . . . . 4\n1.3 Schools . . . . . 5",
    ],
)
def test_a_table_of_contents_goes(contents: str) -> None:
    assert after(contents_lines, f"{contents}\n{SPEECH}") == SPEECH


@pytest.mark.parametrize(
    "text",
    [
        "目录\n一、工作回顾\n二、工作安排\n三、附件",
        "今年的数：\n新建学校3\n新建医院12\n新建公园20",
        "目录\n新建学校20\n新建医院12\n新建公园3",
        "我们等了很久……\n终于等到……\n路通了……",
        "Contents\nWe met in 2024\nWe met in 1999\nWe met in 1990",
        "一、工作回顾………1\n二、工作安排………8\n正文开始了。",
        "姓名：________ 1\n正文开始了。",
    ],
)
def test_what_is_no_table_of_contents_stays(text: str) -> None:
    assert after(contents_lines, text) == text
