"""Numbers that stand for a few: 三、四十年前 is three or four decades ago, 4、5月间 is April
to May. A line that begins with one is no heading, no item of a list and no paragraph of its own."""

from __future__ import annotations

_PAIRS = "|".join(f"{a}、{b}" for a, b in zip("一二三四五六七八", "二三四五六七八九", strict=True))
_DIGIT_PAIRS = "|".join(f"{number}、{number + 1}" for number in range(1, 12))
_UNITS = (
    "年|个|天|月|人|次|岁|户|家|成|倍|里|亩|公里|周|位|名|期工程|线城市|线的|级[医公响]|季度"
    "|等[奖功]|类[地市区]|代人|楼层?|审"
)
# The pattern of one, to be looked ahead for where a number and 、 begin a line.
ROUGHLY = (
    rf"(?:十?(?:{_PAIRS})[十百千万]?[多余来几]?(?:{_UNITS})"
    r"|一、二、三(?:次)?产业"
    rf"|(?:{_DIGIT_PAIRS})(?:月|季度|号线|个月|岁|级))"
)
