"""In: an English question. Out: its rare words, each with the Chinese words that mean it.

The vocabulary cuts a rare word or name into pieces that mean something else (Kublai: ku, bl, ai),
so the table cannot know it. The dictionary can: CC-CEDICT's English meanings and names that are not
one piece of the vocabulary, with their headwords (scripts/train writes the file).
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
# Words that a meaning may have: "gross domestic product".
LONGEST_MEANING = 3

_WORD = re.compile(r"[a-z0-9]+")
_INFLECTIONS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""))


@dataclass(frozen=True, slots=True)
class Translated:
    """Words of a question, where they stand, and what means the same in the other language."""

    span: Span
    meanings: tuple[str, ...]


class Lexicon:
    """Lines of `meaning TAB word word …`, sorted by their bytes; none is parsed before it is
    wanted."""

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
        """Longest meanings first; no word is translated twice."""
        words = [Span(*found.span()) for found in _WORD.finditer(question.lower())]
        taken: set[int] = set()
        for length in range(LONGEST_MEANING, 0, -1):
            for first in range(len(words) - length + 1):
                places = set(range(first, first + length))
                span = Span(words[first].start, words[first + length - 1].end)
                meanings = () if places & taken else self._looked_up(span.slice(question.lower()))
                if meanings:
                    taken |= places
                    yield Translated(span, meanings)

    def _looked_up(self, words: str) -> tuple[str, ...]:
        """What stands behind `words`, or behind what they are an inflection of."""
        plain = " ".join(_WORD.findall(words))
        for form in (plain, *_stems(plain)):
            key = form.encode() + b"\t"
            place = bisect_left(self._lines, key)
            if place < len(self._lines) and self._lines[place].startswith(key):
                return tuple(self._lines[place].removeprefix(key).decode().split(" "))
        return ()


def _stems(words: str) -> Iterator[str]:
    for ending, stem in _INFLECTIONS:
        if words.endswith(ending):
            yield words.removesuffix(ending) + stem
