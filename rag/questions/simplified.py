"""Reads a question in traditional characters or full-width figures like one in simplified ones.

Each character becomes exactly one, so that positions hold in both. The characters are those by
which the vocabulary folds texts (rag/models/bilingual/traditional.txt).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

_FILE = "traditional.txt"
# The only character of the fold that simplified texts use too: 著名 is not 着名. It was found by
# counting the folded characters in the Chinese documents of the corpus.
_IN_BOTH = "著"
_FULL_WIDTH = range(0xFF01, 0xFF5F)
# These marks end clauses of Chinese sentences.
_KEPT_MARKS = "，。！？；：（）"
# Words that are written with other characters, not only with other forms of them.
_WORDS = {"甚么": "什么"}


def simplified(question: str) -> str:
    """`question` in simplified characters and half-width letters and figures, as long as it was."""
    text = question.translate(_half_width())
    if not any(ord(character) in _fold() for character in text if character != _IN_BOTH):
        return text
    text = text.translate(_fold())
    for word, simple in _WORDS.items():
        text = text.replace(word, simple)
    return text


@cache
def _half_width() -> dict[int, str]:
    return {
        code: unicodedata.normalize("NFKC", chr(code))
        for code in _FULL_WIDTH
        if chr(code) not in _KEPT_MARKS
    }


@cache
def _fold() -> dict[int, str]:
    folder = files("rag.models") / "bilingual"
    traditional, simple = (folder / _FILE).read_text(encoding="utf-8").split()
    return dict(zip(map(ord, traditional), simple, strict=True))
