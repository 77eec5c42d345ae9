"""A text and Chinese names in, those that the text names in Chinese or in pinyin out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# What may be left off the name of a place: 明湖区 is also 明湖, "Minghu District" also "Minghu".
_PLACE_SUFFIX = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{1,3}族)*自治[区州县]|特别行政区|[省市区县州盟镇乡])$"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,}")
_SHORTEST = 2


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that stand in `text`: whole, without their suffix (明湖 for 明湖区), or in
    pinyin without tones, joined or spaced ("Minghu", "Ming Hu", "Gong Zheng")."""
    words = " ".join(re.findall(r"[a-z]+", text.lower()))
    return tuple(
        name
        for name in dict.fromkeys(names)
        if any(form in text for form in _written(name))
        or (words and any(f" {form} " in f" {words} " for form in _spoken(name)))
    )


def _written(name: str) -> tuple[str, ...]:
    """The name as it is, the last part of it (明湖区 of 云溪市明湖区), and both without suffix."""
    parts = [name, *re.findall(r"[^省市州区县]+[市州区县]$", name)]
    short = [_PLACE_SUFFIX.sub("", part) for part in parts]
    return tuple(form for form in (*parts, *short) if len(form) >= _SHORTEST)


@lru_cache(maxsize=4096)
def _spoken(name: str) -> tuple[str, ...]:
    """Lower-case pinyin of each written form: one word, a word a character, surname apart; the
    name itself in lower case if it is not Chinese."""
    if _HAN_NAME.fullmatch(name) is None:
        return (" ".join(re.findall(r"[a-z]+", name.lower())),)
    from pypinyin import lazy_pinyin  # 0.2 s to import, needed by few questions

    spoken = []
    for form in _written(name):
        syllables = lazy_pinyin(form)
        spoken += ["".join(syllables), " ".join(syllables)]
        if len(syllables) > _SHORTEST:
            spoken.append(f"{syllables[0]} {''.join(syllables[1:])}")
    # One short syllable pair such as "he an" would be met by chance.
    return tuple(dict.fromkeys(form for form in spoken if len(form) > 4))
