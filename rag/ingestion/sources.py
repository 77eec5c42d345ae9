"""The files and folders that an index is made from: whether they are those of before, and which
of them to read.

A source is an absolute path. Two lists of sources are the same where they lead to the same files,
whatever their order, repetitions, links or folders within folders.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from rag.ingestion.discover import is_hidden
from rag.ingestion.refusals import source_missing, sources_differ

# What to do where an index was made from other sources: refuse, read both, or read the new alone.
Sources = Literal["same", "add", "replace"]


def chosen_sources(
    given: Sequence[Path], recorded: Sequence[str], *, name: str, sources: Sources
) -> tuple[str, ...]:
    """The sources to read for index `name`, which was made from `recorded` (nothing, if it is new).

    Raises SourcesDiffer where they are others and `sources` does not say what is meant, and where
    a recorded source, whose documents are to stay, is no longer there.
    """
    paths = without_repetitions(given)
    if not recorded or sources == "replace":
        return paths
    if same_sources(paths, recorded):
        # The recorded spelling and order: by these the documents got their file names.
        return tuple(recorded)
    if sources == "same":
        raise sources_differ(paths, recorded, name)
    if missing := [path for path in recorded if not os.path.exists(path)]:
        raise source_missing(missing, name)
    return without_repetitions([*recorded, *paths])


def without_repetitions(paths: Iterable[Path | str]) -> tuple[str, ...]:
    """Absolute paths in the order given, without those that another one leads to as well."""
    real = {path: os.path.realpath(path) for path in map(os.path.abspath, paths)}
    first = {target: path for path, target in reversed(real.items())}
    return tuple(
        path
        for path, target in real.items()
        if first[target] == path and not any(folder in first for folder in _folders_read(target))
    )


def same_sources(first: Iterable[Path | str], second: Iterable[Path | str]) -> bool:
    """Whether both lead to the same files and folders, as they are spelt or behind their links."""
    ours, theirs = without_repetitions(first), without_repetitions(second)
    return set(ours) == set(theirs) or _real(ours) == _real(theirs)


def _real(paths: Iterable[str]) -> set[str]:
    return {os.path.realpath(path) for path in paths}


def _folders_read(path: str) -> Iterator[str]:
    """The folders whose reading reads `path` as well, nearest first: up to what is hidden."""
    while not is_hidden(os.path.basename(path)) and path != os.path.dirname(path):
        path = os.path.dirname(path)
        yield path
