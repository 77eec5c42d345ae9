"""Asks questions that were written without sight of the texts, and reports what the first sentences
are worth by marks that readers gave.

    scripts/bench judged [--data FOLDER] [--count N]

The questions (questions/judged.jsonl) are those of language models that we instructed as people of
eight leanings, who saw the titles of the reports of train2/ only. Others, who saw neither program
nor scores, marked the nine sentences that were chosen in November 2026: 2, a reader who sees this
sentence alone knows the answer; 1, it bears on the question; 0, it does not. A sentence is known by
a digest of its title and words. First sentences that nobody marked are counted apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from rag.engine import Engine
from rag.language.detect import language_of
from rag.types.answers import Answer
from rag.types.questions import ANSWER_LIMIT, Question
from scripts.training.reader.asking import engine_over, write_reports
from scripts.training.reader.questions import read_reports

QUESTIONS = Path(__file__).parent / "questions" / "judged.jsonl"
WORDS = {"2": "answer", "1": "bear", "0": "do not bear", "?": "are not marked", "-": "none"}


def digest(title: str, sentence: str) -> str:
    """How a sentence is known."""
    return hashlib.sha256(f"{title}\n{sentence}".encode()).hexdigest()[:12]


def mark(answer: Answer, marks: dict[str, int]) -> str:
    """The mark of the first statement: `?` where nobody marked it, `-` where there is none."""
    for statement in answer.statements[:1]:
        quote = statement.citations[0].quote
        found = marks.get(digest(quote.passage.document.title, quote.text))
        return "?" if found is None else str(found)
    return "-"


def ask(engine: Engine, rows: list[dict[str, object]]) -> Counter[tuple[str, str, str]]:
    """How many first statements of each language and status have each mark."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        text, marks = str(row["question"]), row["marks"]
        assert isinstance(marks, dict)
        answer = engine.ask(Question(text, language=language_of(text)), limit=ANSWER_LIMIT)
        counts[str(row["lang"]), answer.status, mark(answer, marks)] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--count", type=int, help="so many questions, from all parts of the file")
    options = parser.parse_args()
    if not (options.data / "train2").is_dir():
        raise SystemExit(f"judged: {options.data} holds no train2/: give its folder with --data")
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    if options.count:
        rows = rows[:: max(1, len(rows) // options.count)]
    with TemporaryDirectory() as folder:
        write_reports(read_reports(options.data), Path(folder))
        with engine_over([Path(folder)]) as engine:
            counts = ask(engine, rows)
    for language in ("zh", "en"):
        for status in ("answered", "partial", "conflicting", "unsupported"):
            own = {m: counts[language, status, m] for m in WORDS if counts[language, status, m]}
            if own:
                shares = ", ".join(f"{n} {WORDS[m]}" for m, n in own.items())
                print(
                    f"{language} {status}: {sum(own.values())}, of whose first sentences {shares}"
                )


if __name__ == "__main__":
    main()
