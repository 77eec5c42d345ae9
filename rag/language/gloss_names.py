"""Names what a row measures in the other language: a known indicator, or a noun phrase put together
from the words of gloss_terms.txt.

Only a phrase whose every character is known is told: a name with a gap would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from rag.language.indicators import INDICATORS
from rag.language.pinyin import syllables
from rag.language.places import place_named
from rag.types.text import Language

# 占: a part of a whole; its name is turned round (the share of the part in the whole).
_SHARE = re.compile(r"^(?P<part>.+?)占(?P<whole>.+?)的?(?:比重|比例|比率)?$")
_FILLERS = re.compile(r"[的“”\"‘’\s]")
# Verbs and particles that a name in a row may end with.
_TAIL = re.compile(r"(?:[拟按将要再先达约可]|预计|计划|今年)+$")
_WHOLES = {"全球": "the world total", "世界": "the world total", "全国": "the national total",
           "全省": "the provincial total", "全市": "the city's total"}  # fmt: skip
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]")
_KINDS_OF_PLACE = (
    ("自治区", "Autonomous Region"), ("自治州", "Prefecture"), ("自治县", "County"),
    ("地区", "Prefecture"), ("新区", "New Area"), ("省", "Province"), ("市", "City"),
    ("区", "District"), ("县", "County"), ("州", "Prefecture"), ("盟", "League"),
    ("旗", "Banner"), ("镇", "Town"), ("乡", "Township"),
)  # fmt: skip


class _Word(NamedTuple):
    """`front` (a line with <): its English stands before all that follows it in Chinese (改造旧房:
    renovation of old homes), or before all that precedes it (旧房数量: number of old homes).
    `adjective` (a line with ~): no name consists of such alone."""

    english: str
    front: bool = False
    adjective: bool = False


@lru_cache(maxsize=8192)
def name_in(name: str, indicator: str | None, language: Language) -> str | None:
    """`name`, as a speech writes it, in the other language; `indicator` is the key of its term, if
    it has one. None where a word of it is not known."""
    if language == "en":
        return _english(name, indicator)
    known = INDICATORS.get(indicator or "")
    if known is not None and known.zh:
        return known.zh[0]
    return _chinese().get(name.strip().lower())


def _english(name: str, indicator: str | None) -> str | None:
    whole = _words().get(name)
    if whole is not None and not whole.front and not whole.adjective:
        return whole.english
    known = INDICATORS.get(indicator or "")
    if known is not None and known.en:
        return known.en[0]
    return _phrase(_TAIL.sub("", _FILLERS.sub("", name)))


def _phrase(name: str) -> str | None:
    share = _SHARE.match(name)
    if share:
        part = _joined(share["part"])
        whole = _WHOLES.get(share["whole"]) or _joined(share["whole"])
        return f"{part} as a share of {whole}" if part and whole else None
    return _joined(name)


def _joined(name: str) -> str | None:
    """The words side by side, in the order of English; None where one is not known."""
    words = _cut(name)
    if not words:
        return None
    front = [word.english for word in words if word.front]
    rest = [word.english for word in words if not word.front]
    is_named = any(not word.front and not word.adjective for word in words)
    return " ".join([*front, *rest]) if is_named else None


def _cut(name: str) -> list[_Word] | None:
    """The name as known words, the fewest; None where it cannot be cut into such."""
    best: list[list[_Word] | None] = [[], *[None] * len(name)]
    for end in range(1, len(name) + 1):
        for start in range(max(end - _longest(), 0), end):
            before, word = best[start], _words().get(name[start:end])
            if before is not None and word is not None:
                found, kept = [*before, word], best[end]
                if kept is None or len(found) < len(kept):
                    best[end] = found
    return best[-1]


@cache
def _longest() -> int:
    return max(map(len, _words()))


@cache
def _words() -> dict[str, _Word]:
    words = {
        chinese: _Word(known.en[0])
        for known in INDICATORS.values()
        if known.en
        for chinese in known.zh[:1]
    }
    return words | dict(_rows())


@cache
def _chinese() -> dict[str, str]:
    """English names -> Chinese: of the indicators, and of the words that stand alone."""
    names = {word.english.lower(): chinese for chinese, word in _rows() if not word.front}
    return names | {
        english.lower(): known.zh[0]
        for known in INDICATORS.values()
        if known.zh
        for english in known.en
    }


def _rows() -> Iterator[tuple[str, _Word]]:
    text = files("rag.language").joinpath("gloss_terms.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            forms, english = line.split("|")
            word = _Word(english.strip(), forms.startswith("<"), forms.startswith("~"))
            for form in forms.lstrip("<~").split():
                yield form, word


@lru_cache(maxsize=4096)
def place_in(name: str, language: Language) -> str | None:
    """A place by its name in `language`; None where it has none that we know."""
    known = place_named(name)
    if known is not None:
        return (known.english[0] if known.english else None) if language == "en" else known.short
    if language == "zh":
        return name if _HAN_WORD.search(name) else None
    word = _words().get(name)
    return word.english if word else _spelled(name)


def _spelled(name: str) -> str | None:
    """澄川市 -> Chengchuan City: as it is spoken, and what kind of place it is."""
    for suffix, kind in _KINDS_OF_PLACE:
        stem = name.removesuffix(suffix)
        if stem != name and 1 < len(stem) <= 4 and all(map(_HAN_WORD.match, stem)):
            return f"{''.join(syllables(stem)).capitalize()} {kind}"
    return None
