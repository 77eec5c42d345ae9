"""The command `speechrag index`, which builds an index from files and folders."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.cli.options import EnvFile, Indexes, Json, Name, load_settings, print_json
from rag.cli.stopping import Stopped, signals, stoppable
from rag.cli.words import option_help, say, user_language
from rag.errors import IndexBusy, MachineFailed, SpeechragError

if TYPE_CHECKING:
    from rag.ingestion.sources import Sources
    from rag.ingestion.tally import BuildReport
    from rag.settings import Settings

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", exists=True, help=option_help("paths")),
]


def index(
    paths: Paths,
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help=option_help("rebuild"))] = False,
    add: Annotated[bool, typer.Option("--add", help=option_help("add"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=option_help("replace"))] = False,
    allow_shrink: Annotated[
        bool, typer.Option("--allow-shrink", help=option_help("allow_shrink"))
    ] = False,
    keep: Annotated[int | None, typer.Option(min=2, help=option_help("keep"))] = None,
    watch: Annotated[bool, typer.Option("--watch", help=option_help("watch"))] = False,
    as_json: Json = False,
) -> None:
    """Index PATH…: read new and changed files, and remove files that are gone."""
    if add and replace:
        raise typer.BadParameter(say("wrong.add"))
    settings = load_settings(env_file, indexes=indexes, name=name, keep=keep)
    sources: Sources = "add" if add else "replace" if replace else "same"
    build = partial(_build, paths, settings, sources=sources, allow_shrink=allow_shrink)
    if watch:
        _watch(paths, settings, build, rebuild=rebuild, as_json=as_json)
        return
    with stoppable(settings):
        report = build(rebuild=rebuild)
    if as_json:
        print_json(report.as_json())
    else:
        for line in _report_lines(report):
            print(line)


def _build(
    paths: list[Path],
    settings: Settings,
    *,
    sources: Sources,
    allow_shrink: bool,
    rebuild: bool,
) -> BuildReport:
    from rag.assembly import make_embedder
    from rag.cli.progress import progress_bar
    from rag.ingestion.build import build
    from rag.language.vocabulary import Vocabulary

    # What was sent over HTTP belongs to the index, whatever else it is made from.
    uploaded = [folder for folder in [settings.uploads / settings.name] if folder.is_dir()]
    with progress_bar() as progress:
        return build(
            [*paths, *uploaded],
            directory=settings.indexes,
            name=settings.name,
            embedder=make_embedder(settings),
            vocabulary=Vocabulary.bundled(),
            rebuild=rebuild,
            sources=sources,
            allow_shrink=allow_shrink,
            progress=progress,
            keep=settings.keep,
        )


def _watch(
    paths: list[Path],
    settings: Settings,
    build: Callable[..., BuildReport],
    *,
    rebuild: bool,
    as_json: bool,
) -> None:
    """Build at once, and again whenever files have changed, until stopped. A build that fails says
    why, once; the index that was there stays, and the next change makes another. Where the reason
    may pass, such as another build or a full disk, it is tried again without a change."""
    from rag.cli.index_watch import changes

    failures = _Failures()
    try:
        with signals():
            for _ in changes(paths, seconds=settings.watch_seconds, failures=failures.in_a_row):
                try:
                    _tell(build(rebuild=rebuild), as_json=as_json)
                    rebuild = False
                    failures.end()
                except (SpeechragError, OSError) as error:
                    failures.tell(error)
                sys.stdout.flush()
    except Stopped:
        print(say("index.watch.ended", name=settings.name), file=sys.stderr)


class _Failures:
    """The failures of builds since the last that succeeded."""

    def __init__(self) -> None:
        self._told = ""
        self._passing = 0

    def in_a_row(self) -> int:
        """How many came for a reason that may pass, up to the last; 0 if that one will not."""
        return self._passing

    def end(self) -> None:
        """A build succeeded."""
        self._told, self._passing = "", 0

    def tell(self, error: SpeechragError | OSError) -> None:
        """Print why a build failed, unless that was printed last."""
        passing = isinstance(error, IndexBusy | MachineFailed | OSError)
        self._passing = self._passing + 1 if passing else 0
        words = str(error) if isinstance(error, OSError) else error.words(user_language())
        if words != self._told or not passing:
            print(f"speechrag: {words}", file=sys.stderr)
        self._told = words


def _tell(report: BuildReport, *, as_json: bool) -> None:
    """One line for a build."""
    whole = report.as_json()
    if as_json:
        print(json.dumps(whole, ensure_ascii=False))
        return
    key = "index.watch.built" if report.published else "index.watch.unchanged"
    skipped = len(report.skipped)
    now = datetime.datetime.now().strftime("%H:%M:%S")
    place = {"time": now, "name": report.index, "generation": report.generation}
    print(say(key, **place, **whole["documents"], skipped=skipped))


def _report_lines(report: BuildReport) -> Iterator[str]:
    whole = report.as_json()
    yield say(
        "index.done" if report.published else "index.unchanged",
        name=report.index,
        generation=report.generation,
        seconds=report.seconds,
    )
    yield say("index.documents", **whole["documents"])
    yield say("index.passages", **whole["passages"])
    for skipped in report.skipped:
        yield say("index.skipped", file=skipped.file, reason=skipped.words(user_language()))
    if not report.readers_limited:
        yield say("index.not_limited")
