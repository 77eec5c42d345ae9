"""Figures, dates and ranks for a word-for-word gloss: 14.2万亿元 is 14.2 trillion yuan, $50 billion
is 500亿美元. Every number is exact; a unit without a row stays as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from rag.language.numerals import han_value
from rag.language.wordlists import any_of

_SCALES = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
}
_ENGLISH_COUNTING = ((12, "trillion"), (9, "billion"), (6, "million"))
_CHINESE_COUNTING = ((12, "万亿"), (8, "亿"), (4, "万"))
# Chinese unit -> English; "" for a word that only counts.
_UNITS = {
    "元": "yuan", "元人民币": "yuan", "美元": "US dollars", "欧元": "euros",
    "港元": "HK dollars", "人": "people", "人次": "visits", "名": "people", "位": "",
    "户": "households", "家": "", "个": "", "项": "", "件": "", "所": "", "座": "", "条": "",
    "张": "", "处": "", "台": "", "种": "kinds", "次": "times", "倍": "times", "批": "batches",
    "场": "", "部": "", "支": "", "套": "homes or sets", "间": "rooms", "辆": "vehicles",
    "架": "aircraft", "艘": "ships", "列": "trains", "吨": "tonnes",
    "斤": "jin (half kilograms)", "公斤": "kilograms", "千克": "kilograms",
    "亩": "mu (1/15 hectare)", "公顷": "hectares", "平方公里": "square kilometers",
    "平方米": "square meters", "立方米": "cubic meters", "公里": "kilometers", "米": "meters",
    "千瓦": "kilowatts", "千瓦时": "kilowatt-hours", "标准箱": "TEU", "床位": "beds",
    "岁": "years of age", "年": "years", "个月": "months", "天": "days", "周年": "anniversary",
    "小时": "hours", "分钟": "minutes", "个百分点": "percentage points",
    "百分点": "percentage points", "微克/立方米": "µg/m³", "户次": "household visits",
    "个工作日": "working days", "颗": "", "枚": "", "株": "plants", "头": "head",
}  # fmt: skip
# 2023，2024年 are two numbers.
_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_YEAR = r"(?:1[89]|20)\d\d"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
# Digits of full width, one for one, so that places stay.
HALF_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_HAN_NUMERAL = r"[零〇○0一二三四五六七八九十百千万亿]"
# Numbers in characters as older reports write them: a year, a share, an amount of a known unit. One
# character alone is no amount: 一个, 两个.
HAN_FIGURE = (
    r"[一二][零〇○0一二三四五六七八九]{3}年|百分之[零〇一二三四五六七八九十百]"
    rf"|[零〇一二三四五六七八九十百千]{{1,8}}(?:点[零〇一二三四五六七八九]+)?[万亿]|{_HAN_NUMERAL}{{3,12}}(?:元|人|吨|斤|亩|户)"
)
# Chinese patterns; what none of them matches is no figure.
CHINESE_FIGURE = re.compile(
    r"(?P<han_year>[一二][零〇○0一二三四五六七八九]{3})年"
    r"|百分之(?P<han_share>[零〇一二三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?)"
    r"|(?P<han_amount>[零〇一二三四五六七八九十百千]{1,8}(?:点[零〇一二三四五六七八九]+)?[万亿]{1,2}|[零〇一二三四五六七八九十百千万]{3,12}(?=元|人|吨|斤|亩|户))"
    rf"(?P<han_unit>{any_of(_UNITS)})?"
    rf"|(?P<years>(?P<since>{_YEAR})年?\s?[—–~～至-]+\s?(?P<until>{_YEAR})年)"
    # 2000年来 is for two thousand years, 2025年来 since 2025.
    rf"|(?P<date>(?!\d\d00年[前来间])(?P<y>{_YEAR})年(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[12]\d|3[01]|0?[1-9])日)?)?)"
    r"|(?P<day>(?P<m2>1[0-2]|[1-9])月(?P<d2>[12]\d|3[01]|[1-9])日)"
    r"|第(?P<rank>\d+)(?P<ranked>位|名|次|届|个|批|条)?"
    rf"|(?P<low>{_NUMBER})(?:\s?[—–~～至-]+\s?(?P<high>{_NUMBER}))?\s?(?P<percent>[%％‰])"
    rf"|(?P<from>{_NUMBER})(?:\s?[—–~～至-]+\s?(?P<to>{_NUMBER}))?\s?(?P<scale>{any_of(_SCALES)})?"
    rf"(?P<more>[多余])?(?P<unit>{any_of(_UNITS)})?"
)
ENGLISH_FIGURE = re.compile(
    r"(?P<money>\$\s?)?(?P<number>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    r"(?:[ -]?(?P<scale>thousand|million|billion|trillion)\b)?"
    r"(?:\s?(?P<percent>%|percent\b|per cent\b))?(?P<dollars>\s?dollars\b)?",
    re.IGNORECASE,
)
_ENGLISH_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def in_english(match: re.Match[str]) -> str:
    """A match with the groups of CHINESE_FIGURE in English. What has no one value (七八万人) stays
    as it is written."""
    for group, written in _WRITTEN:
        if match[group]:
            return written(match)
    return _amount(match)


def _han_year(match: re.Match[str]) -> str:
    year = han_value(match["han_year"].replace("○", "〇").replace("0", "〇"))
    return match.group() if year is None else f"{year:.0f}"


def _han_share(match: re.Match[str]) -> str:
    share = _exact(match["han_share"])
    return match.group() if share is None else f"{_plain(share)}%"


def _han_amount(match: re.Match[str]) -> str:
    amount = _exact(match["han_amount"])
    if amount is None:
        return match.group()
    return f"{_counted(amount)} {_UNITS.get(match['han_unit'] or '', '')}".rstrip()


def _exact(numeral: str) -> Decimal | None:
    """A number in characters: 四十七点三万亿 is 47300000000000; None where it is no one number."""
    number = numeral.rstrip("万亿") if "点" in numeral else numeral
    value = han_value(number)
    zeros = _SCALES.get(numeral.removeprefix(number), 0)
    return None if value is None else Decimal(f"{value:.12g}").scaleb(zeros)


def _years(match: re.Match[str]) -> str:
    return f"{match['since']}–{match['until']}"


def _date(match: re.Match[str]) -> str:
    month = _MONTHS[int(match["m"]) - 1] if match["m"] else ""
    return " ".join(filter(None, (match["d"], month, match["y"])))


def _day(match: re.Match[str]) -> str:
    return f"{match['d2']} {_MONTHS[int(match['m2']) - 1]}"


def _rank(match: re.Match[str]) -> str:
    return f"no. {match['rank']}"


def _percent(match: re.Match[str]) -> str:
    sign = "%" if match["percent"] in "%％" else "‰"
    high = f"–{match['high']}{sign}" if match["high"] else ""
    return f"{match['low']}{'' if high else sign}{high}"


def _amount(match: re.Match[str]) -> str:
    zeros = _SCALES.get(match["scale"] or "", 0)
    ends = [_decimal(end).scaleb(zeros) for end in (match["from"], match["to"]) if end]
    words = " to ".join(_counted(end) for end in ends)
    unit = match["unit"]
    if unit in _SINGULAR and ends == [Decimal(1)]:
        shown = _SINGULAR[unit]
    else:
        shown = _UNITS.get(unit or "", "")
    more = "more than " if match["more"] else ""
    return f"{more}{words} {shown}".rstrip()


_SINGULAR = {"年": "year", "人": "person", "个月": "month", "天": "day"}
_WRITTEN: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    ("han_year", _han_year), ("han_share", _han_share), ("han_amount", _han_amount),
    ("years", _years), ("date", _date), ("day", _day), ("rank", _rank), ("percent", _percent),
)  # fmt: skip


def in_chinese(match: re.Match[str]) -> str:
    """A match with the groups of ENGLISH_FIGURE in Chinese."""
    number = _decimal(match["number"])
    if match["percent"]:
        return f"{match['number']}%"
    zeros = _ENGLISH_SCALES.get((match["scale"] or "").lower(), 0)
    money = "美元" if match["money"] or match["dollars"] else ""
    if not zeros and not money:
        return match["number"]
    whole = number.scaleb(zeros)
    for size, words in _CHINESE_COUNTING:
        if whole >= Decimal(10) ** size:
            return f"{_plain(whole.scaleb(-size))}{words}{money}"
    return f"{_plain(whole)}{money}"


def _counted(number: Decimal) -> str:
    for size, words in _ENGLISH_COUNTING:
        if number >= Decimal(10) ** size:
            return f"{_plain(number.scaleb(-size))} {words}"
    whole = _plain(number)
    return f"{Decimal(whole):,}" if number >= 10_000 else whole


def _decimal(digits: str) -> Decimal:
    return Decimal(re.sub("[,，]", "", digits))


def _plain(number: Decimal) -> str:
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
