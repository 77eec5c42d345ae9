"""The training of the transliteration model, from the names of CC-CEDICT.

Expectation maximisation (Dempster, Laird and Rubin 1977) over the ways to share out the letters of
a foreign name among its Chinese characters. It begins with the similarity of letters to the pinyin
of a character, and leaves out words that do not sound alike: most words of a gloss are no name.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rag.late_interaction.transliteration import (
    MOST_LETTERS,
    SEEN,
    UNSEEN,
    Probabilities,
    as_counted,
    parts_of_letters,
    parts_of_syllable,
)

from .data import Entry

Counts = dict[str, Counter[str]]

ROUNDS = 6
# In the first CHOOSING rounds all words of a gloss are tried; later the best of the last round
# stays.
CHOOSING = 4
# The least logarithm per letter with which a name and a word belong together, at first and later.
AT_FIRST, LATER = -2.3, -2.0
# The greatest probability that a character is silent.
MOST_SILENT = 0.4
# Rarer letters are left out; ANYTHING is added to each total, for letters never counted.
LEAST_COUNT, LEAST_SHARE, ANYTHING = 0.9, 0.003, 4.0
# A word in the glosses of more entries is no name: county, Japanese.
MOST_ENTRIES = 8
# A reading with a lower share of a character's uses is left out.
LEAST_READING = 0.15
LONGEST_NAME, SHORTEST_WORD, GLOSSES, WORDS = 7, 3, 2, 6
# Characters that follow the name of a place.
_KINDS = frozenset("市省州县山河岛人族语国江湖港镇区郡")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CAPITALISED = re.compile(r"[A-Z][a-zA-Z'-]{2,}")
_NOT_LETTERS = re.compile(r"[^a-z]")
# The likeness of a character to a name: its least value, its greatest, and its step.
_LEAST_LIKE, _MOST_LIKE, _STEP = -4.0, 1.0, 0.25
_NAMES_MORE, _TEXT_MORE = 0.3, 20


@dataclass(frozen=True, slots=True)
class Name:
    """Characters of a name, their readings, and words that may be the same name in letters."""

    characters: str
    syllables: tuple[str, ...]
    words: tuple[str, ...]


def transliteration(entries: Sequence[Entry], texts: Iterable[str]) -> bytes:
    """The file that rag.late_interaction.transliteration reads."""
    model, names = _learn(list(_names(entries)))
    document = {
        "syllables": _turned(model.syllables),
        "initials": _turned(model.initials),
        "finals": _turned(model.finals),
        "readings": _readings(entries),
        "likeness": _likeness(names, texts),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


class _Model:
    """The probabilities of letters for a syllable, by the counts."""

    def __init__(self, counts: Counts) -> None:
        self.syllables = _shares(counts, MOST_SILENT)
        initials: Counts = defaultdict(Counter)
        finals: Counts = defaultdict(Counter)
        for syllable, seen in counts.items():
            initial, final = parts_of_syllable(syllable)
            for letters, count in seen.items():
                if letters:
                    onset, rest = parts_of_letters(letters)
                    initials[initial][onset] += count
                    finals[final][rest] += count
        self.initials, self.finals = _shares(initials), _shares(finals)
        self.probability = lru_cache(maxsize=None)(self._probability)

    def _probability(self, syllable: str, letters: str) -> float:
        letters = as_counted(letters)
        if not self.syllables:
            return _looks_alike(syllable, letters)
        seen = SEEN * self.syllables.get(syllable, {}).get(letters, 0.0)
        if not letters:
            return seen
        initial, final = parts_of_syllable(syllable)
        onset, rest = parts_of_letters(letters)
        begins = max(self.initials.get(initial, {}).get(onset, 0.0), UNSEEN)
        ends = max(self.finals.get(final, {}).get(rest, 0.0), UNSEEN)
        return seen + (1 - SEEN) * begins * ends


def _learn(names: list[Name]) -> tuple[_Model, list[Name]]:
    """The model of the last round, and the names that it was learned from."""
    model = _Model({})
    for number in range(ROUNDS):
        least = LATER if number else AT_FIRST
        counts: Counts = defaultdict(Counter)
        kept = []
        for name in names:
            chosen, value = max(
                ((way, _alike(model, way)) for way in _ways(name)), key=lambda pair: pair[1]
            )
            if value >= least:
                kept.append(chosen if number >= CHOOSING - 1 else name)
                _count(model, chosen, counts)
        names = kept
        model = _Model(counts)
    return model, names


def _names(entries: Sequence[Entry]) -> Iterator[Name]:
    """Foreign names: the letters of a Chinese name are its pinyin and teach nothing."""
    spread = Counter(word for entry in entries for word in _words(entry))
    for entry in entries:
        characters = entry.simplified
        syllables = tuple(_syllable(numbered) for numbered in entry.pinyin.split())
        is_name = entry.pinyin[:1].isupper() and len(syllables) == len(characters)
        fits = 2 <= len(characters) <= LONGEST_NAME and _HAN.fullmatch(characters)
        words = _words(entry)
        is_chinese = words & {"".join(syllables), "".join(syllables[:-1])}
        rare = tuple(sorted(word for word in words if spread[word] <= MOST_ENTRIES))
        if is_name and fits and rare and not is_chinese:
            yield Name(characters, syllables, rare)


def _words(entry: Entry) -> set[str]:
    """Capitalised words of the glosses, in lower case."""
    words = {
        _NOT_LETTERS.sub("", word.lower())
        for gloss in entry.glosses[:GLOSSES]
        for word in _CAPITALISED.findall(gloss)[:WORDS]
    }
    return {word for word in words if len(word) >= SHORTEST_WORD}


def _ways(name: Name) -> Iterator[Name]:
    """The name with each word of the gloss, and also without the character for the kind of
    place."""
    for word in name.words:
        yield Name(name.characters, name.syllables, (word,))
        if name.characters[-1] in _KINDS and len(name.characters) > 2 and len(name.words) > 1:
            yield Name(name.characters[:-1], name.syllables[:-1], (word,))


def _forward(model: _Model, name: Name) -> list[list[float]]:
    """[characters + 1][letters + 1]: the probability that the first characters stand for the first
    letters."""
    (word,) = name.words
    table = [[1.0] + [0.0] * len(word)]
    for syllable in name.syllables:
        row = [0.0] * (len(word) + 1)
        for start, before in enumerate(table[-1]):
            if before > 0:
                for end in range(start, min(start + MOST_LETTERS, len(word)) + 1):
                    row[end] += before * model.probability(syllable, word[start:end])
        table.append(row)
    return table


def _alike(model: _Model, name: Name) -> float:
    """The logarithm of the probability of the name, per letter."""
    (word,) = name.words
    return math.log(max(_forward(model, name)[-1][-1], 1e-300)) / len(word)


def _count(model: _Model, name: Name, counts: Counts) -> None:
    """Add to `counts` how often each syllable is expected to stand for which letters."""
    (word,) = name.words
    forward = _forward(model, name)
    total = forward[-1][-1]
    after = [0.0] * len(word) + [1.0]
    for position in range(len(name.syllables) - 1, -1, -1):
        syllable = name.syllables[position]
        here = [0.0] * (len(word) + 1)
        for start in range(len(word) + 1):
            for end in range(start, min(start + MOST_LETTERS, len(word)) + 1):
                onward = model.probability(syllable, word[start:end]) * after[end]
                here[start] += onward
                expected = forward[position][start] * onward / total
                if expected > 1e-3:
                    letters = as_counted(word[start:end])
                    counts[syllable][letters] += expected  # type: ignore[assignment] # shares too
        after = here


def _looks_alike(syllable: str, letters: str) -> float:
    """The probability before anything is counted: the similarity to the pinyin."""
    if not letters:
        return math.exp(-4)
    ratio = SequenceMatcher(None, syllable, letters, autojunk=False).ratio()
    return math.exp(6 * ratio + 2 * (syllable[0] == letters[0]) - 8 - 0.8 * len(letters))


def _shares(counts: Counts, most_silent: float = 1.0) -> dict[str, dict[str, float]]:
    """For each key, the share of each value in its counts."""
    result = {}
    for key, seen in counts.items():
        total = sum(seen.values()) + ANYTHING
        result[key] = {
            value: count / total if value else min(count / total, most_silent)
            for value, count in seen.items()
            if count >= LEAST_COUNT and count / total >= LEAST_SHARE
        }
    return result


def _turned(shares: Probabilities) -> dict[str, dict[str, float]]:
    """The shares by value and then by key, to four digits."""
    result: dict[str, dict[str, float]] = defaultdict(dict)
    for key, values in shares.items():
        for value, share in values.items():
            result[value][key] = round(share, 4)
    return result


def _readings(entries: Iterable[Entry]) -> dict[str, str]:
    """The characters with each syllable as a reading, by the words of the dictionary."""
    read: Counts = defaultdict(Counter)
    for entry in entries:
        syllables = entry.pinyin.split()
        if len(syllables) == len(entry.simplified):
            for character, syllable in zip(entry.simplified, syllables, strict=True):
                read[character][_syllable(syllable)] += 1
    result: dict[str, list[str]] = defaultdict(list)
    for character, seen in sorted(read.items()):
        for syllable, count in seen.most_common(2):
            if syllable and _HAN.fullmatch(character) and count >= LEAST_READING * seen.total():
                result[syllable].append(character)
    return {syllable: "".join(characters) for syllable, characters in result.items()}


def _likeness(names: Iterable[Name], texts: Iterable[str]) -> dict[str, str]:
    """Characters by the logarithm of how much likelier they are in the names than in the texts."""
    in_names = Counter(character for name in names for character in name.characters)
    in_texts = Counter(
        character for text in texts for character in text if _HAN.fullmatch(character)
    )
    result: dict[str, list[str]] = defaultdict(list)
    for character in sorted({*in_names, *in_texts}):
        named = (in_names[character] + _NAMES_MORE) / max(in_names.total(), 1)
        used = (in_texts[character] + _TEXT_MORE) / max(in_texts.total(), 1)
        value = min(max(math.log(named / used), _LEAST_LIKE), _MOST_LIKE)
        result[str(round(value / _STEP) * _STEP)].append(character)
    return {value: "".join(characters) for value, characters in result.items()}


def _syllable(numbered: str) -> str:
    """A syllable as names write it: lu for lu:4."""
    return _NOT_LETTERS.sub("", numbered.lower())
