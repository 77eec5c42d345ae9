"""Finds the date of a speech in its header, title or file name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.ingestion.clean.lines import is_chinese
from rag.language.numerals import han_value
from rag.language.simplified import with_years_in_digits
from rag.types.text import PartialDate

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
# Typists write the zero of 二〇二四 as a letter or a digit too.
_DIGITS |= {"零": 0, "○": 0, "Ｏ": 0, "O": 0, "o": 0, "0": 0}
# The first year of the Republic, by which Taiwan counts.
_MINGUO = 1911
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_MONTH = "(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?"
_DATES = (
    re.compile(
        r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?"
    ),
    re.compile(
        r"(?P<year>[一二][〇○零ＯOo0一二三四五六七八九]{3})年(?P<month>[元一二三四五六七八九十]{1,2})月"
        r"(?:(?P<day>[一二三四五六七八九十廿卅]{1,3})日)?"
    ),
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?!\d)"
    ),
    re.compile(
        rf"(?:(?P<weekday>[A-Z][a-z]+day),? )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? "
        r"(?P<year>(?:19|20)\d\d)",
        re.I,
    ),
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -](?P<year>(?:19|20)\d\d)",
        re.I,
    ),
    re.compile(rf"(?<!\d[ -])(?<![a-z] of )\b{_MONTH} (?P<year>(?:19|20)\d\d)", re.I),
    re.compile(
        r"(?:中[華华])?民[國国]\s*(?P<minguo>\d{2,3}|[一二三四五六七八九十百〇零○]{2,6})\s*年\s*"
        r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
        r"(?:\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)?"
    ),
    # Without its name, the Republic's year is told by what it can be alone.
    re.compile(r"(?<!\d)(?P<minguo>1[01]\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?!\d)"),
    # The day comes first in 25.9.2024, and in 25/9/2024, where it can be no month.
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(
        r"(?<![\d/])(?P<day>1[3-9]|2\d|3[01])[/-](?P<month>\d{1,2})[/-]"
        r"(?P<year>(?:19|20)\d\d)(?!\d)"
    ),
    re.compile(
        r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/"
        r"(?P<year>(?:19|20)\d\d)(?!\d)"
    ),
)
# 20240115, as files are named.
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*年|(?=[_\s-])|$|(?=\D))")
_SPOKEN = re.compile(
    r"会议上|大会上|全会上|通过|讲话|报告|^[—―–]{1,4}|\bat\b|[Dd]elivered|debated on|\bHansard\b"
)
# Before and behind a date: that it is one, and the part of the day.
_LABEL = re.compile(
    r"^\s*(?:date[ds]?|delivered|on|日期)(?: on)?\s*[:：]|(?<=\w)\s*\([^()]*\)\s*$", re.I
)
_UP_TO = re.compile(
    r"\b(?:to|until|till|by|since|from|before|after|ending|ended|of|and)(?: the)? ?$", re.I
)
# When a page was put up says when at the latest, not when it was said.
_PUT_UP = re.compile(r"(?:发布|发表|更新|印发)?(?:时间|日期)|来源|发布")
# Beside a date that stands for itself there is at most a weekday.
_LONGEST_REST = 3
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, where it was read and what stood there."""

    date: PartialDate
    place: str
    words: str


def dates_in(text: str, place: str) -> Iterator[Dated]:
    """Every date of `text` that is written with its year and month, in order."""
    found: list[tuple[int, Dated]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            date = _date(match.groupdict())
            if date is not None:
                found.append((match.start(), Dated(date, place, match.group().strip())))
    yield from (dated for _, dated in sorted(found, key=lambda place_and_date: place_and_date[0]))


def years_in(text: str) -> tuple[int, ...]:
    """The years that a title or a name gives, in digits or 二〇二四年."""
    written = with_years_in_digits(text.replace("二O", "二〇").replace("二o", "二〇"))
    return tuple(int(year) for year in _YEAR.findall(written))


def compact_date(name: str) -> PartialDate | None:
    """2024-01-15 of `20240115青川区政府工作报告`; None where there is no such day."""
    for year, month, day in _COMPACT.findall(name):
        try:
            return PartialDate(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def declared_date(words: str) -> PartialDate | None:
    """The date that an editor wrote: 2024-01-15, 2024/1/15, 2024年1月15日, 15 January 2024."""
    try:
        return PartialDate.parse(words)
    except ValueError:
        found = [dated.date for dated in dates_in(words, "declared")]
        return found[0] if len(set(found)) == 1 else None


def spoken_on(lines: Iterable[str]) -> Dated | None:
    """The date of the speech among the lines before it: one beside `会议上` before one alone on
    its line, never the moment when a page was put up."""
    alone: Dated | None = None
    for line in lines:
        if _PUT_UP.match(line) and not _SPOKEN.search(line):
            continue
        for dated in dates_in(line, "text"):
            if _SPOKEN.search(line):
                return dated
            rest = _LABEL.sub("", line.replace(dated.words, "")).strip(" ()（）—-,，.")
            is_last = _LABEL.sub("", line).rstrip(" .").endswith(
                dated.words
            ) and not _is_of_a_sentence(line, dated)
            if alone is None and (len(rest) <= _LONGEST_REST or is_last) and ":" not in rest:
                alone = dated
    return alone


def _is_of_a_sentence(line: str, dated: Dated) -> bool:
    """Whether a date at the end of a line belongs to its words: the year to 31st March, 1993."""
    before = line[: line.rindex(dated.words)] if dated.words in line else ""
    return is_chinese(line) or _UP_TO.search(before) is not None


def year_alone(lines: Iterable[str]) -> Dated | None:
    """A year that is a line of its own: 2024, 二〇二四年."""
    for line in lines:
        if match := re.fullmatch(r"((?:19|20)\d\d)\s*年?", with_years_in_digits(line)):
            return Dated(PartialDate(int(match[1])), "text", line)
    return None


def put_up_on(lines: Iterable[str]) -> Dated | None:
    """When the page was put up, where the source says so."""
    labelled = False
    for line in lines:
        is_label = _PUT_UP.match(line) is not None
        for dated in dates_in(line, "publication"):
            if is_label or labelled or re.match(r"\d", line):
                return dated
        labelled = is_label
    return None


def mended(dated: Dated, years: tuple[int, ...]) -> Dated:
    """`Wednesday, January 27, 2009` in a file of 2010: the weekday tells which year is right."""
    weekday = dated.words.split(",")[0].lower()
    if weekday not in _WEEKDAYS or dated.date.day is None:
        return dated
    wanted = _WEEKDAYS.index(weekday)
    if dated.date.first_day.weekday() == wanted:
        return dated
    for year in years:
        try:
            day = datetime.date(year, dated.date.month or 1, dated.date.day)
        except ValueError:
            continue
        if day.weekday() == wanted:
            date = PartialDate(year, day.month, day.day)
            return Dated(date, f"{dated.place}, its weekday", dated.words)
    return dated


def _date(parts: dict[str, str | None]) -> PartialDate | None:
    minguo = parts.get("minguo")
    year = _minguo(minguo) + _MINGUO if minguo else _value(parts["year"] or "")
    name = parts.get("name")
    month = _MONTHS[name.lower()] if name else _value(parts.get("month") or "")
    day = _value(written) if (written := parts.get("day")) else None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _minguo(written: str) -> int:
    """112 of 112 and 一百一十二."""
    return int(written) if written.isascii() else int(han_value(written) or 0)


def _value(written: str) -> int:
    """2026 of 2026 and 二〇二六, 27 of 二十七."""
    if written.isascii():
        return int(written)
    written = written.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(_DIGITS[character]) for character in written))
