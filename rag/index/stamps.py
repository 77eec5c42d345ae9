"""The stamp of a file: what tells that somebody wrote to it, without reading it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

# Inode, bytes, and the times of the last change. Programs that copy set the time of the contents
# back; nobody sets back that of the entry.
Stamp = tuple[int, int, int, int]


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of one state of a file."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def stamps(folder: Path, names: Iterable[str]) -> dict[str, Stamp | None]:
    """The stamps of files in `folder`; None for one that is not there."""
    return {name: _stamp_at(folder / name) for name in names}


def _stamp_at(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.lstat())
    except OSError:
        return None
