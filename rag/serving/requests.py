"""The bodies and query strings of requests, and the Questions and Filters that they become.

Types are strict, filters have no unknown fields, and no message repeats what was sent.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Any, Literal

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

from rag.language.detect import language_of
from rag.presentation.user_input import (
    NAME_CHARACTERS,
    InvalidField,
    first_day,
    last_day,
    make_filters,
    read_name,
    read_question,
)
from rag.questions.housekeeping import housekeeping_in, housekeeping_question
from rag.serving.response_format import ChatFormat
from rag.types.comparison import By
from rag.types.figures import FigureKind
from rag.types.questions import (
    ANSWER_LIMIT,
    DEFAULT_LIMIT,
    LARGEST_LIMIT,
    Filters,
    Message,
    Question,
)
from rag.types.text import Language, Stance

LARGEST_FILTER = 100


def _count(value: object) -> object:
    """Query strings carry text: plain digits become a number; other text stays and is refused."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,4}", value, re.ASCII):
        return int(value)
    return value


def _truth(value: object) -> object:
    """`true` or `false` of a query string; other text stays and is refused."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


_DATE_SCHEMA = WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}$"})
Since = Annotated[datetime.date, BeforeValidator(first_day), _DATE_SCHEMA]
Until = Annotated[datetime.date, BeforeValidator(last_day), _DATE_SCHEMA]
Name = Annotated[str, AfterValidator(read_name)]
Names = Annotated[list[Name], Field(max_length=LARGEST_FILTER)]
Limit = Annotated[int, Field(ge=1, le=LARGEST_LIMIT)]
_FEW = Field(max_length=LARGEST_FILTER)
Year = Annotated[int, Field(ge=1, le=9999)]
Years = Annotated[list[Annotated[Year, BeforeValidator(_count)]], _FEW]


# One of GET /v1/indexes; by default the one that the server was started with.
IndexName = Annotated[str, Field(max_length=NAME_CHARACTERS)]

# For the OpenAPI document, of routes without a query of their own; `Here` reads it.
INDEX_PARAMETER: dict[str, Any] = {
    "parameters": [
        {
            "name": "index",
            "in": "query",
            "required": False,
            "description": "one of GET /v1/indexes",
            "schema": {"type": "string", "maxLength": NAME_CHARACTERS},
        }
    ]
}


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
    """`POST /v1/ask`; with `translate` the language model that is set up translates statements."""

    question: str
    filters: FiltersBody | None = None
    limit: Limit = ANSWER_LIMIT
    answerer: Literal["extractive", "llm"] | None = None
    language: Language | None = None
    translate: bool = False
    stream: bool = False
    index: IndexName | None = None

    def as_question(self, *, characters: int) -> Question:
        text = read_question(self.question, characters=characters)
        filters = self.filters.as_filters() if self.filters else Filters()
        return Question(text, filters, self.language or language_of(text), self.translate)


class CompareBody(AskBody):
    """`POST /v1/compare`; `limit` is how many passages each group's answer may draw on."""

    by: By
    limit: Limit = DEFAULT_LIMIT


class SearchBody(_Strict):
    """`POST /v1/search`."""

    query: str
    filters: FiltersBody | None = None
    limit: Limit = DEFAULT_LIMIT
    index: IndexName | None = None

    def as_question(self, *, characters: int) -> Question:
        text = read_question(self.query, field="query", characters=characters)
        filters = self.filters.as_filters() if self.filters else Filters()
        return Question(text, filters, language_of(text))


class VerifyQuotesBody(_Strict):
    """`POST /v1/verify-quotes`: a text, plain or Markdown."""

    text: str
    index: IndexName | None = None


class DocumentsQuery(_Strict):
    """`GET /v1/documents?since&until&region&speaker&limit&cursor`."""

    since: Since | None = None
    until: Until | None = None
    region: Names = []
    speaker: Names = []
    limit: Annotated[Limit, BeforeValidator(_count)] = LARGEST_LIMIT
    cursor: Name | None = None
    index: IndexName | None = None

    ordered = field_validator("until")(in_order)

    def as_filters(self) -> Filters:
        return make_filters(self.since, self.until, self.region, self.speaker, ())


class FiguresQuery(DocumentsQuery):
    """`GET /v1/figures?indicator&region&year&stance&kind&document&limit&cursor`, and the other
    filters of documents. `indicator` is a key, any name, or a part of a term as speeches write it;
    `year` is the year that a figure speaks of, whenever it was stated; `contradictions=true`: only
    what is stated in two ways."""

    indicator: Name | None = None
    year: Years = []
    stance: Annotated[list[Stance], _FEW] = []
    kind: Annotated[list[FigureKind], _FEW] = []
    document: Names = []
    contradictions: Annotated[bool, BeforeValidator(_truth)] = False

    def as_filters(self) -> Filters:
        return make_filters(self.since, self.until, self.region, self.speaker, self.document)


class LedgerQuery(_Strict):
    """`GET /v1/ledger?indicator&region&year&format`."""

    indicator: Name | None = None
    region: Names = []
    year: Years = []
    format: Literal["json", "csv"] = "json"
    index: IndexName | None = None

    def as_filters(self) -> Filters:
        return make_filters(None, None, self.region, (), ())


class CheckBody(_Strict):
    """`POST /v1/check`: a text in Chinese or English."""

    text: str
    filters: FiltersBody | None = None
    index: IndexName | None = None

    def as_filters(self) -> Filters:
        return self.filters.as_filters() if self.filters else Filters()


def _calls_no_tool(choice: Any) -> Any:
    forced = choice.get("mode") != "auto" if isinstance(choice, dict) else choice == "required"
    if forced:
        raise ValueError("this server calls no tools: send auto or none, or leave it out")
    return choice


def _gives_none(wanted: bool | int | None) -> bool | int | None:
    if wanted:
        raise ValueError("this server has no probabilities of tokens: leave it out")
    return wanted


def _text_only(modalities: list[str] | None) -> list[str] | None:
    if modalities and set(modalities) != {"text"}:
        raise ValueError("this server answers in text only")
    return modalities


# What clients may send, and what no answer could honour.
ToolChoice = Annotated[Any, AfterValidator(_calls_no_tool)]
NoLogprobs = Annotated[bool | int | None, AfterValidator(_gives_none)]
TextOnly = Annotated[list[str] | None, AfterValidator(_text_only)]


class StreamOptions(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    include_usage: bool | None = None


_TEXT_PARTS = ("text", "input_text", "output_text")
# Enough to find what an answer with a table of all regions found.
_ANSWER_CHARACTERS = 20_000


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
    """`POST /v1/chat/completions`; what front ends send besides, tools above all, is ignored.
    What would change the answer, and cannot be honoured, is refused."""

    model_config = ConfigDict(strict=True, extra="ignore")

    messages: Annotated[list[ChatMessage], Field(min_length=1)]
    model: str = "speechrag"
    stream: bool | None = False
    n: Annotated[int, Field(ge=1, le=1)] | None = None
    citation_format: str | None = None
    index: IndexName | None = None
    # Only their names are read: they tell which front end asks.
    tools: Any = None
    tool_choice: ToolChoice = None
    function_call: ToolChoice = None
    logprobs: NoLogprobs = None
    modalities: TextOnly = None
    stream_options: StreamOptions | None = None
    response_format: ChatFormat | None = None

    @property
    def tells_usage(self) -> bool:
        """Whether a stream is to end with the count of tokens."""
        return bool(self.stream_options and self.stream_options.include_usage)

    def texts(self) -> Iterator[str]:
        """Everything that was said, for counting."""
        for message in self.messages:
            if isinstance(message.content, str):
                yield message.content
            else:
                yield from (part.text for part in message.content or () if part.text)

    def as_question(self, *, characters: int) -> Question:
        """The last question, or the housekeeping that the front end asks for."""
        keeping = housekeeping_in(list(_said(self.messages)))
        if keeping:
            return housekeeping_question(keeping)
        text = read_question(
            _last_user_text(self.messages), field="messages", characters=characters
        )
        return Question(text, Filters(), language_of(text))

    def turns(self, *, characters: int) -> list[Message]:
        """What user and assistant said, up to the last question. Questions that cannot be read, or
        are too long, are left out; answers keep their lines, and are cut."""
        last = max(i for i, message in enumerate(self.messages) if message.role == "user")
        said: list[Message] = []
        for message in self.messages[: last + 1]:
            with suppress(InvalidField):
                if message.role == "user":
                    text = read_question(_text_of(message), characters=characters)
                    said.append(Message("user", text))
                elif message.role == "assistant":
                    said.append(Message("assistant", _text_of(message)[:_ANSWER_CHARACTERS]))
        return said


def _said(messages: Sequence[ChatMessage]) -> Iterator[Message]:
    """All messages of people, models and the system that hold text, of any length."""
    for message in messages:
        with suppress(InvalidField):
            role = "system" if message.role == "developer" else message.role
            if role in ("system", "user", "assistant"):
                yield Message(role, _text_of(message))


def _last_user_text(messages: Sequence[ChatMessage]) -> str:
    last = next((message for message in reversed(messages) if message.role == "user"), None)
    if last is None:
        raise InvalidField("messages", "holds no message of role user")
    return _text_of(last)


def _text_of(message: ChatMessage) -> str:
    if not isinstance(message.content, list):
        return message.content or ""
    if any(part.type not in _TEXT_PARTS for part in message.content):
        raise InvalidField("messages", "the question may have parts of type text only")
    return "\n".join(part.text or "" for part in message.content)
