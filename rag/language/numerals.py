"""Reads the value of a number that is written in digits, in Chinese or in English words."""

from __future__ import annotations

import re

_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "壹": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
           "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
# 廿四 is 24; on its own it is 20.
_TENS_IN_ONE = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})
SMALL_HAN = "一二三四五六七八九十廿卅卌"
# Lengths are bounded so that a line of nothing but 一 is read in linear time.
# 千 of 千瓦 and 百 of 百分 belong to the next word.
HAN_NUMERAL = (
    r"(?:[零〇○一二两三四五六七八九十廿卅卌万亿]|千(?![瓦米克伏卡])|百(?![分姓货强])){1,20}"
    r"(?:点[零〇○一二三四五六七八九]{1,9})?"
)

_UP_TO_NINETEEN = """zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen"""
_ONES = {word: number for number, word in enumerate(_UP_TO_NINETEEN.split())}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
ENGLISH_NUMERAL = (
    r"(?=[zotfsenZOTFSEN])"
    rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(list(_ONES)[1:10])}))?|{'|'.join(_ONES)})"
)
# Three and a half million; the article counts only before a large number: a year is no figure.
_LARGE_ENGLISH = r"(?= (?:(?:hundred )?million|billion|trillion)(?![a-z]))"
ENGLISH_COMPOUND = (
    rf"(?:{ENGLISH_NUMERAL}(?: hundred(?: and)? {ENGLISH_NUMERAL}(?![a-z-])| and a half)?"
    rf"|half an?{_LARGE_ENGLISH}|an?(?:{_LARGE_ENGLISH}| hundred(?: and)? {ENGLISH_NUMERAL}))"
)
VULGAR_FRACTIONS = dict(
    zip(
        "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
        (1 / 2, 1 / 4, 3 / 4, 1 / 3, 2 / 3, 1 / 5, 2 / 5, 3 / 5, 4 / 5, 1 / 6, 5 / 6,
         1 / 8, 3 / 8, 5 / 8, 7 / 8),
        strict=True,
    )
)  # fmt: skip
VULGAR = "".join(VULGAR_FRACTIONS)
_MIXED = re.compile(
    rf"(?P<whole>[\d,， ]*?)[ -]?(?:(?P<sign>[{VULGAR}])|(?P<top>\d)/(?P<bottom>\d))"
)


def digits_value(text: str) -> float:
    """`1,222.5` -> 1222.5, `75 000` -> 75000, `12.345.678` -> 12345678, `3½` and `3 1/2` -> 3.5."""
    if mixed := _MIXED.fullmatch(text):
        parts = mixed["sign"] and VULGAR_FRACTIONS[mixed["sign"]]
        part = parts or int(mixed["top"]) / int(mixed["bottom"])
        return float(re.sub(r"\D", "", mixed["whole"]) or 0) + part
    plain = re.sub(r"[,， ]", "", text).replace("·", ".")
    return float(plain.replace(".", "") if plain.count(".") > 1 else plain)


def han_value(text: str) -> float | None:
    """`一千二百` -> 1200, `二点五` -> 2.5, `二〇二五` -> 2025; None for other
    texts, such as 三五 (three or five) or a bare 千."""
    whole, _, decimals = text.translate(_TENS_IN_ONE).partition("点")
    value = _read_by_digits(whole) if len(whole) > 2 else None
    if value is None:
        value = _positional(whole)
    if value is None or not decimals:
        return value
    return value + sum(
        _DIGITS[digit] * 10.0**-place for place, digit in enumerate(decimals, start=1)
    )


def _read_by_digits(text: str) -> float | None:
    if any(character not in _DIGITS or character == "两" for character in text):
        return None
    return float("".join(str(_DIGITS[character]) for character in text))


def _positional(text: str) -> float | None:
    """千百十 place by place; None where two digits or two equal places meet."""
    total = section = 0.0
    digit: int | None = None
    last_small, last_large = 10_000, float("inf")
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _SMALL:
            if _SMALL[character] >= last_small:
                return None
            last_small = _SMALL[character]
            section += (1 if digit is None or digit == 0 else digit) * last_small
            digit = None
        else:
            section += digit or 0
            if character == "万" and section and _LARGE[character] < last_large:
                total += section * 10_000
            elif character == "亿" and (total or section):
                total = (total + section) * 100_000_000
            else:
                return None
            last_large = min(last_large, _LARGE[character]) if character == "万" else 10**8
            section, digit, last_small = 0.0, None, 10_000
    return total + section + (digit or 0)


def english_value(text: str) -> float | None:
    """`twenty-five` -> 25, `a hundred and five` -> 105, `two and a half` -> 2.5, `half a` -> 0.5,
    `a` -> 1; None for another word."""
    words = text.lower()
    if words in ("a", "an", "half a", "half an"):
        return 0.5 if words.startswith("half") else 1.0
    if words.endswith(" and a half"):
        whole = english_value(words.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    hundreds, is_compound, rest = words.partition(" hundred ")
    if is_compound:
        first, second = english_value(hundreds), english_value(rest.removeprefix("and "))
        return None if first is None or second is None else 100 * first + second
    return _below_hundred(words)


def _below_hundred(text: str) -> float | None:
    tens, _, ones = text.partition("-")
    if tens in _TENS and (not ones or ones in _ONES):
        return float(_TENS[tens] + _ONES.get(ones, 0))
    return float(_ONES[tens]) if tens in _ONES and not ones else None
