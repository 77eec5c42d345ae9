"""Facts about the lines of a text that several cleaning rules share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rag.language.roughly import ROUGHLY
from rag.language.vocabulary import Vocabulary

# Ends of a sentence, with the quotes and brackets that may close after them.
TERMINAL = re.compile(r"[。！？!?；;…：:][”’」』）)》】\"']*$|[.][\"')\]]*$")
# What begins a paragraph of its own, whatever stands before it.
OPENING = re.compile(
    rf"(?!{ROUGHLY})"
    r"(?:第?[一二三四五六七八九十百]{1,4}(?:[、，,.．]|是|部分|章|节|条)|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,3}(?:[、．]|\.(?!\d))|[①-⑳]|[—–-]{2}|[-•●◆■▪*]\s|#{1,6}\s|各位|同志们|附件|注[：:]"
    # An office and a name, on a line of their own: 区长 陈某某.
    r"|[\u4e00-\u9fff]{0,12}(?:[省市区县州旗镇乡]长|主席|总理) {1,4}"
    r"[\u4e00-\u9fff][\u4e00-\u9fff ·]{0,9}$)"
)
_LONGEST_WORD = 8
_LONGEST_ENGLISH = 30
_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_WIDE_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters [start, end) of a text without the line end; `body` is stripped."""

    start: int
    end: int
    body: str
    indent: int

    @property
    def ends_sentence(self) -> bool:
        return TERMINAL.search(self.body[-8:]) is not None

    @property
    def opens_paragraph(self) -> bool:
        return OPENING.match(self.body) is not None


# Rules that change nothing leave the text to the next one: its lines are found once.
@lru_cache(maxsize=1)
def lines_of(text: str) -> tuple[Line, ...]:
    """Every line, also the empty ones."""
    found: list[Line] = []
    start = 0
    for raw in text.split("\n"):
        body = raw.strip()
        indent = len(raw) - len(raw.lstrip()) if body and raw[0] != body[0] else 0
        found.append(Line(start, start + len(raw), body, indent))
        start += len(raw) + 1
    return tuple(found)


def filled(lines: Sequence[Line]) -> list[Line]:
    """The lines that are not empty."""
    return [line for line in lines if line.body]


def width(text: str) -> int:
    """Columns that a text takes up: two for a Chinese character, one for a Latin one."""
    if text.isascii():
        return len(text)
    # Han characters, of which there are most, are counted at once; the others one by one.
    others = _WIDE_HAN.sub("", text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in others)
    return len(text) + len(text) - len(others) + wide


def is_han(character: str) -> bool:
    return bool(character) and _HAN.match(character) is not None


def is_chinese(text: str) -> bool:
    """Whether Chinese characters make up a good part of a text."""
    return len(_HAN.findall(text)) * 4 > len(text)


def is_one_word(left: str, right: str) -> bool:
    """Whether a word of the vocabulary reaches from the end of `left` into `right`, Chinese both:
    控 / 制. What ends and what begins a paragraph is hardly ever one."""
    if not (is_han(left[-1:]) and is_han(right[:1])):
        return False
    left, right = left[-_LONGEST_WORD:], right[:_LONGEST_WORD]
    places = Vocabulary.bundled().encode_offsets(left + right)
    return any(start < len(left) < end for _, start, end in places)


def is_english_word(word: str) -> bool:
    """Whether the vocabulary knows `word`, in small letters, as a whole."""
    return len(word) <= _LONGEST_ENGLISH and len(Vocabulary.bundled().encode_offsets(word)) == 1


def pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line that is not empty with the next one that is not, when they are neighbours."""
    for line, following in pairwise(lines):
        if line.body and following.body:
            yield line, following
