"""The fit of the kinds of answers: it learns from questions, and its file is read back the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("scipy")

from rag.questions.kind import weighed
from scripts.training.kinds import Labelled, fit, folds, read, write


def lines(path: Path) -> Path:
    rows = [
        {"w": f"w{i}", "lang": "en", "kind": kind, "q": f"{word} is item {i} and {i + 7}?"}
        for i in range(80)
        for word, kind in (("when", "date"), ("who", "person"), ("how", "none_year"))
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_questions_without_an_answer_are_left_out_and_the_others_are_learned(
    tmp_path: Path,
) -> None:
    questions = read([lines(tmp_path / "q.jsonl")])
    assert {question.kind for question in questions} == {"date", "person"}
    weights = fit(questions)
    assert weighed("when is item 3?", weights) == "date"
    assert weighed("who is item 3?", weights) == "person"
    told = folds(questions)
    assert told["all"][0] == len(questions)
    assert told["all"][1] == len(questions)


def test_the_same_questions_give_the_same_file(tmp_path: Path) -> None:
    questions = [
        Labelled(f"w{i}", "en", "date" if i % 2 else "place", f"q {i % 5}") for i in range(20)
    ]
    for name in ("a.json", "b.json"):
        write(fit(questions), tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["kinds"] == ["date", "place"]
