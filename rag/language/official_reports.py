"""Who gave the reports of China's government and of its ruling party's congresses, year by year.

A premier reports in spring, before a congress elects the next one: so a year of change belongs to
the one who leaves. Some early reports were given by others, on a plan or a budget: they are known
by words that such a report says. Years that are not in official_reports.tsv are not known.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from rag.language.simplified import simplified

Kind = Literal["government", "congress"]


class OnRecord(NamedTuple):
    """A line of the table: the years of a speaker's reports, and the words that tell them where
    another document of the year may be called the same, and which congress it was."""

    kind: str
    since: int
    until: int
    speaker: str
    says: str
    number: int | None = None


def speaker_on_record(kind: Kind, year: int, opening: str) -> str | None:
    """Who gave the report of `year` that begins with `opening`, in simplified Chinese; None where
    the table does not know."""
    for line in on_record():
        if line.kind == kind and line.since <= year <= line.until:
            return line.speaker if line.says in simplified(opening) else None
    return None


def congress_of(year: int) -> int | None:
    """The number of the congress of `year`; None where none is on record."""
    found = (line.number for line in on_record() if line.kind == "congress" and _is_of(line, year))
    return next(found, None)


def premier_of_report(year: int) -> str | None:
    """Who gave the government's report of `year`, whatever it says."""
    found = (
        line.speaker for line in on_record() if line.kind == "government" and _is_of(line, year)
    )
    return next(found, None)


@cache
def on_record() -> tuple[OnRecord, ...]:
    """The lines of official_reports.tsv."""
    text = (files("rag.language") / "official_reports.tsv").read_text("utf-8")
    return tuple(
        _line(row)
        for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def _line(row: dict[str, str]) -> OnRecord:
    since, _, until = row["years"].partition("-")
    return OnRecord(
        row["report"],
        int(since),
        int(until or since),
        row["speaker"],
        row["says"] or "",
        int(row["number"]) if row["number"] else None,
    )


def _is_of(line: OnRecord, year: int) -> bool:
    return line.since <= year <= line.until
