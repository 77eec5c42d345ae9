"""Whether the years that a claim names are those of its quotations."""

from __future__ import annotations

import datetime

from rag.answering.support.frame import Frame
from rag.language.dates import YearMention, resolve_years
from rag.types.text import PartialDate, Stance


def strange_year(claim: str, frame: Frame, stances: set[Stance | None]) -> bool:
    """Whether the claim names a year or a plan that its quotations do not. Where these name none,
    what is done is of the year before the speech, and what is promised of its own year."""
    said, given = _years(claim, frame), _years(frame.quoted, frame)
    allowed = given | (_years(frame.headings, frame) if not given else set())
    if not given:
        allowed |= _reviewed(frame.dates, stances)
    return not said <= allowed


def _years(text: str, frame: Frame) -> set[tuple[datetime.date, datetime.date]]:
    """The stretches of time that a text names, as they are meant on the day of the speech."""
    dates = frame.dates or (None,)
    return {(m.since, m.until) for date in dates for m in resolve_years(text, date) if _counts(m)}


def _counts(mention: YearMention) -> bool:
    return True


def _reviewed(
    dates: tuple[PartialDate, ...], stances: set[Stance | None]
) -> set[tuple[datetime.date, datetime.date]]:
    years = set()
    for date in dates:
        years |= {date.year - 1} if "target" not in stances else set()
        years |= {date.year} if "achieved" not in stances else set()
    return {(datetime.date(year, 1, 1), datetime.date(year, 12, 31)) for year in years}
