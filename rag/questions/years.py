"""The years in a question: those whose report it names, and those that it talks about.

A work report of January 2025 reviews 2024 and plans 2025, so the two are not the same year.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from rag.language.dates import resolve_years
from rag.language.rules import Rule, Table
from rag.types.text import PartialDate, Span


@dataclass(frozen=True, slots=True)
class ReportYear:
    """A year in which a report was given. `certain` if the question names the report by it
    ("2026年报告"), not if other words stand between (“2025年，省里的报告…”)."""

    year: int
    certain: bool
    span: Span


@dataclass(frozen=True, slots=True)
class YearTalkedAbout:
    """The years, first to last, that the figures asked for belong to."""

    since: int
    until: int
    span: Span


_KINDS_ZH = r"(?:报告|讲话|公报|决议|施政纲领|发言|致辞)"
_KINDS_EN = r"(?:reports?|speech(?:es)?|address(?:es)?|resolutions?)"
REPORT_YEARS = Table(
    "years of reports",
    Rule(
        "year before its report",
        "zh",
        rf"(?P<year>(?:1[89]|20)\d\d) ?年度?(?:和|与|、)?(?=(?:(?:1[89]|20)\d\d ?年)?"
        rf"(?:的|那份|那篇|这份)*[^，。？?；：:\d“”]{{0,10}}?{_KINDS_ZH})",
        "浙江2026年的报告说了什么？",
        "2024年，省里修了什么？",
        "names the report by its year",
    ),
    Rule(
        "this or last year's report",
        "zh",
        r"(?P<relative>今年|去年|前年|上一年|明年)"
        rf"(?=(?:的|那份|那篇|这份)*[^，。？?；：:\d]{{0,8}}?{_KINDS_ZH})",
        "去年的报告说了什么？",
        "去年修了什么？",
        "names the report by its year",
    ),
    Rule(
        "year before its report, in English",
        "en",
        r"(?P<enyear>(?:1[89]|20)\d\d)(?=(?: and (?:1[89]|20)\d\d)?"
        rf"(?: (?!in |for |that |the )[a-z]+){{0,4}} {_KINDS_EN}\b)",
        "What does the 2025 work report say?",
        "What was built in 2025?",
        "names the report by its year",
    ),
    Rule(
        "report of a year",
        "en",
        rf"{_KINDS_EN} (?:of|for|from|in) (?P<ofyear>(?:1[89]|20)\d\d)",
        "What does the report for 2024 say?",
        "What does the report say of 2024?",
        "names the report by its year",
    ),
    Rule(
        "this or last year's report, in English",
        "en",
        rf"(?P<enrelative>this|last) year's(?= (?:[a-z]+ ){{0,3}}{_KINDS_EN}\b)",
        "What does last year's work report say?",
        "What was last year's harvest?",
        "names the report by its year",
    ),
)
YEARS_NEAR_REPORTS = Table(
    "years near reports",
    Rule(
        "year and report",
        "zh",
        rf"(?P<year>(?:1[89]|20)\d\d) ?年(?=[^。？?！；\d]{{1,24}}?{_KINDS_ZH})",
        "2025年，省里的报告说了什么？",
        "2025年，省里修了什么？",
        "the year may be that of the report or of the figures",
    ),
    Rule(
        "year and report, in English",
        "en",
        rf"in (?P<enyear>(?:1[89]|20)\d\d)(?=,[^.?!;\d]{{1,60}}? {_KINDS_EN}\b)",
        "In 2025, what did the mayor's report say?",
        "In 2025, what did the mayor say?",
        "the year may be that of the report or of the figures",
    ),
)
_SHIFT = {"今年": 0, "去年": -1, "前年": -2, "上一年": -1, "明年": 1, "this": 0, "last": -1}


def report_years(question: str, today: datetime.date | None = None) -> list[ReportYear]:
    """The reports that the question names by year, in order: "2026年报告", "its 2026 report",
    and, counted from `today`, "去年的报告"."""
    found: list[ReportYear] = []
    for match in REPORT_YEARS.finditer(question):
        written = match["year"] or match["enyear"] or match["ofyear"]
        relative = match["relative"] or (match["enrelative"] or "").lower()
        if written:
            found.append(ReportYear(int(written), True, Span(match.start(), match.end())))
        elif today is not None:
            year = today.year + _SHIFT[relative]
            found.append(ReportYear(year, True, Span(match.start(), match.end())))
    for match in YEARS_NEAR_REPORTS.finditer(question):
        span = Span(match.start(), match.end())
        if not any(span.overlaps(report.span) for report in found):
            found.append(ReportYear(int(match["year"] or match["enyear"]), False, span))
    return sorted(found, key=lambda report: report.span)


def years_talked_about(question: str, today: datetime.date | None = None) -> list[YearTalkedAbout]:
    """The years that the question names other than as the certain year of a report. The figures
    of a result stand in the report of the year after, those of a plan in the year's own."""
    named = [report.span for report in report_years(question, today) if report.certain]
    basis = PartialDate(today.year, today.month, today.day) if today else None
    return [
        YearTalkedAbout(mention.since.year, mention.until.year, mention.span)
        for mention in resolve_years(question, basis)
        if not any(mention.span.overlaps(span) for span in named)
    ]
