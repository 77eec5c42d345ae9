"""The progress bar that `speechrag index` and `speechrag verify` show on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from rag.cli.words import say


@contextmanager
def progress_bar() -> Iterator[ProgressBar | None]:
    """A bar, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with ProgressBar() as bar:
        yield bar


class ProgressBar:
    """A bar that starts over with each stage."""

    def __init__(self) -> None:
        self._bars = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bars.add_task("", total=None)

    def __enter__(self) -> ProgressBar:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of `total` steps."""
        self._bars.reset(self._task, description=say(f"index.stage.{name}"), total=total)

    def advance(self, steps: int) -> None:
        """Count `steps` more steps as done."""
        self._bars.advance(self._task, steps)
