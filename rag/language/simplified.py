"""Folds traditional characters and years in numerals, one for one, so that positions hold in
both."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_FILE = "traditional.txt"
_YEAR = re.compile(
    r"(?<![一二三四五六七八九〇○零\d])(?:一[八九]|二[〇○零0０])[一二三四五六七八九〇○零0０]{2}"
    r"(?=年|[—–－\-~至到](?:一九|二[〇○零0０]))"
)
_BEGINNINGS = ("一九", "一八", "二〇", "二○", "二零", "二0", "二０")
_DIGITS = str.maketrans("一二三四五六七八九〇○零０", "1234567890000")
# The only character of the fold that simplified texts use too: 著名 is not 着名.
_IN_BOTH = "著"


def simplified(text: str) -> str:
    """`text` in simplified characters, as long as it was."""
    return text.translate(_fold()) if _traditional().search(text) else text


def with_years_in_digits(text: str) -> str:
    """`text` with 一九五八年 as 1958年."""
    if not any(beginning in text for beginning in _BEGINNINGS):
        return text
    return _YEAR.sub(lambda match: match.group().translate(_DIGITS), text)


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _fold()))}]")


@cache
def _fold() -> dict[int, str]:
    folder = files("rag.models") / "bilingual"
    traditional, simple = (folder / _FILE).read_text(encoding="utf-8").split()
    pairs = zip(map(ord, traditional), simple, strict=True)
    return {code: character for code, character in pairs if code != ord(_IN_BOTH)}
