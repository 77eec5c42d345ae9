"""Files come in; what reading each of them gives, or why it could not be read, goes out in order.

Every file is read in a child process with limits on memory, processor time and wall time. A file
that breaks its reader breaks one child, and one child's death fails one file.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue

from rag.ingestion.child import Request, send
from rag.ingestion.chunk import DEFAULT_SIZES, Sizes
from rag.ingestion.discover import Found, Skipped
from rag.ingestion.limits import Limits, too_slow, usual_limits
from rag.ingestion.read import Read

WORKERS = 2
# A child takes half a second to start, in which another one reads this many files.
_FILES_FOR_ANOTHER = 8
# Enough to keep the children busy, few enough that results wait in no great number.
_IN_FLIGHT = 2 * WORKERS
_PIPE_BYTES = 1 << 20
_M_MMAP_THRESHOLD = -3
_LARGE_BLOCK = 256 * 1024


def read_files(
    found: Sequence[Found], *, sizes: Sizes = DEFAULT_SIZES, limits: Limits | None = None
) -> Iterator[Read | Skipped]:
    """One result a file, in order; each is given out as soon as it is there. Documents come cut
    into passages of `sizes`, by the bundled vocabulary."""
    if not found:
        return
    limits = limits or usual_limits()
    _keep_large_blocks_apart()
    children = [_Child() for _ in range(min(WORKERS, -(-len(found) // _FILES_FOR_ANOTHER)))]
    idle: SimpleQueue[_Child] = SimpleQueue()
    for child in children:
        idle.put(child)
    waiting: deque[Future[Read | Skipped]] = deque()
    try:
        with ThreadPoolExecutor(max_workers=len(children)) as threads:
            for file in found:
                waiting.append(threads.submit(_read, idle, (file, limits, sizes)))
                if len(waiting) >= _IN_FLIGHT:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    finally:
        for child in children:
            child.kill()


def _keep_large_blocks_apart() -> None:
    """Has glibc give the memory of large texts back when they are freed. Left to itself it takes
    them, after the first, from the same heaps as small ones, and these never shrink: over a folder
    of hostile files this process grew by 65 MB instead of 40."""
    with suppress(AttributeError, OSError):  # other C libraries have no such setting
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)


def _read(idle: SimpleQueue[_Child], request: Request) -> Read | Skipped:
    child = idle.get()
    try:
        return child.read(request)
    finally:
        idle.put(child)


class _Died(Exception):
    """The child ended, or had to be ended, before it answered; its exit code, None for time."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class _Child:
    """A process that reads files, one at a time; another one takes its place if it dies."""

    def __init__(self) -> None:
        self._process = _start()

    def read(self, request: Request) -> Read | Skipped:
        """The result for the file; the death of the process is a result too."""
        file, limits, _ = request
        try:
            return self._ask(request)
        except _Died as death:
            self.kill()
            self._process = _start()
            return Skipped(file.name, _why(death.code, limits))

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        with suppress(BrokenPipeError):
            self._process.kill()
        self._process.communicate()

    def _ask(self, request: Request) -> Read | Skipped:
        if self._process.poll() is not None:
            self._process = _start()
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, request)
        except BrokenPipeError:
            raise _Died(self._process.wait()) from None
        assert self._process.stdout is not None
        answer = _Answer(self._process.stdout.fileno(), time.monotonic() + request[1].wall)
        try:
            # Object by object as it comes: the message is never in memory as a whole.
            result: Read | Skipped = pickle.load(answer)
        except _Silent as silence:
            raise _Died(self._process.wait() if silence.is_end else None) from None
        return result


class _Silent(Exception):
    """Nothing came: the other end is closed, or it was too late."""

    def __init__(self, *, is_end: bool) -> None:
        super().__init__(is_end)
        self.is_end = is_end


class _Answer:
    """What comes through a pipe before a deadline, as a file to read a pickle from."""

    def __init__(self, descriptor: int, deadline: float) -> None:
        self._descriptor = descriptor
        self._deadline = deadline

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes. Raises _Silent."""
        received = bytearray(size)
        self.readinto(received)
        return bytes(received)

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Fills the buffer. Raises _Silent."""
        view, at = memoryview(buffer), 0
        while at < len(view):
            left = self._deadline - time.monotonic()
            if left <= 0 or not select.select([self._descriptor], [], [], left)[0]:
                raise _Silent(is_end=False)
            count = os.readv(self._descriptor, [view[at : at + _PIPE_BYTES]])
            if not count:
                raise _Silent(is_end=True)
            at += count
        return at

    def readline(self) -> bytes:
        """Pickles of today hold no lines, but their reader asks for the method."""
        raise pickle.UnpicklingError("no line was sent")


def _start() -> subprocess.Popen[bytes]:
    """Of its own session, so that Ctrl-C is the parent's to handle."""
    return subprocess.Popen(
        [sys.executable, "-m", "rag.ingestion.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": _python_path()},
    )


def _python_path() -> str:
    """What this process imports from, so that the child finds the same package."""
    return os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH", ""), *sys.path]))


def _why(code: int | None, limits: Limits) -> str:
    if code is None or -code in (signal.SIGXCPU, signal.SIGALRM):
        return too_slow(limits)
    if -code == signal.SIGKILL:
        return "the system ended its reader, most likely for want of memory; split the file"
    return "it breaks its reader; open it, and save it anew or its text as .txt"
