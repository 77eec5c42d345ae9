"""The cases of an evaluation: a good file is read, and a bad file is refused with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.evaluation.cases import Gold, read_cases, read_names
from tests.speeches import document


def write(folder: Path, *rows: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", "utf-8")
    return path


def test_a_question_alone_is_a_case(tmp_path: Path) -> None:
    (case,) = read_cases(write(tmp_path, {"question": "拆违多少？"}))
    assert (case.id, case.language, case.answerable, case.gold) == ("line-1", "zh", False, ())


@pytest.mark.parametrize(
    ("known", "answerable"),
    [
        ({}, False),
        ({"gold": []}, False),
        ({"gold": [{"doc": "a", "quote": "b"}]}, True),
        ({"alt_gold": [{"doc": "a", "quote": "b"}]}, True),
        ({"facts": ["5%"]}, True),
        ({"gold": [{"doc": "a", "quote": "b"}], "answerable": False}, False),
        ({"answerable": True}, True),
        ({"answerable": None, "facts": ["5%"]}, True),
    ],
)
def test_a_case_that_does_not_say_so_is_answerable_if_its_answer_is_known(
    tmp_path: Path, known: dict[str, object], answerable: bool
) -> None:
    (case,) = read_cases(write(tmp_path, {"question": "q", **known}))
    assert case.answerable is answerable


def test_an_unanswerable_question_may_have_a_kind_and_what_is_said_instead(tmp_path: Path) -> None:
    row = {"question": "q", "kind": "premise", "about": "a report", "pair": None}
    plain, premise = read_cases(write(tmp_path, row, {**row, "says": "it is 92.8%", "doc": "005"}))
    assert (plain.kind, plain.answerable, plain.false_premise) == ("premise", False, False)
    assert premise.refute == (Gold("005", "it is 92.8%"),)
    assert premise.false_premise


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
        ([{"question": "q", "says": "b"}], "line 1: lacks 'doc'"),
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
