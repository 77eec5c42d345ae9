"""The judge: whether passages meet gold words, by the rules of the policy questions."""

from __future__ import annotations

import pytest

from rag.evaluation.cases import Case, Gold
from rag.evaluation.judging import (
    answers,
    covers,
    facts_said,
    gold_ranks,
    says,
    shares_piece,
    supports,
    trapped,
)

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


@pytest.mark.parametrize(
    ("text", "quote", "shared"),
    [
        ("去年拆除违法建设三十万平方米。", QUOTE, True),
        ("拆除“违法建设”，三十 万平方米", QUOTE, True),  # marks and spaces aside
        ("去年拆除违法建设十万平方米", QUOTE, True),  # six of twelve in one piece
        ("拆除违建，建设三十万户", QUOTE, False),  # half of them, but in two pieces
        ("共增长5％", "增长5%", True),
        ("增长6%", "增长5%", False),  # less than four characters in one piece
        ("We built 41 canteens (in all)", "built 41 canteens in all", True),
        ("", QUOTE, False),
        ("拆除", "……", False),  # no words that could be shared
    ],
)
def test_a_quotation_shares_a_piece_of_half_the_words(text: str, quote: str, shared: bool) -> None:
    assert shares_piece(text, quote) is shared


def test_a_statement_answers_by_words_of_any_document_or_by_all_facts() -> None:
    judged = case(gold=(Gold("a", QUOTE),), facts=("三十万", "五所"))
    assert answers(judged, [f"去年{QUOTE}"])
    assert answers(judged, ["共三十万", "另有五所"])
    assert not answers(judged, ["共三十万"])
    assert not answers(judged, [])
    assert not answers(case(), ["什么都说"])


def test_a_statement_with_the_figure_of_the_trap_does_not_answer() -> None:
    judged = case(gold=(Gold("a", "固定资产投资增长5.3%"),), facts=("5.3%",), trap="8%")
    assert answers(judged, ["固定资产投资增长5.3%"])
    assert not answers(judged, ["固定资产投资增长8%左右"])


def test_a_correction_of_a_false_premise_answers_it() -> None:
    judged = case(answerable=False, refute=(Gold("a", QUOTE),))
    assert answers(judged, [QUOTE])


def test_without_facts_a_sentence_bears_on_the_answer_by_a_shared_piece() -> None:
    judged = case(gold=(Gold("a", "健全“婚生养教”一体化支持政策体系"),))
    assert supports(judged, ("我们健全婚生养教一体化支持政策体系", "b"))
    assert not supports(judged, ("健全政策体系", "a"))
