"""Tests of which statements get a line, and from which rows."""

from __future__ import annotations

from rag.answering.gloss import glossed
from rag.types.answers import Citation, Gloss, Quote, Statement
from rag.types.documents import Document, Passage
from rag.types.figures import FigureRow
from rag.types.text import Span
from tests.answering.gloss.helpers import speech, stated

TEXT = "地区生产总值增长5.5%，一般公共预算收入增长2%。"
SPEECH = speech(TEXT)
ROWS = [
    stated(SPEECH, "5.5%", 5.5, "percent").row,
    stated(SPEECH, "2%", 2.0, "percent", indicator="rev", name="一般公共预算收入").row,
]


def quoted(document: Document = SPEECH, highlight: tuple[Span, ...] = ()) -> Statement:
    """The whole speech as a statement."""
    whole = Span(0, len(document.text))
    passage = Passage(document, whole, ())
    citation = Citation(1, Quote(passage, whole), (), None, 0.5, highlight=highlight)
    return Statement(document.text, (citation,))


def rows_of(id: str, within: Span) -> list[FigureRow]:
    assert id == SPEECH.id
    return [row for row in ROWS if within.contains(row.figure)]


def test_a_quotation_in_the_other_language_gets_a_line() -> None:
    gloss = glossed(quoted(), "en", rows_of).gloss
    assert gloss is not None
    assert (gloss.language, gloss.made_of) == ("en", "rows")
    assert gloss.text.endswith("up 5.5%; general public budget revenue up 2%")


def test_a_quotation_in_the_language_of_the_question_needs_none() -> None:
    assert glossed(quoted(), "zh", rows_of).gloss is None


def test_only_the_words_that_answer_are_told_where_they_are_known() -> None:
    start = TEXT.index("一般")
    gloss = glossed(quoted(highlight=(Span(start, len(TEXT)),)), "en", rows_of).gloss
    assert gloss is not None
    assert "5.5%" not in gloss.text


def test_there_is_no_line_where_the_words_that_answer_have_no_row() -> None:
    assert glossed(quoted(highlight=(Span(0, 4),)), "en", rows_of).gloss is None


def test_a_line_that_is_there_already_stays() -> None:
    statement = quoted()
    made = Gloss("translated", "en", "model")
    with_line = Statement(statement.text, statement.citations, gloss=made)
    assert glossed(with_line, "en", rows_of).gloss is made
