"""The report of an evaluation as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rag.evaluation.measures import MEASURES
from rag.evaluation.metrics import COLUMNS

# The measurements of each type of question.
BY_TYPE = ("right", "first_right", "fact_recall", "Success@5")


def lines(whole: Mapping[str, Any]) -> Iterator[str]:
    """The measurements of all cases, of Chinese and of English ones; those of each file, where
    there are several; by type of question; times; and the changes since an earlier run."""
    if fold := whole.get("folds"):
        yield f"fold {fold['number']} of {fold['of']}"
    yield from _measured(whole["groups"])
    yield from _calibration(whole["calibration"])
    if whole["files"]:
        for file, measured in whole["files"].items():
            yield from ("", f"== {file}")
            yield from _measured(measured["groups"])
            yield ""
            yield from _by_type(measured["groups"])
    else:
        yield ""
        yield from _by_type(whole["groups"])
    yield ""
    for stage, found in whole["latency_ms"].items():
        times = ", ".join(f"{name} {value:.0f} ms" for name, value in found.items())
        yield f"{stage:26}{times}"
    if earlier := whole.get("earlier"):
        yield ""
        yield from _changes(earlier)


def _measured(groups: Mapping[str, Any]) -> Iterator[str]:
    columns = [name for name in COLUMNS if name in groups]
    yield _row("", [f"{name} ({groups[name]['cases']})" for name in columns])
    for name in MEASURES:
        found = [groups[column]["measures"].get(name) for column in columns]
        if any(found):
            yield _row(name, map(written, found))


def _by_type(groups: Mapping[str, Any]) -> Iterator[str]:
    yield _row("by type", BY_TYPE)
    for name, group in groups.items():
        if " " in name:
            shown = [written(group["measures"].get(key)) for key in BY_TYPE]
            yield _row(f"{name} ({group['cases']})", shown)


def _calibration(bins: Mapping[str, Sequence[Mapping[str, float]]]) -> Iterator[str]:
    """For each bin of probabilities, how many cases it has, the mean probability and the share that
    was right."""
    if bins:
        yield ""
        yield _row("probability given", ["cases", "said", "right"])
    for found in bins.get("all", ()):
        cells = [f"{found['cases']}", f"{found['said']:.3f}", f"{found['right']:.3f}"]
        yield _row(f"{found['from']:.1f} to {found['to']:.1f}", cells)


def _changes(earlier: Mapping[str, Any]) -> Iterator[str]:
    yield f"against the run of {earlier['created']}, in {earlier['cases']} common cases"
    for name, change in earlier["changes"].get("all", {}).items():
        low, high = change["low"], change["high"]
        yield f"{name:26}{change['value']:+.3f} [{low:+.3f}, {high:+.3f}]"
    for label in ("gained", "lost"):
        yield f"{label:26}{' '.join(earlier[label]) or '-'}"


def _row(label: str, cells: Iterable[str]) -> str:
    return f"{label:26}" + "".join(f"{cell:>22}" for cell in cells)


def written(found: Mapping[str, float] | None) -> str:
    """`0.850 [0.79, 0.91]`; a dash where nothing was measured."""
    if found is None:
        return "-"
    return f"{found['value']:.3f} [{found['low']:.2f}, {found['high']:.2f}]"
