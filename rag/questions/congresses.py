"""The party congresses that a question names by number: 十九大, "the 19th Party Congress"."""

from __future__ import annotations

from collections.abc import Sequence

from rag.index.store import Entry
from rag.language.numerals import han_value
from rag.language.rules import Rule, Table

CONGRESS = Table(
    "party congress",
    Rule(
        "by its number",
        "zh",
        r"(?:(?:党的?|中共)(?P<party>[一二三四五六七八九十]{1,3})|(?<![一二三四五六七八九十第])(?P<short>二?十[一二三四五六七八九]|二十))大"
        r"(?!以来|以后|之后|精神|代表|举措|任务|行动|工程|项|重|类|产业|领域|亮点|变化|件|好|企业)",
        "十九大怎么讲住房？",
        "十九大以来建了几所学校？",
        "its report is meant; 十九大以来 is only a time",
    ),
    Rule(
        "at its number",
        "zh",
        r"在(?P<at>[一二三四五六七八九十])大(?=上|怎|如何|说|讲|报告|会)",
        "毛泽东在七大上说了什么？",
        "省里在七大领域修了什么？",
        "its report is meant",
    ),
    Rule(
        "by its number in words",
        "zh",
        r"(?:中国共产党|中共|党的?)第(?P<number>[一二三四五六七八九十]{1,3})次(?:全国)?代表大会",
        "党的第十二次全国代表大会说了什么？",
        "党的第十二次会议说了什么？",
        "its report is meant",
    ),
    Rule(
        "by its number, in English",
        "en",
        r"(?P<nth>\d{1,2})(?:st|nd|rd|th) (?:(?:CPC|National|Party|Communist) ){0,3}congress"
        r"(?! of the United)",
        "What did the 19th Party Congress say about housing?",
        "What did the 19th century bring?",
        "its report is meant",
    ),
)
_NUMERALS = "一二三四五六七八九十"


def congress_reports(question: str, catalogue: Sequence[Entry]) -> tuple[str, ...]:
    """The ids of the reports to the party congresses that the question names."""
    found: dict[str, None] = {}
    for match in CONGRESS.finditer(question):
        written = match["party"] or match["short"] or match["at"] or match["number"]
        number = int(match["nth"]) if match["nth"] else int(han_value(written) or 0)
        han = _han(number)
        shown = (f"({han}大)", f"（{han}大）", f"第{han}次全国代表大会", f"第{han}次代表大会")
        found |= {
            entry.id: None for entry in catalogue if any(form in entry.title for form in shown)
        }
    return tuple(found)


def _han(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    front = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return front + (_NUMERALS[ones - 1] if ones else "")
