"""A change of a corpus folder: planned, done, and undone if its job does not complete.

The folder is changed as a whole: what was there before lies in a hidden folder named after the job
until the job has ended, also if the server dies on the way.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from rag.ingestion.discover import SIDECAR_SUFFIXES, is_hidden, sidecar_of
from rag.serving.corpus.names import same_place
from rag.serving.jobs.job import FileChange, Job
from rag.serving.problems import Problem, Refused

_PIECE_BYTES = 1 << 20
# The name of a file that is not whole yet.
_NEW = ".new"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An uploaded file: its safe name, its content, and the field of the request it came in."""

    name: str
    content: BinaryIO
    field: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What a request wants changed in `folder`: files that come and files that go. Without
    `replace`, another file of the same name is a conflict."""

    folder: Path
    incoming: Sequence[Incoming] = ()
    leaving: Sequence[str] = ()
    replace: bool = False

    def plan(self) -> tuple[FileChange, ...]:
        """What would change. Raises Refused where that cannot be: 409 for a name that is taken, 422
        for a sidecar of no document."""
        there = _files(self.folder)
        planned: dict[str, tuple[str, FileChange]] = {}
        conflicts = []
        for file in self.incoming:
            digest = _digest(file.content)
            change = self._change(file, digest, there, planned)
            if change is None:
                conflicts.append((file.field, "another file of this name is there"))
            else:
                planned.setdefault(same_place(file.name), (digest, change))
        if conflicts:
            raise Refused(_taken(conflicts))
        self._check_sidecars({*there, *planned})
        changes = [change for _, change in planned.values()]
        return (*changes, *(FileChange(name, "removed") for name in self.leaving))

    def apply(self, job: Job) -> None:
        """Do what was planned (`job.files`). OSError where the disk refuses; then `undo`."""
        aside = _aside(self.folder, job)
        aside.mkdir(parents=True)
        contents = {file.name: file.content for file in reversed(self.incoming)}
        for file in job.files:
            path = self.folder / file.file
            if file.change in ("replaced", "removed"):
                path.replace(aside / file.file)
            if file.change in ("added", "replaced"):
                _write(contents[file.file], aside / _NEW, path)
        _sync(self.folder)

    def _change(
        self,
        file: Incoming,
        digest: str,
        there: Mapping[str, Path],
        planned: Mapping[str, tuple[str, FileChange]],
    ) -> FileChange | None:
        """What becomes of the file; None for a conflict."""
        place = same_place(file.name)
        if place in planned:
            known, change = planned[place]
            return change if known == digest else None
        path = there.get(place)
        if path is None:
            return FileChange(file.name, "added")
        with path.open("rb") as content:
            if _digest(content) == digest:
                return FileChange(path.name, "unchanged")
        # A name that differs in case alone would be a second file on some systems.
        return (
            FileChange(path.name, "replaced") if self.replace and path.name == file.name else None
        )

    def _check_sidecars(self, names: Collection[str]) -> None:
        documents = {name for name in names if not is_sidecar(name)}
        stems = documents | {Path(name).stem for name in documents}
        alone = [
            (file.field, "is a sidecar of no document: name it after one, as in speech.docx.yaml")
            for file in self.incoming
            if is_sidecar(file.name) and same_place(Path(file.name).stem) not in stems
        ]
        if alone:
            detail = "a YAML file says the title, date or speaker of a document that is there"
            raise Refused(
                Problem(422, "sidecar-alone", "A sidecar of no document", detail, (*alone,))
            )


def settle(folder: Path, job: Job, unread: Collection[Path]) -> tuple[Job, bool]:
    """The job once it is built: uploads that could not be read (their paths in `unread`) are not
    kept, and what they replaced is put back. True if that calls for another build: what the index
    could not read is there in its old form. A second call says the same."""
    lost = {file.file for file in job.files if _is_lost(folder / file.file, unread, job)}
    again = False
    files = []
    for file in job.files:
        if file.file in lost and file.change in ("added", "replaced", "not_kept"):
            _take_back(folder, job, file)
            again |= (folder / file.file).exists()
            files.append(FileChange(file.file, "not_kept"))
        else:
            files.append(file)
    return replace(job, files=tuple(files)), again


def undo(folder: Path, job: Job) -> None:
    """The folder as it was before the job; a second call does nothing."""
    for file in job.files:
        if file.change in ("added", "replaced", "removed"):
            _take_back(folder, job, file)
    finish(folder, job)


def finish(folder: Path, job: Job) -> None:
    """Forget what was there before the job."""
    shutil.rmtree(_aside(folder, job), ignore_errors=True)


def is_sidecar(name: str) -> bool:
    """Whether a file of this name tells of another, and is no document."""
    return name.lower().endswith(SIDECAR_SUFFIXES)


def _is_lost(path: Path, unread: Collection[Path], job: Job) -> bool:
    """Whether a document could not be read, or is a sidecar of one that could not."""
    if not is_sidecar(path.name):
        return path in unread
    return any(sidecar_of(document) == path for document in unread)


def _take_back(folder: Path, job: Job, file: FileChange) -> None:
    """Undo the change of one file."""
    path, before = folder / file.file, _aside(folder, job) / file.file
    if before.exists():
        before.replace(path)
    elif file.change == "added" and _aside(folder, job).exists():
        path.unlink(missing_ok=True)


def _aside(folder: Path, job: Job) -> Path:
    """Where the job keeps what was there before; hidden, so that no build reads it."""
    return folder / f".{job.id}"


def _files(folder: Path) -> dict[str, Path]:
    """The files of the folder, by what `same_place` makes of their names."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        return {
            same_place(entry.name): Path(entry.path)
            for entry in entries
            if not is_hidden(entry.name) and entry.is_file(follow_symlinks=False)
        }
    return {}


def _digest(content: BinaryIO) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    while piece := content.read(_PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()


def _write(content: BinaryIO, temporary: Path, path: Path) -> None:
    """The content as a file, durable and whole before it has its name."""
    content.seek(0)
    with temporary.open("wb") as file:
        shutil.copyfileobj(content, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _sync(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folder
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _taken(conflicts: Sequence[tuple[str, str]]) -> Problem:
    detail = (
        "files with other content have these names already; send replace=true to put yours in "
        "their place (names that differ in capitals alone count as one: rename the file)"
    )
    return Problem(409, "file-exists", "A file of that name is there", detail, (*conflicts,))
