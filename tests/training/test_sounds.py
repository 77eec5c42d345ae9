"""The transliteration model that scripts/train learns from names."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

from rag.late_interaction.transliteration import Transliteration, TransliterationModel

pytest.importorskip("numba", reason="training needs numba")

NAMES = [
    ("罗马", "Luo2 ma3", "Roma"),
    ("马里", "Ma3 li3", "Mali"),
    ("里加", "Li3 jia1", "Riga"),
    ("罗里", "Luo2 li3", "Rori"),
    ("加马", "Jia1 ma3", "Gama"),
    ("马罗里", "Ma3 luo2 li3", "Marori"),
    ("石城", "Shi2 cheng2", "Stone"),
]
TEXT = "石城新建学校，石城里修了路。" * 20


@pytest.fixture(scope="module")
def learned() -> TransliterationModel:
    sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
    entry = importlib.import_module("training.data").Entry
    entries = [entry(name, name, pinyin, (word,)) for name, pinyin, word in NAMES * 3]
    entries += [entry("路", "路", "lu4", ("road",))]
    return TransliterationModel(
        **json.loads(importlib.import_module("training.sounds").transliteration(entries, [TEXT]))
    )


def test_letters_are_shared_out_among_the_characters_that_sound_so(
    learned: TransliterationModel,
) -> None:
    transliteration = Transliteration(learned)
    read = sorted(learned.readings)
    foreign = transliteration.foreign("roma")
    assert read[int(foreign[:-1, 0, 2].argmax())] == "luo"
    assert read[int(foreign[:-1, 2, 2].argmax())] == "ma"


def test_a_meaning_teaches_no_sound(learned: TransliterationModel) -> None:
    assert "shi" not in {syllable for seen in learned.syllables.values() for syllable in seen}


def test_characters_of_names_are_told_from_those_of_text(learned: TransliterationModel) -> None:
    transliteration = Transliteration(learned)
    likeness = {
        character: transliteration.likeness[number]
        for character, number in transliteration.numbers.items()
    }
    assert likeness["罗"] > 0 > likeness["路"]
