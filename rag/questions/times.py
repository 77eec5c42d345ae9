"""The years of a question: of the reports that it names, of what it asks, and of the reports that
would speak of these."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from rag.questions.years import YearTalkedAbout, report_years, years_talked_about
from rag.types.text import PartialDate, Span, Stance

LONG_STRETCH = 10  # years


@dataclass(frozen=True, slots=True)
class Times:
    """The years of the reports that a question names, the years that it talks about, those of the
    reports that would speak of them, and where a topic leaves out years."""

    reports: tuple[int, ...]
    talked: tuple[int, ...]
    expected: tuple[int, ...]
    mentions: tuple[YearTalkedAbout, ...]
    spans: tuple[Span, ...]


def times_of(text: str, stances: Sequence[Stance], today: datetime.date) -> Times:
    """The years of a question that asks for `stances`."""
    reports = [report for report in report_years(text, today) if report.certain]
    mentions = years_talked_about(text, today)
    talked = _years(mentions)
    past = [year for year in talked if year < today.year]
    stance = stances[0] if len(stances) == 1 else None
    expected = [
        *expected_reports(past, None if len(stances) > 1 else stance or "achieved"),
        *expected_reports([year for year in talked if year not in past], stance),
    ]
    return Times(
        reports=tuple(dict.fromkeys(report.year for report in reports)),
        talked=tuple(dict.fromkeys(talked)),
        expected=tuple(dict.fromkeys(expected)),
        mentions=tuple(mentions),
        spans=(*(report.span for report in reports), *_relative_years(text, mentions)),
    )


def expected_reports(years: Sequence[int], stance: Stance | None) -> list[int]:
    """Years of the reports that would speak of `years`: a report reviews the year before it and
    plans its own."""
    if stance == "target":
        return list(years)
    if stance == "achieved":
        return [year + 1 for year in years]
    return sorted({report for year in years for report in (year, year + 1)})


def span_of_years(
    years: Sequence[int],
) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of the years; none of no years."""
    if not years:
        return None, None
    return PartialDate(min(years)).first_day, PartialDate(max(years)).last_day


def _relative_years(text: str, mentions: Sequence[YearTalkedAbout]) -> list[Span]:
    """Where `text` says "last year": a report says it everywhere, and means another."""
    return [
        mention.span
        for mention in mentions
        if mention.since == mention.until
        and not any(character.isdigit() for character in mention.span.slice(text))
    ]


def _years(mentions: Sequence[YearTalkedAbout]) -> list[int]:
    """The years that mentions cover; of a long stretch (建国以来) only its ends."""
    years: dict[int, None] = {}
    for mention in mentions:
        length = mention.until - mention.since
        covered = range(mention.since, mention.until + 1)
        years |= dict.fromkeys(covered if length < LONG_STRETCH else (covered[0], covered[-1]))
    return list(years)
