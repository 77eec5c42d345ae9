"""Claims about `speechrag verify`: it names what is damaged, and mends it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rag import cli
from rag.cli import main
from rag.index import layout
from rag.index.index import Index
from tests.built import SAMPLES


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and stdout."""
    result = CliRunner().invoke(cli.app, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout


def verified(*options: str) -> tuple[int, dict[str, Any]]:
    code, printed = run("verify", "--json", *options)
    return code, json.loads(printed)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with speeches and an index of two generations over them."""
    folder = tmp_path_factory.mktemp("verify")
    shutil.copytree(SAMPLES, folder / "speeches")
    for rebuild in ((), ("--rebuild",)):
        code, _ = run(
            "index", str(folder / "speeches"), "--indexes", str(folder / "indexes"), *rebuild
        )
        assert code == 0
    return folder


@pytest.fixture
def home(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that index, which SPEECHRAG_INDEXES names."""
    shutil.copytree(built / "indexes", tmp_path / "indexes")
    monkeypatch.setenv("SPEECHRAG_INDEXES", str(tmp_path / "indexes"))
    return tmp_path / "indexes" / "default"


def damage(home: Path, file: str) -> None:
    """Another byte at the end of `file` in every generation."""
    for generation in home.glob("gen-*"):
        written = (generation / file).read_bytes()
        (generation / file).write_bytes(written[:-1] + bytes([written[-1] ^ 1]))


def test_a_whole_index_passes(home: Path) -> None:
    code, found = verified()
    assert (code, found["whole"], found["generation"], found["repaired"]) == (0, True, 2, None)
    assert [one["current"] for one in found["generations"]] == [True, False]
    assert found["generations"][0]["documents"] == 10


@pytest.mark.parametrize("file", [layout.POSTINGS, layout.STORE, layout.MANIFEST])
def test_the_damaged_file_is_named_in_both_languages(
    home: Path, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(home, file)
    code, found = verified()
    assert (code, found["whole"], found["generation"]) == (1, False, None)
    assert found["generations"][0]["findings"][0]["file"] == file
    for language, words in (("zh", "已损坏"), ("en", "is damaged")):
        monkeypatch.setenv("SPEECHRAG_LANGUAGE", language)
        code, printed = run("verify")
        assert code == 1
        assert file in printed
        assert words in printed
        assert "speechrag verify --repair" in printed


def test_a_repair_embeds_nothing_that_the_damaged_generations_hold(home: Path) -> None:
    damage(home, layout.POSTINGS)
    code, found = verified("--repair")
    assert code == 0
    passages = found["repaired"]["passages"]
    assert passages["embedded"] == 0
    assert passages["reused"] == passages["total"] > 0
    code, found = verified()
    assert (code, found["whole"], found["generation"]) == (0, True, 3)


def test_a_repair_embeds_what_no_generation_holds(home: Path) -> None:
    damage(home, layout.VECTORS)
    code, found = verified("--repair")
    assert code == 0
    assert found["repaired"]["passages"]["reused"] == 0
    assert verified()[0] == 0


def test_a_repair_gives_the_index_that_was_damaged(home: Path) -> None:
    with Index.open(home.parent, home.name) as index:
        before = [(p.document, p.span) for p in index.passages(range(index.size))]
    damage(home, layout.STORE)
    assert verified("--repair")[0] == 0
    with Index.open(home.parent, home.name) as index:
        assert [(p.document, p.span) for p in index.passages(range(index.size))] == before


def test_a_damaged_fallback_is_replaced(home: Path) -> None:
    older = min(home.glob("gen-*"))
    (older / layout.STORE).unlink()
    code, found = verified()
    assert (code, found["generation"]) == (1, 2)
    assert verified("--repair")[0] == 0
    assert verified()[0] == 0
    assert not older.exists()


def test_a_repair_does_not_lose_documents_whose_files_are_gone(
    built: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPEECHRAG_LANGUAGE", "en")
    damage(home, layout.POSTINGS)
    hidden = built / "hidden"
    hidden.mkdir()
    files = sorted((built / "speeches").iterdir())[:-1]
    for file in files:
        file.rename(hidden / file.name)
    try:
        monkeypatch.setattr("sys.argv", ["speechrag", "verify", "--repair"])
        with pytest.raises(SystemExit, match="1"):
            main()
    finally:
        for file in files:
            (hidden / file.name).rename(file)
        hidden.rmdir()
    assert "Nothing was changed" in capsys.readouterr().err
    assert sorted(path.name for path in home.glob("gen-*"))[-1].startswith("gen-00000002")


def test_without_a_manifest_it_says_how_to_build(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(home, layout.MANIFEST)
    monkeypatch.setenv("SPEECHRAG_LANGUAGE", "en")
    monkeypatch.setattr("sys.argv", ["speechrag", "verify", "--repair"])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "speechrag index PATH… --name default --rebuild" in capsys.readouterr().err


def test_another_model_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "rag.models.embedder.StaticEmbedder.fingerprint", lambda self: {"name": "other"}
    )
    code, found = verified("--repair")
    assert (code, found["whole"], found["repaired"]) == (1, True, None)
    assert "other is set now" in found["model"]
