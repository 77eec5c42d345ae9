"""The commands `speechrag ask` and `speechrag search`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Literal

import typer

from rag.cli.export import ExportFile, export_format, write_export
from rag.cli.options import (
    EnvFile,
    Indexes,
    Json,
    Limit,
    Name,
    Region,
    Since,
    Speaker,
    Until,
    Within,
    load_settings,
    print_json,
    read_filters,
    read_question,
    with_full_ids,
)
from rag.cli.terminal import Terminal
from rag.cli.words import option_help
from rag.types.questions import ANSWER_LIMIT, DEFAULT_LIMIT


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=option_help("question"))],
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    since: Since = None,
    until: Until = None,
    region: Region = None,
    speaker: Speaker = None,
    document: Within = None,
    limit: Limit = ANSWER_LIMIT,
    answerer: Annotated[
        Literal["extractive", "llm"] | None, typer.Option(help=option_help("answerer"))
    ] = None,
    language: Annotated[
        Literal["zh", "en"] | None, typer.Option(help=option_help("language"))
    ] = None,
    translate: Annotated[bool, typer.Option("--translate", help=option_help("translate"))] = False,
    export: ExportFile = None,
    as_json: Json = False,
) -> None:
    """Answer QUESTION with quotations, and give the source of each quotation."""
    from rag.assembly import assemble_engine
    from rag.cli.show import answer_lines
    from rag.presentation.to_json import answer_json

    if export:
        export_format(export)
    settings = load_settings(env_file, indexes=indexes, name=name)
    filters = read_filters(since, until, region, speaker, document)
    asked = read_question(question, filters, settings, language)
    engine = assemble_engine(settings)
    asked = replace(asked, filters=with_full_ids(engine, filters), translate=translate)
    answer = engine.ask(asked, limit=limit, answerer=answerer)
    base = settings.public_url or ""
    if export:
        write_export(export, answer, base)
    if as_json:
        print_json(answer_json(answer, base))
    else:
        _print(answer_lines(answer, Terminal.of(sys.stdout)))
    engine.close()


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help=option_help("question"))],
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    since: Since = None,
    until: Until = None,
    region: Region = None,
    speaker: Speaker = None,
    document: Within = None,
    limit: Limit = DEFAULT_LIMIT,
    as_json: Json = False,
) -> None:
    """List the passages that match QUERY best, best first."""
    from rag.assembly import assemble_engine
    from rag.cli.show import hit_lines
    from rag.presentation.to_json import search_json

    settings = load_settings(env_file, indexes=indexes, name=name)
    filters = read_filters(since, until, region, speaker, document)
    asked = read_question(query, filters, settings)
    engine = assemble_engine(settings)
    asked = replace(asked, filters=with_full_ids(engine, filters))
    found = engine.search(asked, limit=limit)
    if as_json:
        base = settings.public_url or ""
        print_json(search_json(found.hits, found.understood, found.index, found.timings_ms, base))
    else:
        terminal = Terminal.of(sys.stdout)
        total = found.timings_ms["total"]
        _print(hit_lines(found.hits, found.understood, found.index, total, terminal))
    engine.close()


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
