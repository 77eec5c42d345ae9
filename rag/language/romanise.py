"""A text and names in, those that the text names in Chinese or in pinyin, and where, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rag.types import Span

# What may be left off the name of a place: 明湖区 is also 明湖, "Minghu District" also "Minghu".
_PLACE_SUFFIX = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{1,3}族)*自治[区州县]|特别行政区|[省市区县州盟镇乡])$"
)
_ENGLISH_SUFFIX = re.compile(r" (?:city|county|district|province|municipality|prefecture)$")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,}")
_SHORTEST = 2  # Han characters
# One short syllable pair such as "he an" would be met by chance.
_SHORTEST_SPOKEN = 5  # letters


def names_in(text: str, names: Iterable[str]) -> dict[str, Span]:
    """Those of `names` that stand in `text`, and where first: whole, without their suffix (明湖
    for 明湖区), or in pinyin without tones, joined or apart ("Minghu", "Ming Hu")."""
    found = ((name, next(_places(text, name), None)) for name in dict.fromkeys(names))
    return {name: span for name, span in found if span is not None}


def spoken_key(name: str) -> str:
    """What the names of one place in both scripts share: 明湖区 and Minghu District, "minghu"."""
    if _HAN_NAME.fullmatch(name) is None:
        return _ENGLISH_SUFFIX.sub("", name.lower()).replace(" ", "")
    return "".join(_syllables(_PLACE_SUFFIX.sub("", name)))


def _places(text: str, name: str) -> Iterator[Span]:
    for form in _written(name):
        start = text.find(form)
        if start >= 0:
            yield Span(start, start + len(form))
    if re.search(r"[A-Za-z]", text):
        for form in _spoken(name):
            match = re.search(rf"\b{form}\b", text, re.IGNORECASE)
            if match:
                yield Span(match.start(), match.end())


@lru_cache(maxsize=4096)
def _written(name: str) -> tuple[str, ...]:
    """The name as it is, the last part of it (明湖区 of 云溪市明湖区), and both without suffix."""
    parts = [name, *re.findall(r"[^省市州区县]+[市州区县]$", name)]
    short = [_PLACE_SUFFIX.sub("", part) for part in parts]
    return tuple(form for form in (*parts, *short) if len(form) >= _SHORTEST)


@lru_cache(maxsize=4096)
def _spoken(name: str) -> tuple[str, ...]:
    """A pattern for the pinyin of each written form, its syllables joined or apart; for a name
    that is not Chinese, of itself and of it without its suffix."""
    if _HAN_NAME.fullmatch(name) is None:
        whole = name.lower()
        return tuple(re.escape(form) for form in (whole, _ENGLISH_SUFFIX.sub("", whole)))
    forms = [_syllables(form) for form in _written(name)]
    long_enough = [form for form in forms if len("".join(form)) >= _SHORTEST_SPOKEN]
    return tuple(dict.fromkeys("[ -]?".join(form) for form in long_enough))


def _syllables(name: str) -> list[str]:
    from pypinyin import lazy_pinyin  # 0.2 s to import, needed by few questions

    return lazy_pinyin(name)
