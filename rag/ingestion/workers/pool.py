"""The worker pool: it reads files in processes of their own, and gives the results in order.

A worker has limits on memory, processor time and wall time. A file that breaks its reader breaks
one worker, and the death of a worker fails one file.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock

from rag.ingestion.discover import Found, Skipped
from rag.ingestion.load import SUFFIXES
from rag.ingestion.passages.chunk import DEFAULT_SIZES, Sizes
from rag.ingestion.read import Read
from rag.ingestion.workers.environment import reader_environment
from rag.ingestion.workers.fork_server import END, NUMBER, START
from rag.ingestion.workers.limits import (
    Limits,
    can_limit,
    keep_large_blocks_apart,
    usual_limits,
    why_ended,
)
from rag.ingestion.workers.wire import Request, Unintelligible, decode_answer, encode_request
from rag.ingestion.workers.worker import read, send
from rag.presentation.left_out import because

WORKERS = 2
# One worker reads so many files in a fifth of a second: another is not worth its memory.
_FILES_FOR_ANOTHER = 8
# Seconds: a fork server that takes longer to start, or to fork, never will.
_SLOWEST_START = 120.0
# Enough to keep the workers busy, few enough that few results wait.
_IN_FLIGHT = 2 * WORKERS
_PIECE_BYTES = 1 << 20


def read_files(
    found: Sequence[Found], *, sizes: Sizes = DEFAULT_SIZES, limits: Limits | None = None
) -> Iterator[Read | Skipped]:
    """One result a file, in order; each is given out as soon as it is there. Documents come cut
    into passages of `sizes`, by the bundled vocabulary. On a system without reader limits the
    files are read in this process."""
    limits = limits or usual_limits()
    if can_limit():
        yield from _read_in_workers(found, sizes, limits)
    else:
        yield from (read(file, limits, sizes) for file in found)


def _read_in_workers(
    found: Sequence[Found], sizes: Sizes, limits: Limits
) -> Iterator[Read | Skipped]:
    if not found:
        return
    keep_large_blocks_apart()
    fork_server = _ForkServer(SUFFIXES.keys() & {file.path.suffix.lower() for file in found})
    workers = [
        _Worker(fork_server) for _ in range(min(WORKERS, -(-len(found) // _FILES_FOR_ANOTHER)))
    ]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)
    waiting: deque[Future[Read | Skipped]] = deque()
    try:
        with ThreadPoolExecutor(max_workers=len(workers)) as threads:
            try:
                for file in found:
                    waiting.append(
                        threads.submit(_read, idle, file, Request.of(file, limits, sizes))
                    )
                    if len(waiting) >= _IN_FLIGHT:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            except BaseException:  # such as Ctrl-C: nobody waits for what is being read
                threads.shutdown(wait=False, cancel_futures=True)
                fork_server.close()
                raise
    finally:
        fork_server.close()
        for worker in workers:
            worker.close()


def _read(idle: SimpleQueue[_Worker], file: Found, request: Request) -> Read | Skipped:
    worker = idle.get()
    try:
        return worker.read(file, request)
    finally:
        idle.put(worker)


class _Died(Exception):
    """The worker ended, or was ended, before it answered: its exit code, None for a slow one."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class _ForkServer:
    """The process whose forks are the workers; if it dies, another one takes its place."""

    def __init__(self, suffixes: Collection[str]) -> None:
        """`suffixes` are those of the files that will be read."""
        self._suffixes = suffixes
        self._turn = Lock()
        self._is_closed = False
        self._process, self._orders = _start(suffixes)

    def worker(self) -> tuple[int, socket.socket]:
        """A new worker: its process, and the socket it reads requests from. Raises _Died."""
        with self._turn:
            if self._is_closed:
                raise _Died(None)
            if self._process.poll() is not None:
                self._orders.close()
                self._process, self._orders = _start(self._suffixes)
            ours, theirs = socket.socketpair()
            with theirs:
                worker = self._answer(
                    lambda: socket.send_fds(self._orders, [START], [theirs.fileno()])
                )
            if worker is None:
                ours.close()
                raise _Died(self._process.returncode)
            return worker, ours

    def end(self, worker: int) -> int:
        """Ends the worker, if it has not ended by itself, and returns its exit code. Without its
        fork server no code is known, and no file ended that server."""
        with self._turn:
            code = self._answer(lambda: self._orders.sendall(END + NUMBER.pack(worker)))
        return -signal.SIGKILL if code is None else code

    def close(self) -> None:
        """Ends all workers, whatever they are doing, and the fork server."""
        with self._turn:
            self._is_closed = True
            self._orders.close()
            self._process.wait()

    def _answer(self, order: Callable[[], object]) -> int | None:
        """The number that answers an order; None if the fork server is gone, or does not answer
        and is ended."""
        with suppress(OSError):
            order()
            answer = self._orders.recv(NUMBER.size)
            if len(answer) == NUMBER.size:
                return int(NUMBER.unpack(answer)[0])
        self._process.kill()
        self._process.wait()
        return None


class _Worker:
    """A process that reads files, one at a time; if it dies, another one takes its place."""

    def __init__(self, fork_server: _ForkServer) -> None:
        self._fork_server = fork_server
        self._process = 0
        self._link: socket.socket | None = None

    def read(self, file: Found, request: Request) -> Read | Skipped:
        """The result for the file; the death of the process is a result too."""
        try:
            return self._ask(file, request)
        except _Died as death:
            self.close()
            return Skipped.because(file.name, why_ended(death.code, request.limits))
        except Unintelligible:
            self._kill()
            self.close()
            return Skipped.because(file.name, because("reader-unclear"))

    def close(self) -> None:
        """Let go of the process, which ends once it has nobody to answer."""
        if self._link is not None:
            self._link.close()
        self._link = None

    def _ask(self, file: Found, request: Request) -> Read | Skipped:
        if self._link is None:
            self._process, self._link = self._fork_server.worker()
        answer = _Answer(self._link.fileno(), time.monotonic() + request.limits.wall)
        try:
            send(self._link, [encode_request(request)])
            return decode_answer(answer.read, file)
        except (_Silent, BrokenPipeError, ConnectionResetError) as silence:
            is_late = isinstance(silence, _Silent) and not silence.is_end
            code = self._kill() if is_late else self._fork_server.end(self._process)
            raise _Died(None if is_late else code) from None

    def _kill(self) -> int:
        """Ends the process. It holds its end of the link, so the number is still its own."""
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        return self._fork_server.end(self._process)


class _Silent(Exception):
    """Nothing came: the other end is closed, or it was too late."""

    def __init__(self, *, is_end: bool) -> None:
        super().__init__(is_end)
        self.is_end = is_end


class _Answer:
    """What comes through a socket before a deadline."""

    def __init__(self, descriptor: int, deadline: float) -> None:
        self._descriptor = descriptor
        self._deadline = deadline

    def read(self, size: int) -> bytearray:
        """Exactly `size` bytes. Raises _Silent."""
        received = bytearray(size)
        view, at = memoryview(received), 0
        while at < size:
            left = self._deadline - time.monotonic()
            if left <= 0 or not select.select([self._descriptor], [], [], left)[0]:
                raise _Silent(is_end=False)
            count = os.readv(self._descriptor, [view[at : at + _PIECE_BYTES]])
            if not count:
                raise _Silent(is_end=True)
            at += count
        return received


def _start(suffixes: Iterable[str]) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """A fork server and the socket it takes orders from. It has a session of its own, so that only
    the parent handles Ctrl-C; what a library prints goes nowhere."""
    orders, theirs = socket.socketpair()
    orders.settimeout(_SLOWEST_START)
    with theirs:
        process = subprocess.Popen(
            # Neither the current folder (-P) nor the user's own packages (-s) come first.
            [
                sys.executable,
                "-P",
                "-s",
                "-m",
                "rag.ingestion.workers.fork_server",
                *sorted(suffixes),
            ],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=os.path.abspath(os.sep),
            env=reader_environment(),
        )
    return process, orders
