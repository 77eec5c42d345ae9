"""The commands `speechrag generations`, which lists the generations of an index, and `speechrag
rollback`, which goes back to one."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.cli.options import EnvFile, Indexes, Json, Name, load_settings, print_json
from rag.cli.words import option_help, say

if TYPE_CHECKING:
    from rag.index.history import Held
    from rag.index.layout import Manifest
    from rag.index.publish import Check
    from rag.settings import Settings

_MEGABYTE = 1_000_000


def generations(
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    as_json: Json = False,
) -> None:
    """List the generations of an index: when each was made, what it holds, why it is there."""
    from rag.index.history import held
    from rag.index.layout import index_folder

    settings = load_settings(env_file, indexes=indexes, name=name)
    found = held(index_folder(settings.indexes, settings.name), keep=settings.keep)
    if as_json:
        print_json({"index": settings.name, "generations": [_json(one) for one in found]})
    else:
        for one in found:
            print(_line(one))


def rollback(
    to: Annotated[
        int | None, typer.Option("--to", min=1, metavar="N", help=option_help("rollback_to"))
    ] = None,
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    as_json: Json = False,
) -> None:
    """Serve the generation before, or generation N, again."""
    from rag.index.history import go_back
    from rag.index.layout import index_folder

    settings = load_settings(env_file, indexes=indexes, name=name)
    home = index_folder(settings.indexes, settings.name)
    before, manifest = go_back(home, to, check=_check(settings))
    if as_json:
        print_json({"index": settings.name, "from": before, "generation": manifest.generation})
    else:
        documents = manifest.counts["documents"]
        print(
            say(
                "rollback.done",
                name=settings.name,
                before=say("rollback.none") if before is None else before,
                generation=manifest.generation,
                documents=documents,
            )
        )


def _check(settings: Settings) -> Check:
    """Proves that a server with these settings could open a generation."""
    from rag.assembly import make_embedder
    from rag.index.index import check_folder
    from rag.index.model import check_embedder

    embedder = make_embedder(settings)

    def check(folder: Path, manifest: Manifest) -> None:
        check_folder(folder, manifest)
        check_embedder(manifest, embedder)

    return check


def _json(one: Held) -> dict[str, Any]:
    known = one.manifest
    return {
        "generation": one.number,
        "created": known.created if known else None,
        "documents": known.counts["documents"] if known else None,
        "passages": known.counts["passages"] if known else None,
        "bytes": one.bytes if known else None,
        "in_use": one.why in ("served", "stands_in"),
        "why": one.why,
        "problem": one.problem,
    }


def _line(one: Held) -> str:
    why = say(f"generations.{one.why}")
    if one.manifest is None:
        return say("generations.unread", generation=one.number, why=why, problem=one.problem)
    line = say(
        "generations.line",
        generation=one.number,
        created=_local(one.manifest.created),
        documents=one.manifest.counts["documents"],
        size=one.bytes / _MEGABYTE,
        why=why,
    )
    return f"{line}: {one.problem}" if one.problem else line


def _local(created: str) -> str:
    """The time of a manifest as a clock on the wall shows it."""
    try:
        return datetime.datetime.fromisoformat(created).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return created
