"""The thresholds of the choice, and the report of how sure and how right it is.

They stand here with the figures that they were chosen by: of the 278 development questions and 200
that nothing answers, each asked with weights fitted on the other folds (MODEL_CARD.md has all).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rag.answering.choice import logistic

from .choice import Asked, Fitted

# From this chance on an answer is said to be sure. Of the sure development answers 6% had no right
# quotation, and 9% of 217 questions without answer were said to be answered; from .4 on 6% and 12%,
# while 77% instead of 70% of the right first sentences were sure.
ANSWERED = 0.5
# Below this chance nothing is said. With .07 three times as many answerable questions were refused
# (3% instead of .4%), and two facts in a hundred were lost.
STATED = 0.05
# From this chance on a sentence stands beside a sure one. With .4 two points more of the quotations
# bear on the question, and two points fewer questions have a right one.
BESIDE = 0.3


@dataclass(frozen=True, slots=True)
class First:
    """The first sentence of a question: its chance, and whether it is right."""

    set: str
    language: str
    answerable: bool
    chance: float
    right: bool

    @staticmethod
    def of(asked: Asked, chance: Fitted) -> First:
        best = max(range(len(asked.rows)), key=lambda number: asked.rows[number]["order"])
        sure = logistic(float(chance.sums([asked.rows[best]])[0]))
        return First(asked.set, asked.language, asked.answerable, sure, asked.right[best])


def report_lines(firsts: Sequence[First]) -> Iterator[str]:
    """For each set and language: how often the first is right, sure, and wrongly sure."""
    for name in dict.fromkeys(first.set for first in firsts):
        for language in ("zh", "en"):
            own = [f for f in firsts if f.set == name and f.language == language]
            yield f"{name} {language}: " + ", ".join(_shares(own, ANSWERED))
    yield f"calibration error {calibration_error(firsts):.3f}"


def _shares(firsts: Sequence[First], answered: float) -> Iterator[str]:
    can = [first for first in firsts if first.answerable]
    cannot = [first for first in firsts if not first.answerable]
    right = [first for first in can if first.right]
    sure = [first for first in firsts if first.chance >= answered]
    for words, part, of in (
        ("first right", right, can),
        ("of these sure", [f for f in right if f.chance >= answered], right),
        ("unanswerable but sure", [f for f in cannot if f.chance >= answered], cannot),
        ("sure but wrong", [f for f in sure if not f.right], sure),
    ):
        if of:
            yield f"{words} {len(part) / len(of):.3f} of {len(of)}"


def calibration_error(firsts: Sequence[First], bins: int = 10) -> float:
    """The expected calibration error over bins of equal width (Guo et al. 2017)."""
    chances = np.array([first.chance for first in firsts])
    right = np.array([first.right for first in firsts], float)
    numbers = np.minimum((chances * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(chances[numbers == n].mean() - right[numbers == n].mean()) * (numbers == n).mean()
            for n in range(bins)
            if (numbers == n).any()
        )
    )
