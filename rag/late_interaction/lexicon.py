"""The lexicon: Chinese translations of English words that the vocabulary does not hold whole.

The vocabulary cuts a rare word or name into pieces that mean something else (Kublai: ku, bl, ai),
so the table cannot know it. The lexicon can: it holds the English meanings and names of CC-CEDICT
that are not one piece of the vocabulary, with their headwords (scripts/train writes the file).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ModelError
from rag.types.text import Span

LEXICON_FILE = "lexicon.txt"
# The most words that a meaning has: "gross domestic product".
LONGEST_MEANING = 3

_WORD = re.compile(r"[a-z0-9]+")
_INFLECTIONS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""))


@dataclass(frozen=True, slots=True)
class Translated:
    """The span of some words of a question, and their translations into the other language."""

    span: Span
    meanings: tuple[str, ...]


class Lexicon:
    """Lines of `meaning TAB word word …`, sorted by their bytes; a line is parsed when a question
    needs it."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines.split(b"\n")

    @classmethod
    def read(cls, folder: Path) -> Lexicon:
        """The lexicon of a model's folder; an empty one if it has none."""
        path = folder / LEXICON_FILE
        try:
            return cls(path.read_bytes() if path.exists() else b"")
        except OSError as error:
            raise ModelError(f"{path} cannot be read: {error}") from error

    def translated(self, question: str) -> Iterator[Translated]:
        """The translations of a question, longest meanings first; no word is translated twice."""
        words = [Span(*found.span()) for found in _WORD.finditer(question.lower())]
        taken: set[int] = set()
        for length in range(LONGEST_MEANING, 0, -1):
            for first in range(len(words) - length + 1):
                positions = set(range(first, first + length))
                span = Span(words[first].start, words[first + length - 1].end)
                meanings = (
                    () if positions & taken else self._looked_up(span.slice(question.lower()))
                )
                if meanings:
                    taken |= positions
                    yield Translated(span, meanings)

    def _looked_up(self, words: str) -> tuple[str, ...]:
        """The translations of `words`, or of the stem that they are an inflection of."""
        plain = " ".join(_WORD.findall(words))
        for form in (plain, *_stems(plain)):
            key = form.encode() + b"\t"
            position = bisect_left(self._lines, key)
            if position < len(self._lines) and self._lines[position].startswith(key):
                return tuple(self._lines[position].removeprefix(key).decode().split(" "))
        return ()


def _stems(words: str) -> Iterator[str]:
    for ending, stem in _INFLECTIONS:
        if words.endswith(ending):
            yield words.removesuffix(ending) + stem
