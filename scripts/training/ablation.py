"""The ablation of the recipe: a table of how much each part of it improves retrieval.

    python -m training.ablation [--data FOLDER] [--pooled-steps N] [--late-steps N]

Every variant is trained anew, from the same seed, with far fewer steps than the shipped model, so
that the table takes an hour instead of a day. Compare its rows with each other, not with the
shipped model.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch

from rag.language.vocabulary import Vocabulary
from rag.models.table import TokenTable

from .__main__ import Plan, train
from .evaluate import Task, interval, ranks, read_tasks
from .mix import Shares

SETS = ("xquad en-zh", "xquad zh-zh", "xquad en-en", "cmrc")
CLOZE = ("cloze_zh", "cloze_en")
WORD_FORMS = ("inflections", "compounds")
SMALL_VOCABULARY = 24_000


def variants(full: Plan) -> Iterator[tuple[str, Plan]]:
    """The recipe, and the recipe without each of its parts."""
    yield "the recipe, shortened", full
    yield "without CC-CEDICT pairs", _changed(full, dictionary=0)
    yield "without cloze pairs", _changed(full, without=CLOZE)
    yield "without word forms", _changed(full, without=WORD_FORMS)
    yield "without the late-interaction stage", replace(full, late_rounds=())
    yield f"with {SMALL_VOCABULARY:,} pieces", replace(full, pieces=SMALL_VOCABULARY)


def _changed(plan: Plan, *, dictionary: int | None = None, without: tuple[str, ...] = ()) -> Plan:
    """`plan` with `dictionary` dictionary pairs in a batch, and `without` some kinds of pairs."""

    def of(shares: Shares) -> Shares:
        others = {name: count for name, count in shares.others.items() if name not in without}
        pairs = shares.dictionary if dictionary is None else dictionary
        return replace(shares, dictionary=pairs, others=others)

    return replace(plan, pooled_batch=of(plan.pooled_batch), late_batch=of(plan.late_batch))


def row(folder: Path, name: str, tasks: list[Task]) -> str:
    """One line of the table: recall at 1 with its 95% interval on each set."""
    table, encode = TokenTable.load(folder), Vocabulary.read(folder).encode_batch
    cells = [interval(ranks(table, encode, task) <= 1) for task in tasks]
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pooled-steps", type=int, default=400)
    parser.add_argument("--late-steps", type=int, default=120)
    options = parser.parse_args()
    tasks = [task for task in read_tasks(options.data / "eval") if task.name in SETS]
    full = replace(
        Plan(),
        pooled_steps=options.pooled_steps,
        late_rounds=((options.late_steps, 0.012),),
        copies=1,
    )
    print(f"| R@1, late interaction and pooled | {' | '.join(SETS)} |")
    print(f"|---|{'---|' * len(SETS)}")
    for name, plan in variants(full):
        with tempfile.TemporaryDirectory() as folder:
            torch.manual_seed(0)
            out = Path(folder) / "model"
            train(options.data / "train", out, plan=plan, seed=0, device="cpu", report=_in_silence)
            print(row(out, name, tasks), flush=True)


def _in_silence(stage: str, step: int, steps: int, loss: float, accuracy: float) -> None:
    pass


if __name__ == "__main__":
    main()
