"""What a reader of a page sees of styled words: hidden and struck words are left out, and so is the
mark of a note, which would else become a digit of the figure before it (45¹亿元 is not 451亿元).

Left out means marked: the words stay in the source text, and cleaning removes and counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rag.ingestion.source_text import Piece

_SUPERSCRIPTS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_NUMBERS = r"(?:注 ?)?\d{1,3}(?: ?[,，、\-–—~] ?\d{1,3})*"
_NOTE_MARK = re.compile(
    rf"\s*(?:[\[［(（〔【]\s*(?:{_NUMBERS}|[*※†‡])\s*[\]］)）〕】]|{_NUMBERS}|[①-⑳㉑-㉟]+|[*※†‡]{{1,3}})\s*"
)
# The square of a metre, a power of ten; what stands above anything else is the mark of a note.
_BASE = re.compile(r"(?:(?<![A-Za-z])(?:[kcdmµμn]?m|hm|ft|in|yd|mi|s|R)|[×xX*·] ?10)$")
_EXPONENT = re.compile(r"\s*[-−]?\d{1,2}\s*")
LONGEST_BASE = 6


@dataclass(frozen=True, slots=True)
class Styled:
    """Words of one look. `is_raised`: set as a superscript."""

    text: str
    is_unseen: bool = False
    is_raised: bool = False


def pieces(words: Iterable[Styled]) -> Iterator[Piece]:
    """The words of a paragraph as they are seen; marks of notes and unseen words are marked."""
    before = ""
    for one in _runs(words):
        piece = _piece(one, before)
        if not piece.is_unseen:
            before = (before + piece.text)[-LONGEST_BASE:]
        yield piece


def is_note_mark(raised: str, before: str) -> bool:
    """Whether a superscript is the mark of a note, after the words `before`."""
    return not raised_power(raised, before) and _NOTE_MARK.fullmatch(raised) is not None


def raised_power(raised: str, before: str) -> str | None:
    """A power as characters, m² for a raised 2 after m; None for what is no power."""
    is_power = _EXPONENT.fullmatch(raised) and _BASE.search(before[-LONGEST_BASE:])
    return as_power(raised) if is_power else None


def as_power(raised: str) -> str:
    """Its digits as raised ones."""
    return raised.translate(_SUPERSCRIPTS)


def _piece(one: Styled, before: str) -> Piece:
    if not one.is_raised or one.is_unseen:
        return Piece(one.text, one.is_unseen)
    if is_note_mark(one.text, before):
        return Piece(one.text, is_unseen=True)
    return Piece(raised_power(one.text, before) or one.text)


def _runs(words: Iterable[Styled]) -> Iterator[Styled]:
    """Neighbours of one look as one: a word processor cuts a mark 12 into 1 and 2."""
    last: Styled | None = None
    for one in words:
        if not one.text:
            continue
        if last and (last.is_unseen, last.is_raised) == (one.is_unseen, one.is_raised):
            last = replace(last, text=last.text + one.text)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
