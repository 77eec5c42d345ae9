"""The report of an evaluation: all that was measured, as JSON, and compared with an earlier one."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.errors import UnreadableFile
from rag.evaluation.bootstrap import difference
from rag.evaluation.folds import Fold
from rag.evaluation.measures import MEASURES
from rag.evaluation.metrics import COLUMNS, measure, shares_of
from rag.evaluation.run import Outcome
from rag.types.answers import IndexState

FORMAT = 1


def report(
    outcomes: Sequence[Outcome],
    *,
    cases: str,
    index: IndexState,
    answerer: str,
    fold: Fold | None = None,
) -> dict[str, Any]:
    """All measurements, those of each file where there are several, and every case with its share
    in each. `fold`: these are only the cases of this fold."""
    shares = shares_of(outcomes)
    files = dict.fromkeys(outcome.case.file for outcome in outcomes)
    return {
        "format": FORMAT,
        "cases": cases,
        "folds": {"number": fold.number, "of": fold.count} if fold else None,
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "index": {"name": index.name, "generation": index.generation},
        "answerer": answerer,
        **measure(outcomes),
        "files": {
            file: measure([outcome for outcome in outcomes if outcome.case.file == file])
            for file in (files if len(files) > 1 else ())
        },
        "outcomes": [
            {**outcome.as_json(), "shares": {name: list(share) for name, share in own.items()}}
            for outcome, own in zip(outcomes, shares, strict=True)
        ],
    }


def read_report(path: Path) -> dict[str, Any]:
    """An earlier report; UnreadableFile if the file holds none."""
    try:
        earlier = json.loads(path.read_text("utf-8"))
    except ValueError:
        raise UnreadableFile(str(path), "is no JSON") from None
    if not isinstance(earlier, dict) or earlier.get("format") != FORMAT:
        raise UnreadableFile(str(path), f"is no report of format {FORMAT}")
    return earlier


def compared(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    """The changes in the cases that both reports hold, with the same id and question: of each
    measurement that is a ratio, and the cases that turned from wrong to right and from right to
    wrong."""
    earlier = {(o["id"], o["question"]): o for o in then["outcomes"]}
    both = [
        (o, earlier[o["id"], o["question"]])
        for o in now["outcomes"]
        if (o["id"], o["question"]) in earlier
    ]
    names = [name for name in MEASURES if any(name in o["shares"] for o, _ in both)]
    changes: dict[str, dict[str, Any]] = {}
    for column in COLUMNS:
        pairs = [pair for pair in both if column in ("all", pair[0]["language"])]
        for name in names:
            found = difference(
                [_share(side, name) for side, _ in pairs], [_share(side, name) for _, side in pairs]
            )
            if found is not None:
                changes.setdefault(column, {})[name] = found.as_json()
    return {
        "created": then["created"],
        "cases": len(both),
        "changes": changes,
        "gained": [o["id"] for o, e in both if o["right"] and not e["right"]],
        "lost": [o["id"] for o, e in both if e["right"] and not o["right"]],
    }


def _share(outcome: Mapping[str, Any], name: str) -> tuple[float, float]:
    numerator, denominator = outcome["shares"].get(name, (0.0, 0.0))
    return float(numerator), float(denominator)
