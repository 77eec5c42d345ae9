"""Claims about links: their words are found where they say, or where a newer edition has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.sentences import clauses, sentences
from rag.serving.pages.quoted_words import QuotedWords
from rag.types.text import Span
from rag.types.words_digest import words_digest

TEXT = (
    "去年工作。全区拆除违法建设30万平方米，空气质量明显改善；新增绿地5公顷。\n"
    "We built 12 schools. In 2026, we will build 4 more; the parks come first.\n"
    "全区拆除违法建设30万平方米，成绩来之不易。"
)


def link_to(span: Span, text: str = TEXT) -> QuotedWords:
    return QuotedWords.of(f"{span.start}-{span.end}", words_digest(span.slice(text)))


@st.composite
def quotation(draw: st.DrawFn) -> Span:
    """A run of clauses, which is what is quoted."""
    parts = [part for sentence in sentences(TEXT) for part in clauses(TEXT, sentence)]
    first = draw(st.integers(0, len(parts) - 1))
    last = draw(st.integers(first, len(parts) - 1))
    words = TEXT[parts[first].start : parts[last].end].rstrip()
    return Span(parts[first].start, parts[first].start + len(words))


@given(quotation())
def test_words_stand_where_the_link_says(span: Span) -> None:
    assert link_to(span).stand_at(TEXT) == span


@given(quotation(), st.sampled_from(["", "新的开头。\n", "A new beginning.\n"]))
def test_words_are_found_in_an_edition_that_moved_them(span: Span, before: str) -> None:
    newer = before + TEXT.replace("\n", "\n\n")
    found = link_to(span).moved_to(newer)
    assert found is not None
    assert "".join(found.slice(newer).split()) == "".join(span.slice(TEXT).split())


def test_of_words_that_stand_twice_the_nearer_ones_are_meant() -> None:
    words = "全区拆除违法建设30万平方米，"
    second = TEXT.rindex(words)
    link = link_to(Span(second, second + len(words)))
    found = link.moved_to("新的开头。" + TEXT)
    assert found is not None
    assert found.start == second + len("新的开头。")


@pytest.mark.parametrize("changed", ["31万平方米", "30万平方米，空气质量改善"])
def test_words_of_which_one_was_changed_stand_nowhere(changed: str) -> None:
    start = TEXT.index("全区")
    link = link_to(Span(start, TEXT.index("；") + 1))
    newer = TEXT.replace("30万平方米，空气质量明显改善", changed).replace("30万平方米", changed[:6])
    assert link.moved_to(newer) is None


@pytest.mark.parametrize(
    ("c", "h"),
    [
        ("x", None), ("5", None), ("9-5", None), ("5-5", None), ("-1-5", None), ("1-99999", None),
        ("9" * 99 + "-1", None), ("１-２", None), (None, "00000000"), ("1-5", "zzzzzzzz"[:7]),
    ],
)  # fmt: skip
def test_a_link_that_cannot_be_read_marks_nothing_or_what_its_span_says(
    c: str | None, h: str | None
) -> None:
    link = QuotedWords.of(c, h)
    assert link.asked
    assert link.stand_at(TEXT) == (Span(1, 5) if c == "1-5" else None)


def test_a_link_without_a_digest_is_believed_only_in_its_own_edition() -> None:
    link = QuotedWords.of("3-9", None)
    assert link.stand_at(TEXT) == Span(3, 9)
    assert link.moved_to(TEXT) is None
    assert not QuotedWords.of(None, None).asked
