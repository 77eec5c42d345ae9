"""The evaluation of the model alone: its recall on the development sets."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.language.vocabulary import Vocabulary
from rag.models.table import TokenTable

from .late import Floats, best_matches, weighted_scores
from .ragged import Ints, Ragged

LATE_SHARE = 0.7  # the share of late interaction; the pooled cosine has the rest (EMBEDDER.md)
Encode = Callable[[Sequence[str]], list[list[int]]]


@dataclass(frozen=True, slots=True)
class Task:
    """Questions, passages, and the number of each question's passage."""

    name: str
    questions: list[str]
    passages: list[str]
    gold: list[int]


def read_tasks(folder: Path) -> list[Task]:
    """XQuAD in three directions, CMRC and DRCD; Chinese pools are XQuAD and CMRC together."""
    cmrc, drcd = folder / "cmrc2018-dev", folder / "drcd-dev-traditional"
    xquad = folder / "xquad"
    return [
        _task("xquad en-zh", xquad, "en", "zh", extra=cmrc),
        _task("xquad zh-zh", xquad, "zh", "zh", extra=cmrc),
        _task("xquad en-en", xquad, "en", "en"),
        _task("xquad zh-en", xquad, "zh", "en"),
        _task("cmrc", cmrc, "zh", "zh"),
        _task("drcd", drcd, "zh", "zh"),
    ]


def report_table(folder: Path, tasks: Sequence[Task]) -> str:
    """Recall at 1 and 10 with 95% intervals, for pooled vectors, tokens, and both together."""
    table = TokenTable.load(folder)
    encode = Vocabulary.read(folder).encode_batch
    lines = ["| set | questions | score | R@1 | R@10 |", "|---|---|---|---|---|"]
    for task in tasks:
        for name, share in (("pooled", 0.0), ("late interaction", 1.0), ("both", LATE_SHARE)):
            found = ranks(table, encode, task, late_share=share)
            first, ten = interval(found <= 1), interval(found <= 10)
            lines.append(f"| {task.name} | {len(found)} | {name} | {first} | {ten} |")
    return "\n".join(lines)


def interval(hits: npt.NDArray[np.bool_], *, draws: int = 1000, seed: int = 0) -> str:
    """The mean with its 95% bootstrap interval over questions, as text."""
    chosen = np.random.default_rng(seed).integers(len(hits), size=(draws, len(hits)))
    low, high = np.percentile(hits[chosen].mean(axis=1), [2.5, 97.5])
    return f"{hits.mean():.3f} [{low:.3f}, {high:.3f}]"


def ranks(table: TokenTable, encode: Encode, task: Task, *, late_share: float = LATE_SHARE) -> Ints:
    """The rank (1 is best) of each question's own passage."""
    scores = score(table, Ragged.of(encode(task.questions)), Ragged.of(encode(task.passages)),
                   late_share=late_share)  # fmt: skip
    own = scores[np.arange(len(task.gold)), task.gold]
    found: Ints = 1 + (scores > own[:, None]).sum(1)
    return found


def score(
    table: TokenTable, questions: Ragged, passages: Ragged, *, late_share: float = LATE_SHARE
) -> Floats:
    """[questions, passages]: late interaction mixed with the cosine of pooled vectors."""
    pooled = _pooled(table, questions) @ _pooled(table, passages).T
    passage_ids, passage_positions = np.unique(passages.ids, return_inverse=True)
    question_ids, question_positions = np.unique(questions.ids, return_inverse=True)
    best, _ = best_matches(
        table.unit[passage_ids] @ table.unit[question_ids].T,
        Ragged(passage_positions, passages.starts),
    )
    late = weighted_scores(
        best, Ragged(question_positions, questions.starts), table.weights[question_ids]
    )
    result: Floats = late_share * late + (1 - late_share) * pooled
    return result


def _pooled(table: TokenTable, texts: Ragged) -> Floats:
    return table.pooled([texts.row(number) for number in range(len(texts))])


def _task(name: str, folder: Path, asking: str, answering: str, extra: Path | None = None) -> Task:
    paragraphs = [item for item in _read(folder / "paragraphs.jsonl") if item["lang"] == answering]
    if extra is not None:
        paragraphs += _read(extra / "paragraphs.jsonl")
    numbers = {item["id"]: number for number, item in enumerate(paragraphs)}
    items = [item for item in _read(folder / "questions.jsonl") if item["lang"] == asking]
    return Task(
        name,
        [item["question"] for item in items],
        [item["text"] for item in paragraphs],
        [numbers[item["paragraph"]] for item in items],
    )


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
