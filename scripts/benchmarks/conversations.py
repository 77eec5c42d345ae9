"""Counts the follow-up questions that are completed as their askers meant them, and how many
questions that stand alone are changed by the question before them.

    scripts/bench conversations [--misses] [--alone FILE...]

FILE: question sets, one JSON object a line with "question"; each question is put behind the one
before it, which has nothing to do with it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rag.questions.conversation import self_contained
from rag.types.questions import Message
from tests.questions.conversations import SHELF, TODAY, cases, completed, faults

_SETS = ("conversations.jsonl", "conversations-untouched.jsonl")


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
    for path in options.alone:
        _alone(path, misses=options.misses)


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


def _alone(path: Path, *, misses: bool) -> None:
    questions = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
    changed = []
    for before, asked in pairwise(questions):
        turns = [Message("user", before), Message("assistant", ""), Message("user", asked)]
        whole = self_contained(turns, index=SHELF, today=TODAY)
        changed += [(before, asked, whole)] if whole != " ".join(asked.split()) else []
    print(f"{path.name}: {len(changed)} of {len(questions) - 1} that stand alone are changed")
    for before, asked, whole in changed if misses else ():
        print(f"  {before} / {asked} -> {whole}")


if __name__ == "__main__":
    main()
