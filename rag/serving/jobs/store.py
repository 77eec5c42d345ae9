"""The records of jobs on the disk, one file a job, and the lock of whoever runs one.

They lie in `.jobs` beside the indexes. A record is replaced as a whole, so that a crash leaves the
one before. The lock belongs to the process that runs a job: where a record says `running` and
nobody holds the lock, that process is gone.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

import msgspec

from rag.index import locks
from rag.serving.jobs.job import Job

FOLDER = ".jobs"
KEPT_JOBS = 100
_ID = re.compile(r"job_[0-9a-f]{16}")
_LOCK = ".lock"


class JobStore:
    """Records in `folder`, at most `most`; the oldest go first."""

    def __init__(self, folder: Path, *, most: int = KEPT_JOBS) -> None:
        self._folder = folder
        self._most = most

    def lock(self) -> int | None:
        """A descriptor that holds the lock until it is closed; None if another has it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | locks.CLOSE_ON_EXEC | locks.NO_LINK
        descriptor = os.open(self._folder / _LOCK, flags, 0o600)
        try:
            locks.lock_alone(descriptor)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def save(self, job: Job) -> None:
        """Write the record durably, in place of the one before."""
        path = self._folder / f"{job.id}.json"
        temporary = path.with_suffix(".tmp")
        with temporary.open("wb") as file:
            file.write(msgspec.json.encode(job))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        self._forget()

    def find(self, id: str) -> Job | None:
        """The record of that id; None where there is none, or none that can be read."""
        if _ID.fullmatch(id) is None:
            return None
        try:
            return msgspec.json.decode((self._folder / f"{id}.json").read_bytes(), type=Job)
        except (OSError, msgspec.MsgspecError):
            return None

    def all(self) -> list[Job]:
        """All records, newest first."""
        found = [job for path in self._records() if (job := self.find(path.stem)) is not None]
        return sorted(found, key=lambda job: (job.created, job.id), reverse=True)

    def _records(self) -> list[Path]:
        return [path for path in self._folder.glob("job_*.json") if _ID.fullmatch(path.stem)]

    def _forget(self) -> None:
        """Remove the oldest records beyond the most; one that runs is the newest."""
        for job in self.all()[self._most :]:
            with suppress(OSError):
                (self._folder / f"{job.id}.json").unlink()
