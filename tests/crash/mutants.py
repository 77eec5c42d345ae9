"""Seeded mutants: one mistake each in a copy of rag/index, that a crash program must notice.

A program that never fails proves nothing. So each of these mistakes, which a person could make in
an afternoon, is made on purpose, and the program named beside it is run over the copy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import rag

PACKAGE = Path(rag.__file__).parent
TESTS = Path(__file__).resolve().parents[1]
# Each program as it is run over a mutant: it stops at the first violation.
PROGRAMS: dict[str, Sequence[str]] = {
    "order": ("order", "--first"),
    "damage": ("damage", "--trials", "120", "--first"),
    "load": ("load", "--trials", "24", "--first"),
    "kills": ("kills", "--every", "8", "--first"),
    "errors": ("errors", "--every", "8", "--first"),
    "random": ("random", "--trials", "20", "--first"),
}


@dataclass(frozen=True)
class Mutant:
    """In `file` of rag/index, `old` becomes `new`; `program` must notice, because of `why`."""

    name: str
    file: str
    old: str
    new: str
    program: str
    why: str


MUTANTS = (
    Mutant(
        "files are not synced",
        "publish.py",
        "        _sync_file(path)\n        files[name]",
        "        files[name]",
        "order",
        "a power failure leaves a published generation of empty files",
    ),
    Mutant(
        "manifest and CURRENT are not synced",
        "publish.py",
        "        os.fsync(file.fileno())\n",
        "",
        "order",
        "a power failure leaves CURRENT empty",
    ),
    Mutant(
        "names in the generation are not synced",
        "publish.py",
        "        _sync_folders(self.folder)\n",
        "",
        "order",
        "a power failure leaves a published generation without some of its files",
    ),
    Mutant(
        "the rename is not synced before the commit",
        "publish.py",
        "        self.folder.rename(final)\n        _sync_folder(self.home)\n",
        "        self.folder.rename(final)\n",
        "order",
        "a power failure leaves CURRENT naming a generation that has no name",
    ),
    Mutant(
        "the folders above a first index are not synced",
        "publish.py",
        "            _sync_folder(path.parent)\n",
        "            pass\n",
        "order",
        "a power failure leaves no index at all, although one was acknowledged",
    ),
    Mutant(
        "the commit is not synced",
        "publish.py",
        "        temporary.unlink(missing_ok=True)\n    _sync_folder(home)\n",
        "        temporary.unlink(missing_ok=True)\n",
        "order",
        "what CURRENT named is collected while a power failure may still bring it back",
    ),
    Mutant(
        "CURRENT is replaced before the rename",
        "publish.py",
        "        self.folder.rename(final)\n        _sync_folder(self.home)\n"
        "        _point(self.home, final.name, hashlib.sha256(written).hexdigest())\n",
        "        _point(self.home, final.name, hashlib.sha256(written).hexdigest())\n"
        "        self.folder.rename(final)\n        _sync_folder(self.home)\n",
        "kills",
        "a builder that dies in between leaves CURRENT naming what is not there",
    ),
    Mutant(
        "CURRENT is written in place",
        "publish.py",
        "        temporary.replace(home / layout.CURRENT)\n",
        "        _write_durably(home / layout.CURRENT, pointer.encode())\n",
        "kills",
        "a builder that dies between opening and writing leaves CURRENT empty",
    ),
    Mutant(
        "litter stays",
        "publish.py",
        "        _clear_litter(home)\n",
        "",
        "kills",
        "what dead builders staged fills the disk",
    ),
    Mutant(
        "a failed fsync is forgiven",
        "publish.py",
        "        os.fsync(descriptor)\n    finally:",
        "        with contextlib.suppress(OSError):\n"
        "            os.fsync(descriptor)\n    finally:",
        "errors",
        "a build acknowledges what the disk refused",
    ),
    Mutant(
        "digests are not checked",
        "generations.py",
        "!= entry.sha256:",
        "!= entry.sha256 and not entry.sha256:",
        "damage",
        "a flipped bit is served",
    ),
    Mutant(
        "the database's digest is not checked",
        "generations.py",
        "!= entry.sha256:",
        '!= entry.sha256 and name != "store.sqlite":',
        "damage",
        "words are quoted that were never written",
    ),
    Mutant(
        "files that do not belong are not noticed",
        "generations.py",
        "sorted(present ^ manifest.files.keys())",
        "sorted(manifest.files.keys() - present)",
        "damage",
        "another segment of terms is served",
    ),
    Mutant(
        "the digest in CURRENT is not compared",
        "generations.py",
        "if expected is not None and hashlib",
        "if expected == 0 and hashlib",
        "damage",
        "a manifest that was written anew passes for the published one",
    ),
    Mutant(
        "the manifest's own digest is not compared",
        "layout.py",
        'if claimed != _digest({"format": version, **body}) or written != rewritten:',
        "if written != rewritten:",
        "damage",
        "an altered manifest stands in where CURRENT is lost",
    ),
    Mutant(
        "nothing is kept to fall back on",
        "publish.py",
        'state = _state_of(home, name) if kept < keep else "unneeded"',
        'state = "unneeded"',
        "damage",
        "one flipped bit and there is no index",
    ),
    Mutant(
        "a damaged generation is kept to fall back on",
        "publish.py",
        'state = _state_of(home, name) if kept < keep else "unneeded"',
        'state = "whole" if kept < keep else "unneeded"',
        "damage",
        "the whole generation is collected, the damaged one kept",
    ),
    Mutant(
        "standing in is not told",
        "generations.py",
        'generation.problem = f"{problem}; generation {generation.number} stands in"',
        "generation.problem = None",
        "damage",
        "nobody learns that an old generation answers",
    ),
    Mutant(
        "no lock of the writer",
        "publish.py",
        "        locks.lock_alone(descriptor)\n        with suppress(OSError):  # a note",
        "        with suppress(OSError):  # a note",
        "load",
        "two builds clear away each other's staging",
    ),
    Mutant(
        "leases are ignored",
        "publish.py",
        "        locks.lock_alone(lease)\n        (home / name)",
        "        (home / name)",
        "load",
        "a generation is removed under its readers",
    ),
)


Ran = subprocess.CompletedProcess[str]


def run_over(mutant: Mutant | None, room: Path, program: str) -> Ran:
    """How a program ends over a package with the mistake, or without any."""
    command = [sys.executable, "-m", "tests.crash", *PROGRAMS[program]]
    here, quiet = mutated(mutant, room), {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=here, capture_output=True, text=True, env={**os.environ, **quiet}
    )


def mutated(mutant: Mutant | None, room: Path) -> Path:
    """A folder with the package as it is, but for the mistake, and these programs."""
    copy = room / "mutated"
    shutil.rmtree(copy, ignore_errors=True)
    (copy / "rag").mkdir(parents=True)
    (copy / "tests").symlink_to(TESTS)
    for entry in PACKAGE.iterdir():
        if entry.name != "index":
            (copy / "rag" / entry.name).symlink_to(entry)
    index = copy / "rag" / "index"
    shutil.copytree(PACKAGE / "index", index, ignore=shutil.ignore_patterns("__pycache__"))
    if mutant:
        _make(mutant, index / mutant.file)
    return copy


def _make(mutant: Mutant, path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count(mutant.old) == 1, f"{mutant.name}: its place in {mutant.file} is not found"
    # Some mistakes need a module.
    changed = source.replace(mutant.old, mutant.new).replace(
        "import datetime", "import contextlib\nimport datetime", 1
    )
    path.write_text(changed, "utf-8")
