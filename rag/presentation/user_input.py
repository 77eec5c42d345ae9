"""User input, typed on the command line or sent over HTTP: questions, names, days and filters.

Input that cannot be read is refused with a message that does not repeat it.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence

from rag.errors import InvalidQuestion
from rag.language.places import place_named
from rag.types.questions import Filters
from rag.types.text import PartialDate

# Names of regions, speakers and documents: far longer than any, short enough to compare cheaply.
NAME_CHARACTERS = 300

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}", re.ASCII)
_DATE_FORM = "write YYYY, YYYY-MM or YYYY-MM-DD"
_WHITE = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


class InvalidField(InvalidQuestion):
    """A field of a request cannot be read; `detail` says how to write it."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}")
        self.field = field
        self.detail = detail


def read_question(text: str, *, field: str = "question", characters: int) -> str:
    """`text` stripped, in NFC and on one line; InvalidField if no question can be made of it."""
    try:
        cleaned = _clean(text)
    except ValueError as error:
        raise InvalidField(field, str(error)) from None
    if not cleaned:
        raise InvalidField(field, "is empty: write a question")
    if len(cleaned) > characters:
        raise InvalidField(field, f"has {len(cleaned)} characters; at most {characters} are read")
    return cleaned


def first_day(text: str) -> datetime.date:
    """The first day of a day, month or year; ValueError for anything else."""
    return _date(text).first_day


def last_day(text: str) -> datetime.date:
    """The last day of a day, month or year; ValueError for anything else."""
    return _date(text).last_day


def _date(text: object) -> PartialDate:
    if not isinstance(text, str) or _DATE.fullmatch(text) is None:
        raise ValueError(_DATE_FORM)
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise ValueError(f"is no date of the calendar: {_DATE_FORM}") from None


def _clean(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("holds half a character (a lone surrogate)")
    flat = unicodedata.normalize("NFC", _WHITE.sub(" ", text)).strip()
    if any(unicodedata.category(character) == "Cc" for character in flat):
        raise ValueError("holds control characters")
    return flat


def read_name(text: str) -> str:
    """A region, speaker or document as it is compared; ValueError if it cannot be one."""
    cleaned = _clean(text)
    if not 1 <= len(cleaned) <= NAME_CHARACTERS:
        raise ValueError(f"a name has 1 to {NAME_CHARACTERS} characters")
    return cleaned


def make_filters(
    since: datetime.date | None,
    until: datetime.date | None,
    regions: Sequence[str],
    speakers: Sequence[str],
    documents: Sequence[str],
) -> Filters:
    """Filters with each name once. A region may be given by any of its names (`Chongqing`, `重庆`);
    the filter has the official name, as documents do."""
    official = [place.name if (place := place_named(name)) else name for name in regions]
    once = [tuple(dict.fromkeys(names)) for names in (official, speakers, documents)]
    return Filters(since, until, *once)
