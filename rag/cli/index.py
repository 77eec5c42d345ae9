"""`speechrag index`: files and folders in, a published index and a report of it out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.cli.options import Indexes, Json, Name, load_settings, print_json

if TYPE_CHECKING:
    from rag.ingestion.build import BuildReport, Progress

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        exists=True,
        help="Speeches (txt, md, html, docx, odt, rtf, epub, pdf) or folders of them",
    ),
]


def index(
    paths: Paths,
    indexes: Indexes = None,
    name: Name = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Embed every passage anew")] = False,
    as_json: Json = False,
) -> None:
    """Index PATH…: what is new or changed is read, what has gone is removed."""
    from rag.assembly import make_embedder
    from rag.ingestion.build import build
    from rag.language.vocabulary import Vocabulary

    settings = load_settings(indexes=indexes, name=name)
    with _progress() as progress:
        report = build(
            paths,
            directory=settings.indexes,
            name=settings.name,
            embedder=make_embedder(settings),
            vocabulary=Vocabulary.bundled(),
            rebuild=rebuild,
            progress=progress,
        )
    if as_json:
        print_json(report.as_json())
    else:
        for line in _report_lines(report):
            print(line)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rag.cli.progress import ProgressBar

    with ProgressBar() as bar:
        yield bar


def _report_lines(report: BuildReport) -> Iterator[str]:
    whole = report.as_json()
    documents, passages = whole["documents"], whole["passages"]
    yield (f"Index {whole['index']}, generation {whole['generation']}, in {whole['seconds']:.1f} s")
    yield (
        f"  documents: {documents['added']} added, {documents['changed']} changed, "
        f"{documents['removed']} removed, {documents['unchanged']} unchanged"
    )
    yield (
        f"  passages:  {passages['total']}, of which {passages['embedded']} embedded, "
        f"{passages['reused']} reused"
    )
    for skipped in whole["skipped"]:
        yield f"  skipped:   {skipped['file']}: {skipped['reason']}"
