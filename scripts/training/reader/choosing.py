"""The choice from beginning to end: questions asked, weights fitted, thresholds set, and a report.

    python -m training.reader.choosing [--data FOLDER] [--out FOLDER] [--report-only]

The first look is fitted on all sentences that the search finds; then the reader reads what it
chooses, and the order and the chance are fitted on what was read. Written questions (`use: choice`)
are asked over the reports of train2/, those of eval/ and the unanswerable ones over corpus/.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rag.answering.candidates import Candidate
from rag.answering.choice import CHOICE_FILE, ORDER, Choice, Weights, values, with_order
from rag.answering.extractive import ExtractiveAnswerer, how_many_to_read
from rag.answering.features import BEFORE_READING, FEATURES, LEADING
from rag.assembly import bundled_query_encoder, bundled_reader
from rag.engine import Engine
from rag.evaluation.case_files import read_case_files
from rag.evaluation.cases import Case
from rag.evaluation.folds import deal
from rag.evaluation.judging import answers

from .asking import Found, ask, engine_over, write_reports
from .choice import WRITTEN, Asked, Fitted, fit_chance, fit_order
from .questions import Written, read_questions, read_reports
from .thresholds import ANSWERED, BESIDE, STATED, First, report_lines

FOLDS = 5
# The speeches of corpus/ are of 2026 at the latest.
CORPUS_DAY = datetime.date(2026, 11, 30)
UNANSWERABLE = Path(__file__).parents[2] / "benchmarks" / "questions" / "unanswerable.jsonl"
# The questions of eval/ count more: they are of the kind that is asked. Right first sentences of
# 238 in folds: 192 with 1 and 2, 195 with 4 and 8.
DEVELOPMENT_WEIGHT = 4.0

IsRight = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """A question and how its sentences are judged."""

    id: str
    set: str
    language: str
    fold: int
    question: str
    answerable: bool
    is_right: IsRight
    weight: float


def written_questions(data: Path) -> list[Known]:
    """The written questions that the reader was not trained on."""
    chosen = [each for each in read_questions(data) if each.use == "choice"]
    return [
        Known(
            each.id, WRITTEN, each.language, number % FOLDS, each.question,
            bool(each.answers), _by_stretch(each), 1.0,
        )
        for number, each in enumerate(chosen)
    ]  # fmt: skip


def _by_stretch(written: Written) -> IsRight:
    return lambda candidate: written.is_answered_by(candidate.text)


def development_questions(data: Path) -> list[Known]:
    """Those of eval/policy and eval/natural, and the unanswerable ones."""
    files = read_case_files(
        [
            data / "eval" / "policy" / "dev.jsonl",
            data / "eval" / "natural" / "dev.jsonl",
            UNANSWERABLE,
        ]
    )
    cases = [(file, case) for file in files for case in file.cases]
    numbers = deal([case for _, case in cases], FOLDS)
    return [
        Known(
            case.id, file.name.split("/")[0], case.language, number - 1, case.question,
            case.answerable, _by_gold(case), DEVELOPMENT_WEIGHT,
        )
        for (file, case), number in zip(cases, numbers, strict=True)
    ]  # fmt: skip


def _by_gold(case: Case) -> IsRight:
    """As `speechrag evaluate` judges a first statement."""
    return lambda candidate: case.answerable and answers(case, [candidate.text])


def first_look(known: Sequence[Known], found: Sequence[Found]) -> list[Asked]:
    """All sentences that were found, with the features that need no reading."""
    return [
        _asked(each, values(BEFORE_READING, one.understood, one.candidates), one.candidates)
        for each, one in zip(known, found, strict=True)
        if one.candidates
    ]


def read(known: Sequence[Known], found: Sequence[Found], choice: Choice) -> Iterator[Asked]:
    """The sentences that the first look chooses, read."""
    answerer = ExtractiveAnswerer(bundled_query_encoder(), bundled_reader(), choice)
    for each, one in zip(known, found, strict=True):
        most = how_many_to_read(one.sources)
        chosen = choice.to_read(one.understood, one.candidates, most=most)
        sentences = answerer.read(one.understood, one.sources, one.candidates, chosen)
        if sentences:
            yield _asked(each, values(FEATURES, one.understood, sentences), sentences)


def _asked(
    known: Known, rows: Sequence[Mapping[str, float]], sentences: Sequence[Candidate]
) -> Asked:
    return Asked(
        known.id, known.set, known.language, known.fold, known.answerable, rows,
        [known.is_right(sentence) for sentence in sentences], known.weight,
    )  # fmt: skip


def ordered(asked: Sequence[Asked], order: Callable[[Asked], Fitted]) -> list[Asked]:
    """The same with what `order` makes of the features among them."""
    return [
        replace(
            each,
            rows=with_order(
                [dict(row) for row in each.rows], Weights(order(each).bias, order(each).weights)
            ),
        )
        for each in asked
    ]


ORDER_FEATURES = [*FEATURES, *(f"{name}_lead" for name in LEADING)]
CHANCE_FEATURES = [*ORDER_FEATURES, ORDER, f"{ORDER}_lead"]


def fit_all(asked: Sequence[Asked]) -> tuple[Fitted, Fitted, list[First]]:
    """The order and the chance, fitted on all; and the first sentence of each question with its
    chance, from fits on the other folds."""
    orders = [fit_order(_without(asked, fold), ORDER_FEATURES) for fold in range(FOLDS)]
    in_folds = ordered(asked, lambda each: orders[each.fold])
    chances = [
        fit_chance(_without(in_folds, fold), CHANCE_FEATURES, ORDER) for fold in range(FOLDS)
    ]
    firsts = [First.of(each, chances[each.fold]) for each in in_folds]
    order = fit_order(asked, ORDER_FEATURES)
    chance = fit_chance(in_folds, CHANCE_FEATURES, ORDER)
    return order, chance, firsts


def _without(asked: Sequence[Asked], fold: int) -> list[Asked]:
    return [each for each in asked if each.fold != fold]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("rag/models/reading"))
    parser.add_argument("--report-only", action="store_true", help="write nothing")
    options = parser.parse_args()
    path = options.out / CHOICE_FILE
    choice = Choice.read(path)
    asked: list[Asked] = []
    looks: list[Asked] = []
    kept: list[tuple[Sequence[Known], list[Found]]] = []
    with TemporaryDirectory() as folder:
        write_reports(read_reports(options.data), Path(folder))
        sets: list[tuple[Sequence[Known], Path, datetime.date]] = [
            (written_questions(options.data), Path(folder), datetime.date(2024, 11, 30)),
            (development_questions(options.data), options.data / "corpus", CORPUS_DAY),
        ]
        for known, documents, today in sets:
            with engine_over([documents], today=today) as engine:
                found = list(_found(engine, known))
            looks += first_look(known, found)
            kept.append((known, found))
        look = fit_order(looks, [*BEFORE_READING, "late_interaction_lead"])
        choice = replace(choice, first_look=Weights(look.bias, look.weights))
        for known, found in kept:
            asked += read(known, found, choice)
    order, chance, firsts = fit_all(asked)
    print("\n".join(report_lines(firsts)))
    if not options.report_only:
        told: dict[str, Any] = {
            "first_look": look.as_json(), "order": order.as_json(), "chance": chance.as_json(),
            "thresholds": {"stated": STATED, "answered": ANSWERED, "beside": BESIDE},
            "fitted_on": "written questions of train2/ and the development sets of eval/",
        }  # fmt: skip
        path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _found(engine: Engine, known: Sequence[Known]) -> Iterator[Found]:
    return ask(engine, [each.question for each in known])


if __name__ == "__main__":
    main()
