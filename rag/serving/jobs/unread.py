"""Where the files lie that a build could not read: its report knows them by their names alone."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from rag.ingestion.discover import discover


def paths_of(names: Collection[str], sources: Sequence[str]) -> frozenset[Path]:
    """The files under the `sources` of an index that have these names in its report, links
    followed."""
    if not names:
        return frozenset()
    found, _ = discover([Path(source) for source in sources])
    return frozenset(Path(os.path.realpath(file.path)) for file in found if file.name in names)
