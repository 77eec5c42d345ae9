"""The written questions: our own, over the reports of train2/, with the words that answer each.

questions.jsonl holds no text of the reports: it points at characters of a document. Some questions
are kept from the reader's training (`use: choice`): the choice is fitted on them, since the reader
would be too sure of what it was trained on.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

QUESTIONS_FILE = Path(__file__).with_name("questions.jsonl")
_REPORTS = (
    "zh_city_work_reports_2024", "zh_central_reports_and_plans", "zh_policy_documents",
    "zh_statistical_communiques", "en_policy_speeches",
)  # fmt: skip
_LABEL_CHARACTERS = 30
_SPACE_AND_MARKS = re.compile(r"[\s，。；、,;.:：“”\"'（）()]+")


@dataclass(frozen=True, slots=True)
class Report:
    """A text of the training data."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A question, the stretch of a report that it was written for, and the words of that stretch
    that answer it: none where nothing does, though the stretch is near it."""

    id: str
    question: str
    language: str
    kind: str
    title: str
    stretch: str
    answers: tuple[str, ...]
    use: str

    def is_answered_by(self, sentence: str) -> bool:
        """Whether a sentence is one of the stretch and holds words that answer."""
        return bool(
            self.answers
            and flat(sentence)[:_LABEL_CHARACTERS] in flat(self.stretch)
            and any(answer in sentence for answer in self.answers)
        )


def flat(text: str) -> str:
    """`text` without white space and marks, which cleaning may change."""
    return _SPACE_AND_MARKS.sub("", text)


def read_reports(folder: Path) -> Iterator[Report]:
    """The reports of train2/ and the addresses of train/, in the order of their files."""
    for name in _REPORTS:
        path = folder / "train2" / "reports" / f"{name}.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Report(row["title"], row["text"])
    with (folder / "train" / "text.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["source"] == "sotu":
                head = row["text"].split("\n\n")[0].split("\n")[:3]
                yield Report(" ".join(head), row["text"])


def read_questions(folder: Path, path: Path = QUESTIONS_FILE) -> list[Written]:
    """All written questions, with the words that they point at."""
    reports: dict[str, list[str]] = {}
    for report in read_reports(folder):
        reports.setdefault(report.title, []).append(report.text)
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = reports[row["document"]][row.get("copy", 0)]
            found.append(
                Written(
                    row["id"], row["question"], row["lang"], row["kind"], row["document"],
                    text[slice(*row["window"])],
                    tuple(text[slice(*span)] for span in row["answers"]),
                    row.get("use", "reader"),
                )
            )  # fmt: skip
    return found
