"""Who gave a report that names no speaker, where that is on record: the reports of China's
government and party congresses, and the State of the Union by the day on which it was given."""

from __future__ import annotations

import re
from itertools import takewhile

from rag.ingestion.metadata.region import NATION, UNITED_STATES
from rag.language.leaders import holder, leader
from rag.language.numerals import han_value
from rag.language.official_reports import Kind, congress_of, speaker_on_record
from rag.language.simplified import simplified
from rag.types.text import Language, PartialDate

_US_PRESIDENT = "President of the United States"
_GOVERNMENT = re.compile(
    r"政府工作报告\s*(?:[（(][^（）()]*[)）])?$|REPORT ON THE WORK OF THE GOVERNMENT", re.I
)
# The Party's congress, by its number; 民盟十三大 and 共青团第十五次全国代表大会 are others'.
_CONGRESS = re.compile(
    r"(?:^|(?:中国共产党|中共|党的?)|[（(])(?P<short>[一二三四五六七八九十]{1,3})大(?:[）)]$|报告)"
    r"|(?:中国共产党|中共|党的|^在?|[（(])第(?P<number>[一二三四五六七八九十]+)次全国代表大会"
)
# A congress hears and adopts more than its report.
_NO_REPORT = re.compile(r"决议|决定|章程|党章|公报|纪律检查|开幕词|闭幕词|致词|名单|说明|解读|修改")
_REPORTS = re.compile(r"报告|论联合政府")
_UNION = re.compile(r"\bState of the Union\b|Joint Session of (?:the )?Congress", re.I)
# What others say of it or to it, and who else speaks to a congress.
_NOT_HIS = re.compile(
    r"\b(?:Response|Rebuttal|Reply|Reaction|Statement on|Remarks on|Comments on|Review of|After the"
    r"|Invitation|Fact Sheet|Preview|Guests?|Vice President|Prime Minister|Secretary|General"
    r"|Senator|Sen|Rep|Representative|Governor|Gov|Speaker|Leader|Chancellor|King|Queen|Minister"
    r"|Ambassador|Admiral|Pope|Philippines?|European|Parliament|Strasbourg|Commission"
    r"|NATO)\b|\bCongress of (?!the United States\b)",
    re.I,
)
_PRESIDENT_OF = re.compile(r"\bPresident of (?!the United States\b)", re.I)
# In the months of the address: in winter, or, until 1933, in December.
_MONTHS: tuple[int, ...] = (1, 2, 3)
_LAST_DECEMBER = 1933
_OPENING = 2_500
_HEAD = 200
_LONGEST_LINE = 120
_SALUTATION = re.compile(r"(?:Mr|Mrs|Ms|Madame?|To the|My fellow|Members)\b|.*[,:]$", re.I)


def speaker_of_record(
    title: str, text: str, date: PartialDate | None, region: str | None, language: Language
) -> str | None:
    """The speaker of the report called `title`, in its language; None where it is no such report
    or nobody is known for sure."""
    if date is None or _NO_REPORT.search(simplified(title)):
        return None
    if region == UNITED_STATES:
        is_his = _is_presidents(title, text[:_HEAD], date)
        person = holder(_US_PRESIDENT, date) if is_his else None
    else:
        name = _in_china(simplified(title), text[:_OPENING], date, region)
        person = leader(name, date.year) if name else None
        if name and person is None:
            return name if language == "zh" else None
    return person.name(language) if person else None


def _is_presidents(title: str, head: str, date: PartialDate) -> bool:
    """Whether the president speaks on the state of the union in what is called `title`."""
    lines = [title, *takewhile(_is_of_head, head.split("\n"))]
    if any(_NOT_HIS.search(line) or _PRESIDENT_OF.search(line) for line in lines):
        return False
    months = (*_MONTHS, 12) if date.year <= _LAST_DECEMBER else _MONTHS
    is_in_season = date.month is None or date.month in months
    return is_in_season and any(map(_UNION.search, lines))


def _is_of_head(line: str) -> bool:
    """A line of the head, and none of the speech or its salutation."""
    return len(line) <= _LONGEST_LINE and _SALUTATION.match(line) is None


def _in_china(title: str, opening: str, date: PartialDate, region: str | None) -> str | None:
    kind = _kind(title, opening, region)
    if kind == "congress" and _congress_number(title) != congress_of(date.year):
        return None
    return speaker_on_record(kind, date.year, f"{title}\n{opening}") if kind else None


def _congress_number(title: str) -> int | None:
    match = _CONGRESS.search(title)
    value = han_value(match["short"] or match["number"]) if match else None
    return int(value) if value is not None else None


def _kind(title: str, opening: str, region: str | None) -> Kind | None:
    if region == NATION and _GOVERNMENT.search(title):
        return "government"
    is_report = _REPORTS.search(title) or _REPORTS.search(simplified(opening[:400]))
    return "congress" if _CONGRESS.search(title) and is_report else None
