"""Tests of character bigrams: each pair of neighbours once, nothing across a gap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.language.bigrams import bigram_lines, bigrams


def test_neighbours_are_paired_and_one_alone_is_given_by_itself() -> None:
    assert bigrams("新增学位2400个, gdp") == ["新增", "增学", "学位", "个"]


def test_characters_beyond_the_first_plane_are_paired_too() -> None:
    assert bigrams("𠮷野家") == ["𠮷野", "野家"]


def test_other_scripts_and_empty_texts_have_none() -> None:
    assert bigrams("PM2.5 fell") == bigrams("") == []


@given(st.lists(st.text(st.sampled_from("中国人ab1 ，\n𠮷"), max_size=12), min_size=1, max_size=5))
def test_of_many_texts_at_once_they_are_those_of_each(texts: list[str]) -> None:
    assert [line.split() for line in bigram_lines(texts)] == [bigrams(text) for text in texts]
