"""Whether an index is whole: every file of every generation, what they hold, and the model.

All that is wrong is found, and not only the first; nothing is changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rag.errors import IndexDamaged, IndexUnavailable, ModelError, ModelMismatch
from rag.index import layout
from rag.index.agreement import disagreements
from rag.index.generations import (
    Gone,
    Pointer,
    faults,
    generation_names,
    lease,
    no_index,
    pointer_state,
    read_manifest,
    read_pointer,
    relative_files,
)
from rag.index.index import check_parts
from rag.index.layout import Manifest
from rag.index.model import Model, check_embedder
from rag.index.publish import LEAST_KEPT
from rag.types.progress import Progress, Untold

Code = Literal[
    "pointer", "missing", "foreign", "size", "changed", "unreadable", "manifest", "format", "lease",
    "parts", "rows",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: with a `file` of the generation, or with the folder if it is None;
    `code` names it for programs, `detail` says it in English."""

    code: Code
    file: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class CheckedGeneration:
    """One generation: the folder's name, whether CURRENT names it, what its manifest says (None if
    that cannot be read), and what is wrong."""

    folder: str
    number: int
    serves: bool
    manifest: Manifest | None
    findings: tuple[Finding, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: of the index itself, of each generation, the newest first, and of the model
    (None if it is the one that the index was built with, or was not compared). `keep` generations
    are to be there, those to fall back on included."""

    name: str
    findings: tuple[Finding, ...]
    generations: tuple[CheckedGeneration, ...]
    model: ModelMismatch | ModelError | None = None
    keep: int = LEAST_KEPT

    @property
    def is_whole(self) -> bool:
        """Whether nothing is damaged that is needed. A damaged generation that waits for its last
        reader to leave is not, where enough whole ones are there."""
        needed = [one for one in self.generations if not self._is_spare(one)]
        return not self.findings and all(one.is_whole for one in needed)

    def _is_spare(self, one: CheckedGeneration) -> bool:
        whole = [each for each in self.generations if each.is_whole and each.manifest]
        return not one.serves and len(whole) >= self.keep

    @property
    def served(self) -> CheckedGeneration | None:
        """The generation that answers: the one that CURRENT names, or else the newest whole one."""
        whole = [one for one in self.generations if one.is_whole and one.manifest]
        named = [one for one in whole if one.serves and not self.findings]
        return next(iter(named or whole), None)


def verify(
    home: Path,
    *,
    model: Model | None = None,
    watcher: Progress | None = None,
    keep: int = LEAST_KEPT,
) -> Verification:
    """Check the index in `home`, of which builds keep `keep` generations, and that `model` gives
    the vectors that it was built with. Raises IndexUnavailable if there is none."""
    told = watcher or Untold()
    names = generation_names(home)
    if not names and not pointer_state(home):
        raise no_index(home)
    pointer, findings = _pointer(home, names)
    told.stage("verifying", sum(map(_steps, (home / name for name in names))))
    checked = [_checked(home / name, pointer, told) for name in names]
    there = tuple(one for one in checked if one is not None)
    found = Verification(home.name, findings, there, keep=keep)
    return replace(found, model=_mismatch(found, model))


def _pointer(home: Path, names: Sequence[str]) -> tuple[Pointer | None, tuple[Finding, ...]]:
    """What CURRENT says, and what is wrong with it."""
    try:
        pointer = read_pointer(home)
    except IndexDamaged as error:
        return None, (Finding("pointer", layout.CURRENT, str(error)),)
    if pointer.name in names:
        return pointer, tuple(_differs(home / pointer.name, pointer))
    gone = f"{layout.CURRENT} names {pointer.name}, which is not there"
    return pointer, (Finding("pointer", layout.CURRENT, gone),)


def _differs(path: Path, pointer: Pointer) -> Iterator[Finding]:
    """Whether CURRENT names another manifest than the one that is there and can be read."""
    with suppress(IndexDamaged, IndexUnavailable):  # told of the generation
        read_manifest(path, None)
        try:
            read_manifest(path, pointer.manifest_sha256)
        except IndexDamaged as error:
            yield Finding("pointer", layout.CURRENT, str(error))


def _checked(path: Path, pointer: Pointer | None, told: Progress) -> CheckedGeneration | None:
    """One generation, leased meanwhile; None if it was collected before that."""
    serves = pointer is not None and pointer.name == path.name
    plain = CheckedGeneration(path.name, layout.generation_number(path.name) or 0, serves, None)
    try:
        held = lease(path)
    except Gone:
        return None
    except IndexDamaged as error:
        return replace(plain, findings=(Finding("lease", layout.LEASE, str(error)),))
    try:
        manifest = read_manifest(path, None)
        return replace(plain, manifest=manifest, findings=tuple(_wrong(path, manifest, told)))
    except IndexDamaged as error:
        return replace(plain, findings=(Finding("manifest", layout.MANIFEST, str(error)),))
    except IndexUnavailable as error:
        # What another version wrote and nobody reads is no damage.
        other = (Finding("format", layout.MANIFEST, str(error)),)
        return replace(plain, findings=other if serves else ())
    finally:
        os.close(held)


def _wrong(path: Path, manifest: Manifest, told: Progress) -> Iterator[Finding]:
    """What is wrong with the files; with what they hold only where they are those published."""
    is_whole = True
    for file, fault in faults(path, manifest, read=lambda: told.advance(1)):
        is_whole = False
        yield Finding(fault.code, file, f"{file} {fault.english}")
    if not is_whole:
        return
    try:
        check_parts(path, manifest)
        for file, problem in disagreements(path):
            yield Finding("rows", file, f"{file}: {problem}")
    except IndexDamaged as error:
        yield Finding("parts", None, str(error))
    told.advance(1)


def _steps(path: Path) -> int:
    """One for each file, and one for what they hold."""
    try:
        return len(relative_files(path)) + 1
    except OSError:
        return 1


def _mismatch(found: Verification, model: Model | None) -> ModelMismatch | ModelError | None:
    served = found.served
    if model is None or served is None or served.manifest is None:
        return None
    try:
        check_embedder(served.manifest, model)
    except (ModelMismatch, ModelError) as error:
        return error
    return None
