"""Calibration: whether statements said to be right with a probability of p are right p of the time.

Only the first statement of an answer counts. It is right if it answers the question
(`first_right`), so that each probability given to an unanswerable question counts as too much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from rag.evaluation.bootstrap import Draws, Measurement, Table, measurement
from rag.evaluation.run import Outcome

BINS = 10


def said_and_right(outcomes: Sequence[Outcome]) -> Table:
    """[cases, 2]: the probability that was given and whether the statement was right. Both are not
    a number where no probability was given or the case cannot be judged."""
    counted = (
        (outcome.chance, float(outcome.first_right))
        if outcome.chance is not None and outcome.case.judgeable
        else (np.nan, np.nan)
        for outcome in outcomes
    )
    return np.array(list(counted), dtype=float).reshape(-1, 2)


def calibration_error(rows: Table, draws: Draws) -> Measurement | None:
    """The expected calibration error over ten bins of equal width (Guo, Pleiss, Sun and Weinberger,
    On Calibration of Modern Neural Networks, 2017): the distance between the mean probability and
    the share that was right, weighted by the cases of each bin. None where no case counts.

    Resampling adds its own noise to each bin, and so makes the error greater: the interval is that
    of the draws, moved by their mean distance from the value."""
    cases = int(np.isfinite(rows[:, 0]).sum())
    if not cases:
        return None
    value = float(_errors(rows, np.arange(len(rows))[None, :])[0])
    drawn = _errors(rows, draws)
    moved = drawn - (np.nanmean(drawn) - value)
    return measurement(value, np.clip(moved, 0.0, 1.0), cases)


def bins(rows: Table) -> list[dict[str, Any]]:
    """The bins that hold cases: from and to which probability, how many cases, the mean of their
    probabilities and the share that was right."""
    return list(_bins(rows))


def _bins(rows: Table) -> Iterator[dict[str, Any]]:
    numbers = _numbers(rows)
    for number in range(BINS):
        held = rows[numbers == number]
        if len(held):
            said, right = held.mean(axis=0)
            yield {
                "from": number / BINS,
                "to": (number + 1) / BINS,
                "cases": len(held),
                "said": round(float(said), 4),
                "right": round(float(right), 4),
            }


def _errors(rows: Table, draws: Draws) -> Table:
    """The error of each draw; not a number where a draw holds no case that counts."""
    numbers = _numbers(rows)
    excess = np.nan_to_num(rows[:, 0] - rows[:, 1])
    total = np.zeros(len(draws))
    for number in range(BINS):
        total += np.abs(np.where(numbers == number, excess, 0.0)[draws].sum(axis=1))
    with np.errstate(invalid="ignore"):
        errors: Table = total / (numbers >= 0)[draws].sum(axis=1)
    return errors


def _numbers(rows: Table) -> Draws:
    """The number of each case's bin, from 0; -1 for a case that does not count. A probability of 1
    belongs to the last bin."""
    with np.errstate(invalid="ignore"):
        numbers = np.minimum(np.floor(rows[:, 0] * BINS), BINS - 1)
    return np.where(np.isfinite(numbers), numbers, -1).astype(np.int64)
