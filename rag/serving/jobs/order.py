"""The order that a job's process gets on standard input, and the lines in which it reports.

Both are JSON, one object a line. Standard input stays open as long as the server lives: where it
ends, the process ends too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class Order(msgspec.Struct, frozen=True):
    """What to build, for the `job` of that id: index `name` in the folder `indexes` from `sources`
    (absolute paths). `settings` are those of rag.settings that a build reads; `memory_bytes` it may
    use (0: no limit). With `anew` everything is read and embedded again."""

    job: str
    indexes: str
    name: str
    sources: tuple[str, ...]
    settings: Mapping[str, Any]
    memory_bytes: int
    anew: bool = False
    allow_shrink: bool = False


class Stage(msgspec.Struct, frozen=True, tag="stage", tag_field="event"):
    """A stage of `total` steps begins."""

    stage: str
    total: int


class Progress(msgspec.Struct, frozen=True, tag="progress", tag_field="event"):
    """So many steps of the stage are done."""

    done: int


class Built(msgspec.Struct, frozen=True, tag="built", tag_field="event"):
    """The end: the report of the build, and the paths of the files that could not be read."""

    report: dict[str, Any]
    unread: tuple[str, ...]


class Failed(msgspec.Struct, frozen=True, tag="failed", tag_field="event"):
    """The end: the code of a failure (rag/serving/jobs/failures.py)."""

    code: str


Line = Stage | Progress | Built | Failed


def encode_line(line: Line | Order) -> bytes:
    """The object as one line."""
    return msgspec.json.encode(line) + b"\n"


def decode_line(text: bytes) -> Line | None:
    """The line of a process; None for what a library printed."""
    try:
        return msgspec.json.decode(text, type=Line)
    except msgspec.MsgspecError:
        return None


def decode_order(text: bytes) -> Order:
    """The order; MsgspecError if it is none."""
    return msgspec.json.decode(text, type=Order)
