"""Grounding: a sentence is supported by its translation, and mostly not by another sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rag.answering.grounding import ENOUGH, Grounding, invents_a_quotation, is_verbatim
from rag.assembly import bundled_embedder, bundled_query_encoder
from rag.types.answers import Quote
from rag.types.documents import Passage
from rag.types.text import Span
from tests.speeches import RESULTS, document

BITEXT = Path(__file__).parents[3] / "shared" / "data" / "eval" / "bitext"
# Pairs of each set; 1,000 pairs take a second and change the rates by less than a point.
PAIRS = 300


@cache
def grounding() -> Grounding:
    return Grounding(bundled_query_encoder().vocabulary, bundled_embedder().table)


def quote(text: str = RESULTS, **fields: object) -> Quote:
    speech = document(text, **fields)
    return Quote(Passage(speech, Span(0, len(text)), ()), Span(0, len(text)))


@pytest.mark.skipif(not BITEXT.is_dir(), reason="needs ../shared/data/eval/bitext")
@pytest.mark.parametrize(
    ("name", "true", "another"),
    [("un_v1_testset", 0.98, 0.06), ("tico19", 0.98, 0.11), ("ntrex_newstest2019", 0.95, 0.19)],
)
@pytest.mark.parametrize("said_in", [0, 1], ids=["zh", "en"])
def test_a_translation_is_supported_and_another_sentence_mostly_not(
    name: str, true: float, another: float, said_in: int
) -> None:
    lines = (BITEXT / f"{name}.tsv").read_text("utf-8").splitlines()[:PAIRS]
    pairs = [line.split("\t") for line in lines]
    said, given = [pair[said_in] for pair in pairs], [pair[1 - said_in] for pair in pairs]
    passed = [
        grounding().score(sentence, [source]) >= ENOUGH
        for sentence, source in zip(said, given, strict=True)
    ]
    shifted = [*given[1:], given[0]]
    misled = [
        grounding().score(sentence, [source]) >= ENOUGH
        for sentence, source in zip(said, shifted, strict=True)
    ]
    assert sum(passed) / PAIRS >= true
    assert sum(misled) / PAIRS <= another


def test_the_title_supports_what_the_sentence_leaves_unsaid() -> None:
    said = "明湖区政府工作报告说，PM2.5年均浓度下降。"
    alone = quote("年均浓度下降21.8%。", title="无题")
    named = quote("年均浓度下降21.8%。", title="2025年明湖区政府工作报告")
    titled = [[q.text, q.passage.document.title] for q in (alone, named)]
    assert grounding().score(said, titled[1]) > grounding().score(said, titled[0])
    assert grounding()(said, [named])


def test_a_text_without_words_claims_nothing() -> None:
    assert grounding().score("21.8%", [RESULTS]) == 1.0


def test_the_speakers_own_words_are_known_whatever_the_marks() -> None:
    assert is_verbatim("拆除违法建设 120 万平方米", [quote()])
    assert not is_verbatim("拆除违法建设210万平方米", [quote()])


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("“高质量发展”取得进展", False),
        ('a "high-quality development" plan', False),
        ("他说“我们完成了拆除违法建设120万平方米”", False),
        ("他说“我们完成了全部违法建设的拆除”", True),
        ("他说「我们完成了全部违法建设的拆除」", True),
        ('he said "we have torn down everything illegal"', True),
    ],
)
def test_a_sentence_in_quotation_marks_must_stand_in_the_speech(text: str, invented: bool) -> None:
    assert invents_a_quotation(text, [quote()]) == invented
