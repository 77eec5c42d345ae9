"""Tells text from what only looks like it, by the share of characters that make words.

The font of a PDF may not say which characters its glyphs show, or say it wrongly; a file may be
decoded by the wrong encoding. What comes out are letters still. tests/language/test_readable.py
holds the measure against real speeches, other languages, and texts garbled in fifteen ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rag.language.vocabulary import Vocabulary

# A text with a lower share nobody can read. Measured over stretches of 300 characters: real English
# has 0.84 and more, other languages in Latin letters 0.44 and more, English with its letters
# exchanged 0.13 (one stretch in a hundred 0.30).
_LEAST = 0.35
# Real Chinese has 0.56 and more, names in a row and classical Chinese 0.16; characters exchanged
# for others have 0.02 (one stretch in a hundred 0.06).
_LEAST_HAN = 0.14
# Fewer characters don't tell: a table of names and figures has hardly a word.
_FEWEST = 40
_SHORTEST_PIECE = 3
# Chinese names and the cells of tables are words that no vocabulary knows; a clause is longer.
_SHORTEST_CLAUSE = 5
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_GLYPH_NAME = re.compile(r"/[A-Za-z]{0,7}\d{1,5}(?=[/\s]|$)|\(cid:\d{1,6}\)|/uni[0-9A-Fa-f]{4}")
# Signs that no sentence has in number; those of figures, lists and forms are not among them.
_ODD = re.compile(r"[!#$&*<=>?@\\^`{}~\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
# The syllables that Korean uses most make up half of it. GBK read as UTF-16 looks like Korean, and
# has hardly one of them.
_KOREAN = frozenset(
    "이다는을를의에가은고하지로한도기사리자서어인해대들아시나정수있일으과원적보국부상전제여구주"
    "그것와라니면게거만우되민년조동성장니세모관신안경계치비여위진문방공생선무소오람러음까내말"
)
# T h e letters of a heading.
_SPACED_LETTERS = re.compile(r"(?<=\b[A-Za-z]) (?=[A-Za-z]\b)")


class Letters(NamedTuple):
    """How many letters, names of glyphs and odd signs a text has, how many of them make words, and
    how many of a text that can be read would at least."""

    counted: int
    in_words: int
    least: float

    @property
    def tell(self) -> bool:
        """Whether they are enough to tell by."""
        return self.counted >= _FEWEST

    @property
    def are_unreadable(self) -> bool:
        """Whether they make no words of any language that we know."""
        return self.tell and self.in_words < self.least


def letters_of(text: str) -> Letters:
    """Counts the letters of a text."""
    return _sum(map(_letters_of_line, text.split("\n")))


def _sum(counts: Iterable[Letters]) -> Letters:
    counted, in_words, least = 0, 0, 0.0
    for letters in counts:
        counted += letters.counted
        in_words += letters.in_words
        least += letters.least
    return Letters(counted, in_words, least)


# The lines of a page are counted several times over: all together, and by stretches.
@lru_cache(maxsize=1024)
def _letters_of_line(text: str) -> Letters:
    odd = sum(len(match.group()) for match in _GLYPH_NAME.finditer(text))
    rest = _SPACED_LETTERS.sub("", _GLYPH_NAME.sub(" ", text))
    odd += len(_ODD.findall(rest))
    counted, in_words, least = odd, 0, _LEAST * odd
    for run, script in _runs(Vocabulary.bundled().normalise(rest)):
        if script != "CJK" or len(run) >= _SHORTEST_CLAUSE:
            counted += len(run)
            in_words += _in_words(run, script)
            least += len(run) * (_LEAST_HAN if script == "CJK" else _LEAST)
    return Letters(counted, in_words, least)


def is_unreadable(text: str) -> bool:
    """Whether the characters of a text make no words of any language that we know."""
    return letters_of(text).are_unreadable


def unreadable_lines(lines: Iterable[str]) -> list[bool]:
    """Of each line whether it stands in a stretch that is unreadable; a stretch is as few lines as
    tell."""
    found: list[bool] = []
    length, letters = 0, Letters(0, 0, 0.0)
    for line in lines:
        length, letters = length + 1, _sum((letters, letters_of(line)))
        if letters.tell:
            found += [letters.are_unreadable] * length
            length, letters = 0, Letters(0, 0, 0.0)
    return found + [bool(found) and found[-1]] * length


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Letters without anything between them, by script."""
    for script, letters in groupby(text, _script):
        if script:
            yield "".join(letters), script


@lru_cache(maxsize=16_384)
def _script(letter: str) -> str:
    """The first word of a letter's name says its script; nothing for what is no letter."""
    if _HAN.match(letter):
        return "CJK"
    if not unicodedata.category(letter).startswith(("L", "M")):
        return ""
    return unicodedata.name(letter, "UNNAMED").split()[0]


def _in_words(run: str, script: str) -> int:
    """How many letters of a run stand in words."""
    if script == "CJK":
        return sum(length for length in _lengths(run) if length > 1)
    if script == "LATIN":
        return sum(length for length in _lengths(run) if length >= _SHORTEST_PIECE)
    if script == "HANGUL":
        return sum(letter in _KOREAN for letter in run)
    return len(run) if len(run) > 1 else 0


@lru_cache(maxsize=16_384)
def _lengths(run: str) -> tuple[int, ...]:
    """How long the pieces of the vocabulary are that make up a run."""
    vocabulary = Vocabulary.bundled()
    return tuple(len(vocabulary.piece(number)) for number in vocabulary.encode(run))
