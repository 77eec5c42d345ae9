"""The transliteration model: the probability that Chinese characters, read aloud, spell a name.

Chinese writes a foreign name character by character. Each character stands for some of the letters
(胡 hu, 格 gue, 诺 not), as its reading in pinyin suggests. A Chinese name in Latin letters is its
pinyin. This is the half that reads Chinese of Li, Zhang and Su 2004, "A joint source-channel model
for machine transliteration"; scripts/train learns it from the names of CC-CEDICT.
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

TRANSLITERATION_FILE = "sounds.json"
# A character stands for 0 to so many letters.
MOST_LETTERS = 6
# The weight of the counts of a whole syllable; the rest is the weight of the counts of its initial
# and its final, each by itself.
SEEN = 0.8
# The probability of letters that were never counted.
UNSEEN = 1e-5
# The logarithm of the probability of the impossible.
IMPOSSIBLE = -10_000.0
# The probability that a character of a Chinese name stands for just its pinyin.
NATIVE = 0.9
# Spellings, each with a simpler spelling of the same sound; a double letter sounds like a single.
_SPELLINGS = (("ph", "f"), ("ck", "k"))
_VOWELS = frozenset("aeiouy")
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")

Floats = npt.NDArray[np.float32]
Probabilities = Mapping[str, Mapping[str, float]]


def parts_of_syllable(syllable: str) -> tuple[str, str]:
    """Initial and final of a syllable in pinyin: zh, ong."""
    initial = next((start for start in _INITIALS if syllable.startswith(start)), "")
    return initial, syllable.removeprefix(initial)


def parts_of_letters(letters: str) -> tuple[str, str]:
    """The letters before the first vowel, and the letters from it on. A leading y is no vowel."""
    for position, letter in enumerate(letters):
        if letter in _VOWELS and not (letter == "y" and position == 0):
            return letters[:position], letters[position:]
    return letters, ""


def as_counted(letters: str) -> str:
    """`letters` in the spelling that is counted: letters that sound alike are spelt alike."""
    for spelling, plain in _SPELLINGS:
        letters = letters.replace(spelling, plain)
    return "".join(
        letter
        for position, letter in enumerate(letters)
        if letter != letters[position - 1 : position]
    )


@dataclass(frozen=True, slots=True)
class TransliterationModel:
    """The counts of scripts/train. `syllables`, `initials` and `finals`: for letters, the
    probability of each syllable, initial or final. `readings`: the characters of each syllable.
    `likeness`: characters by the logarithm of how much likelier they are in a foreign name than
    elsewhere."""

    syllables: Probabilities
    initials: Probabilities
    finals: Probabilities
    readings: Mapping[str, str]
    likeness: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> TransliterationModel:
        """The model of a folder; a model without characters where the folder has none."""
        path = folder / TRANSLITERATION_FILE
        try:
            return cls(**json.loads(path.read_bytes())) if path.exists() else NO_TRANSLITERATION
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(f"{path} cannot be read: {error}") from error


NO_TRANSLITERATION = TransliterationModel({}, {}, {}, {}, {})


class Transliteration:
    """The model as arrays. A character's number is its position in `readings`, int32 [c, 2], two
    syllables each, and in `likeness`, float32 [c]; number 0 is no Chinese character."""

    def __init__(self, learned: TransliterationModel) -> None:
        self._learned = learned
        self._syllables = {
            syllable: number for number, syllable in enumerate(sorted(learned.readings))
        }
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
        likely = {
            character: float(value)
            for value, characters in learned.likeness.items()
            for character in characters
        }
        self.likeness = np.array(
            [0.0, *(likely.get(character, 0.0) for character in read)], dtype=np.float32
        )

    def foreign(self, word: str) -> Floats:
        """[syllables + 1, letters + 1, MOST_LETTERS + 1]: the logarithm of the probability that a
        syllable stands for 0, 1, 2, … letters of `word` from a position on; the last row is for no
        syllable."""
        return self._logarithms(word, self._stand_for)

    def is_pinyin(self, word: str) -> bool:
        """Whether syllables spell all of `word`, as they do in a Chinese name."""
        return self._pinyin.fullmatch(word) is not None

    def native(self, word: str) -> Floats:
        """The same for a Chinese name, whose letters can only be pinyin."""
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
        plain = as_counted(letters)
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
    """A number for each distinct part, and the numbers of all parts."""
    numbers = {part: number for number, part in enumerate(sorted(set(parts)))}
    return numbers, np.array([numbers[part] for part in parts], dtype=np.intp)


def _values(numbers: Mapping[str, int], known: Mapping[str, float], other: float = 0.0) -> Floats:
    """[len(numbers)]: the known value of each key, at its number; `other` for the other keys."""
    result = np.full(len(numbers), other, dtype=np.float32)
    for key, value in known.items():
        result[numbers[key]] = value
    return result
