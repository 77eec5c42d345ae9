"""How the files of an open generation lie on the disk, seen without reading them, and whether they
would open again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.errors import IndexDamaged, IndexUnavailable
from rag.index import layout
from rag.index.generations import (
    Generation,
    check_files,
    read_manifest,
    read_pointer,
    relative_files,
)
from rag.index.stamps import Stamp, stamps

_ALWAYS = (layout.MANIFEST, layout.LEASE)
Stamps = Mapping[str, Stamp | None]


@dataclass(frozen=True, slots=True)
class Lying:
    """The stamps of a generation's `own` files, and of those of the one that it stands in for."""

    own: Stamps
    replaced: Stamps


def how_lying(generation: Generation) -> Lying:
    """How they lie now."""
    own = stamps(generation.path, [*generation.manifest.files, *_ALWAYS])
    return Lying(own, _pointed(generation) if generation.degraded else {})


def problem_on_disk(generation: Generation) -> str | None:
    """Why a generation would not open again; None if it would. Reads all of its files."""
    if not (generation.path / layout.LEASE).is_file():
        return f"{generation.path.name}: {layout.LEASE} is missing"
    try:
        manifest = read_manifest(generation.path, None)
        check_files(generation.path, manifest)
    except (IndexDamaged, IndexUnavailable) as error:
        return str(error)
    return None


def _pointed(generation: Generation) -> Stamps:
    home = generation.path.parent
    try:
        path = home / read_pointer(home).name
    except IndexDamaged:
        return {}
    try:
        return stamps(path, [*relative_files(path), *_ALWAYS])
    except OSError:
        return {}
