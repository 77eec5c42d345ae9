"""The fit of the choice: what is read, which sentence comes first, and how likely it is right.

    python -m training.reader.choice --data FOLDER --model FOLDER [--report]

Each weight is fitted on questions whose answers are known: written ones that the reader was not
trained on, the development questions of eval/policy and eval/natural, and questions that nothing
answers. What is reported of a question comes from a fit on the other four fifths (folds). The
shipped weights are fitted on all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

Floats = npt.NDArray[np.float64]
# Ridge penalties, in questions.
_ORDER_PENALTY = 2.0
_CHANCE_PENALTY = 1.0
# The chance is fitted on this many of the best sentences of a question: those that may be shown.
BEST = 5
# The set of the questions that were written for the reports of train2/.
WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its read sentences. `rows` are their features by name; `right` says which of
    them answer. `weight`: how much the question counts."""

    id: str
    set: str
    language: str
    fold: int
    answerable: bool
    rows: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """A linear model over named features."""

    bias: float
    weights: dict[str, float]

    def sums(self, rows: Sequence[Mapping[str, float]]) -> Floats:
        found: Floats = self.bias + np.array(
            [sum(weight * row[name] for name, weight in self.weights.items()) for row in rows]
        )
        return found

    def as_json(self) -> dict[str, object]:
        return {"bias": self.bias, "weights": self.weights}


def fit_order(asked: Sequence[Asked], names: Sequence[str]) -> Fitted:
    """Weights that put a right sentence first: the softmax over a question's sentences gives the
    right ones together as much as possible (ListMLE for one place; Cao et al. 2007)."""
    usable = [each for each in asked if any(each.right) and not all(each.right)]
    mean, spread = _scale([row for each in usable for row in each.rows], names)
    data = [
        ((_matrix(each.rows, names) - mean) / spread, np.array(each.right), each.weight)
        for each in usable
    ]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.5 * _ORDER_PENALTY * weights @ weights, _ORDER_PENALTY * weights
        for values, right, weight in data:
            sums = values @ weights
            shares = np.exp(sums - sums.max())
            shares /= shares.sum()
            wanted = np.where(right, shares, 0.0)
            total -= weight * np.log(wanted.sum() + 1e-12)
            slope = slope + weight * values.T @ (shares - wanted / max(wanted.sum(), 1e-12))
        return float(total), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread
    return _rounded(float(-found @ mean), found, names)


def fit_chance(asked: Sequence[Asked], names: Sequence[str], order: str) -> Fitted:
    """A logistic regression of whether a sentence is right, over the BEST of each question by its
    feature `order`; the first sentence counts as much as the others together.

    Written questions have a bias of their own, which is thrown away: they are answered more seldom
    than questions that people ask. In folds, over 478 questions of eval/: expected calibration
    error .074 with one bias, .035 with two and all features; area under the curve .847 and .879."""
    values, right, weights, is_written = [], [], [], []
    for each in asked:
        best = sorted(range(len(each.rows)), key=lambda n: -each.rows[n][order])[:BEST]
        for place, number in enumerate(best):
            values.append(each.rows[number])
            right.append(each.right[number])
            is_written.append(each.set == WRITTEN)
            weights.append(each.weight * (1.0 if place == 0 else 1.0 / (BEST - 1)))
    mean, spread = _scale(values, names)
    matrix = (_matrix(values, names) - mean) / spread
    matrix = np.column_stack([matrix, is_written])
    wanted, counts = np.array(right, float), np.array(weights)

    def loss(weights: Floats) -> tuple[float, Floats]:
        sums = matrix @ weights[1:] + weights[0]
        chances = 1 / (1 + np.exp(-sums))
        each = np.logaddexp(0, sums) - wanted * sums
        slope = counts * (chances - wanted)
        total = counts @ each + 0.5 * _CHANCE_PENALTY * weights[1:] @ weights[1:]
        return float(total), np.concatenate(
            [[slope.sum()], matrix.T @ slope + _CHANCE_PENALTY * weights[1:]]
        )

    found = minimize(loss, np.zeros(len(names) + 2), jac=True, method="L-BFGS-B").x
    own = found[1:-1] / spread
    return _rounded(float(found[0] - own @ mean), own, names)


def _rounded(bias: float, weights: Floats, names: Sequence[str]) -> Fitted:
    return Fitted(
        round(bias, 4), {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    )


def _matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Floats:
    return np.array([[row[name] for name in names] for row in rows], float)


def _scale(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> tuple[Floats, Floats]:
    values = _matrix(rows, names)
    return values.mean(0), values.std(0) + 1e-9
