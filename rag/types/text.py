"""The types of a text: spans, dates, edits, alignments, and names of languages and stances."""

from __future__ import annotations

import calendar
import datetime
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
Precision = Literal["day", "month", "year"]
# A result, work under way, a promise, an admitted problem, or a proposal to somebody who decides.
Stance = Literal["achieved", "under_way", "target", "problem", "proposal"]
# What became of a quantity.
Direction = Literal["rise", "fall"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of a text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without a month is no date")
        datetime.date(self.year, self.month or 1, self.day or 1)  # raises ValueError if impossible

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """`2018`, `2018-01` or `2018-01-15` -> PartialDate; anything else is a ValueError."""
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def precision(self) -> Precision:
        return "year" if self.month is None else "month" if self.day is None else "day"

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [
            f"{self.year:04}",
            *(f"{part:02}" for part in (self.month, self.day) if part is not None),
        ]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Run:
    """`length` characters that stand without a gap from position `clean` in the clean text and from
    `published` in the published text; a cleaning rule may have replaced single characters, one for
    one."""

    clean: int
    published: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The alignment of the clean text with the published text. The runs are in order, cover the
    clean text without gaps, and never overlap in the published text: cleaning removes characters or
    replaces them one for one; it does not insert or reorder."""

    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The alignment of a text that cleaning left as it was."""
        return cls((Run(0, 0, length),) if length else ())

    def published(self, span: Span) -> tuple[Span, ...]:
        """The published ranges, in order, whose characters make up the clean `span`."""
        first = max(bisect_right(self.runs, span.start, key=lambda run: run.clean) - 1, 0)
        ranges: list[Span] = []
        for position in range(first, len(self.runs)):  # a slice would copy many runs
            run = self.runs[position]
            if run.clean >= span.end:
                break
            start = max(span.start, run.clean)
            end = min(span.end, run.clean + run.length)
            if start < end:
                offset = run.published - run.clean
                ranges.append(Span(start + offset, end + offset))
        return tuple(ranges)

    def clean(self, span: Span) -> Span | None:
        """The smallest clean span that holds the remaining characters of a published `span`; None
        if none remain."""
        first = max(bisect_right(self.runs, span.start, key=lambda run: run.published) - 1, 0)
        start = end = None
        for position in range(first, len(self.runs)):  # a slice would copy many runs
            run = self.runs[position]
            if run.published >= span.end:
                break
            low = max(span.start, run.published)
            high = min(span.end, run.published + run.length)
            if low < high:
                offset = run.clean - run.published
                start = low + offset if start is None else start
                end = high + offset
        return None if start is None or end is None else Span(start, end)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change by a cleaning rule: the published characters `span` became `replacement`, which is
    empty for a removal and as long as the span otherwise."""

    rule: str
    span: Span
    replacement: str = ""
