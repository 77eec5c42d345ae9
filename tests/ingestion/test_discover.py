"""Claims about folders: every file once, under a safe name, and nothing outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.ingestion.discover import discover, shown, sidecar_of


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def names(*paths: Path) -> list[str]:
    return [file.name for file in discover(list(paths))[0]]


def test_folders_are_searched_and_names_are_relative(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "2025/a.txt", "2025/深/c.docx")
    assert names(tmp_path) == ["2025/a.txt", "2025/深/c.docx", "b.txt"]


def test_a_file_may_be_given_by_itself(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    assert names(tmp_path / "a.txt") == ["a.txt"]


def test_hidden_files_and_office_locks_are_no_speeches(tmp_path: Path) -> None:
    put(tmp_path, ".DS_Store", "~$a.docx", ".git/config", "a.docx")
    assert names(tmp_path) == ["a.docx"]


def test_a_file_reached_twice_counts_once(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt")
    assert names(tmp_path, tmp_path / "in") == ["in/a.txt"]


def test_files_of_one_name_get_their_folders_before(tmp_path: Path) -> None:
    put(tmp_path, "2025/report.txt", "2026/report.txt", "2026/other.txt")
    assert names(tmp_path / "2025", tmp_path / "2026") == [
        "2025/report.txt",
        "2026/report.txt",
        "other.txt",
    ]


def test_links_within_the_folder_are_followed_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
    assert len(names(tmp_path)) == 1


def test_links_out_of_the_folder_are_skipped_and_told(tmp_path: Path) -> None:
    put(tmp_path, "outside/secret.txt", "in/a.txt")
    (tmp_path / "in/link.txt").symlink_to(tmp_path / "outside/secret.txt")
    (tmp_path / "in/folder").symlink_to(tmp_path / "outside")
    found, skipped = discover([tmp_path / "in"])
    assert [file.name for file in found] == ["a.txt"]
    assert sorted(left.file for left in skipped) == ["in/folder", "in/link.txt"]
    assert all("leads out" in file.reason for file in skipped)


def test_pipes_and_broken_links_are_skipped_and_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found, skipped = discover([tmp_path])
    assert found == []
    assert len(skipped) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    assert "cannot be read" in discover([tmp_path])[1][0].reason


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in discover([tmp_path / "nowhere"])[1][0].reason


def test_sidecars_belong_to_their_document(tmp_path: Path) -> None:
    put(tmp_path, "a.docx", "a.docx.yaml", "b.txt", "b.yml", "c.yaml")
    found, skipped = discover([tmp_path])
    assert [file.name for file in found] == ["a.docx", "b.txt"]
    assert [left.file for left in skipped] == ["c.yaml"]
    assert sidecar_of(tmp_path / "a.docx") == tmp_path / "a.docx.yaml"
    assert sidecar_of(tmp_path / "b.txt") == tmp_path / "b.yml"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("习近平讲话（全文）.docx", "习近平讲话（全文）.docx"),
        ("-rf", "-rf"),
        ("a\nb\x07.txt", "a\ufffdb\ufffd.txt"),
        ("e\u0301.txt", "é.txt"),
        (os.fsdecode(b"\xd6\xd0.txt"), "\ufffd\ufffd.txt"),
    ],
)
def test_names_are_made_safe_to_show_and_store(name: str, safe: str) -> None:
    assert shown(name) == safe
    safe.encode("utf-8")


def test_names_that_differ_only_in_spelling_are_two_files(tmp_path: Path) -> None:
    put(tmp_path, "é.txt", "e\u0301.txt")
    assert len(set(names(tmp_path))) == 2


def test_a_name_of_255_bytes_is_read(tmp_path: Path) -> None:
    put(tmp_path, "长" * 83 + ".txt")
    assert len(names(tmp_path)) == 1
    assert sidecar_of(tmp_path / ("长" * 83 + ".txt")) is None
