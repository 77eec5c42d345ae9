"""The lexicon that scripts/train writes: which meanings it lists."""

from __future__ import annotations

import pytest

from rag.language.vocabulary import Vocabulary
from scripts.training.data import Entry
from scripts.training.lexicon import USES, lexicon


def entry(word: str, *glosses: str) -> Entry:
    return Entry(word, word, "a1", glosses)


ENTRIES = [
    entry("养蜂人", "beekeeper"),
    entry("可支配收入", "disposable income"),
    entry("收入可支配", "disposable income"),
    entry("卫星", "satellite"),
    *(entry(word, "to make") for word in ("制作", "制造", "做成", "造成", "致使")),
    entry("内置", "built-in"),
    entry("河", "river"),
]
TEXT = "可支配收入增长，" * USES + "卫星上天，卫星" + "制作制造做成造成致使，内置" * USES


@pytest.fixture(scope="module")
def lines() -> dict[str, list[str]]:
    written = lexicon(ENTRIES, Vocabulary.bundled(), [TEXT]).decode().splitlines()
    return {meaning: words.split(" ") for meaning, words in (line.split("\t") for line in written)}


def test_a_word_that_is_cut_into_pieces_is_listed_whether_or_not_texts_use_it(
    lines: dict[str, list[str]],
) -> None:
    assert lines["beekeeper"] == ["养蜂人"]


def test_a_meaning_of_whole_pieces_is_listed_only_if_texts_use_it(
    lines: dict[str, list[str]],
) -> None:
    assert lines["disposable income"] == ["可支配收入"]
    assert "satellite" not in lines


@pytest.mark.parametrize("meaning", ["make", "built in", "river"])
def test_a_meaning_with_many_words_or_a_single_character_is_not_listed(
    lines: dict[str, list[str]], meaning: str
) -> None:
    assert meaning not in lines
