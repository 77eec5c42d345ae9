"""Claims about verifying an index: whatever is wrong is named, and nothing that is right."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.errors import IndexUnavailable, ModelError
from rag.index import layout
from rag.index.generations import take
from rag.index.index import check_folder
from rag.index.publish import staged
from rag.index.verification import Verification, verify
from tests.index.small import NAME, build, document, fill, generations
from tests.index.test_live import Toy


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for number in (1, 2):
        build(tmp_path, [document(number), document(number + 5)])
    return tmp_path / NAME


def newest(home: Path) -> Path:
    return home / generations(home.parent)[-1]


def codes(found: Verification) -> list[tuple[str, str | None]]:
    """What is wrong with the newest generation."""
    return [(finding.code, finding.file) for finding in found.generations[0].findings]


def test_a_whole_index_is_whole(home: Path) -> None:
    found = verify(home, model=Toy())
    assert found.is_whole
    assert [(one.number, one.serves) for one in found.generations] == [(2, True), (1, False)]
    assert found.served is not None
    assert found.served.number == 2
    assert found.model is None


def test_every_damaged_file_is_named(home: Path) -> None:
    path = newest(home)
    (path / layout.TOKENS).unlink()
    (path / "foreign").touch()
    (path / layout.POSTINGS).write_bytes(b"short")
    whole = (path / layout.VECTORS).read_bytes()
    (path / layout.VECTORS).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (path / layout.STORE).unlink()
    (path / layout.STORE).mkdir()
    found = verify(home)
    assert sorted(codes(found)) == [
        ("changed", layout.VECTORS),
        ("foreign", "foreign"),
        ("missing", layout.STORE),
        ("missing", layout.TOKENS),
        ("size", layout.POSTINGS),
    ]
    assert not found.is_whole
    assert found.served is not None
    assert found.served.number == 1


@pytest.mark.parametrize(("file", "code"), [(layout.MANIFEST, "manifest"), (layout.LEASE, "lease")])
def test_what_makes_a_generation_is_named(home: Path, file: str, code: str) -> None:
    (newest(home) / file).unlink()
    assert codes(verify(home)) == [(code, file)]


@pytest.mark.parametrize(
    "written", [b"", b"{}", None, b'{"name": "gen-00000009-00000000", "m": 1}']
)
def test_a_pointer_that_leads_nowhere_is_named(home: Path, written: bytes | None) -> None:
    (home / layout.CURRENT).unlink()
    if written is not None:
        (home / layout.CURRENT).write_bytes(written)
    found = verify(home)
    assert [finding.code for finding in found.findings] == ["pointer"]
    assert all(one.is_whole for one in found.generations)
    assert not found.is_whole


def test_another_model_is_told_and_is_no_damage(home: Path) -> None:
    found = verify(home, model=Toy(weights_sha256="ffff"))
    assert found.is_whole
    assert found.model is not None


def test_there_must_be_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="there is no index"):
        verify(tmp_path / NAME)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE passages SET last = last + 1000 WHERE row = 1", "passages lies outside"),
        ("UPDATE passages SET first = last WHERE row = 1", "passages lies outside"),
        ("UPDATE passages SET document = 77 WHERE row = 1", "belong to no document"),
        ("INSERT INTO turns VALUES (0, 5, 9999, '林知远')", "turns lies outside"),
        ("INSERT INTO turns VALUES (77, 0, 5, '林知远')", "belong to no document"),
        ("UPDATE texts SET text = 'x' || text WHERE document = 0", "cannot be read"),
        ("UPDATE originals SET published = x'00' WHERE document = 0", "cannot be read"),
        (
            "INSERT INTO counterparts VALUES (0, 0, 5, 1, 10, 9999)",
            "counterparts lies outside document",
        ),
    ],
)
def test_rows_that_do_not_fit_their_document_are_found_though_all_digests_fit(
    tmp_path: Path, change: str, told: str
) -> None:
    """As if the builder had been wrong."""
    with staged(tmp_path / NAME) as staging:
        manifest = fill(staging.folder, [document(1), document(2)])
        connection = sqlite3.connect(staging.folder / layout.STORE)
        connection.execute(change)
        connection.commit()
        connection.close()
        staging.publish(manifest, check=check_folder)
    (finding,) = verify(tmp_path / NAME).generations[0].findings
    assert (finding.code, finding.file) == ("rows", layout.STORE)
    assert told in finding.detail


def test_a_vector_that_is_none_is_found(tmp_path: Path) -> None:
    with staged(tmp_path / NAME) as staging:
        manifest = fill(staging.folder, [document(1)])
        file = staging.folder / layout.VECTORS
        file.write_bytes(file.read_bytes()[:-16] + bytes(16))
        staging.publish(manifest, check=check_folder)
    (finding,) = verify(tmp_path / NAME).generations[0].findings
    assert (finding.code, finding.file) == ("rows", layout.VECTORS)


def test_a_verification_tells_how_far_it_is(home: Path) -> None:
    class Watcher:
        total = steps = 0

        def stage(self, name: str, total: int) -> None:
            self.total = total

        def advance(self, steps: int) -> None:
            self.steps += steps

    watcher = Watcher()
    verify(home, watcher=watcher)
    assert watcher.steps == watcher.total > 20


def test_a_pointer_with_another_digest_hides_no_generation_that_readers_get(home: Path) -> None:
    pointer = home / layout.CURRENT
    name = newest(home).name
    pointer.write_text(f'{{"name": "{name}", "manifest_sha256": "{"0" * 64}"}}')
    found = verify(home)
    assert [(finding.code, finding.file) for finding in found.findings] == [
        ("pointer", layout.CURRENT)
    ]
    assert not found.is_whole
    assert found.served is not None
    assert found.served.number == 2


def test_a_model_that_cannot_be_run_hides_no_damage(home: Path) -> None:
    class Broken(Toy):
        def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise ModelError("no answer")

    (newest(home) / layout.STORE).unlink()
    found = verify(home, model=Broken())
    assert codes(found) == [("missing", layout.STORE)]
    assert isinstance(found.model, ModelError)


def test_a_damaged_generation_that_nobody_needs_is_no_damage_of_the_index(home: Path) -> None:
    """As one that a reader still held when a repair took its place."""
    damaged = newest(home)
    with take(home, damaged.name):
        (damaged / layout.TOKENS).unlink()
        build(home.parent, [document(3)])
    found = verify(home)
    assert [one.number for one in found.generations if not one.is_whole] == [2]
    assert found.is_whole
    assert not verify(home, keep=3).is_whole
