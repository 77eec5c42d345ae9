"""In: letters, and Chinese characters. Out: how probable it is that these, read aloud, stand for
those.

A foreign name is written in Chinese character by character, each of which stands for some of its
letters (胡 hu, 格 gue, 诺 not), as its reading in pinyin suggests; a Chinese name in Latin letters
is its pinyin. Li, Zhang and Su 2004, "A joint source-channel model for machine transliteration",
of which this is the half that reads Chinese; scripts/train learns it from the names of CC-CEDICT.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.errors import ModelError

SOUNDS_FILE = "sounds.json"
# Letters that one character stands for: none to so many.
MOST_LETTERS = 6
# How far the letters that a syllable was seen with count; the rest is what its initial and its
# final were seen with, each by itself.
SEEN = 0.8
# Of what was never seen.
UNSEEN = 1e-5
# The logarithm of what cannot be.
IMPOSSIBLE = -10_000.0
# That a character stands for just its pinyin, where the name is Chinese.
NATIVE = 0.9
# Two equal letters sound like one, and these like those.
_SPELLINGS = (("ph", "f"), ("ck", "k"))
_VOWELS = frozenset("aeiouy")
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")

Floats = npt.NDArray[np.float32]
Probabilities = Mapping[str, Mapping[str, float]]


def parts_of_syllable(syllable: str) -> tuple[str, str]:
    """Initial and final of a syllable in pinyin: zh, ong."""
    initial = next((one for one in _INITIALS if syllable.startswith(one)), "")
    return initial, syllable.removeprefix(initial)


def parts_of_letters(letters: str) -> tuple[str, str]:
    """What stands before the first vowel, and what from there on. A leading y is no vowel."""
    for place, letter in enumerate(letters):
        if letter in _VOWELS and not (letter == "y" and place == 0):
            return letters[:place], letters[place:]
    return letters, ""


def plainly(letters: str) -> str:
    """`letters` as what sounds alike is spelt for counting."""
    for spelling, plain in _SPELLINGS:
        letters = letters.replace(spelling, plain)
    return "".join(
        letter for place, letter in enumerate(letters) if letter != letters[place - 1 : place]
    )


@dataclass(frozen=True, slots=True)
class TransliterationModel:
    """What scripts/train counted: how probable letters are, each with the syllables, the initials,
    the finals that stand for them; which characters each syllable reads; and which are by so much,
    as a logarithm, likelier in a foreign name than elsewhere."""

    syllables: Probabilities
    initials: Probabilities
    finals: Probabilities
    readings: Mapping[str, str]
    likeness: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> TransliterationModel:
        """From a model's folder; of one that has none, what knows no character."""
        path = folder / SOUNDS_FILE
        try:
            return cls(**json.loads(path.read_bytes())) if path.exists() else NO_TRANSLITERATION
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(f"{path} cannot be read: {error}") from error


NO_TRANSLITERATION = TransliterationModel({}, {}, {}, {}, {})


class Transliteration:
    """Readings of characters as numbers. A character's number is its place in `readings`, int32
    [c, 2], two syllables each, and in `likeness`, float32 [c]; 0 is no Chinese character."""

    def __init__(self, learned: TransliterationModel) -> None:
        self._learned = learned
        self._syllables = {one: number for number, one in enumerate(sorted(learned.readings))}
        self._pinyin = re.compile(f"(?:{'|'.join(self._syllables)})+")
        parts = [parts_of_syllable(syllable) for syllable in self._syllables]
        self._initials, self._by_initial = _numbered([initial for initial, _ in parts])
        self._finals, self._by_final = _numbered([final for _, final in parts])
        read: dict[str, list[int]] = {}
        for syllable, number in self._syllables.items():
            for character in learned.readings[syllable]:
                read.setdefault(character, []).append(number)
        self.numbers = {character: number for number, character in enumerate(read, 1)}
        none = len(self._syllables)
        self.readings = np.array(
            [[none, none], *((known * 2)[:2] for known in read.values())], dtype=np.int32
        )
        likely = {one: float(value) for value, those in learned.likeness.items() for one in those}
        self.likeness = np.array([0.0, *(likely.get(one, 0.0) for one in read)], dtype=np.float32)

    def foreign(self, word: str) -> Floats:
        """[syllables + 1, letters + 1, MOST_LETTERS + 1]: the logarithm of the probability that a
        syllable stands for so many letters of `word` from there on; the last syllable is none."""
        return self._logarithms(word, self._stand_for)

    def is_pinyin(self, word: str) -> bool:
        """Whether syllables spell all of `word`; no other name is native."""
        return self._pinyin.fullmatch(word) is not None

    def native(self, word: str) -> Floats:
        """The same where letters can only be pinyin."""
        return self._logarithms(word, self._read)

    def _logarithms(self, word: str, probabilities: Callable[[str], Floats]) -> Floats:
        shape = (len(self._syllables) + 1, len(word) + 1, MOST_LETTERS + 1)
        known = np.zeros(shape, dtype=np.float32)
        for start in range(len(word) + 1):
            for count in range(min(MOST_LETTERS, len(word) - start) + 1):
                known[:-1, start, count] = probabilities(word[start : start + count])
        result = np.full(shape, IMPOSSIBLE, dtype=np.float32)
        np.log(known, out=result, where=known > 0)
        return result

    def _stand_for(self, letters: str) -> Floats:
        plain = plainly(letters)
        result = SEEN * _values(self._syllables, self._learned.syllables.get(plain, {}))
        if plain:
            onset, rest = parts_of_letters(plain)
            initials = _values(self._initials, self._learned.initials.get(onset, {}), UNSEEN)
            finals = _values(self._finals, self._learned.finals.get(rest, {}), UNSEEN)
            result += (1 - SEEN) * initials[self._by_initial] * finals[self._by_final]
        return result

    def _read(self, letters: str) -> Floats:
        return _values(self._syllables, {letters: NATIVE} if letters in self._syllables else {})


def _numbered(parts: Sequence[str]) -> tuple[dict[str, int], npt.NDArray[np.intp]]:
    """Each distinct part with a number, and the numbers of all of them."""
    numbers = {part: number for number, part in enumerate(sorted(set(parts)))}
    return numbers, np.array([numbers[part] for part in parts], dtype=np.intp)


def _values(numbers: Mapping[str, int], known: Mapping[str, float], other: float = 0.0) -> Floats:
    """[len(numbers)]: what is known of each key, at its number; `other` of the others."""
    result = np.full(len(numbers), other, dtype=np.float32)
    for key, value in known.items():
        result[numbers[key]] = value
    return result
