"""Claims about passages: whole sentences, even sizes, nothing lost, linear time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.ingestion.passages.chunk import Sizes, chunk
from rag.language.sentences import sentences
from rag.language.vocabulary import Vocabulary
from rag.types.documents import Passage, Section
from rag.types.text import Span
from tests.ingestion.helpers import document

VOCABULARY = Vocabulary.bundled()
SMALL = Sizes(target=30, longest=50)
SENTENCE = "全区新建学校五所，整治背街小巷十二条，群众办事少跑了许多路。"


def passages(text: str, sizes: Sizes = SMALL) -> list[Passage]:
    section = Section(document(text), Span(0, len(text)), ("一、回顾",))
    return [piece.passage for piece in chunk(section, vocabulary=VOCABULARY, sizes=sizes)]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [SENTENCE, "好。", "\n", "各位代表：", "The city built 12 schools. ", "，", "x" * 300]
        ),
        max_size=30,
    )
)
def test_passages_hold_every_character_that_is_not_white_space(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = passages(text)
    assert "".join("".join(passage.text.split()) for passage in found) == "".join(text.split())
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_a_passage_does_not_end_with_what_leads_into_the_next_one() -> None:
    lead = "今年要办好以下几件实事："
    text = "\n".join([SENTENCE, SENTENCE, lead, SENTENCE, SENTENCE, SENTENCE])
    found = [passage.text for passage in passages(text, Sizes(target=40, longest=60))]
    assert len(found) > 1
    assert not any(each.endswith(lead) for each in found)
    assert any(lead in each for each in found)


def test_passages_are_whole_sentences() -> None:
    text = SENTENCE * 20
    edges = {span.start for span in sentences(text)} | {span.end for span in sentences(text)}
    assert len(passages(text)) > 5
    for passage in passages(text):
        assert {passage.span.start, passage.span.end} <= edges


def test_a_section_is_shared_out_evenly() -> None:
    counts = [VOCABULARY.count(passage.text) for passage in passages(SENTENCE * 20)]
    assert max(counts) <= SMALL.longest
    assert max(counts) - min(counts) <= VOCABULARY.count(SENTENCE)


def test_a_passage_ends_with_a_paragraph_where_one_ends_near() -> None:
    text = "\n".join([SENTENCE * 2] * 4)
    tokens = VOCABULARY.count(SENTENCE)
    found = passages(text, Sizes(target=2 * tokens + 5, longest=4 * tokens))
    assert [passage.text for passage in found] == [SENTENCE * 2] * 4


def test_sentences_are_said_again_only_when_asked() -> None:
    text = "".join(f"第{n}件事已经办完，群众满意。" for n in "一二三四五六七八九")
    overlapping = passages(text, Sizes(target=60, longest=80, overlap=1))
    for before, after in pairwise(overlapping):
        assert after.span.start < before.span.end
        assert before.text.endswith(sentences(after.text)[0].slice(after.text))


def test_a_sentence_longer_than_a_passage_is_cut_between_clauses() -> None:
    text = "，".join("新建学校五所并且全部投入使用" for _ in range(30)) + "。"
    for passage in passages(text)[:-1]:
        assert passage.text.endswith("，") or VOCABULARY.count(passage.text) <= SMALL.longest


def test_no_passage_is_longer_than_allowed_and_no_token_is_cut() -> None:
    text = "antidisestablishmentarianism" * 80
    found = passages(text)
    assert "".join(passage.text for passage in found) == text
    assert all(VOCABULARY.count(passage.text) <= SMALL.longest + 1 for passage in found)


def test_white_space_alone_gives_no_passage() -> None:
    assert passages(" \n ") == []


def test_a_text_without_an_end_costs_as_much_as_it_is_long() -> None:
    started = time.process_time()
    found = passages("一" * 1_000_000, Sizes())
    assert sum(len(passage.span) for passage in found) == 1_000_000
    assert time.process_time() - started < 30


@pytest.mark.parametrize(("target", "longest", "overlap"), [(0, 10, 0), (20, 10, 0), (10, 20, -1)])
def test_sizes_that_cannot_be_are_refused(target: int, longest: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        Sizes(target, longest, overlap)
