"""The measurements of an evaluation, with their 95% intervals.

Each measurement is a ratio of two sums over cases, so that resampling the cases (the bootstrap;
Efron 1979) gives its interval.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.run import Outcome

DRAWS = 2000
SEED = 20260101
PERCENTILES = (50, 90, 99)
RANKING = ("Success@1", "Success@5", "Success@10", "R@100", "nDCG@10")

Share = tuple[float, float]  # numerator and denominator
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value, its 95% interval, and the number of its cases."""

    value: float
    low: float
    high: float
    cases: int

    def as_json(self) -> dict[str, float]:
        return {"value": self.value, "low": self.low, "high": self.high, "cases": self.cases}


def _if(condition: bool, value: bool) -> Share:
    return (float(value), 1.0) if condition else (0.0, 0.0)


# The measurements of answers: what an outcome adds to the numerator and the denominator.
ANSWERS: Mapping[str, Callable[[Outcome], Share]] = {
    "quotation_validity": lambda o: (
        sum(q.valid for q in o.quotations), len(o.quotations)),
    "fact_recall": lambda o: _if(o.case.answerable and bool(o.facts), all(o.facts)),
    "citation_precision": lambda o: (
        (sum(q.supports for q in o.quotations), len(o.quotations))
        if o.case.answerable else (0.0, 0.0)),
    "trap_right": lambda o: _if(o.trapped is not None, all(o.facts) and not o.trapped),
    "trapped": lambda o: _if(o.trapped is not None, bool(o.trapped)),
    "answered_of_answerable": lambda o: _if(o.case.answerable, not o.declined),
    "declined_of_unanswerable": lambda o: _if(_no_answer(o), o.declined),
    "refusal_precision": lambda o: _if(
        o.declined and not o.case.false_premise, not o.case.answerable),
    "false_premise_met": lambda o: _if(o.case.false_premise, o.corrected),
    "right": lambda o: (float(o.right), 1.0),
    "failed": lambda o: (float(o.failure is not None), 1.0),
}  # fmt: skip
# The mean of two ratios: both count alike, however many cases each has.
BALANCED = ("answered_of_answerable", "declined_of_unanswerable")


def _no_answer(outcome: Outcome) -> bool:
    return not outcome.case.answerable and not outcome.case.false_premise


def measure(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Every measurement over all outcomes, by language, and by language and type."""
    table = _table(outcomes)
    groups: dict[str, list[int]] = {}
    for number, outcome in enumerate(outcomes):
        language, kind = outcome.case.language, outcome.case.kind
        for name in ("all", language, f"{language} {kind}"):
            groups.setdefault(name, []).append(number)
    return {
        "groups": {
            name: {
                "cases": len(numbers),
                "measures": _measures({key: rows[numbers] for key, rows in table.items()}),
            }
            for name, numbers in sorted(groups.items(), key=lambda group: _order(group[0]))
        },
        "latency_ms": {
            "search": _percentiles(o.search_ms for o in outcomes if not o.failure),
            "answer": _percentiles(o.answer_ms for o in outcomes if not o.failure),
        },
    }


def difference(now: Sequence[Share], then: Sequence[Share]) -> Measurement | None:
    """The difference of a ratio, now minus then, over the same cases in the same order, with the
    interval of the paired bootstrap."""
    tables = [np.array(shares, dtype=float).reshape(-1, 2) for shares in (now, then)]
    if any(rows[:, 1].sum() == 0 for rows in tables):
        return None
    count = len(tables[0])
    draws = np.random.default_rng(SEED).integers(count, size=(DRAWS, count))
    first, second = (_ratios(rows, draws) for rows in tables)
    value = tables[0].sum(axis=0), tables[1].sum(axis=0)
    return _measurement(
        float(value[0][0] / value[0][1] - value[1][0] / value[1][1]),
        first - second,
        count,
        within_one=False,
    )


def shares_of(outcomes: Sequence[Outcome]) -> list[dict[str, Share]]:
    """For each outcome, its share in each measurement that it counts for."""
    table = _table(outcomes)
    return [
        {name: (rows[i, 0], rows[i, 1]) for name, rows in table.items() if rows[i, 1]}
        for i in range(len(outcomes))
    ]


def _order(name: str) -> tuple[int, str]:
    return (0 if name == "all" else 1 if " " not in name else 2, name)


def _table(outcomes: Sequence[Outcome]) -> dict[str, Table]:
    """Measurement -> [cases, 2]: what each case adds to the numerator and the denominator."""
    table = {
        name: np.array([of(outcome) for outcome in outcomes], dtype=float)
        for name, of in ANSWERS.items()
    }
    ranking = rankings(outcomes)
    for name in RANKING:
        shares = [(ranking[o.case.id][name], 1.0) if o.case.gold else (0.0, 0.0) for o in outcomes]
        table[name] = np.array(shares, dtype=float)
    return table


def rankings(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Every ranking measure of each case with gold."""
    return {o.case.id: ranked(o.ranks) for o in outcomes if o.case.gold}


def ranked(ranks: Sequence[int | None]) -> dict[str, float]:
    """The ranking measures of one case. `ranks` has, for each gold entry, the rank (from 1) of the
    first passage that meets it, or None; entries first met by one passage follow one another.

    Recall and success as in Manning, Raghavan and Schütze, Introduction to Information Retrieval
    (2008), chapter 8; nDCG as in Järvelin and Kekäläinen (2002), every entry with gain 1 and the
    discount log2(1 + rank).
    """
    places = _places(ranks)
    hits = {cut: sum(place <= cut for place in places) for cut in (1, 5, 10, 100)}
    return {
        "Success@1": float(hits[1] > 0),
        "Success@5": float(hits[5] > 0),
        "Success@10": float(hits[10] > 0),
        "R@100": hits[100] / len(ranks),
        "nDCG@10": _gain(place for place in places if place <= 10)
        / _gain(range(1, min(len(ranks), 10) + 1)),
    }


def _places(ranks: Sequence[int | None]) -> list[int]:
    """Where each entry that was found stands, from 1, when each has a place of its own."""
    found = sorted(rank for rank in ranks if rank is not None)
    shared = 0  # how many entries so far were met by the passage of the one before
    places: list[int] = []
    for before, rank in zip([0, *found], found, strict=False):
        shared += rank == before
        places.append(rank + shared)
    return places


def _gain(places: Iterable[int]) -> float:
    return sum(1 / math.log2(1 + place) for place in places)


def _measures(table: Mapping[str, Table]) -> dict[str, dict[str, float]]:
    """The measurements that have at least one case."""
    count = len(next(iter(table.values())))
    draws = np.random.default_rng(SEED).integers(count, size=(DRAWS, count))
    found = {name: _measured([rows], draws) for name, rows in table.items()}
    found["balanced_accuracy"] = _measured([table[name] for name in BALANCED], draws)
    return {name: m.as_json() for name, m in found.items() if m is not None}


def _measured(parts: Sequence[Table], draws: NDArray[np.int64]) -> Measurement | None:
    """The mean of the parts' ratios; None where a part has no case."""
    if any(rows[:, 1].sum() == 0 for rows in parts):
        return None
    value = float(np.mean([rows[:, 0].sum() / rows[:, 1].sum() for rows in parts]))
    drawn = np.mean([_ratios(rows, draws) for rows in parts], axis=0)
    return _measurement(value, drawn, int(sum((rows[:, 1] > 0).sum() for rows in parts)))


def _ratios(rows: Table, draws: NDArray[np.int64]) -> Table:
    """The ratio in each draw; not a number where a draw holds no case that counts."""
    with np.errstate(invalid="ignore"):
        ratios: Table = rows[draws, 0].sum(axis=1) / rows[draws, 1].sum(axis=1)
    return ratios


def _measurement(value: float, drawn: Table, cases: int, *, within_one: bool = True) -> Measurement:
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


def _percentiles(values: Iterable[float]) -> dict[str, float]:
    found = list(values)
    if not found:
        return {}
    return {f"p{p}": round(float(np.percentile(found, p)), 1) for p in PERCENTILES}
