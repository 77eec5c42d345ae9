"""Reader limits: what reading one file may cost, how the system is told, and how a user is.

Only this module asks the operating system for limits. Where the system has none (Windows), files
are read in the process that asks, and the report of a build says so.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

NOT_LIMITED = (
    "This system cannot limit the memory and time of file readers. A damaged or hostile file can "
    "stop this command: index only files that you trust, or use Linux, macOS or WSL."
)
_M_MMAP_THRESHOLD = -3
_LARGE_BLOCK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of memory, seconds of processor time and seconds on the wall for one file. A worker
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


def can_limit() -> bool:
    """Whether files can be read in forks, each with limits of its own."""
    needed = ((os, "fork"), (socket, "AF_UNIX"), (socket, "send_fds"), (signal, "SIGKILL"))
    return resource is not None and all(hasattr(module, name) for module, name in needed)


def confine(limits: Limits) -> None:
    """Limits for the file at hand: the kernel kills this process beyond them."""
    assert resource is not None, "see can_limit"
    with suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(usage.ru_utime + usage.ru_stime) + limits.processor
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    # The parent kills it sooner; this is for a worker whose parent is gone.
    signal.alarm(int(limits.wall) + limits.processor)


def limit_data(memory_bytes: int) -> None:
    """At most so much memory for this process and, each for itself, for those that it starts, where
    the system can limit it. Mapped files are none."""
    if resource is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


def most_descriptors() -> int | None:
    """How many descriptors this process may have open; None where the system does not say."""
    if resource is not None:
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        if most != resource.RLIM_INFINITY:
            return most
    return None


def why_ended(code: int | None, limits: Limits) -> str:
    """Why a reader ended before it answered: by its exit code, negative for a signal, or by time
    (None)."""
    if code is None or -code in (signal.SIGXCPU, signal.SIGALRM):
        return too_slow(limits)
    if -code == signal.SIGKILL:
        return "the system ended its reader, most likely for want of memory; split the file"
    return "it breaks its reader; open it, and save it anew or its text as .txt"


def keep_large_blocks_apart() -> None:
    """Has glibc give the memory of large texts back when they are freed. Left to itself it takes
    them, after the first, from the same heaps as small ones, and these never shrink: over a folder
    of hostile files this process grew by 65 MB instead of 40."""
    with suppress(AttributeError, OSError, TypeError):  # other C libraries have no such setting
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)
