"""Claims about trust: a folder of speeches runs no code, and a reader of files knows no secret."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.ingestion.discover import discover
from rag.ingestion.read import Read
from rag.ingestion.workers import environment
from rag.ingestion.workers.pool import read_files
from tests.ingestion.formats.speech import as_docx, as_html, as_odt, as_pdf, plain

# Modules of Python, of libraries that read files, of ours, and two that Python looks for itself.
NAMES = (
    "struct", "yaml", "json", "re", "numpy", "lxml", "docx", "pypdf", "pypdfium2",
    "charset_normalizer", "tokenizers", "safetensors", "typing", "dataclasses", "select", "socket",
    "pickle", "msgspec", "rag", "resource", "signal", "os", "sys", "pathlib", "subprocess",
    "ctypes", "hashlib", "array", "bisect", "unicodedata", "zipfile", "html", "tempfile", "shutil",
    "tiktoken", "tiktoken_ext", "regex", "PIL", "sitecustomize", "usercustomize", "encodings",
    "codecs", "enum", "collections", "functools", "gc", "faiss", "tantivy", "pydantic", "typer",
    "rich", "fcntl", "portalocker",
)  # fmt: skip
SECRETS = (
    "SPEECHRAG_LLM_API_KEY", "SPEECHRAG_API_KEYS", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN",
    "HF_TOKEN", "OPENAI_API_KEY", "DATABASE_URL", "LD_PRELOAD", "PYTHONSTARTUP",
)  # fmt: skip
SECRET = "correct horse battery staple"


SPEECHES = ("a.txt", "b.md", "c.docx", "d.odt", "e.html", "f.pdf")
# Python itself imports these, or the package, before any line of ours can forbid it.
BEFORE_US = ("rag", "re", "enum", "typing", "collections", "functools", "codecs", "encodings")
COMMAND = Path(sys.executable).with_name("speechrag")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Speeches in six formats, and beside them modules that leave a mark when they are imported."""
    folder = tmp_path / "speeches"
    folder.mkdir()
    texts = (plain().encode(), f"# 报告\n{plain()}".encode())
    for name, data in zip(SPEECHES, (*texts, *packages()), strict=True):
        (folder / name).write_bytes(data)
    (tmp_path / "marks").mkdir()
    for name in NAMES:
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'marks' / name)!r}, 'w')\n")
    return folder


def packages() -> tuple[bytes, ...]:
    return as_docx(), as_odt(), as_html(), as_pdf()


def marks(folder: Path) -> list[str]:
    """The modules of the folder that were imported."""
    return sorted(mark.name for mark in (folder.parent / "marks").iterdir())


def index(command: list[str], folder: Path) -> None:
    """Runs `speechrag index .` there; that all speeches were read is checked."""
    run = subprocess.run(
        [*command, "index", ".", "--json", "--indexes", "../indexes"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert not {skipped["file"] for skipped in report["skipped"]} & set(SPEECHES)
    assert report["documents"]["added"] >= len(SPEECHES)


@pytest.mark.skipif(not COMMAND.exists(), reason="speechrag is not installed as a command here")
def test_a_folder_of_speeches_runs_no_module_that_lies_in_it(folder: Path) -> None:
    index([str(COMMAND)], folder)
    assert marks(folder) == []


def test_nor_does_python_with_the_safe_path(folder: Path) -> None:
    index([sys.executable, "-P", "-m", "rag"], folder)
    assert marks(folder) == []


def test_python_m_rag_forgets_the_current_folder_first(folder: Path) -> None:
    for name in BEFORE_US:
        (folder / f"{name}.py").unlink()
    index([sys.executable, "-m", "rag"], folder)
    assert marks(folder) == []


def test_readers_import_nothing_from_there_even_where_pythonpath_names_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    named = [os.environ["PYTHONPATH"], "", ".", str(folder)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(named))
    monkeypatch.setattr(sys, "path", [*sys.path, "", ".", str(folder)])
    found, _ = discover([Path(name) for name in SPEECHES])
    assert [type(result) for result in read_files(found)] == [Read] * len(SPEECHES)
    assert marks(folder) == []


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, SECRET)


@pytest.mark.usefixtures("secrets")
@pytest.mark.skipif(sys.platform != "linux", reason="the environment is told by /proc")
def test_no_secret_reaches_the_processes_that_read_files(folder: Path) -> None:
    results = read_files(discover([folder / "a.txt"])[0])
    assert isinstance(next(results), Read)
    environments = [Path(f"/proc/{one}/environ").read_bytes() for one in _below(os.getpid())]
    results.close()  # type: ignore[attr-defined]
    assert len(environments) >= 2  # the fork server and a fork
    for variables in environments:
        assert b"PYTHONPATH=" in variables
        assert SECRET.encode() not in variables
        assert b"SPEECHRAG" not in variables


def _below(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from _below(child)


@pytest.mark.usefixtures("secrets")
def test_no_secret_reaches_a_program_that_converts_files() -> None:
    assert SECRET not in environment.program_environment().values()


def test_locales_temporary_folders_and_programs_are_passed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = {"LC_ALL": "zh_CN.UTF-8", "TMPDIR": "/var/tmp", "PATH": "/usr/bin", "HOME": "/home/a"}
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)
    passed = environment.program_environment()
    assert {name: passed[name] for name in wanted} == wanted


def test_lists_of_folders_lose_relative_ones_and_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path.parent / "link").symlink_to(tmp_path)
    listed = ["/usr/bin", "", ".", "bin", str(tmp_path), str(tmp_path.parent / "link"), "/opt"]
    for name in ("PATH", "LD_LIBRARY_PATH"):
        monkeypatch.setenv(name, os.pathsep.join(listed))
    passed = environment.program_environment()
    assert passed["PATH"] == passed["LD_LIBRARY_PATH"] == os.pathsep.join(["/usr/bin", "/opt"])
    monkeypatch.setenv("LD_LIBRARY_PATH", ".")
    assert "LD_LIBRARY_PATH" not in environment.program_environment()


def test_a_reader_imports_from_no_relative_folder_and_finds_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", ".", str(tmp_path), str(tmp_path / "lib"), *sys.path])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["lib", "", "/opt/ours"]))
    folders = environment.reader_environment()["PYTHONPATH"].split(os.pathsep)
    assert folders[0] == "/opt/ours"
    assert not {"", ".", "lib", str(tmp_path), str(tmp_path / "lib")} & set(folders)
    package = str(Path(environment.__file__).parents[2])
    assert package in folders


def test_the_package_comes_last_where_it_lies_in_the_current_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    package = Path(environment.__file__).parents[2]
    monkeypatch.chdir(package)
    folders = environment.reader_environment()["PYTHONPATH"].split(os.pathsep)
    assert folders[-1] == str(package)
    assert folders.count(str(package)) == 1


def test_a_program_in_the_current_folder_is_not_one_that_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = tmp_path / "antiword"
    planted.write_text("#!/bin/sh\n")
    planted.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment.program("antiword") == str(planted)
    monkeypatch.chdir(tmp_path)
    assert environment.program("antiword") is None
