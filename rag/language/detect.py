"""Detects whether a text or question is written in Chinese or English."""

from __future__ import annotations

import re

from rag.language.wordlists import words
from rag.types.text import Language

_NO_HAN = re.compile(r"[^\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_ENGLISH = words(
    "the of a an and or in on to for from by with at as is are was were be been did does do has "
    "have had will would can could should how what which who whom whose when where why much many "
    "about than that this these those it its their there"
)
_CHINESE = re.compile(
    r"[的了吗呢是在和与把被将从到比]|多少|什么|怎么|如何|哪[个些里年]|几[个年项种]|是否|为什么"
)
# A Chinese word has about 1.6 characters; Chinese and English words then weigh the same.
_CHARACTERS_PER_WORD = 1.6


def language_of(text: str) -> Language:
    """`zh` or `en`, by words of each; function words count twice, so that an English question
    about a long Chinese name is English. A text without either is `en`."""
    # Acronyms such as GDP or PM2.5 are used in both languages and say nothing.
    written = [word.lower() for word in _WORD.findall(text) if not word.isupper()]
    english = len(written) + sum(word in _ENGLISH for word in written)
    han = len(_NO_HAN.sub("", text))
    chinese = han / _CHARACTERS_PER_WORD + len(_CHINESE.findall(text))
    return "zh" if chinese > english else "en"
