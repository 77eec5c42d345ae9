"""Claims about the generations of an index: which are kept and why, and going back to one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from rag.errors import IndexBusy, IndexDamaged, IndexUnavailable, MachineFailed
from rag.index import layout
from rag.index.history import go_back, held
from rag.index.index import Index, check_folder
from rag.index.live import LiveIndex
from rag.index.publish import staged
from tests.index.small import NAME, document, fill, generations


def build(directory: Path, number: int, *, keep: int = 2) -> None:
    with staged(directory / NAME, keep=keep) as staging:
        staging.publish(fill(staging.folder, [document(number)]), check=check_folder)


def numbers(directory: Path) -> list[int | None]:
    return [layout.generation_number(name) for name in generations(directory)]


def why(directory: Path, keep: int = 2) -> dict[int, str]:
    return {one.number: one.why for one in held(directory / NAME, keep=keep)}


def back(directory: Path, to: int | None = None) -> tuple[int | None, int]:
    before, manifest = go_back(directory / NAME, to, check=check_folder)
    return before, manifest.generation


def served(directory: Path) -> int:
    with Index.open(directory, NAME) as index:
        assert not index.degraded
        assert index.documents() == [document(index.state.generation)]
        return index.state.generation


def damage(directory: Path, number: int) -> None:
    (path,) = directory.glob(f"{NAME}/gen-{number:08}-*/{layout.STORE}")
    path.write_bytes(path.read_bytes() + b"x")


@pytest.fixture
def indexes(tmp_path: Path) -> Path:
    """Five builds, of which three are kept."""
    for number in range(1, 6):
        build(tmp_path, number, keep=3)
    return tmp_path


def test_as_many_generations_stay_as_are_to_be_kept(indexes: Path) -> None:
    assert numbers(indexes) == [3, 4, 5]
    build(indexes, 6)
    assert numbers(indexes) == [5, 6]


def test_the_list_says_why_each_is_there(indexes: Path) -> None:
    assert why(indexes, keep=3) == {5: "served", 4: "kept", 3: "kept"}
    assert why(indexes, keep=2) == {5: "served", 4: "kept", 3: "waiting"}
    first = held(indexes / NAME, keep=2)[0]
    assert first.manifest is not None
    assert first.manifest.counts["documents"] == 1
    assert first.bytes == sum(entry.size for entry in first.manifest.files.values())


def test_one_that_is_damaged_is_told_and_does_not_count_as_kept(indexes: Path) -> None:
    damage(indexes, 4)
    assert why(indexes) == {5: "served", 4: "damaged", 3: "kept"}
    damage(indexes, 5)
    assert why(indexes) == {5: "damaged", 4: "damaged", 3: "stands_in"}
    assert "store.sqlite has" in str(held(indexes / NAME, keep=2)[0].problem)


def test_going_back_step_by_step_until_there_is_no_more(indexes: Path) -> None:
    assert back(indexes) == (5, 4)
    assert served(indexes) == 4
    assert back(indexes) == (4, 3)
    with pytest.raises(IndexUnavailable, match="no older generation than 3") as raised:
        back(indexes)
    assert "没有比第 3 版更早" in raised.value.words("zh")
    assert served(indexes) == 3
    assert back(indexes, 5) == (3, 5)  # and forward again
    assert served(indexes) == 5
    assert numbers(indexes) == [3, 4, 5]


def test_a_number_that_is_not_there_is_refused(indexes: Path) -> None:
    with pytest.raises(IndexUnavailable, match="no generation 1; there is 5, 4, 3"):
        back(indexes, 1)
    with pytest.raises(IndexUnavailable, match="there is no index"):
        go_back(indexes / "other", None, check=check_folder)
    assert served(indexes) == 5


def test_a_damaged_one_is_never_gone_back_to(indexes: Path) -> None:
    damage(indexes, 4)
    with pytest.raises(IndexDamaged, match=r"store\.sqlite"):
        back(indexes, 4)
    assert served(indexes) == 5
    assert back(indexes) == (5, 3)
    assert served(indexes) == 3


def test_going_back_waits_for_no_build(indexes: Path) -> None:
    with staged(indexes / NAME), pytest.raises(IndexBusy):
        back(indexes)
    assert served(indexes) == 5


def test_a_pointer_that_is_lost_can_be_set_again(indexes: Path) -> None:
    (indexes / NAME / layout.CURRENT).unlink()
    assert back(indexes) == (None, 5)
    assert served(indexes) == 5


def test_the_next_build_has_a_number_of_its_own_and_keeps_what_was_gone_back_to(
    indexes: Path,
) -> None:
    back(indexes, 3)
    build(indexes, 6)
    assert numbers(indexes) == [3, 6]
    assert back(indexes) == (6, 3)


def test_a_running_server_takes_it_up(indexes: Path) -> None:
    live = LiveIndex(indexes, NAME)
    with live.use() as index:
        assert index.state.generation == 5
    back(indexes)
    assert live.refresh()
    with live.use() as index:
        assert index.state.generation == 4
        assert not index.degraded
    live.close()


def test_where_nothing_is_published_what_is_not_to_be_kept_goes_too(indexes: Path) -> None:
    with staged(indexes / NAME, keep=2) as staging:
        staging.tidy()
    assert numbers(indexes) == [4, 5]
    assert served(indexes) == 5


def test_a_full_disk_is_named_by_the_folder_of_the_index(
    indexes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("rag.index.publish._write_durably", full)
    with pytest.raises(MachineFailed, match=str(indexes / NAME)):
        go_back(indexes / NAME, None, check=check_folder)
