"""Sources: they hold each sentence once, and no more than fits."""

from __future__ import annotations

from rag.answering.sources import select
from rag.types.documents import Passage
from rag.types.questions import Hit
from rag.types.text import Span
from tests.speeches import RESULTS, document, hit


def test_sentences_are_spans_of_the_document() -> None:
    (source,) = select([hit()])
    text = source.hit.passage.document.text
    assert [span.slice(text) for span in source.sentences] == [
        "我们完成了拆除违法建设120万平方米。",
        "全区PM2.5年均浓度下降21.8%。",
    ]
    assert source.pointers() == ("1.1", "1.2")


def test_a_sentence_that_an_earlier_source_shows_is_left_out() -> None:
    speech = document()
    border = RESULTS.index("全区")
    whole = Hit(Passage(speech, Span(0, len(RESULTS)), ()), 0.9)
    second = Hit(Passage(speech, Span(border, len(RESULTS)), ()), 0.8)
    assert len(select([whole, second])) == 1


def test_equal_words_of_two_speeches_are_two_sources() -> None:
    assert len(select([hit(id="d1"), hit(id="d2")])) == 2


def test_sources_stop_where_the_room_ends() -> None:
    assert len(select([hit(id="d1"), hit(id="d2")], characters=len(RESULTS))) == 1
