"""Whether the years that a claim names are those of its quotations."""

from __future__ import annotations

import datetime
import re

from rag.answering.support.frame import Frame
from rag.language.dates import resolve_years

# The year before, with which figures are compared.
_COMPARED = re.compile(r"上一?年|previous|before|preceding", re.IGNORECASE)
# A speech names a time so that its figures are only compared with; and a claim does so too.
_COMPARES = re.compile(r"[较比]“?$")
_COMPARING = re.compile(
    r"[较比]|\b(?:than|compared|over|from|since|up|down|more|higher|lower|as)\b", re.IGNORECASE
)


def strange_year(claim: str, frame: Frame) -> bool:
    """Whether the claim names a year or a plan that its quotations do not. Where these name none,
    the only one that their headings name is meant."""
    said, given = _years(claim, frame), _years(_without_compared(claim, frame.quoted), frame)
    if not given:
        above = _years(frame.headings, frame)
        given = above if len(above) == 1 else set()
    return not said <= given


def _without_compared(claim: str, quoted: str) -> str:
    """The quotations without the times that they compare with, unless the claim compares too."""
    if _COMPARING.search(claim):
        return quoted
    for mention in reversed(list(resolve_years(quoted, None))):
        if _COMPARES.search(quoted[: mention.span.start]):
            quoted = quoted[: mention.span.start] + quoted[mention.span.end :]
    return quoted


def _years(text: str, frame: Frame) -> set[tuple[datetime.date, datetime.date]]:
    """The stretches of time that a text names, as they are meant on the day of the speech."""
    dates = frame.dates or (None,)
    return {
        (m.since, m.until)
        for date in dates
        for m in resolve_years(text, date)
        if not _COMPARED.search(m.text)
    }
