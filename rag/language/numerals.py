"""Reads the value of a number that is written in digits, in Chinese or in English words."""

from __future__ import annotations

import re

_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "壹": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
           "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
# Lengths are bounded so that a line of nothing but 一 is read in linear time.
# 千 of 千瓦 and 百 of 百分 belong to the next word.
HAN_NUMERAL = (
    r"(?:[零〇○一二两三四五六七八九十万亿]|千(?![瓦米克伏卡])|百(?![分姓货强])){1,20}"
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
    rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(list(_ONES)[1:10])}))?|{'|'.join(_ONES)})"
)


def digits_value(text: str) -> float:
    """`1,222.5` -> 1222.5; commas of either width and spaces between digits are left out."""
    return float(re.sub(r"[,， ]", "", text).replace("·", "."))


def han_value(text: str) -> float | None:
    """`一千二百` -> 1200, `二点五` -> 2.5, `二〇二五` -> 2025; None for other
    texts, such as 三五 (three or five) or a bare 千."""
    whole, _, decimals = text.partition("点")
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
    """`twenty-five` -> 25; None for another word."""
    tens, _, ones = text.lower().partition("-")
    if tens in _TENS and (not ones or ones in _ONES):
        return float(_TENS[tens] + _ONES.get(ones, 0))
    return float(_ONES[tens]) if tens in _ONES and not ones else None
