"""Folds traditional characters, one for one, so that positions hold in both."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_FILE = "traditional.txt"
# The only character of the fold that simplified texts use too: 著名 is not 着名.
_IN_BOTH = "著"


def simplified(text: str) -> str:
    """`text` in simplified characters, as long as it was."""
    return text.translate(_fold()) if _traditional().search(text) else text


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _fold()))}]")


@cache
def _fold() -> dict[int, str]:
    folder = files("rag.models") / "bilingual"
    traditional, simple = (folder / _FILE).read_text(encoding="utf-8").split()
    pairs = zip(map(ord, traditional), simple, strict=True)
    return {code: character for code, character in pairs if code != ord(_IN_BOTH)}
