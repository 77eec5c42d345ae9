"""The arguments of a caller, checked and turned into questions, filters and limits.

A wrong argument raises an InvalidQuestion that names the keyword and says what it must be.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypedDict, TypeVar, get_args

from rag.types.comparison import By
from rag.types.questions import Filters as RagFilters
from rag.types.questions import Question
from rag.types.text import Language
from speechrag.house import (
    LARGEST_LIMIT,
    InvalidField,
    first_day,
    language_of,
    last_day,
    make_filters,
    read_name,
    read_question,
)

Answerer = Literal["extractive", "llm"]
Date = str | int | datetime.date
Names = str | Iterable[str]
Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=str)

_DATES = "write a year as 2025, or a date as '2025', '2025-01', '2025-01-18' or datetime.date"


class Filters(TypedDict, total=False):
    """The documents that may answer. A filter that is None or missing leaves all documents in.

    since, until: the first and the last date of the speech, both included: 2025, "2025",
        "2025-01", "2025-01-18" or a datetime.date.
    region, speaker: a name or several names, in Chinese or English ("Chongqing" is 重庆市).
    document: an id or several ids, as `Engine.documents` lists them.
    """

    since: Date | None
    until: Date | None
    region: Names | None
    speaker: Names | None
    document: Names | None


def question_of(
    text: str,
    filters: Mapping[str, Any],
    *,
    language: Language | None = None,
    characters: int,
    field: str = "question",
) -> Question:
    """`text` as a question in `language`, by default the language of the text."""
    if not isinstance(text, str):
        raise InvalidField(field, "must be a string")
    if language is not None:
        check_choice("language", language, get_args(Language))
    asked = read_question(text, field=field, characters=characters)
    return Question(asked, filters_of(filters), language or language_of(asked))


def filters_of(given: Mapping[str, Any]) -> RagFilters:
    """Filters made from their keywords."""
    check_keywords(given, Filters.__annotations__)
    since = _day("since", given.get("since"), first_day)
    until = _day("until", given.get("until"), last_day)
    if since is not None and until is not None and until < since:
        raise InvalidField("until", "lies before since")
    names = [_names(field, given.get(field)) for field in ("region", "speaker", "document")]
    return make_filters(since, until, *names)


def limit_of(limit: int | None, *, default: int) -> int:
    """The number of passages to use; None stands for the default."""
    if limit is None:
        return default
    if type(limit) is not int or not 1 <= limit <= LARGEST_LIMIT:
        raise InvalidField("limit", f"must be a whole number from 1 to {LARGEST_LIMIT}")
    return limit


def choices_of(field: str, given: object, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """One of the choices, or several; none for None."""
    values = _names(field, given)
    for value in values:
        check_choice(field, value, choices)
    return tuple(choice for choice in choices if choice in values)


def indicator_of(name: str | None) -> str | None:
    """The name of an indicator, as it is compared."""
    if name is None:
        return None
    names = _names("indicator", name)
    if len(names) != 1:
        raise InvalidField("indicator", "must be one name")
    return names[0]


def years_of(given: int | Iterable[int] | None) -> tuple[int, ...]:
    """A year, or several; none for None."""
    if given is None:
        return ()
    years = tuple(given) if isinstance(given, Iterable) else (given,)
    if not all(type(year) is int and 1 <= year <= 9999 for year in years):
        raise InvalidField("year", "must be a year as a whole number, such as 2025, or several")
    return years


def rows_of(limit: int | None) -> int | None:
    """The number of rows to give; None stands for all."""
    if limit is not None and (type(limit) is not int or limit < 1):
        raise InvalidField("limit", "must be a whole number from 1, or None for all")
    return limit


def by_of(by: By) -> By:
    """The kind of group that a comparison goes by, checked."""
    check_choice("by", by, get_args(By))
    return by


def check_choice(field: str, value: object, choices: Iterable[str]) -> None:
    """Raise InvalidQuestion if `value` is not among the choices."""
    known = list(choices)
    if value not in known:
        raise InvalidField(field, f"must be one of {', '.join(map(repr, known))}")


def check_keywords(given: Iterable[str], known: Iterable[str]) -> None:
    """Raise TypeError, as Python does, for an unknown keyword."""
    names = list(known)
    for name in given:
        if name not in names:
            raise TypeError(f"there is no keyword {name!r}; choose from {', '.join(names)}")


def _day(field: str, value: object, read: Callable[[str], datetime.date]) -> datetime.date | None:
    """The first or the last day of the given period, as `read` chooses."""
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = str(value) if type(value) is int else value
    if not isinstance(text, str):
        raise InvalidField(field, _DATES)
    try:
        return read(text)
    except ValueError:
        raise InvalidField(field, f"is no date of the calendar: {_DATES}") from None


def _names(field: str, value: object) -> list[str]:
    """The given name or names, in the form in which names are compared."""
    if value is None:
        return []
    given = [value] if isinstance(value, str) else value
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise InvalidField(field, "must be a name or a list of names")
    return [_name(field, name) for name in given]


def _name(field: str, name: object) -> str:
    if not isinstance(name, str):
        raise InvalidField(field, "must be a name or a list of names")
    try:
        return read_name(name)
    except ValueError as error:
        raise InvalidField(field, str(error)) from None
