"""Several files of cases: each has a name of its own, and so has each case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.evaluation.case_files import read_case_files
from tests.speeches import document


def write(path: Path, *rows: object) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_files_go_by_their_names_and_by_their_folders_where_names_repeat(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "policy" / "dev.jsonl", {"id": "p", "question": "q"}),
        write(tmp_path / "natural" / "dev.jsonl", {"id": "n", "question": "q"}),
        write(tmp_path / "none.jsonl", {"id": "u", "question": "q"}),
    ]
    names = ["policy/dev.jsonl", "natural/dev.jsonl", "none.jsonl"]
    files = read_case_files(paths)
    assert [file.name for file in files] == names
    assert [case.file for file in files for case in file.cases] == names
    assert [file.name for file in read_case_files(paths[:1])] == ["dev.jsonl"]


def test_an_id_of_several_files_has_the_name_of_its_file(tmp_path: Path) -> None:
    one, other = read_case_files(
        [
            write(
                tmp_path / "a.jsonl",
                {"id": "c", "question": "q", "pair": "d"},
                {"id": "d", "question": "r", "pair": "c"},
            ),
            write(tmp_path / "b.jsonl", {"id": "c", "question": "s"}),
        ]
    )
    assert [(case.id, case.pair) for case in one.cases] == [("a.jsonl:c", "d"), ("d", "a.jsonl:c")]
    assert [case.id for case in other.cases] == ["b.jsonl:c"]


def test_each_file_has_its_own_names_of_documents(tmp_path: Path) -> None:
    known = document(file="folder/speech.txt")
    one, other = read_case_files(
        [
            write(
                tmp_path / name,
                {"id": name, "question": "q", "gold": [{"doc": doc, "quote": "words"}]},
            )
            for name, doc in (("a.jsonl", "speech"), ("b.jsonl", known.title))
        ]
    )
    assert one.names.of(known) == "speech"
    assert other.names.of(known) == known.title


def test_a_file_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"question": "q"})
    with pytest.raises(UnreadableFile, match="is named twice"):
        read_case_files([path, tmp_path / "." / "a.jsonl"])
