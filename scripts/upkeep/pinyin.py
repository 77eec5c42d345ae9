"""The maker of rag/language/pinyin.txt, which gives the reading of a Chinese name.

It holds the dictionary of pypinyin, so that speechrag need not load pypinyin.

    .venv/bin/python scripts/upkeep/pinyin.py
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

TARGET = Path(__file__).resolve().parents[2] / "rag/language/pinyin.txt"
CHARACTERS = range(0x4E00, 0xA000)


def syllables() -> list[str]:
    """`chong 冲充…` for each syllable."""
    found: dict[str, str] = defaultdict(str)
    for character in map(chr, CHARACTERS):
        (syllable,) = lazy_pinyin(character)
        if syllable != character:
            found[syllable] += character
    return [f"{syllable} {found[syllable]}" for syllable in sorted(found)]


def phrases() -> list[str]:
    """`重庆 chong qing`, and `一心` alone."""
    found = []
    for phrase in sorted(PHRASES_DICT):
        read = lazy_pinyin(phrase)
        alone = [syllable for character in phrase for syllable in lazy_pinyin(character)]
        found.append(phrase if read == alone else " ".join([phrase, *read]))
    return found


if __name__ == "__main__":
    TARGET.write_text("\n".join([*syllables(), "", *phrases(), ""]), encoding="utf-8")
