"""Claims about `speechrag verify`: it names what is damaged, and mends it."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rag import cli
from rag.cli import main
from rag.errors import ModelError
from rag.index import layout
from rag.index.index import Index
from rag.models.embedder import StaticEmbedder
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


def test_a_repair_keeps_the_generations_that_are_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECHRAG_KEEP", "3")
    assert run("index", str(sources(home)), "--rebuild")[0] == 0
    assert len(list(home.glob("gen-*"))) == 3
    (max(home.glob("gen-*")) / layout.STORE).unlink()
    assert verified("--repair")[0] == 0
    assert [one.name[:12] for one in sorted(home.glob("gen-*"))] == [
        "gen-00000001",
        "gen-00000002",
        "gen-00000004",
    ]


def test_a_repair_mends_what_current_names_though_another_has_other_sources(
    home: Path, tmp_path: Path
) -> None:
    """After a rollback the newest generation is not the one that is to be there."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "new.txt").write_text("澄川市政府工作报告\n\n2026年1月\n\n新建公园九座。\n", "utf-8")
    assert run("index", str(other), "--replace", "--allow-shrink")[0] == 0
    assert run("rollback")[0] == 0
    (served,) = home.glob("gen-00000002-*")
    (served / layout.POSTINGS).unlink()
    code, found = verified("--repair")
    assert code == 0
    assert sum(found["repaired"]["documents"].values()) - 1 == 10  # one is gone, ten are there
    assert found["repaired"]["passages"]["embedded"] == 0
    with Index.open(home.parent, home.name) as index:
        assert not index.degraded
        assert len(index.documents()) == 10


def test_a_repair_takes_vectors_of_the_damaged_newest_beside_a_whole_older_one(
    home: Path, tmp_path: Path
) -> None:
    speeches = tmp_path / "speeches"
    speeches.mkdir()
    (speeches / "one.txt").write_text(
        "青川区政府工作报告\n\n2026年1月\n\n新建学校九所。\n", "utf-8"
    )
    assert run("index", str(speeches), "--name", "grown")[0] == 0
    (speeches / "two.txt").write_text(
        "诺兰市政府工作报告\n\n2026年1月\n\n新建医院三家。\n", "utf-8"
    )
    assert run("index", str(speeches), "--name", "grown")[0] == 0
    (max((home.parent / "grown").glob("gen-*")) / layout.POSTINGS).unlink()
    code, found = verified("--name", "grown", "--repair")
    assert code == 0
    assert found["repaired"]["passages"]["embedded"] == 0


def test_a_repair_with_another_model_is_a_success(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (max(home.glob("gen-*")) / layout.POSTINGS).unlink()
    real = StaticEmbedder.fingerprint
    monkeypatch.setattr(StaticEmbedder, "fingerprint", lambda self: {**real(self), "id": "other"})
    code, found = verified("--repair")
    assert found["model"] is not None
    assert (code, found["repaired"]["passages"]["reused"]) == (0, 0)


def test_a_pointer_of_another_digest_is_mended(home: Path) -> None:
    name = max(home.glob("gen-*")).name
    (home / layout.CURRENT).write_text(
        f'{{"name": "{name}", "manifest_sha256": "{"0" * 64}"}}', "utf-8"
    )
    code, found = verified()
    assert (code, found["generation"], found["findings"][0]["code"]) == (1, 2, "pointer")
    assert verified("--repair")[0] == 0
    assert verified()[0] == 0


def test_a_model_that_cannot_be_loaded_hides_no_damage(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (max(home.glob("gen-*")) / layout.STORE).unlink()

    def fail(settings: object) -> None:
        raise ModelError("it is not there")

    monkeypatch.setattr("rag.assembly.make_embedder", fail)
    code, found = verified()
    assert (code, found["model"]) == (1, "it is not there")
    assert found["generations"][0]["findings"][0]["file"] == layout.STORE


def test_a_repair_that_is_stopped_leaves_nothing_half_made(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (max(home.glob("gen-*")) / layout.STORE).unlink()

    def stopped(self: object, folder: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("rag.index.writer.IndexWriter.__init__", stopped)
    result = CliRunner().invoke(cli.app, ["verify", "--repair"])
    assert result.exit_code == 128 + signal.SIGTERM
    assert not list(home.glob(".tmp-*"))


def sources(home: Path) -> Path:
    """The folder that the index was made from."""
    with Index.open(home.parent, home.name) as index:
        return Path(index.manifest.sources[0])
