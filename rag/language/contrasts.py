"""Contrasts: what stands side by side and is not each other: town and country, imports and exports.

The table is contrasts.txt: a group a line, its members parted by |, each with its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from rag.language.places import places_in
from rag.language.simplified import simplified

_LATIN = re.compile(r"[a-z]+")
_Group = tuple[frozenset[str], ...]


def contrary(claim: str, quoted: str) -> bool:
    """Whether `claim` names something where `quoted` names only what stands beside it: exports
    where it names imports."""
    said, given = _read(claim), _read(quoted)
    return any(
        (members := _named(group, said)) and (others := _named(group, given)) and members - others
        for group in _groups()
    )


@lru_cache(maxsize=4096)
def names_the_same(word: str, quoted: str) -> bool:
    """Whether `quoted` has another word for what `word` alone names: 农民, 农村居民."""
    said, given = _read(word), _read(quoted)
    return any(_named(group, said) & _named(group, given) for group in _groups())


def _read(text: str) -> tuple[str, str]:
    """The text without English and names of places, and its English words, each between
    spaces."""
    for mention in reversed(places_in(text)):
        text = f"{text[: mention.span.start]} {text[mention.span.end :]}"
    plain = simplified(text).lower()
    return _LATIN.sub(" ", plain), f" {' '.join(_LATIN.findall(plain))} "


def _named(group: _Group, text: tuple[str, str]) -> set[int]:
    """The numbers of the members of a group that a text names."""
    chinese, english = text
    return {
        number
        for number, member in enumerate(group)
        if any(_stands(word, chinese, english) for word in member)
    }


def _stands(word: str, chinese: str, english: str) -> bool:
    return f" {word.replace('-', ' ')} " in english if word.isascii() else word in chinese


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(_lines())


def _lines() -> Iterator[_Group]:
    text = files("rag.language").joinpath("contrasts.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(frozenset(member.split()) for member in line.split("|"))
