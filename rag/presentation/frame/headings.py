"""Headings of speeches in the reader's language: the usual ones by a small grammar (2025年工作回顾
is "Review of 2025"), others word for word; the number in front stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rag.language.numerals import han_value
from rag.language.word_glosses import word_for_word
from rag.presentation.frame.words import FrameWords
from rag.types.text import Language

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
# The number of a heading, and how it is written in English; {} is the number.
_NUMBERED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?P<n>{_NUMERAL})、\s*"), "{}. "),
    (re.compile(rf"[（(](?P<n>{_NUMERAL})[）)]\s*"), "({}) "),
    (re.compile(rf"第(?P<n>{_NUMERAL})部分[:：、\s]*"), "Part {}: "),
    (re.compile(rf"第(?P<n>{_NUMERAL})[，,、:：]\s*"), "{}) "),
    (re.compile(rf"(?P<n>{_NUMERAL})是"), "{}) "),
    (re.compile(r"(?P<n>\d{1,2})[.．、]\s*"), "{}. "),
)
_YEAR = r"\d{4}年"
_PLAN = '[“"]?(?:十一五|十二五|十三五|十四五|十五五|十六五)[”"]?(?:时期|期间|规划)?'
_PERIOD = (
    rf"(?:{_YEAR}|{_PLAN}|过去[一五二三]年|[一五]年来|今年|去年|明年|今后五年|未来五年|下一步|当前)"
)
_PERIODS = {
    "过去一年": "the past year", "一年来": "the past year", "过去五年": "the past five years",
    "五年来": "the past five years", "过去三年": "the past three years", "今年": "this year",
    "过去二年": "the past two years", "去年": "last year", "明年": "next year",
    "今后五年": "the next five years", "未来五年": "the next five years", "下一步": "the next step",
    "当前": "the present",
}  # fmt: skip
_PLANS = {"十一五": "11th", "十二五": "12th", "十三五": "13th", "十四五": "14th", "十五五": "15th",
          "十六五": "16th"}  # fmt: skip
# The usual headings: English, and what stands between it and a period that goes before it.
USUAL_HEADINGS: dict[str, tuple[str, str]] = {
    "工作回顾": ("Review", "of"),
    "政府工作回顾": ("Review of the government's work", "in"),
    "工作的回顾": ("Review", "of"),
    "国内工作的回顾": ("Review of domestic work", "in"),
    "工作": ("Work", "in"),
    "主要工作": ("Main work", "in"),
    "工作安排": ("Plan of work", "for"),
    "主要工作安排": ("Plan of main work", "for"),
    "工作总体部署": ("Overall plan of work", "for"),
    "工作总体安排": ("Overall plan of work", "for"),
    "工作总体要求": ("Overall requirements for the work", "in"),
    "工作总体要求和主要目标": ("Overall requirements and main targets", "for"),
    "工作总体要求和主要任务": ("Overall requirements and main tasks", "for"),
    "工作部署": ("Plan of work", "for"),
    "工作建议": ("Proposals for the work", "in"),
    "工作打算": ("Plan of work", "for"),
    "工作任务": ("Tasks", "for"),
    "工作重点": ("Priorities", "for"),
    "政府工作任务": ("Tasks of the government", "for"),
    "政府工作的建议": ("Proposals for the government's work", "in"),
    "重点工作": ("Key work", "in"),
    "重点工作任务": ("Key tasks", "for"),
    "重点任务": ("Key tasks", "for"),
    "主要任务": ("Main tasks", "for"),
    "目标任务": ("Targets and tasks", "for"),
    "主要目标任务": ("Main targets and tasks", "for"),
    "主要目标": ("Main targets", "for"),
    "主要预期目标": ("Main targets", "for"),
    "预期目标": ("Targets", "for"),
    "发展目标": ("Development targets", "for"),
    "工作目标": ("Targets of the work", "for"),
    "总体目标": ("Overall targets", "for"),
    "总体要求": ("Overall requirements", "for"),
    "总体思路": ("General approach", "for"),
    "指导思想": ("Guiding thought", "for"),
    "基本原则": ("Basic principles", "for"),
    "发展成就": ("Achievements", "of"),
    "主要成就": ("Main achievements", "of"),
    "经济社会发展总体要求和政策取向": (
        "Overall requirements and policy orientation for economic and social development", "in"),
    "经济社会发展主要目标": ("Main targets of economic and social development", "for"),
    "经济社会发展主要预期目标": ("Main targets of economic and social development", "for"),
    "存在的问题": ("Problems", "of"),
    "困难和问题": ("Difficulties and problems", "of"),
    "加强政府自身建设": ("Strengthening self-improvement of the government", "in"),
    "全面加强政府自身建设": ("Strengthening self-improvement of the government", "in"),
    "保障措施": ("Supporting measures", "for"),
    "组织实施": ("Organization and implementation", "for"),
    "加强组织领导": ("Strengthening leadership and organization", "for"),
    "附件": ("Annex", "of"),
    "名词解释": ("Explanation of terms", "of"),
    "结束语": ("Conclusion", "of"),
}  # fmt: skip
_NOUNS = "|".join(sorted(USUAL_HEADINGS, key=len, reverse=True))
_USUAL = re.compile(
    rf"(?:(?:关于|对)?(?P<period>{_PERIOD}(?:[和及与]{_PERIOD})?)的?)?"
    rf"(?P<nouns>(?:{_NOUNS})(?:[和及与、](?:{_NOUNS}))*)(?P<n>\d*)"
)
# 十四五 achievements and 十五五 targets in one heading.
_TWO = re.compile(rf"(?P<first>{_PERIOD}.+?)[和及与](?P<second>{_PERIOD}.+)")
_ROMAN = re.compile(r"[IVXLC]+\.?$")
_ENGLISH_USUAL = {
    "introduction": "引言", "conclusion": "结语", "the economy": "经济",
    "foreign policy": "外交政策",
    "national security": "国家安全", "defense": "国防", "energy": "能源", "education": "教育",
    "overview": "概述", "review of the past year": "过去一年工作回顾", "main targets": "主要目标",
    "annex": "附件", "appendix": "附录",
}  # fmt: skip


@lru_cache(maxsize=4096)
def heading_in(heading: str, language: Language) -> FrameWords | None:
    """One heading in `language`, the other one; None where nothing of it is known."""
    if language == "zh":
        return _chinese(heading.strip())
    number, words = _numbered(heading.strip())
    usual = _usual(words)
    if usual:
        return FrameWords(_capital(number + usual), "names")
    told = word_for_word(words, "en")
    return FrameWords(number + _capital(told), "dictionary") if told else None


def _numbered(heading: str) -> tuple[str, str]:
    """The number as English writes it, and the words behind it."""
    for pattern, written in _NUMBERED:
        match = pattern.match(heading)
        if match:
            digits = match["n"]
            value = digits if digits.isdigit() else f"{int(han_value(digits) or 0)}"
            return written.format(value), heading[match.end() :]
    return "", heading


def _usual(words: str) -> str | None:
    match = _USUAL.fullmatch(words)
    if match is None:
        parts = _TWO.fullmatch(words)
        both = [_usual(part) for part in parts.groups()] if parts else []
        return "; ".join(part for part in both if part) if both and all(both) else None
    nouns = re.findall(_NOUNS, match["nouns"])
    english, between = (
        ", ".join(USUAL_HEADINGS[noun][0] for noun in nouns),
        USUAL_HEADINGS[nouns[-1]][1],
    )
    if match["n"]:
        english += f" {match['n']}"
    if not match["period"]:
        return english
    periods = [_period(part) for part in re.findall(_PERIOD, match["period"])]
    if between == "in" and periods[0].split(" ")[0] in ("last", "this", "next"):
        return f"{english} {' and '.join(periods)}"
    return f"{english} {between} {' and '.join(periods)}"


def _period(words: str) -> str:
    if words[:4].isdigit():
        return words[:4]
    if words in _PERIODS:
        return _PERIODS[words]
    return next(f"the {nth} Five-Year Plan period" for plan, nth in _PLANS.items() if plan in words)


def _chinese(heading: str) -> FrameWords | None:
    if _ROMAN.fullmatch(heading):
        return None
    usual = _ENGLISH_USUAL.get(heading.lower().strip(" .:"))
    if usual:
        return FrameWords(usual, "names")
    words = word_for_word(heading.lower() if heading.isupper() else heading, "zh")
    return FrameWords(words, "dictionary") if words and words != heading else None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
