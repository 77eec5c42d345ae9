"""All measurements of an evaluation, by language and type of question, with 95% intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from rag.evaluation.bootstrap import Share, Table, drawn_again, mean_ratio
from rag.evaluation.calibration import bins, calibration_error, said_and_right
from rag.evaluation.measures import BALANCED, MEASURES
from rag.evaluation.run import Outcome

PERCENTILES = (50, 90, 99)
COLUMNS = ("all", "zh", "en")


def measure(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Every measurement over all outcomes, by language, and by language and type; the bins of the
    probabilities that were given, over all and by language; and times."""
    table, said = _table(outcomes), said_and_right(outcomes)
    groups: dict[str, list[int]] = {}
    for number, outcome in enumerate(outcomes):
        language, kind = outcome.case.language, outcome.case.kind
        for name in ("all", language, f"{language} {kind}"):
            groups.setdefault(name, []).append(number)
    return {
        "groups": {
            name: {
                "cases": len(numbers),
                "measures": _measures(
                    {key: rows[numbers] for key, rows in table.items()}, said[numbers]
                ),
            }
            for name, numbers in sorted(groups.items(), key=lambda group: _order(group[0]))
        },
        "calibration": {
            name: held for name in COLUMNS if name in groups and (held := bins(said[groups[name]]))
        },
        "latency_ms": {
            "search": _percentiles(o.search_ms for o in outcomes if not o.failure),
            "answer": _percentiles(o.answer_ms for o in outcomes if not o.failure),
        },
    }


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
    """Measure -> [cases, 2]: what each case adds to the numerator and the denominator."""
    return {
        name: np.array([of.share(outcome) for outcome in outcomes], dtype=float).reshape(-1, 2)
        for name, of in MEASURES.items()
        if of.share
    }


def _measures(table: Mapping[str, Table], said: Table) -> dict[str, dict[str, float]]:
    """The measurements that have at least one case."""
    draws = drawn_again(len(said))
    found = {name: mean_ratio([rows], draws) for name, rows in table.items()}
    found["balanced_accuracy"] = mean_ratio([table[name] for name in BALANCED], draws)
    found["calibration_error"] = calibration_error(said, draws)
    return {name: m.as_json() for name, m in found.items() if m is not None}


def _percentiles(values: Iterable[float]) -> dict[str, float]:
    found = list(values)
    if not found:
        return {}
    return {f"p{p}": round(float(np.percentile(found, p)), 1) for p in PERCENTILES}
