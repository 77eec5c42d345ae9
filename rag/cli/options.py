"""Options that several commands share, and the Settings, Filters and Question made from them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from rag.cli.words import choose_language, option_help, say
from rag.errors import NoSuchDocument
from rag.types.questions import LARGEST_LIMIT, Filters, Question
from rag.types.text import Language

if TYPE_CHECKING:
    from rag.engine import Engine
    from rag.settings import Settings

Value = TypeVar("Value")

Indexes = Annotated[
    Path | None,
    typer.Option(help=option_help("indexes"), metavar="DIR"),
]
Name = Annotated[str | None, typer.Option(help=option_help("name"))]
EnvFile = Annotated[
    Path | None,
    typer.Option(
        "--env-file",
        envvar="SPEECHRAG_ENV_FILE",
        show_envvar=False,
        metavar="FILE",
        help=option_help("env_file"),
    ),
]
Json = Annotated[bool, typer.Option("--json", help=option_help("json"))]
Since = Annotated[str | None, typer.Option(help=option_help("since"), metavar="DATE")]
Until = Annotated[str | None, typer.Option(help=option_help("until"), metavar="DATE")]
Region = Annotated[list[str] | None, typer.Option(help=option_help("region"))]
Speaker = Annotated[list[str] | None, typer.Option(help=option_help("speaker"))]
Within = Annotated[list[str] | None, typer.Option("--document", help=option_help("within"))]
Limit = Annotated[int, typer.Option(min=1, max=LARGEST_LIMIT, help=option_help("limit"))]


def load_settings(env_file: Path | None, **chosen: Any) -> Settings:
    """The operator's settings. A typed option (not None) overrides the environment, and the
    environment overrides the lines of `env_file`."""
    from pydantic import ValidationError

    from rag.settings import Settings

    given = {key: value for key, value in chosen.items() if value is not None}
    try:
        if env_file is not None:
            env_file.read_text(encoding="utf-8")  # pydantic would skip an unreadable file
            given |= {"_env_file": env_file, "_env_file_encoding": "utf-8"}
        settings = Settings(**given)
    except ValidationError as error:
        raise typer.BadParameter(_settings_words(error.errors(include_input=False))) from None
    except OSError as error:
        raise typer.BadParameter(say("wrong.env_file", file=env_file, why=error.strerror)) from None
    except UnicodeDecodeError:
        why = say("wrong.env_file.text")
        raise typer.BadParameter(say("wrong.env_file", file=env_file, why=why)) from None
    choose_language(settings.language)
    return settings


def read_filters(
    since: str | None,
    until: str | None,
    regions: list[str] | None,
    speakers: list[str] | None,
    documents: list[str] | None,
) -> Filters:
    """Filters as the HTTP interface reads them. Raises BadParameter for a filter that is wrong."""
    from rag.presentation.user_input import first_day, last_day, make_filters, read_name

    names = [
        [_option(flag, read_name, text) for text in given or ()]
        for flag, given in (("region", regions), ("speaker", speakers), ("document", documents))
    ]
    first = None if since is None else _option("since", first_day, since)
    last = None if until is None else _option("until", last_day, until)
    if first is not None and last is not None and last < first:
        raise typer.BadParameter(say("wrong.until"))
    return make_filters(first, last, *names)


def with_full_ids(engine: Engine, filters: Filters) -> Filters:
    """The filters with the whole id of each document, since a user may type only the beginning. An
    unknown id stays as it is. Raises AmbiguousDocument."""
    if not filters.documents:
        return filters
    whole = []
    with engine.index() as index:
        for id in filters.documents:
            try:
                whole.append(index.full_id(id))
            except NoSuchDocument:
                whole.append(id)
    return replace(filters, documents=tuple(dict.fromkeys(whole)))


def read_question(
    text: str, filters: Filters, settings: Settings, language: Language | None = None
) -> Question:
    """The question as the HTTP interface reads it."""
    from rag.language.detect import language_of
    from rag.presentation.user_input import read_question as read

    asked = read(text, characters=settings.question_characters)
    return Question(asked, filters, language or language_of(asked))


def print_json(document: object) -> None:
    """Print the JSON document of `--json`."""
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
