"""The process of a job: it builds one index by the order on its standard input.

The server starts it as `python -m rag.cli.rebuild_job`, so that a build has memory of its own, a
limit on it and a low priority, and its death is not the server's. It ends when its server does.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from rag.cli.stopping import Stopped, signals
from rag.errors import MachineFailed, SpeechragError
from rag.index.machine import machine_failure
from rag.ingestion.workers.limits import limit_data
from rag.serving.jobs.order import (
    Built,
    Failed,
    Line,
    Order,
    Progress,
    Stage,
    decode_order,
    encode_line,
)

_POLITENESS = 10
# A build that does not end by itself when its server is gone is ended after so many seconds.
_LAST_SECONDS = 5.0
_FEWEST_SECONDS = 0.1


def main() -> None:
    """Build by the order, and report on standard output. Exit code 0 unless it failed."""
    lines = _standard_output()
    order = decode_order(sys.stdin.buffer.readline())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    threading.Thread(target=_end_with_server, daemon=True).start()
    _confine(order.memory_bytes)
    try:
        last: Line = _built(order, lines)
    except Exception as error:
        foreseen = _foreseen(error)
        last = Failed(_code_of(foreseen))
        if foreseen is not None:
            print(f"speechrag: index {order.name}: {foreseen}", file=sys.stderr)
        else:
            traceback.print_exc()
    with suppress(BrokenPipeError):
        _send(lines, last)
    sys.exit(isinstance(last, Failed))


def _built(order: Order, lines: BinaryIO) -> Built:
    from rag.assembly import make_embedder
    from rag.index.generations import peek
    from rag.index.layout import index_folder
    from rag.ingestion.build import build
    from rag.language.vocabulary import Vocabulary
    from rag.serving.jobs.unread import paths_of
    from rag.settings import Settings

    settings = Settings.model_validate(dict(order.settings))
    report = build(
        [Path(source) for source in order.sources],
        directory=Path(order.indexes),
        name=order.name,
        embedder=make_embedder(settings),
        vocabulary=Vocabulary.bundled(),
        rebuild=order.anew,
        sources="add",
        allow_shrink=order.allow_shrink,
        progress=_Reporter(lines),
        job=order.job,
        keep=settings.keep,
    )
    seen = peek(index_folder(Path(order.indexes), order.name))
    skipped = [file.file for file in report.skipped]
    unread = paths_of(skipped, seen.manifest.sources if seen else ())
    return Built(report.as_json(), tuple(map(str, unread)))


class _Reporter:
    """Reports the progress of a build, a few times a second at most."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines
        self._done = 0
        self._reported_at = 0.0

    def stage(self, name: str, total: int) -> None:
        self._done = 0
        _send(self._lines, Stage(name, total))

    def advance(self, steps: int) -> None:
        self._done += steps
        if time.monotonic() - self._reported_at >= _FEWEST_SECONDS:
            self._reported_at = time.monotonic()
            _send(self._lines, Progress(self._done))


def _send(lines: BinaryIO, line: Line) -> None:
    lines.write(encode_line(line))
    lines.flush()


def _standard_output() -> BinaryIO:
    """Standard output for our lines alone; what a library prints goes to standard error."""
    lines = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return lines


def _end_with_server() -> None:
    """Wait until standard input ends, which the server holds open, then end."""
    with suppress(OSError, ValueError):
        while os.read(0, 4096):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_LAST_SECONDS)
    os._exit(128 + signal.SIGTERM)


def _confine(memory_bytes: int) -> None:
    """Limit the memory of this process; give way to everything else on this machine."""
    with suppress(OSError, AttributeError):
        os.nice(_POLITENESS)
    if memory_bytes:
        limit_data(memory_bytes)


def _foreseen(error: Exception) -> SpeechragError | None:
    """The error if it is one of ours, or what the machine refused; None for a fault of ours."""
    return error if isinstance(error, SpeechragError) else machine_failure(error, Path.cwd())


def _code_of(error: SpeechragError | None) -> str:
    """`NothingToIndex` -> `nothing-to-index`."""
    if error is None:
        return "failed"
    if isinstance(error, MachineFailed):
        return error.code
    name = type(error).__name__
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")


@contextmanager
def _quiet_end() -> Iterator[None]:
    """A process that was asked to end says nothing more."""
    try:
        yield
    except Stopped:
        sys.exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    with _quiet_end(), signals():
        main()
