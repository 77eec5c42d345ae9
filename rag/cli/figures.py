"""The command `speechrag figures`: the rows of the table of figures, each with its quotation."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, TypeVar, get_args

import typer

from rag.cli.options import (
    EnvFile,
    Indexes,
    Json,
    Name,
    Region,
    Since,
    Speaker,
    Until,
    Within,
    load_settings,
    print_json,
    read_filters,
    with_full_ids,
)
from rag.cli.terminal import Terminal
from rag.cli.words import option_help, say
from rag.types.figures import FigureKind
from rag.types.text import Stance

Choice = TypeVar("Choice", bound=str)
# So many rows fill some screens; a file or a pipe gets all.
_SHOWN = 50
_STANCES: tuple[Stance, ...] = get_args(Stance)
_KINDS: tuple[FigureKind, ...] = get_args(FigureKind)


def figures(
    indicator: Annotated[
        str | None, typer.Argument(metavar="INDICATOR", help=option_help("indicator"))
    ] = None,
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    region: Region = None,
    year: Annotated[
        list[int] | None, typer.Option(min=1, max=9999, help=option_help("figure_year"))
    ] = None,
    stance: Annotated[
        list[str] | None,
        typer.Option(metavar="|".join(_STANCES), help=option_help("stance")),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="|".join(_KINDS), help=option_help("figure_kind")),
    ] = None,
    contradictions: Annotated[
        bool, typer.Option("--contradictions", help=option_help("contradictions"))
    ] = False,
    since: Since = None,
    until: Until = None,
    speaker: Speaker = None,
    document: Within = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help=option_help("rows", count=_SHOWN))
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help=option_help("csv"))] = False,
    mark: Annotated[bool, typer.Option("--bom", help=option_help("bom"))] = False,
    as_json: Json = False,
) -> None:
    """List the figures that speeches state, each with the words that state it and their place."""
    from rag.assembly import assemble_engine
    from rag.cli.figure_table import plain_row, table_lines
    from rag.presentation.figures_json import figures_csv, figures_json

    if as_csv and as_json:
        raise typer.BadParameter(say("wrong.csv"))
    settings = load_settings(env_file, indexes=indexes, name=name)
    filters = read_filters(since, until, region, speaker, document)
    kinds = _chosen("kind", kind, _KINDS)
    stances = _chosen("stance", stance, _STANCES)
    engine = assemble_engine(settings)
    filters = with_full_ids(engine, filters)
    is_shown = not (as_csv or as_json) and sys.stdout.isatty()
    table = engine.figures(
        indicator,
        kinds=kinds,
        stances=stances,
        years=year or (),
        filters=filters,
        contradictions=contradictions,
        limit=limit or (_SHOWN if is_shown else None),
    )
    base = settings.public_url or ""
    if as_json:
        print_json(figures_json(table, base))
    elif as_csv:
        sys.stdout.write(figures_csv(table.rows, base, mark=mark))
    elif is_shown:
        columns = shutil.get_terminal_size().columns
        for line in table_lines(table, Terminal.of(sys.stdout), columns):
            print(line)
    else:
        for stated in table.rows:
            print("\t".join(plain_row(stated, base)))
    engine.close()


def _chosen(flag: str, given: Iterable[str] | None, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that were given. Raises BadParameter for another."""
    by_name: dict[str, Choice] = {str(choice): choice for choice in choices}
    for name in given or ():
        if name not in by_name:
            listed = ", ".join(f"'{choice}'" for choice in choices)
            raise typer.BadParameter(f"--{flag}: {name!r} is not one of {listed}.")
    return [by_name[name] for name in given or ()]
