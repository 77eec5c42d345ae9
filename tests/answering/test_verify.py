"""Nothing passes the gate that its quotations do not prove."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.select import select
from rag.answering.verify import Gate
from rag.types import Alignment, Claim, Dropped, Run, Span, Statement
from tests.speeches import PLANS, RESULTS, hit


def verify(text: str, *pointers: str, passage: str = RESULTS) -> Statement | Dropped:
    return Gate(select([hit(passage)])).verify(Claim(text, pointers))


def test_a_quote_is_a_slice_of_the_speech_whatever_the_claim_says() -> None:
    statement = verify("Illegal buildings were torn down", "1.1")
    assert isinstance(statement, Statement)
    (citation,) = statement.citations
    assert citation.quote.text == "我们完成了拆除违法建设120万平方米。"
    assert citation.quote.span.slice(citation.quote.passage.document.text) == citation.quote.text


def test_a_claim_without_a_source_is_dropped() -> None:
    assert verify("Everything went well") == Dropped("Everything went well", "no_citation")


@pytest.mark.parametrize("pointer", ["1.3", "2.1", "0.1", "", "1", "1.1 ", "１.１"])
def test_a_source_that_was_never_shown_drops_the_claim(pointer: str) -> None:
    assert verify("x", "1.1", pointer) == Dropped("x", "unknown_source")


@given(st.lists(st.text(max_size=6), min_size=1, max_size=4))
def test_no_pointer_but_a_shown_one_makes_a_statement(pointers: list[str]) -> None:
    verdict = verify("x", *pointers)
    assert isinstance(verdict, Statement) == (set(pointers) <= {"1.1", "1.2"})


@pytest.mark.parametrize(
    "claim",
    ["They removed 1.2 million square metres", "拆除了１２０万平方米", "PM2.5 fell by 21.8%"],
)
def test_a_figure_may_be_written_another_way(claim: str) -> None:
    assert isinstance(verify(claim, "1.1", "1.2"), Statement)


@pytest.mark.parametrize(
    "claim",
    ["They removed 2.2 million square metres", "PM2.5 fell by 40%", "PM2.5下降了21.8个百分点"],
)
def test_a_figure_that_no_quote_gives_drops_the_claim(claim: str) -> None:
    assert verify(claim, "1.1", "1.2") == Dropped(claim, "figure_not_in_quote")


def test_a_stated_figure_names_the_citation_that_gives_it() -> None:
    statement = verify("PM2.5 fell by 21.8%", "1.1", "1.2")
    assert isinstance(statement, Statement)
    assert [(f.figure.value, f.in_citation) for f in statement.figures] == [(21.8, 2)]


def test_a_promise_is_labelled_as_one() -> None:
    statement = verify("x", "1.1", passage=PLANS)
    assert isinstance(statement, Statement)
    assert statement.stance == "target"


def test_a_sentence_cited_twice_keeps_its_number() -> None:
    gate = Gate(select([hit()]))
    first, second = gate.verify(Claim("a", ("1.2",))), gate.verify(Claim("b", ("1.2", "1.1")))
    assert isinstance(first, Statement)
    assert isinstance(second, Statement)
    assert [c.number for c in first.citations] == [1]
    assert [c.number for c in second.citations] == [1, 2]


def test_a_quote_split_by_a_page_mark_maps_to_two_published_ranges() -> None:
    split = Alignment((Run(0, 0, 5), Run(5, 8, len(RESULTS) - 5)))
    verdict = Gate(select([hit(alignment=split)])).verify(Claim("x", ("1.1",)))
    assert isinstance(verdict, Statement)
    end = RESULTS.index("。") + 1
    assert verdict.citations[0].published == (Span(0, 5), Span(8, end + 3))
