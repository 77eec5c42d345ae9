"""The thresholds of the choice, and the report of how sure and how right it is.

`answered` promises that nine in ten are right. A wrong answer that says so costs as much as nine
right ones that only say `partial`: so a first sentence with a chance of nine tenths, or the lowest
chance from which on nine in ten were right in the folds, is said to be sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rag.answering.choice import logistic

from .choice import Asked, Fitted

PROMISED = 0.9
# Of the answerable questions this share may be refused.
REFUSED = 0.04


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


def thresholds(firsts: Sequence[First]) -> dict[str, float]:
    """`answered`, `stated` and `beside`, from first sentences in folds."""
    judged = [first for first in firsts if first.set != "written"]
    answered = next(
        (
            chance
            for chance in np.arange(0.3, PROMISED, 0.01).tolist()
            if _share_right(judged, chance) >= PROMISED
        ),
        PROMISED,
    )
    chances = sorted(first.chance for first in judged if first.answerable and first.right)
    stated = chances[round(REFUSED * len(chances))] if chances else 0.1
    return {
        "stated": round(min(stated, answered), 3),
        "answered": round(answered, 3),
        "beside": 0.5,
    }


def _share_right(firsts: Sequence[First], chance: float) -> float:
    sure = [first.right for first in firsts if first.chance >= chance]
    return float(np.mean(sure)) if sure else 1.0


def report_lines(firsts: Sequence[First], chosen: dict[str, float]) -> Iterator[str]:
    """For each set and language: how often the first is right, sure, and wrongly sure."""
    yield f"thresholds {chosen}"
    for name in dict.fromkeys(first.set for first in firsts):
        for language in ("zh", "en"):
            own = [f for f in firsts if f.set == name and f.language == language]
            yield f"{name} {language}: " + ", ".join(_shares(own, chosen["answered"]))
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
