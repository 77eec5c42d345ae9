"""The command `speechrag verify`, which says whether an index is whole, and mends it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.cli.options import EnvFile, Indexes, Json, Name, load_settings, print_json
from rag.cli.stopping import stoppable
from rag.cli.words import option_help, say, user_language
from rag.errors import ModelError

if TYPE_CHECKING:
    from rag.index.verification import CheckedGeneration, Finding, Verification
    from rag.ingestion.tally import BuildReport
    from rag.models.embedder import Embedder
    from rag.settings import Settings


def verify(
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    repair: Annotated[bool, typer.Option("--repair", help=option_help("repair"))] = False,
    as_json: Json = False,
) -> None:
    """Check whether the index is whole; name what is damaged; with --repair, mend it."""
    settings = load_settings(env_file, indexes=indexes, name=name)
    started = time.monotonic()
    found, report = _found_and_repaired(settings, repair=repair)
    seconds = time.monotonic() - started
    if as_json:
        print_json(_json(found, report, seconds))
    else:
        for line in _lines(found, report, seconds):
            print(line)
    if report is None and (found.model is not None or not found.is_whole):
        raise typer.Exit(1)


def _found_and_repaired(
    settings: Settings, *, repair: bool
) -> tuple[Verification, BuildReport | None]:
    """What was found, and what mended it. A model that cannot be loaded hides no damage; without
    one nothing can be mended."""
    from rag.assembly import make_embedder

    try:
        embedder = make_embedder(settings)
    except ModelError as error:
        found = replace(_verified(settings, None), model=error)
        if repair and not found.is_whole:
            raise
        return found, None
    found = _verified(settings, embedder)
    if not repair or found.is_whole:
        return found, None
    with stoppable(settings):
        return found, _repaired(found, settings, embedder)


def _verified(settings: Settings, embedder: Embedder | None) -> Verification:
    from rag.cli.progress import progress_bar
    from rag.index.layout import index_folder
    from rag.index.machine import machine_border
    from rag.index.verification import verify as verified

    home = index_folder(settings.indexes, settings.name)
    with machine_border(home), progress_bar() as bar:
        return verified(home, model=embedder, watcher=bar, keep=settings.keep)


def _repaired(found: Verification, settings: Settings, embedder: Embedder) -> BuildReport:
    """The report of the build, whose generation was opened as a server would before it was
    published."""
    from rag.cli.progress import progress_bar
    from rag.ingestion.repair import repair
    from rag.language.vocabulary import Vocabulary

    with progress_bar() as bar:
        return repair(
            found,
            directory=settings.indexes,
            embedder=embedder,
            vocabulary=Vocabulary.bundled(),
            progress=bar,
            keep=settings.keep,
        )


def _lines(found: Verification, report: BuildReport | None, seconds: float) -> Iterator[str]:
    yield from map(_words, found.findings)
    for one in found.generations:
        yield from _generation(one)
    if found.model is not None:
        yield say("verify.model", detail=found.model.words(user_language()))
    if found.is_whole:
        yield say("verify.whole", name=found.name, seconds=seconds)
    elif report is not None:
        passages = report.as_json()["passages"]
        yield say("verify.repaired", generation=report.generation, **passages)
    else:
        yield from _damaged(found)


def _damaged(found: Verification) -> Iterator[str]:
    served = found.served
    if served is None:
        yield say("verify.nothing_answers")
    elif not served.serves:
        yield say("verify.stands_in", generation=served.number)
    yield say("verify.damaged", name=found.name)


def _generation(one: CheckedGeneration) -> Iterator[str]:
    place = {"generation": one.number, "serves": say("verify.serves") if one.serves else ""}
    if not one.is_whole:
        yield say("verify.generation.damaged", **place)
        yield from (f"  {_words(finding)}" for finding in one.findings)
    elif one.manifest is None:
        yield say("verify.generation.other", generation=one.number)
    else:
        yield say("verify.generation", **place, **_counts(one))


def _words(finding: Finding) -> str:
    return say(f"verify.{finding.code}", file=finding.file, detail=finding.detail)


def _counts(one: CheckedGeneration) -> dict[str, int]:
    counts = one.manifest.counts if one.manifest is not None else {}
    return {what: counts.get(what, 0) for what in ("documents", "passages")}


def _json(found: Verification, report: BuildReport | None, seconds: float) -> dict[str, Any]:
    """The shape of `speechrag verify --json`. `generation` is the one that answers; `model` is the
    mismatch in words, null where there is none."""
    served = found.served
    return {
        "index": found.name,
        "whole": found.is_whole,
        "generation": served.number if served else None,
        "findings": list(map(_finding_json, found.findings)),
        "generations": [
            {
                "generation": one.number,
                "current": one.serves,
                "whole": one.is_whole,
                **_counts(one),
                "findings": list(map(_finding_json, one.findings)),
            }
            for one in found.generations
        ],
        "model": str(found.model) if found.model is not None else None,
        "repaired": report.as_json() if report is not None else None,
        "seconds": round(seconds, 3),
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {"code": finding.code, "file": finding.file, "detail": finding.detail}
