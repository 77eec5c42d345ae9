"""The JSON border, coming in: request bodies and query strings in, Questions and Filters out.

Strict types, no field that we don't know in filters, and no message that repeats what was sent.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from rag.errors import InvalidQuestion
from rag.language.detect import language_of
from rag.types import Filters, Language, PartialDate, Question

QUESTION_CHARACTERS = 2000
LARGEST_LIMIT = 50
DEFAULT_LIMIT = 8
# Names of regions, speakers and documents: far longer than any, short enough to compare cheaply.
NAME_CHARACTERS = 300
LARGEST_FILTER = 100

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}", re.ASCII)
_DATE_FORM = "write YYYY, YYYY-MM or YYYY-MM-DD"
_WHITE = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


class InvalidField(InvalidQuestion):
    """One named field of a request is not what it must be; `detail` says what it must be."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}")
        self.field = field
        self.detail = detail


def read_question(
    text: str, *, field: str = "question", characters: int = QUESTION_CHARACTERS
) -> str:
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


def _count(value: object) -> object:
    """Query strings carry text: plain digits become a number, the rest is refused as it is."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}", value, re.ASCII):
        return int(value)
    return value


_DATE_SCHEMA = WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}$"})
Since = Annotated[datetime.date, BeforeValidator(first_day), _DATE_SCHEMA]
Until = Annotated[datetime.date, BeforeValidator(last_day), _DATE_SCHEMA]
Name = Annotated[str, AfterValidator(read_name)]
Names = Annotated[list[Name], Field(max_length=LARGEST_FILTER)]
Limit = Annotated[int, Field(ge=1, le=LARGEST_LIMIT)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


def in_order(until: datetime.date | None, info: ValidationInfo) -> datetime.date | None:
    """`until` if it is not before `since`; ValueError otherwise."""
    since = info.data.get("since")
    if until is not None and since is not None and until < since:
        raise ValueError("lies before since")
    return until


class FiltersBody(_Strict):
    """Which documents may answer; dates YYYY, YYYY-MM or YYYY-MM-DD, both ends included."""

    since: Since | None = None
    until: Until | None = None
    regions: Names = []
    speakers: Names = []
    documents: Names = []

    ordered = field_validator("until")(in_order)

    def as_filters(self) -> Filters:
        return make_filters(self.since, self.until, self.regions, self.speakers, self.documents)


class AskBody(_Strict):
    """`POST /v1/ask`."""

    question: str
    filters: FiltersBody | None = None
    limit: Limit = DEFAULT_LIMIT
    answerer: Literal["extractive", "llm"] | None = None
    language: Language | None = None
    stream: bool = False

    def as_question(self, *, characters: int) -> Question:
        text = read_question(self.question, characters=characters)
        filters = self.filters.as_filters() if self.filters else Filters()
        return Question(text, filters, self.language or language_of(text))


class SearchBody(_Strict):
    """`POST /v1/search`."""

    query: str
    filters: FiltersBody | None = None
    limit: Limit = DEFAULT_LIMIT

    def as_question(self, *, characters: int) -> Question:
        text = read_question(self.query, field="query", characters=characters)
        filters = self.filters.as_filters() if self.filters else Filters()
        return Question(text, filters, language_of(text))


class DocumentsQuery(_Strict):
    """`GET /v1/documents?since&until&region&speaker&limit&cursor`."""

    since: Since | None = None
    until: Until | None = None
    region: Names = []
    speaker: Names = []
    limit: Annotated[Limit, BeforeValidator(_count)] = LARGEST_LIMIT
    cursor: Name | None = None

    ordered = field_validator("until")(in_order)

    def as_filters(self) -> Filters:
        return make_filters(self.since, self.until, self.region, self.speaker, ())


class ContentPart(BaseModel):
    """A part of a chat message; only text is read, nothing is ever fetched."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None


class ChatBody(BaseModel):
    """`POST /v1/chat/completions`; what front ends send besides, tools above all, is ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")

    messages: Annotated[list[ChatMessage], Field(min_length=1)]
    model: str = "speechrag"
    stream: bool | None = False
    n: Annotated[int, Field(ge=1, le=1)] | None = None
    citation_format: str | None = None

    def as_question(self, *, characters: int) -> Question:
        text = read_question(
            _last_user_text(self.messages), field="messages", characters=characters
        )
        return Question(text, Filters(), language_of(text))


def make_filters(
    since: datetime.date | None,
    until: datetime.date | None,
    regions: Sequence[str],
    speakers: Sequence[str],
    documents: Sequence[str],
) -> Filters:
    """Filters with each name once."""
    once = [tuple(dict.fromkeys(names)) for names in (regions, speakers, documents)]
    return Filters(since, until, *once)


def _last_user_text(messages: Sequence[ChatMessage]) -> str:
    asked = next((message for message in reversed(messages) if message.role == "user"), None)
    if asked is None:
        raise InvalidField("messages", "holds no message of role user")
    if not isinstance(asked.content, list):
        return asked.content or ""
    if any(part.type not in ("text", "input_text") for part in asked.content):
        raise InvalidField("messages", "the question may have parts of type text only")
    return "\n".join(part.text or "" for part in asked.content)
