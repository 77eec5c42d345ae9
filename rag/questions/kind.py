"""The kind of answer that a question wants, by weights over its words and the rules it matches.

The weights are those of a multinomial logistic regression, rounded to whole numbers so that the
same question gives the same kind everywhere. scripts/training/kinds.py fits them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from rag.language.stance_words import ASKS_PLAN
from rag.questions.intent_words import (
    ASKS_PAST,
    ASKS_RESULT,
    FIGURE,
    FRAME,
    MENTION,
    RESULTS,
)
from rag.questions.kind_words import KINDS
from rag.types.questions import Kind

_FILE = "kind.json"
# A word in Latin letters, a number, a Chinese character, or a mark that asks.
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[\u3400-\u9fff]|[?？%]")
LONGEST_RUN = 3
_TABLES = {
    "result": ASKS_RESULT,
    "plan": ASKS_PLAN,
    "past": ASKS_PAST,
    "figure": FIGURE,
    "frame": FRAME,
    "results": RESULTS,
}


@dataclass(frozen=True, slots=True)
class Weights:
    """For each feature its weight for each of `kinds`, and the weight of each kind by itself."""

    kinds: tuple[Kind, ...]
    alone: tuple[int, ...]
    features: Mapping[str, Sequence[int]]


def kind_of(question: str) -> Kind:
    """The kind of answer that `question`, in simplified characters, wants. Rules decide alone where
    a greeting asks nothing, or where it is asked which speeches mention something; weights decide
    the rest ."""
    if MENTION.search(question):
        return "mention"
    first = KINDS.firing(question)[:1]
    if not question.strip() or (first and first[0].kind == "not_a_question"):
        return "not_a_question"
    return weighed(question, _weights())


def weighed(question: str, weights: Weights) -> Kind:
    """The kind with the greatest sum of weights; of equal ones the first."""
    sums = list(weights.alone)
    for feature in features(question):
        for place, weight in enumerate(weights.features.get(feature, ())):
            sums[place] += weight
    return weights.kinds[sums.index(max(sums))]


def features(question: str) -> Iterator[str]:
    """Each feature once: the runs of one to three words, the rows of KINDS that match, the first
    of them with the language, and the tables of other rooms that match."""
    words = ["^", *("0" if word.isdigit() else word for word in _words(question)), "$"]
    yield from dict.fromkeys(
        " ".join(words[start : start + length])
        for length in range(1, LONGEST_RUN + 1)
        for start in range(len(words) - length + 1)
    )
    rows = KINDS.firing(question)
    yield from dict.fromkeys(f"row:{row.label.removesuffix(', in English')}" for row in rows)
    first = rows[0].kind if rows else "none"
    yield f"first:{first}"
    yield f"first:{first}:{'zh' if any('一' <= c <= '鿿' for c in question) else 'en'}"
    yield from (f"table:{name}" for name, table in _TABLES.items() if table.search(question))


def _words(question: str) -> list[str]:
    return _TOKEN.findall(question.lower().replace("’", "'"))


@cache
def _weights() -> Weights:
    read = json.loads((files("rag.questions") / _FILE).read_text("utf-8"))
    return Weights(
        kinds=cast("tuple[Kind, ...]", tuple(read["kinds"])),
        alone=tuple(read["alone"]),
        features={name: tuple(row) for name, row in read["features"].items()},
    )
