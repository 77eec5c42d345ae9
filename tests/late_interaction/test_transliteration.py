"""Claims about sounds: which letters Chinese characters stand for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelError
from rag.late_interaction.transliteration import (
    IMPOSSIBLE,
    NATIVE,
    NO_TRANSLITERATION,
    SEEN,
    SOUNDS_FILE,
    Transliteration,
    TransliterationModel,
    parts_of_letters,
    parts_of_syllable,
    plainly,
)

SMALL = TransliterationModel(
    syllables={"go": {"ge": 0.5}},
    initials={"g": {"g": 0.6}},
    finals={"u": {"e": 0.1}},
    readings={"ge": "格葛", "luo": "罗", "he": "和葛"},
    likeness={"1.0": "格罗", "-2.5": "和"},
)


@pytest.mark.parametrize(
    ("letters", "plain"),
    [("philippe", "filipe"), ("becker", "beker"), ("aaa", "a"), ("", ""), ("lele", "lele")],
)
def test_what_sounds_alike_is_spelt_alike(letters: str, plain: str) -> None:
    assert plainly(letters) == plain


def test_letters_and_syllables_have_a_beginning_and_a_rest() -> None:
    assert [parts_of_letters(one) for one in ("sch", "ya", "thru", "o")] == [
        ("sch", ""), ("y", "a"), ("thr", "u"), ("", "o"),
    ]  # fmt: skip
    assert [parts_of_syllable(one) for one in ("zhong", "er", "lu")] == [
        ("zh", "ong"), ("", "er"), ("l", "u"),
    ]  # fmt: skip


def test_what_was_seen_counts_and_what_was_not_is_put_together_from_its_parts() -> None:
    sounds = Transliteration(SMALL)
    ge, he, luo, none = range(4)
    gogu = sounds.foreign("gogu")
    assert gogu[ge, 0, 2] == pytest.approx(np.log(SEEN * 0.5), abs=1e-3)
    assert gogu[ge, 2, 2] == pytest.approx(np.log((1 - SEEN) * 0.6 * 0.1), abs=1e-3)
    assert gogu[luo, 2, 2] < gogu[he, 2, 2] < gogu[ge, 2, 2]
    assert (gogu[none] == IMPOSSIBLE).all()


@pytest.mark.parametrize(
    ("word", "is_pinyin"),
    [("geluo", True), ("gege", True), ("geluos", False), ("eluo", False), ("", False)],
)
def test_a_word_is_pinyin_where_syllables_spell_all_of_it(word: str, is_pinyin: bool) -> None:
    assert Transliteration(SMALL).is_pinyin(word) is is_pinyin


def test_of_nothing_learned_nothing_is_pinyin() -> None:
    assert not Transliteration(NO_TRANSLITERATION).is_pinyin("geluo")


def test_pinyin_is_read_as_it_is_written() -> None:
    native = Transliteration(SMALL).native("geluo")
    assert native[0, 0, 2] == pytest.approx(np.log(NATIVE))
    assert native[2, 2, 3] == pytest.approx(np.log(NATIVE))
    assert (native > IMPOSSIBLE + 1).sum() == 2


def test_a_character_may_be_read_in_two_ways() -> None:
    sounds = Transliteration(SMALL)
    assert sounds.readings[sounds.numbers["葛"]].tolist() == [0, 1]
    assert sounds.likeness[sounds.numbers["和"]] == -2.5


def test_a_model_without_sounds_knows_no_character(tmp_path: Path) -> None:
    assert Transliteration(TransliterationModel.read(tmp_path)).numbers == {}


@pytest.mark.parametrize("content", ["{", '{"syllables": {}}', "[]"])
def test_sounds_that_cannot_be_read_are_a_model_error(tmp_path: Path, content: str) -> None:
    (tmp_path / SOUNDS_FILE).write_text(content)
    with pytest.raises(ModelError, match=r"sounds\.json cannot be read"):
        TransliterationModel.read(tmp_path)
