"""Word evidence: how sure it is that a word of a claim stands in a text, in either language.

A word stands there itself (in another form, abbreviated), or by a translation that a dictionary
gives, or by a word that the token table finds close to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from rag.language.contrasts import names_the_same
from rag.language.detect import language_of
from rag.language.pinyin import characters_read
from rag.language.vocabulary import Vocabulary
from rag.language.word_glosses import stem, translations
from rag.late_interaction.lexicon import Lexicon
from rag.models.table import TokenTable
from rag.types.text import Span

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]+")
# Letters that a shorter name in pinyin has by chance within other syllables.
_SHORTEST_NAME = 4
# What a dictionary's translation proves: it has several, and the speech may mean another.
_BY_DICTIONARY = 0.9
_ABBREVIATED = 0.8
_SAME_THING = 0.7


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, with the pieces of the vocabulary that make it."""

    text: str
    span: Span
    pieces: tuple[int, ...]


class Words:
    """Cuts texts into words, and weighs them, over one vocabulary and token table."""

    def __init__(self, vocabulary: Vocabulary, table: TokenTable, lexicon: Lexicon) -> None:
        self.vocabulary, self.table, self._lexicon = vocabulary, table, lexicon
        self.evidence = lru_cache(maxsize=64)(self._evidence)

    def of(self, text: str) -> list[Word]:
        """The words of a text that hold letters; a Latin word is whole whatever its pieces."""
        found: list[Word] = []
        for piece, start, end in self.vocabulary.encode_offsets(text):
            written = text[start:end]
            if not written[:1].isalpha():
                continue
            last = found[-1] if found else None
            if last and last.span.end == start and _is_latin(last.text) and _is_latin(written):
                joined = Span(last.span.start, end)
                found[-1] = Word(joined.slice(text), joined, (*last.pieces, piece))
            else:
                found.append(Word(written, Span(start, end), (piece,)))
        return found

    def weight(self, word: Word) -> float:
        """The importance of a word: some 1 for "the", 10 for "budget"."""
        return float(self.table.weights[list(word.pieces)].max())

    def in_chinese(self, word: str) -> frozenset[str]:
        """The Chinese words that the dictionaries give for an English one."""
        listed = (meaning for found in self._lexicon.translated(word) for meaning in found.meanings)
        return translations(word) | frozenset(listed)

    def _evidence(self, text: str) -> Evidence:
        return Evidence(self, text)


class Evidence:
    """What a text says of a word."""

    def __init__(self, words: Words, text: str) -> None:
        self._words, self._text = words, words.vocabulary.normalise(text)
        self.language = language_of(text)
        self._pieces = sorted({piece for word in words.of(text) for piece in word.pieces})

    def of(self, word: Word) -> float:
        """0 to 1: 1 where the word itself stands in the text."""
        written = self._words.vocabulary.normalise(word.text)
        exact = self._latin(written) if _is_latin(written) else self._han(written)
        return max(exact, self._close(word.pieces))

    def beside(self, word: Word) -> float:
        """The evidence of a word that the table of contrasts has for the same thing."""
        return _SAME_THING if names_the_same(word.text, self._text) else 0.0

    def literal(self, word: Word) -> float:
        """1 where the word itself stands in the text, or sounds as a name of it; else 0."""
        written = self._words.vocabulary.normalise(word.text)
        held = self.holds(written) if _is_latin(written) else written in self._text
        return float(held)

    def holds(self, word: str) -> bool:
        """Whether a word in Latin letters stands in the text, in some form, translated, or by its
        sound."""
        plain = self._words.vocabulary.normalise(word).removesuffix("'s")
        return self._latin(plain) > 0

    def name(self, written: str) -> float:
        """The evidence of a word in Latin letters, by itself."""
        plain = self._words.vocabulary.normalise(written).removesuffix("'s")
        pieces = self._words.vocabulary.encode(plain)
        return max(self._latin(plain), self._close(pieces))

    def names(self, name: str) -> bool:
        """Whether a name in Latin letters stands in the text, itself or by its sound."""
        plain = self._words.vocabulary.normalise(name)
        if stem(plain) in self._stems:
            return True
        sounds = plain.removesuffix("'s").replace("'", "")
        return len(sounds) >= _SHORTEST_NAME and sounds in self._spoken

    def _latin(self, word: str) -> float:
        if stem(word) in self._stems:
            return 1.0
        if any(han in self._text for han in self._words.in_chinese(word) if len(han) > 1):
            return _BY_DICTIONARY
        if stem(word) in self._glossed or self.names(word):
            return _BY_DICTIONARY
        return 0.0

    def _han(self, word: str) -> float:
        if word in self._text:
            return 1.0
        if len(word) > 2 and all(character in self._text for character in word):
            return _ABBREVIATED
        if len(word) > 1 and word in self._glossed:
            return _BY_DICTIONARY
        return 0.0

    def _close(self, pieces: Sequence[int]) -> float:
        """The mean cosine of pieces with the closest pieces of the text, weighted."""
        if not self._pieces:
            return 0.0
        table = self._words.table
        weights = table.weights[list(pieces)].astype(np.float64)
        closest = (table.units(list(pieces)) @ table.units(self._pieces).T).max(axis=1)
        total = float(weights.sum())
        return float(np.round(closest.astype(np.float64) @ weights / total, 5)) if total else 0.0

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in _LATIN.findall(self._text))

    @cached_property
    def _glossed(self) -> frozenset[str]:
        """The stems and Chinese words that a dictionary gives for the words of the text."""
        found: set[str] = set()
        for word in _LATIN.findall(self._text):
            found |= self._words.in_chinese(word)
        for gloss in (gloss for run in _HAN_RUN.findall(self._text) for gloss in translations(run)):
            found |= {stem(word) for word in _LATIN.findall(gloss.lower())}
        return frozenset(found)

    @cached_property
    def _spoken(self) -> str:
        return " ".join("".join(characters_read(run)) for run in _HAN_RUN.findall(self._text))


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()
