"""Numbers in words, which are no figures: two bridges, 三座, over a decade."""

from __future__ import annotations

import re

from rag.language.numerals import english_value, han_value

_HAN = re.compile(
    r"(?<![第零〇一二三四五六七八九十百千“])[二两三四五六七八九十百]+(?=[年个项届次条大类种座家位名月天日期批轮届部倍])"
)
_ENGLISH = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|twice|double[ds]?|triple[ds]?|half|halv(?:e|es|ed|ing)|decades?|dozens?"
    r"|quarter)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_DECADES = re.compile(r"\b(?P<many>two|three|four|five|six|seven) decades\b", re.IGNORECASE)
# Words for a number that a sentence need not have as one.
_OTHERS = (
    (re.compile(r"半"), 0.5), (re.compile(r"半年"), 6.0), (re.compile(r"首|\bfirst\b", re.I), 1.0),
    (re.compile(r"\bsecond\b", re.I), 2.0), (re.compile(r"\bthird\b", re.I), 3.0),
    (re.compile(r"双|两|\bboth\b", re.I), 2.0),
    (re.compile(r"翻番|翻一番|\bdoubled?\b", re.I), 1.0),
)  # fmt: skip
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_AS_NUMBER = {
    "twice": 2.0, "double": 2.0, "doubled": 2.0, "doubles": 2.0, "triple": 3.0, "tripled": 3.0,
    "triples": 3.0, "half": 0.5, "halve": 0.5, "halves": 0.5, "halved": 0.5, "halving": 0.5,
    "decade": 10.0, "decades": 10.0, "dozen": 12.0, "dozens": 12.0, "quarter": 0.25,
    "hundred": 100.0,
}  # fmt: skip


def number_words(text: str) -> set[float]:
    """The values of the number words of a text."""
    found = {float(value) for word in _HAN.findall(text) if (value := han_value(word)) is not None}
    found |= {float(digits) for digits in _ORDINAL.findall(text)}
    for match in _DECADES.finditer(text):
        found.add(10.0 * (english_value(match["many"].lower()) or 0))
    for match in _ENGLISH.finditer(_DECADES.sub(" ", text)):
        word = match.group().lower()
        value = _AS_NUMBER.get(word) or english_value(word)
        if value is not None:
            found.add(float(value))
    return found


def numbers(text: str) -> set[float]:
    """The values of all numbers of a text, in digits or in words."""
    others = {value for pattern, value in _OTHERS if pattern.search(text)}
    return number_words(text) | others | {float(digits) for digits in _DIGITS.findall(text)}
