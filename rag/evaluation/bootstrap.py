"""The bootstrap (Efron 1979): 95% intervals of measurements, by drawing the cases again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
SEED = 20260101

Share = tuple[float, float]  # numerator and denominator
Table = NDArray[np.float64]
Draws = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value, its 95% interval, and the number of its cases."""

    value: float
    low: float
    high: float
    cases: int

    def as_json(self) -> dict[str, float]:
        return {"value": self.value, "low": self.low, "high": self.high, "cases": self.cases}


def drawn_again(count: int) -> Draws:
    """[draws, count]: the numbers of the cases in each draw, always the same ones."""
    return np.random.default_rng(SEED).integers(count, size=(DRAWS, count))


def mean_ratio(parts: Sequence[Table], draws: Draws) -> Measurement | None:
    """The mean of the ratios of the parts, each [cases, 2]: what a case adds to the numerator and
    to the denominator. None where a part has no case."""
    if any(rows[:, 1].sum() == 0 for rows in parts):
        return None
    value = float(np.mean([rows[:, 0].sum() / rows[:, 1].sum() for rows in parts]))
    drawn = np.mean([_ratios(rows, draws) for rows in parts], axis=0)
    return measurement(value, drawn, int(sum((rows[:, 1] > 0).sum() for rows in parts)))


def difference(now: Sequence[Share], then: Sequence[Share]) -> Measurement | None:
    """The difference of a ratio, now minus then, over the same cases in the same order, with the
    interval of the paired bootstrap."""
    tables = [np.array(shares, dtype=float).reshape(-1, 2) for shares in (now, then)]
    if any(rows[:, 1].sum() == 0 for rows in tables):
        return None
    count = len(tables[0])
    draws = drawn_again(count)
    first, second = (_ratios(rows, draws) for rows in tables)
    value = tables[0].sum(axis=0), tables[1].sum(axis=0)
    return measurement(
        float(value[0][0] / value[0][1] - value[1][0] / value[1][1]),
        first - second,
        count,
        within_one=False,
    )


def measurement(value: float, drawn: Table, cases: int, *, within_one: bool = True) -> Measurement:
    """A measurement with its 95% interval. Where all cases agree every draw is the same, which says
    nothing about cases not seen: then it is the exact interval of a share (Clopper and Pearson
    1934)."""
    whole = drawn[np.isfinite(drawn)]
    low, high = np.percentile(whole, [2.5, 97.5]) if len(whole) else (value, value)
    unseen = 1 - 0.025 ** (1 / max(cases, 1))
    if value == low == high == 1.0:
        low = 1.0 - unseen
    elif value == low == high == 0.0 and within_one:
        high = unseen
    return Measurement(round(value, 4), round(float(low), 4), round(float(high), 4), cases)


def _ratios(rows: Table, draws: Draws) -> Table:
    """The ratio in each draw; not a number where a draw holds no case that counts."""
    with np.errstate(invalid="ignore"):
        ratios: Table = rows[draws, 0].sum(axis=1) / rows[draws, 1].sum(axis=1)
    return ratios
