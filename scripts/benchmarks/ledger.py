"""Reads rows of provincial reports and judges them by the hand-made table of targets and results.

    scripts/bench ledger [--misses] [--sample N]

For each cell of ../shared/data/eval/ledger/dev-gold.jsonl the certain rows are chosen by plain
selection (indicator, kind, year, stance, scope); rows that differ choose nothing. Counts: stated
cells right, values invented where nothing is stated, qualifier and period right. `--sample` prints
rows of provinces that the table does not hold, to be read by a person.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rag.ingestion.figures import rows_of
from rag.ingestion.read import Read, read_one
from rag.ingestion.source_text import SourceText
from rag.types.figures import FigureRow

_DATA = Path(__file__).parents[2].joinpath("../shared/data/eval").resolve()
_SCALES = {"万人": 1e4, "亿斤": 5e7, "万吨": 1e7, "亿元": 1e8, "万亿元": 1e12, "万元": 1e4}
_KEYS = {("income", "urban"): "urban_income", ("income", "rural"): "rural_income"}
_BOUNDS = {
    "左右": "about", "以上": "at_least", "以内": "at_most", "以下": "below", "不少于": "at_least",
    "不超过": "at_most", "低于": "below", "超": "above", "超过": "above", "突破": "above",
    "力争+以上": "at_least", "力争+超过": "above", "力争": "exact", "持平": "exact",
    "none": "exact",
    "基本持平": "about", "range": "range", None: "exact",
}  # fmt: skip


def documents() -> dict[str, Read]:
    """The reports as an index of .txt files would read them."""
    found: dict[str, Read] = {}
    for line in (_DATA / "policy/documents.jsonl").open(encoding="utf-8"):
        entry = json.loads(line)
        if entry["kind"] == "gwr":
            source = SourceText(f"{entry['title']}.txt", "text/plain", entry["text"])
            found[entry["id"]] = read_one(source)
    return found


def chosen(rows: list[FigureRow], cell: dict[str, Any]) -> FigureRow | None:
    """The row of a cell; None where there is none, or where rows differ."""
    key = _KEYS.get((cell["indicator"], cell["sub"]), cell["indicator"])
    stance = "target" if cell["slot"].startswith("T") else "achieved"
    fitting = [
        row
        for row in rows
        if row.indicator == key
        and row.kind in _kinds(cell)
        and row.confidence == "certain"
        and row.scope == "region"
        and row.stance == stance
        and row.period is not None
        and row.period.year == cell["year"]
        and row.value.low is not None
    ]
    values = {(row.value.low, row.value.high) for row in fitting}
    return fitting[0] if len(values) == 1 else None


def _kinds(cell: dict[str, Any]) -> tuple[str, ...]:
    if cell["sub"] == "change":
        return ("growth",)
    if cell["sub"] == "level" or cell["indicator"] in ("jobs", "unemp", "grain"):
        return ("level", "count")
    return ("growth",)


def value_fits(row: FigureRow, cell: dict[str, Any]) -> bool:
    scale = _SCALES.get(cell["unit"], 1.0)
    return all(
        have is not None and abs(have - want * scale) <= 1e-6 * max(1.0, abs(want * scale))
        for have, want in (
            (row.value.low, cell["value_low"]),
            (row.value.high, cell["value_high"]),
        )
    )


def judge(reads: dict[str, Read], *, misses: bool) -> None:
    rows = {name: list(rows_of(read.document, read.sections)) for name, read in reads.items()}
    counts: Counter[str] = Counter()
    for line in (_DATA / "ledger/dev-gold.jsonl").open(encoding="utf-8"):
        cell = json.loads(line)
        row = chosen(rows[cell["document"]], cell)
        part = "main" if cell["sub"] in ("all", "level") and not (
            cell["sub"] == "level" and cell["indicator"] == "trade") else "extra"  # fmt: skip
        outcome = _outcome(row, cell, counts, part)
        if misses and outcome:
            said = row.clause.slice(reads[cell["document"]].document.text) if row else None
            print(outcome, *(cell[k] for k in ("province", "indicator", "sub", "slot", "quote")),
                  said, sep="\t")  # fmt: skip
    for part in ("main", "extra"):
        _print(part, counts)


def _outcome(
    row: FigureRow | None, cell: dict[str, Any], counts: Counter[str], part: str
) -> str | None:
    if cell["status"] != "stated":
        counts[f"{part} silent"] += 1
        counts[f"{part} invented"] += row is not None
        return "INVENTED" if row else None
    counts[f"{part} stated"] += 1
    if row is None or not value_fits(row, cell):
        return "WRONG" if row else "MISSING"
    counts[f"{part} right"] += 1
    bound = row.qualifier.bound == _BOUNDS[cell["qualifier"]]
    counts[f"{part} bound"] += bound
    return None if bound else f"BOUND {row.qualifier.bound} for {cell['qualifier']}"


def _print(part: str, counts: Counter[str]) -> None:
    stated, silent, right = (counts[f"{part} {name}"] for name in ("stated", "silent", "right"))
    invented, bound = counts[f"{part} invented"], counts[f"{part} bound"]
    shares = right / stated, invented / max(silent, 1), bound / max(right, 1)
    print(f"{part}: {right}/{stated} right ({shares[0]:.3f}), {invented}/{silent} invented "
          f"({shares[1]:.3f}), qualifier {bound}/{right} ({shares[2]:.3f})")  # fmt: skip


def sample(reads: dict[str, Read], count: int, *, known: bool) -> None:
    """Prints rows of the provinces without gold."""
    gold = {
        json.loads(line)["document"]
        for line in (_DATA / "ledger/dev-gold.jsonl").open(encoding="utf-8")
    }
    found = [
        (read, row)
        for name, read in reads.items()
        if name not in gold
        for row in rows_of(read.document, read.sections)
        if row.confidence == "certain" and (row.indicator or not known)
    ]
    for read, row in random.Random(14).sample(found, min(count, len(found))):
        period = row.period
        assert period is not None
        value, clause = row.value, row.clause.slice(read.document.text)
        print(f"{read.document.title[:7]} {row.indicator} {row.kind} {value.low}..{value.high} "
              f"{value.unit} {row.qualifier.bound} {period.start.year}-{period.end.year} "
              f"{period.kind} {row.stance} {row.scope} | {clause}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    arguments = parser.parse_args()
    reads = documents()
    began = time.process_time()
    judge(reads, misses=arguments.misses)
    print(f"rows of {len(reads)} reports: {time.process_time() - began:.2f} s of CPU")
    if arguments.sample:
        sample(reads, arguments.sample, known=True)


if __name__ == "__main__":
    main()
