"""What a claim tells is judged by the clause that it speaks of: neither a second citation nor a
second clause lends it a result, a promise, an "all" or a "not"."""

from __future__ import annotations

import pytest

from rag.answering.gate import Gate
from rag.answering.sources import select
from rag.assembly import bundled_support
from rag.types.answers import Claim, Dropped, Judgement, Statement
from rag.types.text import Span
from tests.speeches import hit

MIXED = "2025年新建学校5所。2026年将新建医院3所。"
JOBS = "We created 500,000 jobs last year. We will repeal the income tax on tips."
SCHOOLS = "All schools were repaired. Some hospitals were closed."
CLOSED = "No hospitals were closed. Some schools were closed."


def verdict(claim: str, passage: str, heading: tuple[str, ...] = ()) -> str | None:
    """What the gate says of a claim that cites each sentence of the passage."""
    (source,) = select([hit(passage, heading)])
    pointers = tuple(f"1.{at}" for at in range(1, len(source.sentences) + 1))
    found = Gate([source], bundled_support()).verify(Claim(claim, pointers))
    return found.reason if isinstance(found, Dropped) else None


@pytest.mark.parametrize(
    ("claim", "quoted"),
    [
        ("已新建医院3所。", MIXED),
        ("Three hospitals were built.", MIXED),
        ("We repealed the income tax on tips.", JOBS),
        ("GDP增长了6%。", "失业率为5.1%。预计明年GDP增长6%左右。"),
        ("去年完成投资60亿元。", "去年完成投资50亿元。今年力争完成投资60亿元。"),
        ("已新建医院3所。", "去年新建学校5所，今年将新建医院3所。"),
        ("2026年将新建医院3所。", "2025年新建学校5所。2026年新建了医院3所。"),
        (
            "The ferries and the quays have become free.",
            "Soon, I will ask the council to make the ferries, and the quays free.",
        ),
    ],
)
def test_a_promise_and_a_result_stay_apart_whatever_is_cited_beside_them(
    claim: str, quoted: str
) -> None:
    assert verdict(claim, quoted) == "promise_told_as_result"


@pytest.mark.parametrize(
    ("claim", "quoted"),
    [
        ("GDP增长6%。", "今年的目标是GDP增长6%。"),
        ("新建医院3所。", "今年将新建医院3所。"),
        ("轻轨3号线建成通车。", "确保轻轨3号线建成通车。"),
        ("完成投资60亿元。", "今年力争完成投资60亿元。"),
        ("新建医院3所。", "今年将新建学校5所，新建医院3所。"),
    ],
)
def test_the_word_that_announces_may_not_be_cut_off(claim: str, quoted: str) -> None:
    assert verdict(claim, quoted) == "promise_told_as_result"


def test_words_chosen_from_a_speech_may_begin_behind_that_word() -> None:
    (source,) = select([hit("今年将新建医院3所。")])
    chosen = Claim("新建医院3所。", ("1.1",), Judgement(0.9, Span(3, 10)))
    assert isinstance(Gate([source], bundled_support()).verify(chosen), Statement)


@pytest.mark.parametrize(
    ("claim", "quoted", "reason"),
    [
        ("All hospitals were repaired.", SCHOOLS, "totality_not_in_quote"),
        (
            "所有医院都完成了改造。",
            "所有学校都完成了改造。部分医院关闭。",
            "totality_not_in_quote",
        ),
        (
            "所有医院都完成了改造。",
            "所有学校都完成了改造，部分医院关闭了。",
            "totality_not_in_quote",
        ),
        ("No schools were closed.", CLOSED, "totality_not_in_quote"),
        ("没有学校关闭。", "没有医院关闭。部分学校关闭。", "negation_not_in_quote"),
    ],
)
def test_all_and_not_are_of_the_thing_that_they_were_said_of(
    claim: str, quoted: str, reason: str
) -> None:
    assert verdict(claim, quoted) == reason


@pytest.mark.parametrize(
    ("claim", "quoted"),
    [
        ("去年新建学校5所。", "去年新建学校5所，今年将新建医院3所。"),
        ("今年将新建医院3所。", "去年新建学校5所，今年将新建医院3所。"),
        ("今年的目标是GDP增长6%。", "失业率为5.1%。今年的目标是GDP增长6%。"),
        ("The city plans to build three hospitals.", MIXED),
        ("完成投资50亿元。", "完成投资50亿元，今年力争完成60亿元。"),
        ("计划新建医院3所。", "今年将新建学校5所，新建医院3所。"),
        ("We created 500,000 jobs last year.", JOBS),
        ("We will repeal the income tax on tips.", JOBS),
        ("All schools were repaired.", SCHOOLS),
        ("所有学校都改造完成。", "所有学校都完成了改造。部分医院关闭。"),
        ("No hospitals were closed.", CLOSED),
        (
            "The deficit does not come from tax cuts.",
            "Nor is the deficit, as some say, rooted in tax cuts.",
        ),
    ],
)
def test_what_the_clause_says_passes(claim: str, quoted: str) -> None:
    assert verdict(claim, quoted) is None


def test_a_time_that_figures_are_compared_with_is_not_theirs() -> None:
    compared = "新建道路40公里，较“十三五”时期增长5%。"
    assert verdict("“十三五”时期，新建道路40公里。", compared) == "time_not_in_quote"
    assert verdict("新建道路40公里，比“十三五”时期增长5%。", compared) is None


def test_what_is_denied_may_not_be_what_is_said() -> None:
    kept = "守住了不发生规模性返贫的底线。"
    assert verdict("未能守住不发生规模性返贫的底线。", kept) == "negation_not_in_quote"
    assert verdict("1项指标未能完成。", "5项指标完成，1项指标未能完成。") is None
