"""The command `speechrag evaluate`, which measures search and answers on known questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rag.cli.options import EnvFile, Indexes, Json, Limit, Name, load_settings, print_json
from rag.cli.words import option_help, say
from rag.types.questions import ANSWER_LIMIT

if TYPE_CHECKING:
    from rag.evaluation.folds import Fold


def evaluate(
    cases: Annotated[
        list[Path],
        typer.Argument(metavar="CASES", exists=True, dir_okay=False, help=option_help("cases")),
    ],
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    limit: Limit = ANSWER_LIMIT,
    answerer: Annotated[
        Literal["extractive", "llm"] | None, typer.Option(help=option_help("answerer"))
    ] = None,
    report_file: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help=option_help("report_file"))
    ] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help=option_help("html"))
    ] = None,
    earlier: Annotated[
        Path | None,
        typer.Option("--compare", metavar="FILE", exists=True, help=option_help("earlier")),
    ] = None,
    fold: Annotated[
        str | None, typer.Option("--fold", metavar="I/K", help=option_help("fold"))
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the questions of CASES and measure search and answers against the known answers."""
    from rich.console import Console
    from rich.progress import Progress

    from rag.assembly import assemble_engine
    from rag.evaluation.case_files import read_case_files
    from rag.evaluation.folds import in_fold
    from rag.evaluation.page import page
    from rag.evaluation.report import compared, read_report, report
    from rag.evaluation.report_lines import lines
    from rag.evaluation.run import evaluate as run

    files, part = read_case_files(cases), _fold(fold)
    if part:
        files = in_fold(files, part)
    if not files:
        raise typer.BadParameter(say("wrong.fold.empty", fold=fold))
    before = read_report(earlier) if earlier else None
    engine = assemble_engine(load_settings(env_file, indexes=indexes, name=name))
    errors = Console(stderr=True)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as progress:
        task = progress.add_task("asking", total=sum(len(file.cases) for file in files))
        outcomes = [
            outcome
            for file in files
            for outcome in run(
                engine,
                file.cases,
                file.names,
                limit=limit,
                answerer=answerer,
                each=lambda: progress.advance(task),
            )
        ]
    with engine.index() as index:
        state = index.state
    whole = report(
        outcomes,
        cases=", ".join(file.name for file in files),
        index=state,
        answerer=answerer or engine.default_answerer,
        fold=part,
    )
    engine.close()
    if before:
        whole["earlier"] = compared(whole, before)
    if html_file:
        html_file.write_text(page(whole), "utf-8")
    if report_file:
        report_file.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if as_json:
        print_json(whole)
        return
    for line in lines(whole):
        print(line)


def _fold(text: str | None) -> Fold | None:
    from rag.evaluation.folds import Fold

    if text is None:
        return None
    try:
        return Fold.parse(text)
    except ValueError:
        raise typer.BadParameter(say("wrong.fold", fold=text)) from None
