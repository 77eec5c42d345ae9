"""Counts the follow-up questions that are completed as their askers meant them, and how many
questions that stand alone are changed by the question before them.

    scripts/bench conversations [--misses] [--alone FILE...]

FILE: question sets, one JSON object a line with "question"; all of them are shuffled six times, and
each question is put behind the one before it, which has nothing to do with it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rag.questions.conversation import self_contained
from rag.types.questions import Message
from tests.questions.conversations import SHELF, TODAY, cases, completed, faults

_SETS = ("conversations.jsonl", "conversations-untouched.jsonl")
_SHUFFLES = 6


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--misses", action="store_true", help="show what is wrong, and what came of each"
    )
    parser.add_argument("--alone", nargs="*", type=Path, default=[], metavar="FILE")
    options = parser.parse_args()
    for file in _SETS:
        _follow_ups(file, misses=options.misses and file == _SETS[0])
    if options.alone:
        _alone(options.alone, misses=options.misses)


def _follow_ups(file: str, *, misses: bool) -> None:
    all_cases = list(cases(file))
    started = time.perf_counter()
    for case in all_cases:
        completed(case)
    milliseconds = 1000 * (time.perf_counter() - started) / len(all_cases)
    wrong = {case.name: found for case in all_cases if (found := faults(case))}
    right = len(all_cases) - len(wrong)
    print(f"{file}: {right} of {len(all_cases)} right ({right / len(all_cases):.2f}), "
          f"{milliseconds:.1f} ms each")  # fmt: skip
    for name, found in wrong.items() if misses else ():
        print(f"  {name}: {'; '.join(found)}")


def _alone(paths: Sequence[Path], *, misses: bool) -> None:
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    questions = [json.loads(line)["question"] for line in lines]
    pairs, changed = 0, []
    for seed in range(_SHUFFLES):
        random.Random(seed).shuffle(questions)
        for before, asked in pairwise(questions):
            turns = [Message("user", before), Message("assistant", ""), Message("user", asked)]
            whole = self_contained(turns, index=SHELF, today=TODAY)
            pairs += 1
            changed += [(before, asked, whole)] if whole != " ".join(asked.split()) else []
    print(f"{len(changed)} of {pairs} questions that stand alone are changed")
    for before, asked, whole in changed if misses else ():
        print(f"  {before} / {asked} -> {whole}")


if __name__ == "__main__":
    main()
