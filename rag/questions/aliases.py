"""A question in, what else the things that it names are called in official language out.

Abbreviations and everyday names share no word with their official ones, and too few texts set them
side by side for a model to learn it.
"""

from __future__ import annotations

import re

# (how people ask, how reports write); a report may also use the short form.
_NAMES = (
    (r"PM_?2[.．]5", "细颗粒物"),
    (r"细颗粒物|fine particulates?", "PM2.5"),
    (
        r"\bGDP\b|\bGRP\b|经济(?:增长|增速|总量|规模|下滑|萎缩)|经济[^，。？]{0,8}增长"
        r"|\beconom(?:y|ic)\b.{0,20}\b(?:gr[eo]w\w*|expand\w*|shr[aiu]nk\w*|size)"
        r"|(?:faster|slower) growth\b"
        r"|\b(?:which|who)\b(?: \w+)? gr[eo]w(?:s|ing)? (?:faster|slower|more|less)\b"
        r"|(?:谁|哪[个一省市区]省?)增长得?更?[快慢]"
        r"|\bgrowth (?:target|goal|rate)s?\b(?! (?:for|of|in) (?!20))",
        "生产总值",
    ),
    (r"\bA\.?I\.?\b(?!-)|artificial intelligence", "人工智能"),
    (r"nuclear (?:power|plant|energy|reactor)", "核电"),
    (r"(?<!-)\bjobs\b|\bemployment\b", "就业"),
    (r"\bCPI\b|通胀|物价|inflation", "居民消费价格"),
    (r"社零|retail sales", "社会消费品零售总额"),
    (r"\bR&D\b|研发投入", "研究与试验发展"),
    (r"财政收入|budget revenue", "一般公共预算收入"),
    (r"拆违", "拆除违法建设"),
    (r"违建|违章建筑|illegal buildings?", "违法建设"),
    (r"规上", "规模以上"),
    (r"外贸|foreign trade", "进出口"),
    (r"\bNEVs?\b|电动车|electric (?:cars?|vehicles?)", "新能源汽车"),
    (r"公租房|保障房|affordable housing|social housing", "保障性住房"),
    (r"地铁|subway|\bmetro\b", "轨道交通"),
    (r"高铁|high-speed rail(?:way)?", "高速铁路"),
)
_PATTERNS = tuple((re.compile(asked, re.IGNORECASE), official) for asked, official in _NAMES)


# Reports wrote years in Chinese numerals until the end of the nineties.
_OLD_YEAR = re.compile(r"(?<!\d)19[4-9]\d(?!\d|['’]?s\b|年代)")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def other_names(question: str) -> tuple[str, ...]:
    """Official names that the question means and does not use, in the order of the list."""
    names = [
        official
        for asked, official in _PATTERNS
        if official not in question and asked.search(question)
    ]
    return (*names, *_old_years(question))


def _old_years(question: str) -> list[str]:
    """1978 as reports of the time write it: 一九七八."""
    years = [found.translate(_NUMERALS) for found in _OLD_YEAR.findall(question)]
    return [year for year in dict.fromkeys(years) if year not in question]
