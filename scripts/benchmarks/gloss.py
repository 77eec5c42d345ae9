"""Judges the line in the reader's language on figure sentences of the central reports.

    scripts/bench gloss [--half judge|make] [--from 2014] [--to 2025] [--read N] [--misses]

A figure sentence has a figure in digits with a unit, other than a place in an order and a length of
time. The sentences are split by a hash in two halves: `make`, which the grammar was made with, and
`judge`. Counted over 200 of a half: how many get a line; whether each figure of a line stands in
the sentence, and in the official English where ../shared/data/train/parallel.tsv has it, read by
the parser of figures alone and not through rows; whether the stance is that of the official one.
`--read` prints sentences with their lines, to be judged by a person.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose
from pathlib import Path

from rag.answering.gloss.lines import line
from rag.ingestion.figures import rows_of
from rag.ingestion.read import read_one
from rag.ingestion.source_text import SourceText
from rag.language.figures import figures
from rag.language.sentences import sentences
from rag.language.stance import stance
from rag.language.units import dimension
from rag.types.documents import Document
from rag.types.figure_table import StatedRow
from rag.types.figures import FigureRow

_DATA = Path(__file__).parents[2].joinpath("../shared/data").resolve()
_NOT_COUNTED = frozenset({"ordinal", "year", "month", "week", "day", "multiple"})
_SENTENCES = 200
# The size of mu in hectares, beside them.
_ABOUT = re.compile(r"\(about [^()]*\)")


@dataclass(frozen=True)
class Case:
    """A sentence with its rows, its line, and its official English where there is one."""

    document: Document
    sentence: str
    rows: list[FigureRow]
    line: str | None
    official: str | None

    @property
    def key(self) -> str:
        return hashlib.sha256(self.sentence.encode()).hexdigest()


def cases(first_year: int) -> Iterator[Case]:
    official = dict(_official())
    for document, rows, found in _sentences(first_year):
        english = next((e for z, e in official.items() if found in z or z in found), None)
        stated = [StatedRow(document, row) for row in rows]
        yield Case(document, found, rows, line(stated, "en"), english)


def _official() -> Iterator[tuple[str, str]]:
    """Sentences of the reports of 2024 and 2025 with their official English."""
    for entry in (_DATA / "train/parallel.tsv").open(encoding="utf-8"):
        if entry.endswith("\tgwr_2024_2026\n"):
            chinese, english, _ = entry.split("\t")
            yield chinese.strip(), english


def _sentences(first_year: int) -> Iterator[tuple[Document, list[FigureRow], str]]:
    for entry in map(json.loads, (_DATA / "eval/policy/documents.jsonl").open(encoding="utf-8")):
        if entry["kind"] != "central":
            continue
        read = read_one(SourceText(f"{entry['title']}.txt", "text/plain", entry["text"]))
        document = read.document
        if document.date is None or document.date.year < first_year:
            continue
        rows = rows_of(document, read.sections)
        for section in read.sections:
            text = section.span.slice(document.text)
            for span in sentences(text):
                start, end = section.span.start + span.start, section.span.start + span.end
                within = [row for row in rows if start <= row.figure.start < end and _counts(row)]
                if within:
                    yield document, within, document.text[start:end].strip()


def _counts(row: FigureRow) -> bool:
    written = row.value.text
    return (
        row.value.low is not None
        and row.value.unit not in _NOT_COUNTED
        and any(character.isdigit() for character in written)
    )


def missing(told: str, said: str) -> list[str]:
    """The figures of `told` that `said` does not state, digit for digit."""
    have = [_in_base(figure.value, figure.unit) for figure in figures(said)]
    return [
        figure.text
        for figure in figures(told)
        if not any(_same(_in_base(figure.value, figure.unit), other) for other in have)
    ]


def _in_base(value: float, unit: str | None) -> tuple[str, float]:
    name, size = dimension(unit or "count")
    return name, value * size


def _same(a: tuple[str, float], b: tuple[str, float]) -> bool:
    counted = {"count", "person", "visit", "household", "home", "vehicle"}
    fits = a[0] == b[0] or {a[0], b[0]} <= counted
    return fits and isclose(a[1], b[1], rel_tol=1e-9)


def without_notes(text: str) -> str:
    """A line without its originals, and without the names that hold digits."""
    kept = _ABOUT.sub("", text.partition(": ")[2])
    for name in ("PM2.5", "5G", "M2", "per 1,000 people", "per 10,000 people"):
        kept = kept.replace(name, "")
    return kept


def _main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=("judge", "make"), default="judge")
    options.add_argument("--from", type=int, default=2014, dest="first_year")
    options.add_argument("--to", type=int, default=2100, dest="last_year")
    options.add_argument("--read", type=int, default=0)
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    half = [
        case
        for case in sorted(cases(chosen.first_year), key=lambda case: case.key)
        if (int(case.key[:2], 16) % 2 == 1) == (chosen.half == "judge")
        and case.document.date is not None
        and case.document.date.year <= chosen.last_year
    ][:_SENTENCES]
    told = [case for case in half if case.line]
    count: Counter[str] = Counter()
    for case in told:
        wrong = missing(without_notes(case.line or ""), case.sentence)
        count["wrong"] += bool(wrong)
        if wrong:
            print("NOT IN THE SENTENCE", wrong, case.line, case.sentence)
        if case.official:
            _judge_official(case, count)
    print(
        f"{len(half)} figure sentences of reports since {chosen.first_year}, half {chosen.half!r}"
    )
    print(f"covered {len(told)} ({len(told) / len(half):.2f})")
    rows = sum(len(case.rows) for case in half)
    print(f"figures in them {rows}, figures told {sum(_told(case) for case in told)}")
    print(f"lines with a figure that the sentence does not state: {count['wrong']}")
    print(
        f"with official English: {count['official']}, a figure that it lacks: {count['lacks']}, "
        f"stance compared {count['stances']}, other {count['other stance']}"
    )
    shown = [case for case in half if not case.line] if chosen.misses else told[: chosen.read]
    for number, case in enumerate(shown, 1):
        print(f"\n{number}. {case.document.date} {case.sentence}\n   {case.line}")


def _told(case: Case) -> int:
    return len(figures(without_notes(case.line or "")))


def _judge_official(case: Case, count: Counter[str]) -> None:
    english, told = case.official or "", case.line or ""
    lacks = missing(without_notes(told), english)
    count["official"] += 1
    count["lacks"] += bool(lacks)
    if lacks:
        print("NOT IN THE OFFICIAL ENGLISH", lacks, "|", told, "|", english)
    official = stance(english)
    stances = {row.stance for row in case.rows}
    if official and len(stances) == 1:
        count["stances"] += 1
        count["other stance"] += official not in stances
        if official not in stances:
            print("OTHER STANCE", official, stances, "|", told, "|", english)


if __name__ == "__main__":
    _main()
