"""The kind of answer that a question wants is told in both languages, the same way everywhere."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.kind import Weights, features, kind_of, weighed
from rag.types.questions import Kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("县里为什么把学校合并了？", "reason"),
        ("Why did the county merge its schools?", "reason"),
        ("轻轨什么时候通车？", "date"),
        ("When does the light railway open?", "date"),
        ("市长是谁？", "person"),
        ("Who is the mayor?", "person"),
        ("修了几条路？", "figure"),
        ("How many roads were built?", "figure"),
        ("什么是河长制？", "definition"),
        ("What is meant by the river chief system?", "definition"),
        ("县里打算怎样治理河道？", "manner"),
        ("How will the county clean up its rivers?", "manner"),
        ("港口吞吐量排全国第几？", "rank"),
        ("Where does the port rank in the country?", "rank"),
        ("轻轨通车了吗？", "yes_no"),
        ("Did the light railway open?", "yes_no"),
        ("哪些报告提到了低空经济？", "mention"),
        ("Which reports mention drones?", "mention"),
        ("你好！", "not_a_question"),
        ("Thank you!", "not_a_question"),
    ],
)
def test_a_kind_is_told_in_both_languages(question: str, kind: Kind) -> None:
    assert kind_of(question) == kind


@given(st.text(max_size=80))
def test_every_text_has_a_kind(text: str) -> None:
    assert kind_of(text) in get_args(Kind)
    assert len(set(features(text))) == len(list(features(text)))


def test_the_greatest_sum_decides_and_of_equal_ones_the_first() -> None:
    weights = Weights(("date", "place"), (1, 0), {"where": (0, 2), "^": (0, 1)})
    assert weighed("Where?", weights) == "place"
    assert weighed("What?", weights) == "date"
