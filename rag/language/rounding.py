"""Whether a figure of a sentence is another one, rounded, as the sentence says: nearly 100,000 for
98,000, over 4亿元 for 4.02亿元."""

from __future__ import annotations

import re

from rag.language.units import dimension
from rag.types.figures import Figure

_BELOW = re.compile(
    r"(?:nearly|almost|close to|just under|approaching|近|将近|接近)\W*$", re.IGNORECASE
)
_ABOVE = re.compile(
    r"(?:over|more than|above|exceed\w*|topp?(?:ed|ing)|pass(?:ed|ing)|at least|超过?|逾|突破)\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:about|around|some|roughly|approximately|约|大约|左右)\W*$", re.IGNORECASE)
_ABOVE_BEHIND = re.compile(r"\s*(?:多|余|以上)")
_WORDS_BEFORE = 16
# How far a rounded figure may be from the exact one.
_ROUNDED = 0.06


def rounds(figure: Figure, text: str, exact: Figure) -> bool:
    """Whether `figure` of `text` is `exact`, rounded in the way that the words around it say."""
    (one, size), (two, other_size) = dimension(figure.unit or ""), dimension(exact.unit or "")
    if one != two or figure.unit in {None, "ordinal", "year", "month", "day"}:
        return False
    low, high = _range(figure, text)
    return low <= exact.value * other_size / (figure.value * size or 1) <= high


def _range(figure: Figure, text: str) -> tuple[float, float]:
    before = text[max(0, figure.span.start - _WORDS_BEFORE) : figure.span.start]
    words, behind = f"{before}{figure.text}", text[figure.span.end :]
    if _BELOW.search(before) or re.match(r"近|nearly|almost", figure.text):
        return 1 - _ROUNDED, 1.0
    if _ABOVE.search(before) or _ABOVE_BEHIND.match(behind) or re.search(r"[多余超]", words[-8:]):
        return 1.0, 1 + _ROUNDED
    if _ABOUT.search(before) or re.match(r"约", figure.text):
        return 1 - _ROUNDED, 1 + _ROUNDED
    return 1.0, 1.0
