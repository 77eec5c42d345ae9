from dataclasses import replace

from rag.answering.gloss.dictionary import glossed_word_for_word
from rag.types.answers import Citation, Gloss, Quote, Statement
from rag.types.documents import Document, Passage
from rag.types.text import Span
from tests.serving.engines import SPEECH

TEXT = "过去一年，全区新增绿道12公里，新建公园3座，群众满意。我们高兴。"


def stated(answering: str | None) -> Statement:
    document: Document = replace(SPEECH, text=TEXT)
    quote = Quote(Passage(document, Span(0, len(TEXT)), ()), Span(0, TEXT.index("。") + 1))
    start = TEXT.index(answering) if answering else 0
    window = (Span(start, start + len(answering)),) if answering else ()
    return Statement(quote.text, (Citation(1, quote, (), None, 0.5, highlight=window),))


def test_a_short_quotation_is_told_in_whole() -> None:
    gloss = glossed_word_for_word(stated("公园3座"), "en").gloss
    assert gloss is not None
    assert (gloss.language, gloss.made_of) == ("en", "dictionary")
    for told in ("greenway 12 kilometers", "park 3", "satisf"):
        assert told in gloss.text


def test_where_nothing_is_marked_the_whole_quotation_is_told() -> None:
    gloss = glossed_word_for_word(stated(None), "en").gloss
    assert gloss is not None
    assert "satisf" in gloss.text


def test_a_quotation_in_the_readers_language_needs_no_gloss() -> None:
    assert glossed_word_for_word(stated("公园3座"), "zh").gloss is None


def test_rows_that_tell_all_figures_win() -> None:
    rows = Gloss("2017: greenways: 12 kilometers; parks: 3", "en", "rows")
    told = replace(stated("新建公园3座"), gloss=rows)
    assert glossed_word_for_word(told, "en").gloss == told.gloss


def test_rows_that_leave_a_figure_out_do_not() -> None:
    told = replace(stated("绿道12公里，新建公园3座"), gloss=Gloss("parks: 3", "en", "rows"))
    gloss = glossed_word_for_word(told, "en").gloss
    assert gloss is not None
    assert gloss.made_of == "dictionary"


def test_a_translation_that_was_asked_for_is_left_alone() -> None:
    told = replace(stated("公园3座"), gloss=Gloss("Some parks.", "en", "model"))
    assert glossed_word_for_word(told, "en").gloss == told.gloss


def test_where_the_official_translation_is_quoted_no_dictionary_speaks() -> None:
    one = stated("公园3座")
    official = replace(one.citations[0], number=2, counterpart_of=1)
    told = replace(one, citations=(*one.citations, official))
    assert glossed_word_for_word(told, "en").gloss is None
