"""Claims about the whole engine: an answer is the sum of its events, and every citation holds."""

from __future__ import annotations

import pytest

from rag.engine import Answered, Sources, Stated
from rag.errors import AnswererUnavailable
from rag.types.questions import DEFAULT_LIMIT, Question
from tests.built import ask, sample_engine

QUESTIONS = [
    "拆违治乱取得了哪些成果？",
    "What did the district achieve in demolition of illegal construction?",
    "云溪市2026年的目标是什么？",
    "How many schools did Minghu build?",
    "月球上有多少居民？",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_answer_is_the_sum_of_its_events(text: str) -> None:
    events = list(sample_engine().ask_events(Question(text, language="zh"), limit=DEFAULT_LIMIT))
    assert isinstance(events[0], Sources)
    assert isinstance(events[-1], Answered)
    stated = tuple(event.statement for event in events if isinstance(event, Stated))
    assert stated == events[-1].answer.statements
    assert len(events) == len(stated) + 2


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_quotation_is_a_slice_and_its_published_ranges_give_its_words(text: str) -> None:
    with sample_engine().index() as index:
        for citation in ask(text).citations:
            document = citation.quote.passage.document
            span = citation.quote.span
            assert citation.quote.text == index.document(document.id).text[span.start : span.end]
            published = index.published_text(document.id)
            joined = "".join(span.slice(published) for span in citation.published)
            assert len(joined) == len(citation.quote.text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_citation_number_is_used_by_a_statement_and_defined_in_the_answer(text: str) -> None:
    answer = ask(text)
    used = {citation.number for statement in answer.statements for citation in statement.citations}
    assert used == {citation.number for citation in answer.citations}
    assert used == set(range(1, len(used) + 1))


def test_an_unsupported_answer_shows_the_nearest_passages_instead() -> None:
    answer = ask("月球上有多少居民？")
    assert answer.status == "unsupported"
    assert answer.nearest
    assert not answer.statements


def test_warnings_of_a_document_reach_the_answer() -> None:
    answer = ask("哪一年打了一场拆违攻坚战，在全市考核中排名第几？")
    cited = {citation.quote.passage.document.id for citation in answer.citations}
    assert {warning.document for warning in answer.warnings} <= cited
    assert "dates_disagree" in {warning.code for warning in answer.warnings}


def test_an_answerer_that_is_not_set_up_is_refused() -> None:
    with pytest.raises(AnswererUnavailable, match="SPEECHRAG_LLM"):
        sample_engine().ask(Question("学校"), answerer="llm", limit=DEFAULT_LIMIT)
