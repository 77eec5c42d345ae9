"""Claims about the package: where questions are read, and that each file says its purpose."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "rag"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.stat().st_size)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("room", ["answering", "retrieval", "late_interaction"])
def test_below_the_questions_nobody_reads_the_words_of_a_question(room: str) -> None:
    readers = [
        name_of(path)
        for path in (PACKAGE / room).rglob("*.py")
        if re.search(r"\bquestion\.text\b", path.read_text("utf-8"))
    ]
    assert readers == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_says_first_what_it_is_for(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert words
    assert words.splitlines()[0][0].isupper() or words.startswith(("`", "/"))
