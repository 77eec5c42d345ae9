"""The check that a change of structure changes no answer.

It writes every answer to the development questions, or compares them letter by letter with answers
that it wrote before.

    scripts/bench answers --indexes DIR --name NAME --write before.jsonl
    scripts/bench answers --indexes DIR --name NAME --compare before.jsonl

The questions come from `--questions FILE…`, JSON Lines with a `question` each; by default from
eval/policy and eval/natural of ../shared/data. The id and the times of an answer are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.assembly import assemble_engine
from rag.engine import Engine
from rag.language.detect import language_of
from rag.presentation.to_json import answer_json
from rag.settings import Settings
from rag.types.questions import DEFAULT_LIMIT, Question

EVALUATION = Path(__file__).resolve().parents[3] / "shared" / "data" / "eval"
QUESTIONS = (EVALUATION / "policy" / "dev.jsonl", EVALUATION / "natural" / "dev.jsonl")
LEFT_OUT = ("id", "timings_ms")


def main() -> int:
    options = arguments()
    questions = list(texts(options.questions))
    engine = assemble_engine(
        Settings.model_validate({"indexes": options.indexes, "name": options.name})
    )
    answers = {text: answered(engine, text) for text in questions}
    engine.close()
    if options.write:
        lines = (json.dumps([text, answer], ensure_ascii=False) for text, answer in answers.items())
        options.write.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"{len(answers)} answers written to {options.write}")
        return 0
    earlier = dict(map(json.loads, options.compare.read_text("utf-8").splitlines()))
    return report(earlier, answers, leave_out=options.leave_out)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--indexes", type=Path, required=True)
    parser.add_argument("--name", default="default")
    parser.add_argument("--questions", type=Path, nargs="+", default=QUESTIONS)
    parser.add_argument(
        "--leave-out", nargs="*", default=[], help="parts of an answer not to compare: warnings"
    )
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", type=Path)
    mode.add_argument("--compare", type=Path)
    return parser.parse_args()


def texts(files: Sequence[Path]) -> Iterator[str]:
    """The distinct questions, in order."""
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    yield from dict.fromkeys(json.loads(line)["question"] for line in lines)


def answered(engine: Engine, text: str) -> dict[str, Any]:
    """The answer as JSON, without the parts that differ each time."""
    answer = answer_json(
        engine.ask(Question(text, language=language_of(text)), limit=DEFAULT_LIMIT), ""
    )
    whole = json.loads(json.dumps(answer))
    return {name: value for name, value in whole.items() if name not in LEFT_OUT}


def report(earlier: dict[str, Any], answers: dict[str, Any], *, leave_out: Sequence[str]) -> int:
    """Print the differences; the exit code is 1 if there are any."""
    differing = 0
    for text, answer in answers.items():
        before = earlier.get(text, {})
        parts = [
            name
            for name in {**before, **answer}
            if name not in leave_out and before.get(name) != answer.get(name)
        ]
        if parts:
            differing += 1
            print(f"{text}\n  differs in {', '.join(parts)}")
            for name in parts:
                print(f"  - {json.dumps(before.get(name), ensure_ascii=False)[:400]}")
                print(f"  + {json.dumps(answer.get(name), ensure_ascii=False)[:400]}")
    print(f"{len(answers)} answers compared, {differing} differ")
    return 1 if differing or set(earlier) != set(answers) else 0


if __name__ == "__main__":
    sys.exit(main())
