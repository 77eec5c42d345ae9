"""The judge: whether passages meet gold words, by the rules of the policy questions."""

from __future__ import annotations

import pytest

from rag.evaluation.cases import Case, Gold
from rag.evaluation.judging import covers, facts_said, gold_ranks, says, supports, trapped

QUOTE = "拆除违法建设三十万平方米"


def case(**fields: object) -> Case:
    defaults: dict[str, object] = {"id": "c", "question": "？", "language": "zh"}
    return Case(**{**defaults, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("passage", "met"),
    [
        (f"去年{QUOTE}，成效明显。", True),
        ("去年拆除违法 建设三十\n万平方米。", True),
        ("去年拆除违法建设三", True),  # cut in the middle: more than half stands at the end
        ("设三十万平方米。今年再拆。", True),
        ("去年拆除违法。", False),
        ("拆除违法建设八十万平方米", False),  # another figure
        ("今年计划拆除，违法建设，三十万平方米以上的厂房。", False),
        ("", False),
    ],
)
def test_a_passage_covers_words_that_it_holds_or_cuts_through(passage: str, met: bool) -> None:
    assert covers(passage, QUOTE) is met


@pytest.mark.parametrize(
    ("text", "fact", "said"),
    [
        ("增长15%", "5%", False),
        ("增长5%", "5%", True),
        ("增长５％左右", "5%左右", True),
        ("增长5%", "5%左右", True),  # "about" may be left out
        ("增长5.5%", "5", False),
        ("共1,200人", "1200人", True),
        ("共1200人", "1,200人", True),
        ("共 1200 人", "1200人", True),
        ("第12名", "第1", False),
        ("2.5万", "5万", False),
        ("Resilient cities", "resilien", True),
    ],
)
def test_a_figure_is_said_only_as_a_whole(text: str, fact: str, said: bool) -> None:
    assert says(text, fact) is said


def test_an_accepted_form_will_do() -> None:
    judged = case(facts=("5年",), accept={"5年": ("five years",)})
    assert facts_said(judged, "after five years") == [True]
    assert facts_said(judged, "after six years") == [False]


def test_the_trap_counts_only_without_the_right_figure() -> None:
    judged = case(facts=("4%",), trap="3.1%")
    assert trapped(judged, "增长3.1%") is True
    assert trapped(judged, "去年增长3.1%，今年增长4%") is False
    assert trapped(judged, "没有数字") is False
    assert trapped(case(facts=("4%",)), "增长3.1%") is None


def test_gold_is_met_only_in_its_document() -> None:
    judged = case(gold=(Gold("a", QUOTE), Gold("b", "新建学校五所")))
    passages = [(QUOTE, "b"), (QUOTE, "a"), ("新建学校五所", "a")]
    assert gold_ranks(judged, passages) == [2, None]


def test_an_alternative_stands_in_for_any_gold() -> None:
    judged = case(gold=(Gold("a", QUOTE),), alternatives=(Gold("c", "累计拆违三十万"),))
    assert gold_ranks(judged, [("", "a"), ("累计拆违三十万", "c")]) == [2]


def test_a_sentence_bears_on_the_answer_by_words_or_by_fact_and_words() -> None:
    judged = case(gold=(Gold("a", "全年拆除违法建设30万平方米"),), facts=("30万平方米",))
    assert supports(judged, ("全年拆除违法建设30万平方米。", "a"))
    assert supports(judged, ("我们拆除违法建设30万平方米，群众满意。", "b"))
    assert not supports(judged, ("新建绿地30万平方米。", "b"))
    assert not supports(judged, ("我们拆除违法建设。", "b"))
