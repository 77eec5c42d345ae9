"""The choice: which candidate answers best, and how likely it is right, by fitted weights.

Three linear models over named features (scripts/training/reader/choice.py fits them, on questions
that the reader was not trained on). Their weights lie in one JSON file, with the thresholds that
follow from what errors cost.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.answering.candidates import Candidate
from rag.answering.features import BEFORE_READING, FEATURES, LEADING, Feature
from rag.types.questions import Understood

CHOICE_FILE = "choice.json"
# Chances are rounded: so many decimals tell apart all that can be told apart, and no more.
DECIMALS = 3
# A candidate so far behind the likeliest is not read: its odds are e^6 times worse. Of 708 right
# sentences that the first look put among the first twenty, 4 were behind, and a third of the
# sentences (half of them for policy questions) need not be read; with 5 it was 8, with 4 it was 13.
FAR_BEHIND = 6.0
_LEAD = "_lead"
ORDER = "order"


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: `bias` and the weight of each feature by its name."""

    bias: float
    of: Mapping[str, float]

    def sum(self, values: Mapping[str, float]) -> float:
        return self.bias + math.fsum(weight * values[name] for name, weight in self.of.items())


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least chance of a first sentence for an answer at all (`stated`) and for one that is said
    to be sure (`answered`), and of a further sentence beside it (`beside`)."""

    stated: float
    answered: float
    beside: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate and its chance of being right, 0 to 1."""

    candidate: Candidate
    chance: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The fitted models: `first_look` chooses what is read; `order` tells which sentence answers
    best; `chance` is a logistic regression of whether it is right."""

    first_look: Weights
    order: Weights
    chance: Weights
    thresholds: Thresholds

    @staticmethod
    def read(path: Path) -> Choice:
        """The model of a file that the training wrote."""
        told = json.loads(path.read_text(encoding="utf-8"))
        first_look, order, chance = (
            Weights(told[part]["bias"], told[part]["weights"])
            for part in ("first_look", "order", "chance")
        )
        return Choice(first_look, order, chance, Thresholds(**told["thresholds"]))

    def to_read(
        self, understood: Understood, candidates: Sequence[Candidate], *, most: int
    ) -> list[Candidate]:
        """The candidates that are worth reading, the likeliest first: `most` of them, and none that
        is far behind the first of its side."""
        rows = values(BEFORE_READING, understood, candidates)
        sums = [round(self.first_look.sum(row), DECIMALS) for row in rows]
        order = sorted(range(len(candidates)), key=lambda number: (-sums[number], number))
        sides = [understood.side(candidate.document) for candidate in candidates]
        best: dict[int, float] = {}
        for number in order:
            best.setdefault(sides[number], sums[number])
        return [
            candidates[number]
            for number in order[:most]
            if sums[number] >= best[sides[number]] - FAR_BEHIND
        ]

    def judge(self, understood: Understood, candidates: Sequence[Candidate]) -> list[Judged]:
        """All candidates, each with its chance; the best first, and of equals the nearer in words,
        then the earlier."""
        rows = self.rows(understood, candidates)
        judged = [
            Judged(candidate, round(logistic(self.chance.sum(row)), DECIMALS))
            for candidate, row in zip(candidates, rows, strict=True)
        ]
        places = [
            (-row[ORDER], -one.sentence_score.score, one.source.number, one.number)
            for row, one in zip(rows, candidates, strict=True)
        ]
        return [judged[number] for number in sorted(range(len(judged)), key=places.__getitem__)]

    def rows(
        self, understood: Understood, candidates: Sequence[Candidate]
    ) -> list[dict[str, float]]:
        """The features of each candidate by name, and what `order` makes of them."""
        return with_order(values(FEATURES, understood, candidates), self.order)


def with_order(rows: Sequence[dict[str, float]], order: Weights) -> list[dict[str, float]]:
    """The features of a question's candidates, and what `order` makes of them."""
    sums = [round(order.sum(row), DECIMALS) for row in rows]
    return [
        row | {ORDER: own, ORDER + _LEAD: lead}
        for row, own, lead in zip(rows, sums, _leads(sums), strict=True)
    ]


def values(
    features: Mapping[str, Feature], understood: Understood, candidates: Sequence[Candidate]
) -> list[dict[str, float]]:
    """The features of each candidate by name, and its lead over the best of the others in those
    where a lead counts."""
    rows = [
        {name: feature(understood, candidate) for name, feature in features.items()}
        for candidate in candidates
    ]
    for name in LEADING:
        if name in features:
            for row, lead in zip(rows, _leads([row[name] for row in rows]), strict=True):
                row[name + _LEAD] = lead
    return rows


def _leads(found: Sequence[float]) -> list[float]:
    """How much each value is above the best of the others; 0 where it is alone."""
    if len(found) < 2:
        return [0.0] * len(found)
    best, second = sorted(found, reverse=True)[:2]
    return [value - (second if value == best else best) for value in found]


def logistic(value: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-value)) if value >= 0 else 1 - 1 / (1 + math.exp(value))
