"""The process of a job, as the server sees it: started, listened to, and ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

from rag.ingestion.workers.environment import reader_environment
from rag.serving.jobs.order import Line, Order, decode_line, encode_line

MODULE = "rag.cli.rebuild_job"
# A process that is asked to end and does not is killed after so many seconds.
END_SECONDS = 5.0
_OURS = "SPEECHRAG_"


class Child:
    """A process that builds by `order`; it ends when this process does."""

    def __init__(self, order: Order) -> None:
        self._process = subprocess.Popen(
            # Neither the current folder (-P) nor the user's own packages (-s) come first.
            [sys.executable, "-P", "-s", "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        )
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # `wait` says how it ended
            self._process.stdin.write(encode_line(order))
            self._process.stdin.flush()

    @property
    def process(self) -> int:
        """The number of the process."""
        return self._process.pid

    def lines(self) -> Iterator[Line]:
        """What it reports, until it ends."""
        assert self._process.stdout is not None
        for text in self._process.stdout:
            line = decode_line(text)
            if line is not None:
                yield line

    def end(self) -> None:
        """Have it end, and wait until it has."""
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def wait(self) -> int:
        """Its exit code, negative for a signal, once it has ended."""
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()
        return code


def _environment() -> dict[str, str]:
    """Ours without our settings, which hold keys: those that it needs stand in the order."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "PYTHONPATH": reader_environment()["PYTHONPATH"]}
