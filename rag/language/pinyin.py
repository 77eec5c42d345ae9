"""Reads a Chinese name as pinyin syllables without tones.

The readings are those of pypinyin (MIT, github.com/mozillazg/python-pinyin), whose dictionary takes
a quarter of a second to load. scripts/upkeep/pinyin.py makes our smaller file from it: each
syllable with its characters, then phrases in order, each followed by its reading where that differs
from the readings of its characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FILE = "pinyin.txt"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_RUN = re.compile(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """`lines` are phrases in order, each with its reading where it has one of its own."""

    characters: dict[str, str]
    lines: Sequence[str]

    def reading(self, phrase: str) -> list[str] | None:
        """The syllables of a phrase; None for a text that is no phrase of the dictionary."""
        line = self._from(phrase)
        if line == phrase:
            return self.alone(phrase)
        return line.split(" ")[1:] if line.startswith(f"{phrase} ") else None

    def alone(self, text: str) -> list[str]:
        """The syllable of each character; the character itself where it has none."""
        return [self.characters.get(character, character) for character in text]

    def goes_on(self, beginning: str) -> bool:
        """Whether a phrase begins so."""
        return self._from(beginning).startswith(beginning)

    def _from(self, text: str) -> str:
        at = bisect_left(self.lines, text)
        return self.lines[at] if at < len(self.lines) else ""


def syllables(name: str) -> list[str]:
    """`chong qing shi` of 重庆市: by the longest phrases from the left. Characters that are not
    Chinese stay as they are."""
    found: list[str] = []
    for run in _RUN.findall(name):
        found += _read(run, _dictionary()) if _HAN.match(run) else [run]
    return found


def characters_read(han: str) -> list[str]:
    """The usual syllable of each character alone, as names are read: a tenth of the time that the
    phrases take to load. A character without one stays as it is."""
    readings = _characters()
    return [readings.get(character, character) for character in han]


def one_word(read: Iterable[str]) -> str:
    """A name of its syllables: with a capital, with an apostrophe where a syllable begins with a
    vowel (Chang'an), with ü for v."""
    word = "".join(f"'{one}" if at and one[0] in "aoe" else one for at, one in enumerate(read))
    return re.sub(r"(?<=[ln])v", "ü", word).capitalize()


def _read(han: str, dictionary: _Dictionary) -> Iterator[str]:
    at = 0
    while at < len(han):
        length, reading = _longest(han[at:], dictionary)
        yield from reading
        at += length


def _longest(han: str, dictionary: _Dictionary) -> tuple[int, list[str]]:
    """How long the longest phrase at the beginning is, and its reading. A rest that is the
    beginning of one, but none itself, is read character by character."""
    best: tuple[int, list[str]] | None = None
    for length in range(1, len(han) + 1):
        if not dictionary.goes_on(han[:length]):
            return best or (1, dictionary.alone(han[0]))
        reading = dictionary.reading(han[:length])
        if reading is not None:
            best = length, reading
    return best or (len(han), dictionary.alone(han))


@cache
def _dictionary() -> _Dictionary:
    return _Dictionary(_characters(), _halves()[1].splitlines())


@cache
def _characters() -> dict[str, str]:
    return {
        character: syllable
        for syllable, _, those in (line.partition(" ") for line in _halves()[0].splitlines())
        for character in those
    }


@cache
def _halves() -> tuple[str, str]:
    """The characters and the phrases of the file."""
    text = (files("rag.language") / _FILE).read_text(encoding="utf-8")
    by_syllable, phrases = text.split("\n\n")
    return by_syllable, phrases
