"""The transliteration model: the letters that Chinese characters stand for."""

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
    TRANSLITERATION_FILE,
    Transliteration,
    TransliterationModel,
    as_counted,
    parts_of_letters,
    parts_of_syllable,
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
def test_letters_that_sound_alike_are_counted_as_one_spelling(letters: str, plain: str) -> None:
    assert as_counted(letters) == plain


def test_letters_and_syllables_have_a_beginning_and_a_rest() -> None:
    assert [parts_of_letters(letters) for letters in ("sch", "ya", "thru", "o")] == [
        ("sch", ""), ("y", "a"), ("thr", "u"), ("", "o"),
    ]  # fmt: skip
    assert [parts_of_syllable(syllable) for syllable in ("zhong", "er", "lu")] == [
        ("zh", "ong"), ("", "er"), ("l", "u"),
    ]  # fmt: skip


def test_a_counted_syllable_counts_and_an_uncounted_one_is_put_together_from_its_parts() -> None:
    transliteration = Transliteration(SMALL)
    ge, he, luo, none = range(4)
    gogu = transliteration.foreign("gogu")
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


def test_a_model_without_syllables_takes_no_word_for_pinyin() -> None:
    assert not Transliteration(NO_TRANSLITERATION).is_pinyin("geluo")


def test_pinyin_is_read_as_it_is_written() -> None:
    native = Transliteration(SMALL).native("geluo")
    assert native[0, 0, 2] == pytest.approx(np.log(NATIVE))
    assert native[2, 2, 3] == pytest.approx(np.log(NATIVE))
    assert (native > IMPOSSIBLE + 1).sum() == 2


def test_a_character_may_be_read_in_two_ways() -> None:
    transliteration = Transliteration(SMALL)
    assert transliteration.readings[transliteration.numbers["葛"]].tolist() == [0, 1]
    assert transliteration.likeness[transliteration.numbers["和"]] == -2.5


def test_a_folder_without_the_file_gives_a_model_without_characters(tmp_path: Path) -> None:
    assert Transliteration(TransliterationModel.read(tmp_path)).numbers == {}


@pytest.mark.parametrize("content", ["{", '{"syllables": {}}', "[]"])
def test_a_file_that_cannot_be_read_is_a_model_error(tmp_path: Path, content: str) -> None:
    (tmp_path / TRANSLITERATION_FILE).write_text(content)
    with pytest.raises(ModelError, match=r"sounds\.json cannot be read"):
        TransliterationModel.read(tmp_path)
