"""What the tools of MCP take. A model reads the descriptions, and they are the only manual it has.

Values are read kindly, as models write them: one name in place of a list, a year as a number, a
number in quotation marks. A field that is not known is refused, since leaving it out would answer
another question.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from rag.language.detect import language_of
from rag.presentation.user_input import make_filters, read_question
from rag.serving.requests import Limit, Names, Since, Until, Year, in_order
from rag.serving.requests import Name as OneName
from rag.types.figures import FigureKind
from rag.types.questions import DEFAULT_LIMIT, Filters, Question
from rag.types.text import Language, Stance

# So many characters of a speech are read at a time, where nobody says how many, and at most.
PAGE_CHARACTERS, MOST_CHARACTERS = 8_000, 20_000
# So many rows of a table are shown at a time.
ROWS = 20


def _in_a_list(value: object) -> object:
    """One value where a list is asked for; none for null."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: object) -> object:
    """A year that is written as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_Listed = BeforeValidator(_in_a_list)
_Text = BeforeValidator(_text)


class Arguments(BaseModel):
    """Of every tool."""

    model_config = ConfigDict(extra="forbid")

    index: Annotated[
        OneName | None,
        Field(description="Name of another index of this server. Left out: the usual one."),
    ] = None


class _Chosen(Arguments):
    """The documents that may answer."""

    since: Annotated[
        Annotated[Since, _Text] | None,
        Field(description="Only speeches of this day or later: YYYY, YYYY-MM or YYYY-MM-DD."),
    ] = None
    until: Annotated[
        Annotated[Until, _Text] | None,
        Field(description="Only speeches of this day or earlier; written in the same way."),
    ] = None
    regions: Annotated[
        Names,
        _Listed,
        Field(
            description="Only speeches of these regions, in Chinese or English: 江苏省, Jiangsu."
        ),
    ] = []
    speakers: Annotated[Names, _Listed, Field(description="Only these speakers, by name.")] = []
    documents: Annotated[
        Names, _Listed, Field(description="Only these documents, by the ids that results give.")
    ] = []

    ordered = field_validator("until")(in_order)

    def as_filters(self) -> Filters:
        return make_filters(self.since, self.until, self.regions, self.speakers, self.documents)


class SearchArguments(_Chosen):
    """Of `search_speeches`."""

    query: Annotated[
        str,
        Field(
            description="What is looked for, in Chinese or English: a question, a topic, or words "
            "that were said. Either language finds speeches in both."
        ),
    ]
    limit: Annotated[Limit, Field(description="How many passages, from 1 to 50.")] = DEFAULT_LIMIT

    def as_question(self, *, characters: int) -> Question:
        text = read_question(self.query, field="query", characters=characters)
        return Question(text, self.as_filters(), language_of(text))


class AskArguments(_Chosen):
    """Of `ask_speeches`."""

    question: Annotated[
        str,
        Field(
            description="One whole question, in Chinese or English, that can be understood by "
            "itself: name the place, the year and the matter. Do not answer it in the question."
        ),
    ]
    language: Annotated[
        Language | None,
        Field(description="Language of explanations: zh or en. Left out: that of the question."),
    ] = None

    def as_question(self, *, characters: int) -> Question:
        text = read_question(self.question, characters=characters)
        return Question(text, self.as_filters(), self.language or language_of(text))


class ReadArguments(Arguments):
    """Of `read_document`."""

    document: Annotated[
        OneName,
        Field(
            description="Id of the speech, from a result of another tool; its beginning will do."
        ),
    ]
    start: Annotated[
        int,
        Field(
            ge=0,
            description="Character to begin at, in code points: 0, the `next` of the page before, "
            "or the start of a quotation's span.",
        ),
    ] = 0
    characters: Annotated[
        int,
        Field(
            ge=200, le=MOST_CHARACTERS, description="About how many characters to read at a time."
        ),
    ] = PAGE_CHARACTERS


class _OfFigures(Arguments):
    indicator: Annotated[
        OneName | None,
        Field(
            description="What was measured: any name of it in Chinese or English (GDP, 生产总值, "
            "PM2.5), or a part of the term as speeches write it. Left out: everything."
        ),
    ] = None
    regions: Annotated[
        Names, _Listed, Field(description="Only speeches of these regions, in Chinese or English.")
    ] = []
    years: Annotated[
        list[Year],
        _Listed,
        Field(
            max_length=100,
            description="Only figures that speak of these years, whenever they were stated.",
        ),
    ] = []
    limit: Annotated[Limit, Field(description="How many rows, from 1 to 50.")] = ROWS


class FiguresArguments(_OfFigures):
    """Of `figures`."""

    stances: Annotated[
        list[Stance],
        _Listed,
        Field(
            max_length=5,
            description="Only results (achieved), targets (target), work under way, problems, "
            "or proposals.",
        ),
    ] = []
    kinds: Annotated[
        list[FigureKind],
        _Listed,
        Field(
            max_length=10,
            description="Only amounts (level), rates of growth (growth), changes, shares, ranks, "
            "counts or ratios.",
        ),
    ] = []
    documents: Annotated[
        Names, _Listed, Field(description="Only these documents, by the ids that results give.")
    ] = []
    contradictions: Annotated[
        bool, Field(description="Only what the speeches state in two ways.")
    ] = False
    cursor: Annotated[
        OneName | None, Field(description="The `next` of the page before, to read on.")
    ] = None

    def as_filters(self) -> Filters:
        return make_filters(None, None, self.regions, (), self.documents)


class LedgerArguments(_OfFigures):
    """Of `ledger`."""

    start: Annotated[
        int, Field(ge=0, description="Row to begin at: 0, or the `next` of the page before.")
    ] = 0

    def as_filters(self) -> Filters:
        return make_filters(None, None, self.regions, (), ())


def schema_of(arguments: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema, without what only costs a model's attention: titles, and null beside the
    kind of a field that may be left out."""
    schema: dict[str, Any] = _plain(arguments.model_json_schema())
    schema.pop("description", None)
    return schema


def _plain(part: Any) -> Any:
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    kinds = [kind for kind in part.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        part = {**kinds[0], **{key: value for key, value in part.items() if key != "anyOf"}}
    return {
        key: {name: _plain(field) for name, field in value.items()}
        if key == "properties"
        else _plain(value)
        for key, value in part.items()
        if key != "title" and not (key == "default" and value is None)
    }
