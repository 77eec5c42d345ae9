"""Tests that readings are those of pypinyin, whose dictionary is not loaded for them."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from rag.language.pinyin import one_word, syllables

PHRASES = sorted(PHRASES_DICT)
GAZETTEER = (files("rag.language") / "gazetteer.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("重庆市", "chong qing shi"),
        ("重要", "zhong yao"),
        ("艾尔肯·吐尼亚孜", "ai er ken · tu ni ya zi"),
        ("", ""),
    ],
)
def test_a_character_is_read_as_in_its_phrase(name: str, read: str) -> None:
    assert " ".join(syllables(name)) == read


def test_all_places_are_read_as_pypinyin_reads_them() -> None:
    for line in GAZETTEER:
        assert syllables(line) == lazy_pinyin(line)


@given(
    st.sampled_from(PHRASES),
    st.integers(0, 5),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=2),
    st.sampled_from(PHRASES),
    st.integers(0, 5),
)
def test_phrases_that_meet_are_read_as_pypinyin_reads_them(
    one: str, start: int, between: str, other: str, end: int
) -> None:
    text = one[start:] + between + other[:end]
    assert syllables(text) == lazy_pinyin(text)


@pytest.mark.parametrize(
    ("read", "word"),
    [("chang an", "Chang'an"), ("lv liang", "Lüliang"), ("cheng chuan", "Chengchuan")],
)
def test_syllables_of_a_name_are_one_word(read: str, word: str) -> None:
    assert one_word(read.split()) == word
