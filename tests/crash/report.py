"""What a crash program reports: how many trials, that each struck, and what was violated."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import ClassVar

# So many violations are shown in full.
SHOWN = 10


class Enough(Exception):
    """One violation was found, and no more are wanted."""


@dataclass
class Report:
    """`struck` counts the trials in which what was meant to happen did: the process died of our
    signal, the call failed, the file was changed. A program proves something only if all did.
    `unreached` are the system calls for which it had no trial, `missed` the trials that did not
    strike."""

    first_only: ClassVar[bool] = False

    program: str
    seed: int = 0
    trials: int = 0
    struck: int = 0
    violations: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    unreached: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return bool(self.trials) and self.struck == self.trials and not self.violations

    def violate(self, trial: object, what: str) -> None:
        """A violation, with the command that makes the trial again."""
        again = f"python -m tests.crash {self.program} --seed {self.seed} --trial {trial}"
        self.violations.append(f"{what}\n    again: {again}")
        if self.first_only:
            raise Enough(str(self))

    def __str__(self) -> str:
        seen = ", ".join(f"{count} {what}" for what, count in sorted(self.seen.items()))
        head = (
            f"{self.program}: seed {self.seed}, {self.trials} trials, {self.struck} struck, "
            f"{len(self.violations)} violations" + (f" ({seen})" if seen else "")
        )
        missed = [f"did not strike: {', '.join(self.missed[:SHOWN])}"] if self.missed else []
        missed += [f"not reached: {', '.join(self.unreached)}"] if self.unreached else []
        more = len(self.violations) - SHOWN
        rest = [f"... and {more} more"] if more > 0 else []
        return "\n  ".join([head, *missed, *self.violations[:SHOWN], *rest])
