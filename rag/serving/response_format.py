"""Answers as JSON, for clients that ask a chat or a response for it (`response_format`)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from rag.presentation.to_json import answer_json
from rag.serving.answer_schema import cut_to, is_fulfilled
from rag.serving.dialects import DIALECTS, Cited, Dialect
from rag.types.answers import HOUSEKEEPING, Answer, Citation, Statement


def _of_the_answer(schema: Any) -> Any:
    if not is_fulfilled(schema):
        raise ValueError(
            "can only name fields of our own answer, and require those that it always has: see "
            "AnswerJson in /openapi.json; ask for json_object to get it whole"
        )
    return schema


AnswerSchema = Annotated[Any, AfterValidator(_of_the_answer)]


class NamedSchema(BaseModel):
    """`json_schema` of a chat; `schema` must be one that our Answer fulfils."""

    model_config = ConfigDict(strict=True, extra="ignore")

    wanted: AnswerSchema = Field(alias="schema")


_NO_SCHEMA = "json_schema needs a schema; ask for json_object to get the whole answer"


class ChatFormat(BaseModel):
    """`response_format` of a chat."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: Literal["text", "json_object", "json_schema"]
    json_schema: NamedSchema | None = None

    @model_validator(mode="after")
    def _has_schema(self) -> Self:
        if self.type == "json_schema" and self.json_schema is None:
            raise ValueError(_NO_SCHEMA)
        return self

    def json_text(self, base: str) -> JsonText | None:
        """A writer of JSON, if that was asked for."""
        wanted = self.json_schema.wanted if self.json_schema else {}
        return None if self.type == "text" else JsonText(base, wanted)


class ResponseFormat(BaseModel):
    """`text.format` of a response."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: Literal["text", "json_object", "json_schema"]
    wanted: AnswerSchema | None = Field(default=None, alias="schema")

    @model_validator(mode="after")
    def _has_schema(self) -> Self:
        if self.type == "json_schema" and self.wanted is None:
            raise ValueError(_NO_SCHEMA)
        return self

    def told(self) -> dict[str, Any]:
        """The format as the response repeats it."""
        if self.type != "json_schema":
            return {"type": self.type}
        return {"type": self.type, "name": "answer", "schema": self.wanted, "strict": True}

    def json_text(self, base: str) -> JsonText | None:
        """A writer of JSON, if that was asked for."""
        return None if self.type == "text" else JsonText(base, self.wanted or {})


@dataclass(slots=True)
class JsonText:
    """Writes an answer as one JSON document, of the fields that `wanted` names (all, if none)."""

    base: str
    wanted: Any
    dialect: Dialect = DIALECTS["none"]
    annotations: list[dict[str, Any]] = field(default_factory=list)

    def statement(self, statement: Statement) -> str:
        """Nothing: a document that is cut in the middle is no JSON."""
        return ""

    def closing(self, answer: Answer) -> str:
        """The whole answer; what a front end asked for on its own account, as it wants it."""
        if answer.reason_code == HOUSEKEEPING:
            return answer.reason or ""
        whole = cut_to(answer_json(answer, self.base), self.wanted)
        return json.dumps(whole, ensure_ascii=False)

    def cited(self, citation: Citation) -> Cited:
        """The citation with an address."""
        return Cited(citation, self.base, "en")
