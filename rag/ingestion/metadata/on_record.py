"""Who gave a report that names no speaker, where that is on record: the reports of China's
government and party congresses, and the State of the Union by the day on which it was given."""

from __future__ import annotations

import re

from rag.ingestion.metadata.region import NATION, UNITED_STATES
from rag.language.leaders import holder, leader
from rag.language.official_reports import Kind, speaker_on_record
from rag.language.simplified import simplified
from rag.types.text import Language, PartialDate

_US_PRESIDENT = "President of the United States"
_GOVERNMENT = re.compile(
    r"政府工作报告\s*(?:[（(][^（）()]*[)）])?$|REPORT ON THE WORK OF THE GOVERNMENT", re.I
)
_CONGRESS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}大[）)]$|第[一二三四五六七八九十]+次全国代表大会"
)
# A congress hears and adopts more than its report.
_NO_REPORT = re.compile(r"决议|决定|章程|党章|公报|纪律检查|开幕词|闭幕词|致词|名单|说明|解读|修改")
_REPORTS = re.compile(r"报告|论联合政府")
_UNION = re.compile(r"\bState of the Union\b|Joint Session of (?:the )?Congress", re.I)
_OPENING = 2_500


def speaker_of_record(
    title: str, text: str, date: PartialDate | None, region: str | None, language: Language
) -> str | None:
    """The speaker of the report called `title`, in its language; None where it is no such report
    or nobody is known for sure."""
    if date is None or _NO_REPORT.search(simplified(title)):
        return None
    if region == UNITED_STATES:
        person = holder(_US_PRESIDENT, date) if _UNION.search(f"{title}\n{text[:200]}") else None
    else:
        name = _in_china(simplified(title), text[:_OPENING], date, region)
        person = leader(name, date.year) if name else None
        if name and person is None:
            return name if language == "zh" else None
    return person.name(language) if person else None


def _in_china(title: str, opening: str, date: PartialDate, region: str | None) -> str | None:
    kind = _kind(title, opening, region)
    return speaker_on_record(kind, date.year, f"{title}\n{opening}") if kind else None


def _kind(title: str, opening: str, region: str | None) -> Kind | None:
    if region == NATION and _GOVERNMENT.search(title):
        return "government"
    is_report = _REPORTS.search(title) or _REPORTS.search(simplified(opening[:400]))
    return "congress" if _CONGRESS.search(title) and is_report else None
