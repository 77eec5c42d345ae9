"""The cases of an evaluation: a good file is read, and a bad file is refused with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.evaluation.cases import read_cases, read_names
from tests.speeches import document


def write(folder: Path, *rows: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", "utf-8")
    return path


def test_a_question_alone_is_a_case(tmp_path: Path) -> None:
    (case,) = read_cases(write(tmp_path, {"question": "拆违多少？"}))
    assert (case.id, case.language, case.answerable, case.gold) == ("line-1", "zh", True, ())


def test_unknown_fields_are_ignored(tmp_path: Path) -> None:
    row = {"question": "q", "lang": "zh", "gold": [{"doc": "a", "quote": "b", "start": 3}], "x": 1}
    (case,) = read_cases(write(tmp_path, row))
    assert case.language == "zh"
    assert (case.gold[0].document, case.gold[0].quote) == ("a", "b")


def test_a_refusal_that_corrects_is_a_false_premise(tmp_path: Path) -> None:
    refute = [{"doc": "a", "quote": "b"}]
    first, second = read_cases(
        write(
            tmp_path,
            {"question": "q", "answerable": False, "refute": refute},
            {"question": "q", "answerable": False},
        )
    )
    assert first.false_premise
    assert not second.false_premise


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "holds no cases"),
        ([{"question": "q"}, {"id": "x"}], "line 2: lacks 'question'"),
        ([{"question": " "}], "line 1"),
        ([{"question": "q", "lang": "fr"}], "not zh or en"),
        ([{"question": "q", "gold": [{"quote": "b"}]}], "line 1: lacks 'doc'"),
        ([{"question": "q", "gold": ["b"]}], "line 1"),
        ([{"question": "q", "id": "x"}, {"question": "r", "id": "x"}], "twice"),
        (["q"], "line 1 is no JSON object"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(
    tmp_path: Path, rows: list[object], message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_cases(write(tmp_path, *rows))


def test_broken_json_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"question": "q"}\n{"question": \n', "utf-8")
    with pytest.raises(UnreadableFile, match="line 2 is not JSON"):
        read_cases(path)


def test_a_document_goes_by_file_title_or_id(tmp_path: Path) -> None:
    path = write(tmp_path, {"question": "q", "gold": [{"doc": "speech", "quote": "b"}]})
    beside = {"id": "our-name", "title": "2025年明湖区政府工作报告（示例）", "text": "…"}
    names = read_names(read_cases(path), path)
    assert names.of(document()) == "speech"
    assert names.of(document(file="folder/other.txt")) == "other"
    (tmp_path / "documents.jsonl").write_text(json.dumps(beside), "utf-8")
    names = read_names(read_cases(path), path)
    assert names.of(document(file="folder/other.txt")) == "our-name"
