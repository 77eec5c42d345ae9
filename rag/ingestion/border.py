"""The border of a build: what the machine refuses leaves it as one message, which says what to do
and what is left of the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from rag.errors import MachineFailed
from rag.index.generations import peek, pointer_state
from rag.index.machine import machine_border
from rag.ingestion.discover import discover

# Bytes of an index for each byte of its files: 245 reports of 10.9 MB make an index of 47.6 MB, and
# a build holds its vectors twice for a moment. Of ten short speeches there are 20 KB for a file.
_OF_A_FILE, _LEAST = 5, 1_000_000
# A build needs more for a moment than it leaves.
_FOR_A_MOMENT = 1.2


@contextmanager
def build_border(home: Path, paths: Sequence[Path]) -> Iterator[None]:
    """Foreign errors of a build of the index in `home` from `paths` become MachineFailed."""
    before = pointer_state(home)
    try:
        with machine_border(home, needed=lambda: _needed(home, paths)):
            yield
    except MachineFailed as failed:
        raise _with_state(failed, home, before) from failed


def _with_state(failed: MachineFailed, home: Path, before: bytes) -> MachineFailed:
    """The failure, and which index is there now."""
    english, chinese = _state(home, before)
    return MachineFailed(
        f"{failed}. {english}", code=failed.code, chinese=f"{failed.chinese}。{chinese}"
    )


def _state(home: Path, before: bytes) -> tuple[str, str]:
    try:
        after = pointer_state(home)
    except MachineFailed:
        return f"`speechrag generations` says what there is of {home.name}", (
            f"索引 {home.name} 的现状请用 `speechrag generations` 查看"
        )
    if not after:
        return "No index was made", "未建立索引"
    if after == before:
        return (
            f"The index {home.name} that was there is unchanged and can still be used",
            f"原有的索引 {home.name} 未作改动，仍可使用",
        )
    return f"The index {home.name} is the new one", f"索引 {home.name} 已是新版本"


def _needed(home: Path, paths: Sequence[Path]) -> int:
    """About how many bytes the next generation takes: as many as the last; for a first one, some
    times as many as its files."""
    with suppress(Exception):  # the words of a failure must not fail
        if seen := peek(home):
            return int(_FOR_A_MOMENT * seen.manifest.size)
        found, _ = discover(list(paths))
        return _LEAST + _OF_A_FILE * sum(file.path.stat().st_size for file in found)
    return 0
