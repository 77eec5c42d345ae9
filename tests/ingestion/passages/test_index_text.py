"""Claims about what indexes keep of a passage: put together from parts, it is as of the whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.ingestion.passages.chunk import Sizes
from rag.ingestion.passages.index_text import IndexText, digest_of, index_text, index_texts
from rag.language.vocabulary import Vocabulary
from rag.types.documents import Passage, Section
from rag.types.text import Span
from tests.ingestion.helpers import document

VOCABULARY = Vocabulary.bundled()
SMALL = Sizes(target=30, longest=50)
SENTENCE = "全区新建学校五所，整治背街小巷十二条，群众办事少跑了许多路。"


def passages(text: str, sizes: Sizes = SMALL) -> tuple[IndexText, ...]:
    speech = document(text, title="政府工作報告（2026年）")
    section = Section(speech, Span(0, len(text)), ("一、回顾 2025", "（一）City"))
    return index_texts(speech, [section], vocabulary=VOCABULARY, sizes=sizes)


def assert_whole(found: tuple[IndexText, ...]) -> None:
    for entry in found:
        text = index_text(entry.passage)
        assert entry.token_ids.tolist() == VOCABULARY.encode(text)
        assert entry.normalised == VOCABULARY.normalise(text)
        assert entry.digest == digest_of(text)


def test_title_and_headings_stand_before_the_passage() -> None:
    passage = Passage(document("正文。", title="报告"), Span(0, 3), ("一、回顾", "（一）城市"))
    assert index_text(passage) == "报告\n一、回顾\n（一）城市\n正文。"


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [SENTENCE, "好。”", "\n", "各位代表：", "The city built 12 schools. ", "，", "……",
                 "x" * 300, "改革" * 700, "12", "\u3000", "\u200b", "\x1c", "！", "？）", "é", "一"]
            ),
            st.text(max_size=12),
        ),
        max_size=30,
    ),
    st.integers(0, 2),
)  # fmt: skip
def test_ids_put_together_are_those_of_the_whole_text(pieces: list[str], overlap: int) -> None:
    assert_whole(passages("".join(pieces), Sizes(target=30, longest=50, overlap=overlap)))


@pytest.mark.parametrize(
    "text", ["改革开放" * 400, "antidisestablishmentarianism" * 80, "7" * 3000]
)
def test_text_cut_inside_a_run_is_tokenised_as_a_passage(text: str) -> None:
    found = passages(text, Sizes(target=150, longest=150))
    assert len(found) > 1
    assert_whole(found)


def test_white_space_alone_gives_nothing() -> None:
    assert passages(" \n ") == ()
