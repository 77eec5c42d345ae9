"""The rule for characters of the private area of Unicode, where systems keep those that they lacked
a number for: of Hong Kong's supplement and of GBK we know which character each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.ingestion.clean.working_text import Change, WorkingText
from rag.ingestion.formats.symbols import bullet
from rag.language.simplified import simplified

PRIVATE = re.compile("[\ue000-\uf8ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
# More traditional characters than this share: the text is not written in simplified ones.
_TRADITIONAL = 0.1
# Windows keeps rows of Big5, of 157 characters each, in the private area: its first character in
# each stretch, and the first row and place of the stretch.
_ROW = 157
_BIG5 = ((0xE000, 0xFA, 0), (0xE311, 0x8E, 0), (0xEEB8, 0x81, 0), (0xF6B1, 0xC6, 63))
_LAST_OF_BIG5 = 0xF848
# GBK keeps its last row there; these its codec leaves unnamed.
_FIRST_OF_GBK, _LAST_OF_GBK = 0xE815, 0xE864
_NAMED_SINCE = {
    "\ue816": "𠂇", "\ue817": "𠂉", "\ue818": "𠃌", "\ue81e": "龴", "\ue826": "龵", "\ue82b": "龶",
    "\ue82c": "龷", "\ue831": "𡗗", "\ue832": "龸", "\ue83b": "𢦏", "\ue843": "龹", "\ue854": "龺",
    "\ue855": "𤇾", "\ue864": "龻",
}  # fmt: skip


def private_characters(working: WorkingText) -> Iterator[Change]:
    """A private character becomes the one that it stands for; one that nobody knows stays."""
    found = list(PRIVATE.finditer(working.text))
    is_traditional = bool(found) and _is_traditional(working.text)
    for match in found:
        if known := _known(match.group(), is_traditional):
            yield Change(*match.span(), known)


def _is_traditional(text: str) -> bool:
    han = "".join(_HAN.findall(text))
    changed = sum(a != b for a, b in zip(han, simplified(han), strict=True))
    return changed > _TRADITIONAL * len(han)


@lru_cache(maxsize=4096)
def _known(private: str, is_traditional: bool) -> str:
    """The character, or nothing."""
    known = bullet(private) or (_of_big5(private) if is_traditional else _of_gbk(private))
    return known if len(known) == 1 and not PRIVATE.match(known) else ""


def _of_big5(private: str) -> str:
    code = ord(private)
    if code > _LAST_OF_BIG5:
        return ""
    first, row, place = next(stretch for stretch in reversed(_BIG5) if code >= stretch[0])
    rows, place = divmod(code - first + place, _ROW)
    trail = place + 0x40 if place < 0x3F else place - 0x3F + 0xA1
    return bytes((row + rows, trail)).decode("big5hkscs", "ignore")


def _of_gbk(private: str) -> str:
    code = ord(private)
    if not _FIRST_OF_GBK <= code <= _LAST_OF_GBK:
        return ""
    place = code - _FIRST_OF_GBK + 0x50
    trail = place if place < 0x7F else place + 1
    return _NAMED_SINCE.get(private) or bytes((0xFE, trail)).decode("gb18030", "ignore")
