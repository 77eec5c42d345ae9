"""Titles of speeches in the reader's language, by a small grammar: 2026年澄川市政府工作报告
is "Chengchuan, Government Work Report 2026". What the grammar does not know is told word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rag.language.english_places import english_place
from rag.language.leaders import leader
from rag.language.numerals import han_value
from rag.language.person_names import pinyin_name
from rag.language.simplified import simplified
from rag.language.word_glosses import word_for_word
from rag.presentation.frame.institutions import english_institution
from rag.presentation.frame.words import FrameWords
from rag.types.text import Language

_HAN = "[\u4e00-\u9fff]"
_NUMERAL = "[一二三四五六七八九十百]+"
_KINDS_OF_PAPER = {
    "意见": "Opinions", "指导意见": "Guiding Opinions", "若干意见": "Opinions", "实施意见":
    "Implementing Opinions", "通知": "Notice", "决定": "Decision", "批复": "Official Reply",
    "通报": "Circular", "公告": "Announcement", "办法": "Measures", "方案": "Plan",
    "规划": "Plan", "报告": "Report", "决议": "Resolution", "说明": "Explanation",
}  # fmt: skip
_KIND = "|".join(sorted(_KINDS_OF_PAPER, key=len, reverse=True))
_ADDRESS = {"讲话": "Remarks", "演讲": "Speech", "致辞": "Address", "报告": "Report",
            "政治报告": "Political Report", "工作报告": "Work Report", "开幕词": "Opening Address",
            "闭幕词": "Closing Address", "发言": "Statement",
            "总结讲话": "Closing Remarks"}  # fmt: skip
_NOTES = {"摘要": "summary", "全文": "full text", "草案": "draft", "节选": "excerpt",
          "示例": "example", "修订": "revised"}  # fmt: skip
_SAID = "|".join(sorted(_ADDRESS, key=len, reverse=True))


class TitleRule(NamedTuple):
    """A form of titles: the pattern, and what is made of its match; None where a part of it has no
    name. `example` gives `result`, and `counterexample` does not match."""

    label: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], FrameWords | None]
    example: str
    result: str
    counterexample: str


def _report(match: re.Match[str]) -> FrameWords | None:
    place = english_place(match["place"]) if match["place"] else ""
    if place is None:
        return None
    whose = f"{place}, " if place else ""
    council = "State Council " if match["council"] else ""
    year = match["year"] or match["later"] or match["behind"]
    note = f" ({_NOTES[match['note']]})" if match["note"] else ""
    return _named(f"{whose}{council}Government Work Report{f' {year}' if year else ''}{note}")


def _resolution(match: re.Match[str]) -> FrameWords | None:
    congress = _congress(match)
    return _named(f"Resolution of the {congress} on the Government Work Report")


def _congress_report(match: re.Match[str]) -> FrameWords | None:
    number = han_value(match["congress"])
    who = pinyin_name(match["who"]) if match["who"] else None
    said = _ADDRESS[match["said"]]
    to = f"{said} to the {_ordinal(number)} National Congress of the Communist Party of China"
    return _named(f"{who}: {to}" if who else to)


def _party_report(match: re.Match[str]) -> FrameWords | None:
    number = han_value(match["congress"])
    words = word_for_word(match["slogan"], "en")
    if not words:
        return None
    return FrameWords(f"{_capital(words)} ({_ordinal(number)} CPC National Congress)", "dictionary")


def _paper(match: re.Match[str]) -> FrameWords | None:
    issuer = english_institution(match["issuer"])
    if issuer is None:
        return None
    about, kind = match["about"], _KINDS_OF_PAPER[match["kind"]]
    for verb, words in (("印发", "Notice Issuing"), ("转发", "Notice Forwarding")):
        if about.startswith(verb):
            about, kind = about.removeprefix(verb), words
    words = word_for_word(about.rstrip("的"), "en")
    if not words:
        return None
    on = "" if kind.startswith("Notice ") else " on"
    return FrameWords(f"{issuer}: {kind}{on} {words}", "dictionary")


def _speech(match: re.Match[str]) -> FrameWords | None:
    words = word_for_word(match["where"], "en")
    return FrameWords(f"{_ADDRESS[match['said']]} at: {words}", "dictionary") if words else None


def _congress(match: re.Match[str]) -> str:
    session, number = han_value(match["session"]), han_value(match["number"])
    return f"{_ordinal(session)} Session of the {_ordinal(number)} National People's Congress"


# The first that matches and can be made is taken.
CHINESE_TITLES: tuple[TitleRule, ...] = (
    TitleRule(
        "government work report",
        re.compile(
            rf"(?:(?P<year>\d{{4}})年)?(?P<place>{_HAN}{{2,14}}?)??(?:(?P<later>\d{{4}})年)?"
            r"(?P<council>国务院)?(?:人民)?政府工作报告(?P<rest>[（(](?:(?P<behind>\d{4})年?|(?P<note>摘要|全文|草案|节选|示例|修订))[）)])?"
        ),
        _report,
        "2026年澄川市政府工作报告",
        "Chengchuan, Government Work Report 2026",
        "关于政府工作报告的决议",
    ),
    TitleRule(
        "resolution on a work report",
        re.compile(
            rf"第(?P<number>{_NUMERAL})届全国人民代表大会第(?P<session>{_NUMERAL})次会议关于政府工作报告的决议"
        ),
        _resolution,
        "第九届全国人民代表大会第二次会议关于政府工作报告的决议",
        "Resolution of the 2nd Session of the 9th National People's Congress on the Government "
        "Work Report",
        "2026年澄川市政府工作报告",
    ),
    TitleRule(
        "report to a party congress",
        re.compile(
            rf"(?P<who>{_HAN}{{2,4}})?在中国共产党第(?P<congress>{_NUMERAL})次全国代表大会上的?(?P<said>{_SAID})"
        ),
        _congress_report,
        "在中国共产党第三次全国代表大会上的报告",
        "Report to the 3rd National Congress of the Communist Party of China",
        "在全区大会上的报告",
    ),
    TitleRule(
        "slogan of a party congress",
        re.compile(rf"(?P<slogan>.+?)\s*[（(](?P<congress>{_NUMERAL})大[）)]"),
        _party_report,
        "加快改革 (十大)",
        "Speeding up reform (10th CPC National Congress)",
        "加快改革 (附件)",
    ),
    TitleRule(
        "paper of an institution",
        re.compile(rf"(?P<issuer>.+?)关于(?P<about>.+?)的?(?P<kind>{_KIND})"),
        _paper,
        "国务院关于发展养老服务的意见",
        "State Council: Opinions on development elderly care services",
        "发展养老服务的意见",
    ),
    TitleRule(
        "speech at a meeting",
        re.compile(rf"在(?P<where>.+?)上的?(?P<said>{_SAID})"),
        _speech,
        "在全市工作会议上的讲话",
        "Remarks at: whole city work meeting",
        "讲话",
    ),
)
_CALLED = r"(?:PRESIDENT )?(?P<who>[A-Z][A-Z. ]+?)['’]S "
_STATE_OF_THE_UNION = re.compile(
    rf"(?:{_CALLED})?.*(?:STATE OF THE UNION|ANNUAL MESSAGE TO (?:THE )?CONGRESS).*", re.IGNORECASE
)
_JOINT_SESSION = re.compile(r"JOINT SESSION", re.IGNORECASE)
_TO_CONGRESS = re.compile(
    rf"(?:{_CALLED})?(?P<special>SPECIAL )?(?:ANNUAL )?(?P<kind>MESSAGE|ADDRESS)"
    r"(?: OF THE PRESIDENT)?(?P<on>.*?)"
    r"(?:TO|BEFORE) (?:A JOINT SESSION OF |THE JOINT SESSION OF )?(?:THE )?CONGRESS(?P<about>.*)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def title_in(title: str, year: int | None, language: Language) -> FrameWords | None:
    """The title in `language`, the other one; None where nothing of it is known."""
    if language == "en":
        return _english(simplified(title.strip()))
    return _chinese(title.strip(), year)


def _english(title: str) -> FrameWords | None:
    for rule in CHINESE_TITLES:
        match = rule.pattern.fullmatch(title)
        made = rule.make(match) if match else None
        if made:
            return made
    words = word_for_word(title, "en")
    return FrameWords(_capital(words), "dictionary") if words else None


def _chinese(title: str, year: int | None) -> FrameWords | None:
    match = _STATE_OF_THE_UNION.fullmatch(title)
    if match:
        who = _president(match["who"], year)
        where = "在国会联席会议上发表的" if _JOINT_SESSION.search(title) else ""
        when = f"{year}年" if year else ""
        return _named(f"{who}{where}{when}国情咨文" if who else f"美国总统{where}{when}国情咨文")
    match = _TO_CONGRESS.fullmatch(title)
    if match:
        return _to_congress(match, year)
    words = word_for_word(title.lower() if title.isupper() else title, "zh")
    return FrameWords(words, "dictionary") if words else None


def _to_congress(match: re.Match[str], year: int | None) -> FrameWords:
    who = _president(match["who"], year) or "美国总统"
    said = "咨文" if match["kind"].lower() == "message" else "演说"
    special = "特别" if match["special"] else ""
    named = f"{who}致国会的{special}{said}"
    about = word_for_word((match["on"] + match["about"]).lower().strip(" .:"), "zh")
    return FrameWords(f"{named}：{about}", "dictionary") if about else _named(named)


def _president(name: str | None, year: int | None) -> str | None:
    person = leader(name.title(), year) if name else None
    return f"{person.chinese}总统" if person else None


def _named(text: str) -> FrameWords:
    return FrameWords(text, "names")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ordinal(number: float | None) -> str:
    whole = int(number or 0)
    ending = (
        "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    )
    return f"{whole}{ending}"
