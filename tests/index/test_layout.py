"""Claims about names and the manifest."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import IndexDamaged, IndexUnavailable
from rag.index import layout
from rag.index.layout import DenseKind, FileEntry, Manifest, SkippedFile, index_folder

MANIFEST = Manifest(
    sources=("年度 报告", "b.txt"),
    model={"id": "toy", "dimension": 2},
    probes=((1.0, 0.25), (0.1, -1e-7)),
    vocabulary="abc",
    chunker={"tokens": 300, "overlap": 1},
    dense=DenseKind("exact-fp16", 2),
    counts={"documents": 1, "passages": 2, "tokens": 9},
    skipped=(SkippedFile("scan.pdf", "no text layer"),),
    name="default",
    generation=7,
    created="2026-11-23T00:00:00+00:00",
    built_by={"speechrag": "0.1.0"},
    files={"store.sqlite": FileEntry(10, "aa")},
)


def test_a_manifest_read_back_is_the_manifest_written() -> None:
    assert Manifest.from_bytes(MANIFEST.as_bytes(), where="m") == MANIFEST


@given(st.text(), st.text())
def test_a_manifest_keeps_any_file_name(source: str, skipped: str) -> None:
    written = replace(MANIFEST, sources=(source,), skipped=(SkippedFile(skipped, "why"),))
    assert Manifest.from_bytes(written.as_bytes(), where="m") == written


@given(st.data())
def test_a_manifest_with_one_bit_flipped_is_refused(data: st.DataObject) -> None:
    written = bytearray(MANIFEST.as_bytes())
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((IndexDamaged, IndexUnavailable), match="gen-1: manifest"):
        Manifest.from_bytes(bytes(written), where="gen-1: manifest")


def test_a_manifest_that_says_the_same_in_other_bytes_is_refused() -> None:
    written = MANIFEST.as_bytes()
    other = written.replace(rb"\u544a", rb"\u544A")
    assert other != written
    with pytest.raises(IndexDamaged, match="was changed after it was written"):
        Manifest.from_bytes(other, where="m")


def test_a_manifest_edited_by_hand_is_refused() -> None:
    body = json.loads(MANIFEST.as_bytes())
    body["counts"]["passages"] = 3
    with pytest.raises(IndexDamaged, match="was changed after it was written"):
        Manifest.from_bytes(json.dumps(body).encode(), where="m")


@pytest.mark.parametrize("written", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b"1"])
def test_what_is_no_manifest_is_refused(written: bytes) -> None:
    with pytest.raises(IndexDamaged, match="m is not a manifest"):
        Manifest.from_bytes(written, where="m")


def test_another_format_is_named_with_its_maker_and_the_way_out() -> None:
    body = json.loads(MANIFEST.as_bytes()) | {"format": 9, "built_by": {"speechrag": "4.0"}}
    with pytest.raises(IndexUnavailable) as refused:
        Manifest.from_bytes(json.dumps(body).encode(), where="m")
    message = str(refused.value)
    assert "format 9 (written by speechrag 4.0)" in message
    assert "speechrag index '年度 报告' b.txt --name default --rebuild" in message


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1))
def test_the_rebuild_command_gives_a_shell_the_same_paths(sources: list[str]) -> None:
    command = layout.rebuild_command("default", sources)
    assert shlex.split(command) == [
        "speechrag",
        "index",
        *sources,
        "--name",
        "default",
        "--rebuild",
    ]


@pytest.mark.parametrize("name", ["default", "policy-2026", "政策", "a.b_c"])
def test_an_ordinary_word_can_name_an_index(name: str) -> None:
    assert index_folder(Path("indexes"), name) == Path("indexes") / name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "/etc", ".hidden", "a\0", "x" * 101]
)
def test_no_name_of_an_index_leads_out_of_its_folder(name: str) -> None:
    with pytest.raises(IndexUnavailable, match="cannot be the name"):
        index_folder(Path("indexes"), name)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("gen-00000042-1f3a9c02", 42),
        (".tmp-gen-00000007-00000000", 7),
        (".trash-gen-123456789-ffffffff", 123456789),
        ("gen-42-1f3a9c02", None),
        ("CURRENT", None),
        ("gen-00000042-1f3a9c02/..", None),
    ],
)
def test_a_folder_name_tells_its_generation(name: str, number: int | None) -> None:
    assert layout.generation_number(name) == number


def test_a_manifest_keeps_the_code_and_the_values_of_a_reason() -> None:
    skipped = SkippedFile("a.eml", "attached", "mail-attached", (("files", ("b.pdf",)), ("n", 3)))
    written = replace(MANIFEST, skipped=(skipped,))
    assert Manifest.from_bytes(written.as_bytes(), where="here").skipped == (skipped,)


def test_a_manifest_of_before_has_the_english_words_alone() -> None:
    body = json.loads(MANIFEST.as_bytes())
    del body["sha256"]
    body["skipped"] = [{"file": "scan.pdf", "reason": "no text layer"}]
    old = layout._canonical({**body, "sha256": layout._digest(body)})
    assert Manifest.from_bytes(old, where="here").skipped == MANIFEST.skipped
