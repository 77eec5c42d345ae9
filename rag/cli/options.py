"""Options that several commands share: what was typed in, Settings, Filters and Questions out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from rag.types.questions import Filters, Question
from rag.types.text import Language

if TYPE_CHECKING:
    from rag.settings import Settings

Value = TypeVar("Value")

Indexes = Annotated[
    Path | None,
    typer.Option(help="Folder that holds the indexes [env: SPEECHRAG_INDEXES]", metavar="DIR"),
]
Name = Annotated[str | None, typer.Option(help="Which index in it [env: SPEECHRAG_NAME]")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else")]
Since = Annotated[
    str | None, typer.Option(help="Not before: YYYY, YYYY-MM or YYYY-MM-DD", metavar="DATE")
]
Until = Annotated[str | None, typer.Option(help="Not after, likewise", metavar="DATE")]
Region = Annotated[list[str] | None, typer.Option(help="Only this region; may be repeated")]
Speaker = Annotated[list[str] | None, typer.Option(help="Only this speaker; may be repeated")]
Within = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document (id); may be repeated")
]
Limit = Annotated[int, typer.Option(min=1, max=50, help="How many passages to draw on")]


def load_settings(**chosen: Any) -> Settings:
    """The operator's settings; what was typed (not None) goes before the environment."""
    from pydantic import ValidationError

    from rag.settings import Settings

    try:
        return Settings(**{key: value for key, value in chosen.items() if value is not None})
    except ValidationError as error:
        raise typer.BadParameter(_settings_words(error.errors(include_input=False))) from None


def read_filters(
    since: str | None,
    until: str | None,
    regions: list[str] | None,
    speakers: list[str] | None,
    documents: list[str] | None,
) -> Filters:
    """Filters as the HTTP interface reads them; wrong ones are wrong usage."""
    from rag.presentation.user_input import first_day, last_day, make_filters, read_name

    names = [
        [_option(flag, read_name, text) for text in given or ()]
        for flag, given in (("region", regions), ("speaker", speakers), ("document", documents))
    ]
    first = None if since is None else _option("since", first_day, since)
    last = None if until is None else _option("until", last_day, until)
    if first is not None and last is not None and last < first:
        raise typer.BadParameter("--until lies before --since")
    return make_filters(first, last, *names)


def read_question(
    text: str, filters: Filters, settings: Settings, language: Language | None = None
) -> Question:
    """The question as the HTTP interface reads it."""
    from rag.language.detect import language_of
    from rag.presentation.user_input import read_question as read

    asked = read(text, characters=settings.question_characters)
    return Question(asked, filters, language or language_of(asked))


def print_json(document: object) -> None:
    """The one JSON document of `--json`."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _option(flag: str, read: Callable[[str], Value], text: str) -> Value:
    try:
        return read(text)
    except ValueError as error:
        raise typer.BadParameter(f"--{flag}: {error}") from None


def _settings_words(errors: Any) -> str:
    return "; ".join(
        f"SPEECHRAG_{'_'.join(str(part) for part in item['loc']).upper()}: {item['msg']}"
        for item in errors
    )
