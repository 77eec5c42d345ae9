"""How far a long work is: who is told of it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told how far a build or a verification is."""

    def stage(self, name: str, total: int) -> None:
        """A stage of `total` steps begins."""

    def advance(self, steps: int) -> None:
        """So many more steps are done."""


class Untold:
    """Tells nobody."""

    def stage(self, name: str, total: int) -> None: ...

    def advance(self, steps: int) -> None: ...
