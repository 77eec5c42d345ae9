"""Nothing comes in; what reading one file may cost, and how that is told, goes out."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of memory, seconds of processor time and seconds on the wall for one file. A child
    holds a file and its text several times over: 1.5 GiB is 30 times the largest report."""

    memory: int = 1536 * 1024 * 1024
    processor: int = 60
    wall: float = 120.0


def usual_limits() -> Limits:
    """Recognising a page takes some seconds: where pictures can be read, a file may take longer."""
    if importlib.util.find_spec("rapidocr") is None:
        return Limits()
    return Limits(memory=4096 * 1024 * 1024, processor=1800, wall=1800.0)


def too_large(limits: Limits) -> str:
    """For a file that needs more memory."""
    return f"needs more than {limits.memory // (1024 * 1024)} MiB of memory to read; split the file"


def too_slow(limits: Limits) -> str:
    """For a file that takes too long."""
    return (
        f"takes more than {limits.processor} seconds of processor time, or {limits.wall:.0f} in "
        "all, to read; split the file, or save its text as .txt"
    )
