"""Fits the weights that tell which kind of answer a question wants, and measures them in folds.

    PYTHONPATH=.:scripts .venv/bin/python -m training.kinds QUESTIONS.jsonl… \\
        [--out rag/questions/kind.json]

Each line of QUESTIONS is {"w": window, "lang": "zh" or "en", "kind": kind, "q": question}; lines of
a kind `none_…` are questions without an answer, and are left out. All questions of a window are in
one fold. The fit is a multinomial logistic regression with an L2 penalty (scipy's L-BFGS), and its
weights are rounded to whole numbers.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from rag.questions.kind import Weights, features, weighed
from rag.questions.kind_words import KINDS
from rag.types.questions import Kind

FOLDS = 5
# Chosen in the folds: 2 and 4 measure .635 and .640 (2,624 questions).
PENALTY = 4.0
# A feature of fewer questions is left out.
LEAST_QUESTIONS = 3
# A weight is stored as a whole number of this share of a nat.
STEP = 0.05
# A feature whose weights all round to less than this changes no kind and is left out: with it the
# file has a fifth of its size and the folds measure the same.
LEAST_WEIGHT = 4
# The writers called a question for one thing by name ("which bank") `mention`; in this project
# `mention` asks which speeches say something, and a rule tells it.
RENAMED = {"mention": "open"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, the window of text that it was written for, and the kind of its answer."""

    window: str
    language: str
    kind: Kind
    text: str


def read(paths: Iterable[Path]) -> list[Labelled]:
    """The labelled questions of all files, each text once, in their order."""
    found: dict[str, Labelled] = {}
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            kind = RENAMED.get(row["kind"], row["kind"])
            if kind in get_args(Kind):
                found.setdefault(row["q"], Labelled(row["w"], row["lang"], kind, row["q"]))
    return list(found.values())


def fit(questions: Sequence[Labelled]) -> Weights:
    """The weights that make these questions' kinds likeliest."""
    counts = Counter(feature for question in questions for feature in features(question.text))
    names = sorted(name for name, count in counts.items() if count >= LEAST_QUESTIONS)
    kinds = sorted({question.kind for question in questions})
    matrix = _matrix(questions, {name: column for column, name in enumerate(names)})
    wanted = np.array([kinds.index(question.kind) for question in questions])
    size = (len(names), len(kinds))

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, alone = parameters[: size[0] * size[1]].reshape(size), parameters[-size[1] :]
        scores = matrix @ weights + alone
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        rows = np.arange(len(wanted))
        value = -np.log(shares[rows, wanted] + 1e-12).sum() + PENALTY / 2 * (weights**2).sum()
        shares[rows, wanted] -= 1
        slope = matrix.T @ shares + PENALTY * weights
        return float(value), np.concatenate([slope.ravel(), shares.sum(axis=0)])

    start = np.zeros(size[0] * size[1] + size[1])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    rounded = np.rint(best / STEP).astype(int)
    table = rounded[: size[0] * size[1]].reshape(size)
    kept = {
        name: tuple(row)
        for name, row in zip(names, table.tolist(), strict=True)
        if max(map(abs, row)) >= LEAST_WEIGHT
    }
    return Weights(
        cast("tuple[Kind, ...]", tuple(kinds)), tuple(rounded[-size[1] :].tolist()), kept
    )


def _matrix(questions: Sequence[Labelled], columns: dict[str, int]) -> csr_matrix:
    """A row for each question, 1 for each feature that it has."""
    found = [[columns[f] for f in features(q.text) if f in columns] for q in questions]
    flat = [column for row in found for column in row]
    ends = np.cumsum([0, *map(len, found)])
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(found), len(columns)))


def folds(questions: Sequence[Labelled]) -> dict[str, tuple[int, int, int]]:
    """For each language and kind: how many questions, how many the weights of the other folds tell
    right, and how many the first matching row of KINDS does."""
    told: dict[str, tuple[int, int, int]] = {}
    for fold in range(FOLDS):
        weights = fit([q for q in questions if _fold(q) != fold])
        for question in (q for q in questions if _fold(q) == fold):
            rows = KINDS.firing(question.text)
            by_rows = rows[0].kind if rows else "open"
            for group in (question.language, question.kind, "all"):
                count, right, right_rows = told.get(group, (0, 0, 0))
                told[group] = (
                    count + 1,
                    right + (weighed(question.text, weights) == question.kind),
                    right_rows + (by_rows == question.kind),
                )
    return told


def _fold(question: Labelled) -> int:
    return zlib.crc32(question.window.encode()) % FOLDS


def write(weights: Weights, path: Path) -> None:
    """One feature a line, so that a difference can be read."""
    lines = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for name, row in sorted(weights.features.items())
    )
    head = f'{{"kinds":{json.dumps(weights.kinds)},\n"alone":{json.dumps(weights.alone)},\n'
    path.write_text(f'{head}"features":{{\n{lines}\n}}}}\n', "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    questions = read(arguments.questions)
    for group, (count, right, by_rows) in sorted(folds(questions).items()):
        print(f"{group:12} {count:6} weights {right / count:.3f}  rows {by_rows / count:.3f}")
    if arguments.out:
        write(fit(questions), arguments.out)


if __name__ == "__main__":
    main()
