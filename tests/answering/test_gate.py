"""The gate: nothing passes that its quotations do not prove."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.gate import Gate
from rag.answering.sources import select
from rag.types.answers import Claim, Dropped, Statement
from rag.types.documents import DocumentWarning, values_of
from rag.types.text import Alignment, PartialDate, Run, Span
from tests.speeches import PLANS, RESULTS, hit

DISAGREE = DocumentWarning("dates_disagree", values_of(title=(2018, 2022)))


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
    assert [(stated.figure.value, stated.in_citation) for stated in statement.figures] == [
        (21.8, 2)
    ]


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


SUMS = "全年新建学校31所。改扩建学校12所。高新企业占比由21.8%提高到24.3%。"


@pytest.mark.parametrize(
    ("claim", "operation", "operands"),
    [
        ("新建31所、改扩建12所，合计43所", "sum", ["31所", "12所"]),
        ("占比由21.8%到24.3%，提高2.5个百分点", "difference", ["21.8%", "24.3%"]),
        ("from 21.8% to 24.3%, up 2.5 percentage points", "difference", ["21.8%", "24.3%"]),
    ],
)
def test_a_figure_worked_out_from_two_that_are_stated_shows_them(
    claim: str, operation: str, operands: list[str]
) -> None:
    statement = verify(claim, "1.1", "1.2", "1.3", passage=SUMS)
    assert isinstance(statement, Statement)
    (derivation,) = [stated.derivation for stated in statement.figures if stated.derivation]
    assert derivation.operation == operation
    assert [operand.figure.text for operand in derivation.operands] == operands


@pytest.mark.parametrize(
    "claim", ["合计43所", "新建31所、改扩建12所，合计45所", "占比由21.8%到24.3%，提高2.5%"]
)
def test_a_figure_that_is_not_worked_out_before_the_reader_is_dropped(claim: str) -> None:
    verdict = verify(claim, "1.1", "1.2", "1.3", passage=SUMS)
    assert verdict == Dropped(claim, "figure_not_in_quote")


def test_relative_years_are_counted_from_the_date_of_the_speech() -> None:
    text = "去年，我们拆除违法建设120万平方米。"
    dated = hit(text, date=PartialDate(2025, 1, 15))
    verdict = Gate(select([dated])).verify(Claim(text, ("1.1",)))
    assert isinstance(verdict, Statement)
    (years,) = verdict.citations[0].years
    assert (years.text, years.since.year, years.until.year) == ("去年", 2024, 2024)
    assert str(years.basis) == "2025-01-15"


@pytest.mark.parametrize(
    ("date", "warnings"), [(None, ()), (PartialDate(2025), (DISAGREE,))], ids=["none", "several"]
)
def test_years_are_left_open_where_the_date_is_not_certain(
    date: PartialDate | None, warnings: tuple[DocumentWarning, ...]
) -> None:
    text = "去年，我们拆除违法建设120万平方米。"
    dated = hit(text, date=date, warnings=warnings)
    verdict = Gate(select([dated])).verify(Claim(text, ("1.1",)))
    assert isinstance(verdict, Statement)
    assert verdict.citations[0].years == ()


@pytest.mark.parametrize(
    "text", ["PM2.5年均浓度比上年下降2.3%。", "Output rose by 3% over the previous year."]
)
def test_the_year_before_the_one_reviewed_is_not_counted_from_the_speech(text: str) -> None:
    dated = hit(text, date=PartialDate(2026, 1, 15))
    verdict = Gate(select([dated])).verify(Claim(text, ("1.1",)))
    assert isinstance(verdict, Statement)
    assert verdict.citations[0].years == ()
