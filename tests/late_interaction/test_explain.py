"""The explanation of a hit: words of both texts, as they are written."""

from __future__ import annotations

import numpy as np
import pytest

from rag.assembly import bundled_query_encoder
from rag.late_interaction.explain import matches
from rag.types.questions import Match

PASSAGE = "全区ＰＭ2.5年均浓度下降21.8%，拆除违法建设120万平方米。"


def found_in(question: str, passage: str, title: str = "") -> tuple[Match, ...]:
    encoder = bundled_query_encoder()
    ids = np.array(encoder.vocabulary.encode(f"{title}\n{passage}"), dtype=np.uint16)
    return matches(encoder, question, passage, ids)


@pytest.mark.parametrize(
    ("question", "query", "source"),
    [
        ("违法建设拆了多少？", "违法建设", "违法建设"),
        ("What illegal construction was removed?", "illegal construction", "违法建设"),
        ("Why did it fall by 21.8%?", "fall", "下降"),
    ],
)
def test_a_word_is_shown_with_the_word_it_met(question: str, query: str, source: str) -> None:
    found = found_in(question, PASSAGE)
    assert (query, source) in [(match.query, match.source) for match in found]


@pytest.mark.parametrize(
    "question", ["下降了多少？", "How much did it fall?", "What, where, when?"]
)
def test_every_word_shown_stands_in_its_text_and_is_no_mark(question: str) -> None:
    for match in found_in(question, PASSAGE):
        assert match.query in question
        assert match.source in PASSAGE
        assert any(character.isalnum() for character in match.query)
        assert any(character.isalnum() for character in match.source)


def test_a_figure_meets_no_other_figure() -> None:
    found = found_in("降了40%还是21.8%？", PASSAGE)
    assert not [match for match in found if match.query == "40"]


def test_nothing_met_nothing() -> None:
    assert found_in("", PASSAGE) == ()
    assert found_in("违法建设", "") == ()


@pytest.mark.parametrize(
    "passage", [PASSAGE, "㎡ ㍿ 拆除违法建设 ½", "拆 𠮷野 ～Café 违法建设", "违法建设\ufffd"]
)
def test_the_headings_indexed_in_front_of_a_passage_move_no_word_of_it(passage: str) -> None:
    question = "What illegal construction was removed?"
    assert found_in(question, passage, "违法建设 · ½ 𠮷") == found_in(question, passage)
