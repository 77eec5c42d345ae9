"""Reader limits: what reading one file may cost, how the system is told, and how a user is.

Only this module sets limits. Where the system has none (Windows), files
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

from rag.errors import MachineFailed
from rag.presentation.left_out import Reason, because

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

NOT_LIMITED = (
    "This system cannot limit the memory and time of file readers. A damaged or hostile file can "
    "stop this command: index only files that you trust, or use Linux, macOS or WSL."
)
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
# Less address space than this, and numpy ends the process as it is imported.
LEAST_ADDRESS_SPACE = 512 * 1024 * 1024
# tantivy, which ends the process where it gets no memory, takes some 64 MB twice.
_HEADROOM = 160 * 1024 * 1024
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


def too_large(limits: Limits) -> Reason:
    """For a file that needs more memory."""
    return because("too-much-memory", megabytes=limits.memory // (1024 * 1024))


def too_slow(limits: Limits) -> Reason:
    """For a file that takes too long."""
    return because("too-slow", processor=limits.processor, wall=round(limits.wall))


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


def address_space() -> int | None:
    """How many bytes this process may map (`ulimit -v`); None where there is no such limit."""
    return _limit("RLIMIT_AS")


def fit_into_address_space() -> None:
    """Where address space is limited, reserve little of it: one heap for all threads, and no
    threads for numpy. A build of 245 reports then maps 644 MB instead of 1,443. To be called before
    numpy is imported. Raises MachineFailed where it could not even be imported."""
    limit = address_space()
    if limit is None:
        return
    if limit < LEAST_ADDRESS_SPACE:
        raise _too_little(limit)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    _set_malloc(_M_ARENA_MAX, 1)


def require_memory() -> None:
    """MemoryError where little address space is left: what then fails would end this process."""
    limit = address_space()
    if limit is not None and limit - _mapped() < _HEADROOM:
        raise MemoryError(f"of {limit >> 20} MiB of address space too little is left")


def _mapped() -> int:
    """Bytes of address space that this process uses; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _too_little(limit: int) -> MachineFailed:
    has, needs = limit >> 20, LEAST_ADDRESS_SPACE >> 20
    return MachineFailed(
        f"this process may map {has} MiB of memory (`ulimit -v`), and needs {needs} at least; an "
        "index of some 250 speeches needs 1,024. Allow more, or take the limit away: "
        "ulimit -v unlimited",
        code="out-of-memory",
        chinese=(
            f"系统只允许本进程使用 {has} MiB 地址空间（`ulimit -v`），至少需要 {needs} MiB；"
            "为约 250 份讲话建立索引需要 1024 MiB。请放宽或取消限制：ulimit -v unlimited"
        ),
    )


def most_descriptors() -> int | None:
    """How many descriptors this process may have open; None where the system does not say."""
    return _limit("RLIMIT_NOFILE")


def _limit(name: str) -> int | None:
    """A limit of this process; None where there is none, or no such limit."""
    if resource is not None:
        most = resource.getrlimit(getattr(resource, name))[0]
        if most != resource.RLIM_INFINITY:
            return most
    return None


def why_ended(code: int | None, limits: Limits) -> Reason:
    """Why a reader ended before it answered: by its exit code, negative for a signal, or by time
    (None)."""
    if code is None or -code in (signal.SIGXCPU, signal.SIGALRM):
        return too_slow(limits)
    if -code == signal.SIGKILL:
        return because("reader-killed")
    return because("reader-broken")


def keep_large_blocks_apart() -> None:
    """Has glibc give the memory of large texts back when they are freed. Left to itself it takes
    them, after the first, from the same heaps as small ones, and these never shrink: over a folder
    of hostile files this process grew by 65 MB instead of 40."""
    _set_malloc(_M_MMAP_THRESHOLD, _LARGE_BLOCK)


def _set_malloc(what: int, value: int) -> None:
    with suppress(AttributeError, OSError, TypeError):  # other C libraries have no such setting
        ctypes.CDLL(None).mallopt(what, value)
