"""The report to a party congress is found by the number of the congress."""

from __future__ import annotations

import pytest

from rag.index.store import Entry
from rag.questions.congresses import congress_reports

CATALOGUE = [
    Entry("c9", "在中国共产党第九次全国代表大会上的报告", None, None, None),
    Entry("c19", "决胜全面建成小康社会 (十九大)", None, None, None),
    Entry("c20", "高举伟大旗帜（二十大）", None, None, None),
]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("十九大怎么讲住房？", ("c19",)),
        ("党的二十大报告讲了什么？", ("c20",)),
        ("党的九大说了什么？", ("c9",)),
        ("中国共产党第九次全国代表大会说了什么？", ("c9",)),
        ("What did the 19th Party Congress say about housing?", ("c19",)),
        ("What does the report to the 20th National Congress promise?", ("c20",)),
        ("十九大以来建了几所学校？", ()),
        ("今年的十大工程是什么？", ()),
        ("What did the 12th Party Congress say?", ()),
    ],
)
def test_a_congress_is_known_by_its_number(question: str, ids: tuple[str, ...]) -> None:
    assert congress_reports(question, CATALOGUE) == ids
