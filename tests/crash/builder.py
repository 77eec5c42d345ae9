"""A process that forks a builder for each trial, so that none has to import everything anew.

`python -m tests.crash.builder` reads an order a line and writes two lines for each: the builder's
process id, once it runs, and how it ended. One that is to be traced waits until strace has it.
"""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from tests.crash import corpus

READY, PUBLISHED = b"ready", b"published"
_PR_SET_PTRACER = 0x59616D61  # Yama lets a process say that any other may trace it


@dataclass(frozen=True)
class Order:
    """Build in `directory`; at the step `waits_at`, if there is one, wait for strace."""

    directory: str
    waits_at: str = ""


@dataclass(frozen=True)
class Ended:
    """How a builder ended: its return code (a signal is negative) and what it said last."""

    code: int
    said: str

    @property
    def acknowledged(self) -> bool:
        """Whether it said that the generation is published, before whatever came then."""
        return self.said.startswith(PUBLISHED.decode())

    @property
    def killed(self) -> bool:
        return self.code == -9


class Builders:
    """The process that forks builders, as the programs use it: one order at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._orders: IO[str] = process.stdin
        self._answers: IO[str] = process.stdout

    def start(self, directory: Path, waits_at: str = "") -> int:
        """The process id of a builder that now begins, or waits at that step for strace."""
        print(json.dumps(asdict(Order(str(directory), waits_at))), file=self._orders, flush=True)
        return int(self._answers.readline())

    def wait(self) -> Ended:
        """How the builder that was started ended."""
        return Ended(**json.loads(self._answers.readline()))


@contextmanager
def builders() -> Iterator[Builders]:
    """A process that forks builders, for as long as the context lasts."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Builders(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


def serve() -> None:
    """Take orders until there are no more."""
    warnings.simplefilter("ignore", DeprecationWarning)  # a fork of a process with idle threads
    for line in sys.stdin:
        order = Order(**json.loads(line))
        hearing, telling = socket.socketpair()
        child = os.fork()
        if not child:
            hearing.close()
            _build(order, telling)
        telling.close()
        with hearing, hearing.makefile("rb") as told:
            told.read(len(READY))
            print(child, flush=True)
            said = told.read().decode("utf-8", "replace")
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps(asdict(Ended(code, said))), flush=True)


def _build(order: Order, telling: socket.socket) -> None:
    """The builder: it never returns. It tells by a socket, since a write may be made to fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

    def hook(step: str) -> None:
        if step == order.waits_at:
            telling.sendall(READY)
            _wait_for_strace()

    if not order.waits_at:
        telling.sendall(READY)
    try:
        manifest = corpus.publish(Path(order.directory), hook)
        telling.sendall(b"%s %d" % (PUBLISHED, manifest.generation))
        os._exit(0)
    except BaseException as error:
        telling.sendall(f"{type(error).__name__}: {error}"[:500].encode())
        os._exit(1)


def _wait_for_strace() -> None:
    """strace makes our next sched_yield fail: that is how we know that it counts."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, -1, 0, 0, 0)
    while True:
        try:
            os.sched_yield()
        except PermissionError:
            return
        time.sleep(0.001)


if __name__ == "__main__":
    serve()
