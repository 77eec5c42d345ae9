"""Claims about the digest that decides whether files are read again: it covers what reading runs,
and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest

from rag.ingestion import formats, reader_digest
from rag.ingestion.formats import FORMATS, Format
from rag.ingestion.reader_digest import digest_of, reading_sources
from tests.ingestion.formats.speech import as_docx, as_epub, as_html, as_odt, as_pdf, plain

PACKAGE = Path(str(files("rag")))
# Prints which of our modules are imported, and which of our data files opened, to read files.
WATCHER = """
import json, sys
opened = set()
sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)
from importlib import import_module
from pathlib import Path
from rag.ingestion.formats import FORMATS
from rag.ingestion.passages.chunk import DEFAULT_SIZES
from rag.ingestion.workers import worker
for format in FORMATS:
    import_module(format.reader)
from rag.ingestion.load import parse
from rag.ingestion.read import cut, read_one
from rag.language.vocabulary import Vocabulary
for path in sorted(Path(sys.argv[1]).iterdir()):
    read = read_one(parse(path, path.name))
    cut(read, vocabulary=Vocabulary.bundled(), sizes=DEFAULT_SIZES)
modules = [name for name in sys.modules if name.split(".")[0] == "rag"]
print(json.dumps([modules, [name for name in opened if not name.endswith((".py", ".pyc"))]]))
"""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """The modules that reading files of every kind imports, and the data files of ours it opens."""
    folder = tmp_path_factory.mktemp("speeches")
    for name, data in {
        "a.txt": plain().encode("gb18030"), "b.md": b"# Title\n\nWords from Chongqing, 2026.",
        "c.html": as_html(), "d.docx": as_docx(), "e.pdf": as_pdf(), "f.odt": as_odt(),
        "g.epub": as_epub(), "h.rtf": b"{\\rtf1 Words.}",
    }.items():  # fmt: skip
        (folder / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", WATCHER, str(folder)], capture_output=True, text=True, check=True
    )
    modules, opened = json.loads(done.stdout)
    inside = {Path(name) for name in opened if Path(name).is_relative_to(PACKAGE)}
    return set(modules), {path.relative_to(PACKAGE).as_posix() for path in inside if path.is_file()}


def test_the_digest_covers_exactly_the_modules_that_reading_imports(
    watched: tuple[set[str], set[str]],
) -> None:
    covered = {name for name in reading_sources(files("rag")) if "/" not in name}
    assert covered == watched[0]


def test_the_digest_covers_every_data_file_that_reading_opens(
    watched: tuple[set[str], set[str]],
) -> None:
    covered = {
        name.removeprefix("rag.").replace(".", "/", name.partition("/")[0].count(".") - 1)
        for name in reading_sources(files("rag"))
        if "/" in name
    }
    assert "language/gazetteer.txt" in covered
    assert "models/bilingual/vocabulary.tiktoken" in covered
    assert watched[1] <= covered


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package without what is large and no part of reading."""
    copy = tmp_path_factory.mktemp("copy") / "rag"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("*.safetensors", "__pycache__"))
    return copy


def digest_after_a_change(package: Path, name: str) -> str:
    """The digest once a file has one more line; the file is as it was afterwards."""
    path = package / name
    before = path.read_bytes()
    path.write_bytes(before + b"\nCHANGED = 1\n")
    try:
        return digest_of(package)
    finally:
        path.write_bytes(before)


def reasons(package: Path) -> set[Path]:
    """Of the words for people, readers need those that say why a file is left out."""
    names = ("__init__.py", "left_out.py", "left_out_words.py")
    return {package / "presentation" / name for name in names}


OTHER_ROOMS = ("questions", "retrieval", "answering", "presentation", "serving", "late_interaction")


@pytest.mark.parametrize("room", OTHER_ROOMS)
def test_a_change_in_a_room_that_reads_no_files_leaves_the_digest_alone(
    room: str, copied: Path
) -> None:
    before = digest_of(copied)
    modules = sorted(set((copied / room).rglob("*.py")) - reasons(copied))
    assert modules
    for module in modules:
        assert digest_after_a_change(copied, str(module.relative_to(copied))) == before, module


@pytest.mark.parametrize(
    "name",
    [
        "language/sentence_kinds.py",
        "language/pinyin.py",
        "language/pinyin.txt",
        "ingestion/build.py",
    ],
)
def test_a_change_beside_the_modules_that_read_leaves_the_digest_alone(
    name: str, copied: Path
) -> None:
    assert digest_after_a_change(copied, name) == digest_of(copied)


@pytest.mark.parametrize(
    "name",
    [
        "ingestion/clean/joins.py",
        "ingestion/formats/pdf.py",
        "ingestion/formats/__init__.py",
        "ingestion/metadata/date.py",
        "ingestion/passages/chunk.py",
        "ingestion/read.py",
        "ingestion/workers/worker.py",
        "language/places.py",
        "language/sentences.py",
        "language/vocabulary.py",
        "language/gazetteer.txt",
        "models/bilingual/vocabulary.tiktoken",
        "models/bilingual/traditional.txt",
        "types/text.py",
    ],
)
def test_a_change_in_what_reads_files_changes_the_digest(name: str, copied: Path) -> None:
    assert digest_after_a_change(copied, name) != digest_of(copied)


def test_a_copy_elsewhere_has_the_same_digest(copied: Path) -> None:
    assert digest_of(copied) == digest_of(files("rag"))


def test_programs_and_libraries_of_every_format_count(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_of(files("rag"))
    row = Format("note", (".note",), reader="rag.ingestion.formats.text", libraries=("numpy",))
    with monkeypatch.context() as patch:
        patch.setattr(formats, "FORMATS", (*FORMATS, row))
        assert digest_of(files("rag")) != before
    monkeypatch.setattr(reader_digest, "which", lambda program: f"/somewhere/{program}")
    assert digest_of(files("rag")) != before


def test_the_digest_is_made_quickly() -> None:
    times = []
    for _ in range(5):
        started = time.process_time()
        digest_of(files("rag"))
        times.append(time.process_time() - started)
    assert min(times) < 0.1  # 14 ms where this was written
