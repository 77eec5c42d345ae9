"""Reads a question in traditional characters or full-width figures like one in simplified ones.

Each character becomes exactly one, so that positions hold in both. The characters are those by
which the vocabulary folds texts (rag/models/bilingual/traditional.txt).
"""

from __future__ import annotations

import unicodedata
from functools import cache

from rag.language import simplified as characters

_FULL_WIDTH = range(0xFF01, 0xFF5F)
# These marks end clauses of Chinese sentences.
_KEPT_MARKS = "，。！？；：（）"
# Words that are written with other characters, not only with other forms of them.
_WORDS = {"甚么": "什么"}


def simplified(question: str) -> str:
    """`question` in simplified characters and half-width letters and figures, as long as it was."""
    text = question.translate(_half_width())
    folded = characters.simplified(text)
    if folded == text:
        return text
    text = folded.replace("著", "着")
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
