"""Claims about sources: which lists of paths are the same, and which paths repeat another."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import SourcesDiffer
from rag.ingestion.sources import chosen_sources, same_sources, without_repetitions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """a/speech.txt, a/2024/, a/.drafts/, b/, and a link to a."""
    for name in ("a/2024", "a/.drafts", "b"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "a" / "speech.txt").write_text("speech")
    (tmp_path / "link").symlink_to("a")
    return tmp_path


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["a", "a"], ["a"]),
        (["b", "a"], ["b", "a"]),
        (["a", "a/2024"], ["a"]),
        (["a/2024", "a"], ["a"]),
        (["a/speech.txt", "b", "a"], ["b", "a"]),
        (["a", "link"], ["a"]),
        (["link", "a/2024"], ["link"]),
        # What is hidden is read only where it is named.
        (["a", "a/.drafts"], ["a", "a/.drafts"]),
        (["gone", "gone/2024"], ["gone"]),
    ],
)
def test_a_path_that_another_leads_to_is_left_out(
    folder: Path, given: list[str], kept: list[str]
) -> None:
    found = without_repetitions(folder / path for path in given)
    assert found == tuple(str(folder / path) for path in kept)


def test_a_relative_path_is_made_absolute(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "a")
    assert without_repetitions(["../b/"]) == (str(folder / "b"),)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (["a", "b"], ["b", "a"], True),
        (["a"], ["link"], True),
        (["a"], ["a", "a/2024"], True),
        (["a"], ["a", "a/.drafts"], False),
        (["a"], ["a", "b"], False),
        (["gone"], ["gone"], True),
        (["a", "gone"], ["a"], False),
    ],
)
def test_order_repetitions_and_links_make_no_other_sources(
    folder: Path, first: list[str], second: list[str], same: bool
) -> None:
    ours, theirs = ([folder / path for path in paths] for paths in (first, second))
    assert same_sources(ours, theirs) is same


def test_a_source_that_is_gone_is_said_to_be(folder: Path) -> None:
    recorded = [str(folder / "a"), str(folder / "gone")]
    with pytest.raises(SourcesDiffer) as refused:
        chosen_sources([folder / "a"], recorded, name="x", sources="same")
    assert f"{folder}/gone (no longer there)" in str(refused.value)
    assert f"{folder}/gone（已不存在）" in refused.value.words("zh")


def test_the_same_sources_keep_the_spelling_and_order_of_before(folder: Path) -> None:
    recorded = (str(folder / "a"), str(folder / "b"))
    chosen = chosen_sources([folder / "b", folder / "link"], recorded, name="x", sources="same")
    assert chosen == recorded
