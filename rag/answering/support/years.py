"""Whether the years that a claim names are those of its quotations."""

from __future__ import annotations

import datetime
import re

from rag.answering.support.frame import Frame
from rag.language.dates import resolve_years

# The year before, with which figures are compared.
_COMPARED = re.compile(r"上一?年|previous|before|preceding", re.IGNORECASE)


def strange_year(claim: str, frame: Frame) -> bool:
    """Whether the claim names a year or a plan that its quotations do not. Where these name none,
    the only one that their headings name is meant."""
    said, given = _years(claim, frame), _years(frame.quoted, frame)
    if not given:
        above = _years(frame.headings, frame)
        given = above if len(above) == 1 else set()
    return not said <= given


def _years(text: str, frame: Frame) -> set[tuple[datetime.date, datetime.date]]:
    """The stretches of time that a text names, as they are meant on the day of the speech."""
    dates = frame.dates or (None,)
    return {
        (m.since, m.until)
        for date in dates
        for m in resolve_years(text, date)
        if not _COMPARED.search(m.text)
    }
