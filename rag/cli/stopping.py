"""Stopping a build from outside: Ctrl-C and SIGTERM end it cleanly, so that nothing half made is
left behind."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import typer

from rag.cli.words import say

if TYPE_CHECKING:
    from rag.settings import Settings

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Stopped(BaseException):
    """A signal asked this process to end. `number` is the number of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stoppable(settings: Settings) -> Iterator[None]:
    """Ctrl-C and SIGTERM end the build cleanly; one line says which index is left."""
    from rag.index.generations import pointer_state
    from rag.index.layout import index_folder

    folder = index_folder(settings.indexes, settings.name)
    before = pointer_state(folder)
    try:
        with signals():
            yield
    except Stopped as stopped:
        after = pointer_state(folder)
        key = "index.stopped.published" if after != before else "index.stopped"
        print(say(key if after else "index.stopped.none", name=settings.name), file=sys.stderr)
        raise typer.Exit(128 + stopped.number) from None


@contextmanager
def signals() -> Iterator[None]:
    """Ctrl-C and SIGTERM raise Stopped, once."""
    # A signal that is already ignored, such as Ctrl-C in the background, stays ignored.
    numbers = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    handlers = {number: signal.signal(number, _stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    """Stop once: a second signal must not interrupt the cleaning up after the first."""
    for ignored in _SIGNALS:
        signal.signal(ignored, signal.SIG_IGN)
    raise Stopped(number)
