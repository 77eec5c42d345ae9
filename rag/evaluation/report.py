"""The report of an evaluation: as JSON, as a table, and compared with an earlier report."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.errors import UnreadableFile
from rag.evaluation.metrics import difference, measure, shares_of
from rag.evaluation.run import Outcome
from rag.types.answers import IndexState

FORMAT = 1
# Name -> (description, whether a greater value is better).
MEASURES: Mapping[str, tuple[str, bool]] = {
    "right": (
        "Questions handled rightly: all facts quoted, or refused where nothing answers",
        True,
    ),
    "fact_recall": ("All facts of the right answer stand in the quotations", True),
    "quotation_validity": ("Quotations that stand word for word where the answer says", True),
    "citation_precision": ("Quotations that bear on the answer", True),
    "trap_right": ("Result and promise told apart, right figure given", True),
    "trapped": ("The wrong one of result and promise given", False),
    "balanced_accuracy": ("Answering what can be answered and refusing the rest, mean", True),
    "answered_of_answerable": ("Answerable questions that were answered", True),
    "declined_of_unanswerable": ("Unanswerable questions that were refused", True),
    "refusal_precision": ("Refusals that were right", True),
    "false_premise_met": ("False premises refused, contradicted or corrected", True),
    "failed": ("Questions that broke the engine", False),
    "Success@1": ("A passage that answers comes first", True),
    "Success@5": ("A passage that answers is among the first 5", True),
    "Success@10": ("A passage that answers is among the first 10", True),
    "R@100": ("Share of the passages needed that are among the first 100", True),
    "nDCG@10": ("nDCG of the first 10", True),
}
_COLUMNS = ("all", "zh", "en")


def report(
    outcomes: Sequence[Outcome], *, cases: str, index: IndexState, answerer: str
) -> dict[str, Any]:
    """All measurements, and every case with its share in each."""
    shares = shares_of(outcomes)
    return {
        "format": FORMAT,
        "cases": cases,
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "index": {"name": index.name, "generation": index.generation},
        "answerer": answerer,
        **measure(outcomes),
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
    """The changes in the cases that both reports hold: of each measurement, and the cases that
    turned from wrong to right and from right to wrong."""
    earlier = {outcome["id"]: outcome for outcome in then["outcomes"]}
    both = [(o, earlier[o["id"]]) for o in now["outcomes"] if o["id"] in earlier]
    names = [name for name in MEASURES if any(name in o["shares"] for o, _ in both)]
    changes: dict[str, dict[str, Any]] = {}
    for column in _COLUMNS:
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


def lines(whole: Mapping[str, Any]) -> Iterator[str]:
    """The measurements for a terminal: all, Chinese and English, then by type of question."""
    groups = whole["groups"]
    columns = [name for name in _COLUMNS if name in groups]
    labels = [f"{name} ({groups[name]['cases']})" for name in columns]
    counts = "".join(f"{label:>22}" for label in labels)
    yield f"{'':26}{counts}"
    for name in MEASURES:
        found = [groups[column]["measures"].get(name) for column in columns]
        if any(found):
            yield f"{name:26}" + "".join(f"{written(value):>22}" for value in found)
    yield ""
    yield from _by_type(groups)
    yield ""
    for stage, found in whole["latency_ms"].items():
        times = ", ".join(f"{name} {value:.0f} ms" for name, value in found.items())
        yield f"{stage:26}{times}"
    if earlier := whole.get("earlier"):
        yield ""
        yield from _changes(earlier)


def _by_type(groups: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'by type':26}{'right':>22}{'fact_recall':>22}{'Success@5':>22}"
    for name, group in groups.items():
        if " " in name:
            shown = [group["measures"].get(key) for key in ("right", "fact_recall", "Success@5")]
            label = f"{name} ({group['cases']})"
            yield f"{label:26}" + "".join(f"{written(value):>22}" for value in shown)


def _changes(earlier: Mapping[str, Any]) -> Iterator[str]:
    yield f"against the run of {earlier['created']}, in {earlier['cases']} common cases"
    for name, change in earlier["changes"].get("all", {}).items():
        low, high = change["low"], change["high"]
        yield f"{name:26}{change['value']:+.3f} [{low:+.3f}, {high:+.3f}]"
    for label in ("gained", "lost"):
        yield f"{label:26}{' '.join(earlier[label]) or '-'}"


def written(found: Mapping[str, float] | None) -> str:
    """`0.850 [0.79, 0.91]`; a dash where nothing was measured."""
    if found is None:
        return "-"
    return f"{found['value']:.3f} [{found['low']:.2f}, {found['high']:.2f}]"
