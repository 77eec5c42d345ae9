"""The board of jobs: starts one at a time, follows it, cancels it, and knows those that ended.

One job runs in a folder of indexes, whichever server started it. What a job changed in the corpus
folder stays only if its build was published.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from rag.index.generations import Seen, peek
from rag.index.layout import Manifest, index_folder
from rag.serving.corpus.edit import Edit, finish, settle, undo
from rag.serving.jobs.child import Child
from rag.serving.jobs.failures import CRASHED, NOT_PUT_BACK, OUT_OF_MEMORY, failure
from rag.serving.jobs.job import Job, JobError, Kind, Status, new_job
from rag.serving.jobs.order import Built, Failed, Line, Order, Progress, Stage
from rag.serving.jobs.store import FOLDER, JobStore
from rag.serving.jobs.unread import paths_of
from rag.serving.problems import Problem, Refused

log = logging.getLogger(__name__)

# A process that ends by one of these had, most likely, too little memory: the system chose it, or
# a library could not say so otherwise (OpenMP: SIGSEGV, Rust: SIGABRT).
_MEMORY_SIGNALS = {
    getattr(signal, name, None) for name in ("SIGKILL", "SIGABRT", "SIGSEGV", "SIGBUS")
}


@dataclass(frozen=True, slots=True)
class Builds:
    """What the operator says of builds: the folder of the `indexes`, that of uploaded files
    (`corpus`, with a folder for each index), the `settings` that a build reads, and how much memory
    it may use (0: no limit)."""

    indexes: Path
    corpus: Path
    settings: Mapping[str, Any]
    memory_bytes: int

    def folder(self, index: str) -> Path:
        """The corpus folder of the index."""
        return self.corpus / index

    def seen(self, index: str) -> Seen | None:
        """What the index says of itself; None where there is none."""
        return peek(index_folder(self.indexes, index))

    def sources(self, index: str) -> tuple[str, ...]:
        """What the index was made from, and its corpus folder if there is one."""
        seen = self.seen(index)
        recorded = seen.manifest.sources if seen else ()
        folder = self.folder(index).resolve()
        return (*recorded, str(folder)) if folder.is_dir() else recorded


@dataclass(slots=True)
class _Running:
    """The job that runs here; `ending` is how it will end if somebody ends it."""

    job: Job
    order: Order
    child: Child
    lock: int
    thread: Thread | None = None
    ending: Status | None = None


class Jobs:
    """All jobs of a folder of indexes. Its methods block for as long as the disk takes; call them
    in threads."""

    def __init__(self, builds: Builds, *, store: JobStore | None = None) -> None:
        self.builds = builds
        self._store = store or JobStore(builds.indexes / FOLDER)
        self._turn = Lock()
        self._running: _Running | None = None
        self._closed = False

    def start(
        self, kind: Kind, index: str, edit: Edit, *, anew: bool = False, allow_shrink: bool = False
    ) -> Job:
        """The job that makes the edit and then builds the index. Raises Refused: 409 while another
        job runs, and where the edit cannot be made."""
        try:
            with self._turn:
                return self._started(kind, index, edit, anew=anew, allow_shrink=allow_shrink)
        except OSError as error:
            log.exception("no job can be started")
            raise Refused(_not_written()) from error

    def _started(
        self, kind: Kind, index: str, edit: Edit, *, anew: bool, allow_shrink: bool
    ) -> Job:
        lock = self._lock()
        job = new_job(kind, index)
        try:
            job = replace(job, files=edit.plan())
            self._store.save(job)
            edit.apply(job)
            order = self._order(job, anew=anew, allow_shrink=allow_shrink)
            running = _Running(job, order, Child(order), lock)
        except BaseException as error:
            self._give_up(job, edit.folder, lock, isinstance(error, Refused))
            raise
        self._running = running
        running.thread = Thread(target=self._follow, args=(running,), name=job.id)
        running.thread.start()
        return job

    def check_free(self) -> None:
        """Raises Refused where a job runs here: a long upload can be spared."""
        if (running := self._running) is not None:
            raise Refused(_one_runs(running.job.id))

    def all(self) -> list[Job]:
        """All jobs, newest first."""
        return [self._fresh(job) for job in self._store.all()]

    def find(self, id: str) -> Job | None:
        """The job of that id as it is now."""
        job = self._store.find(id)
        return None if job is None else self._fresh(job)

    def cancel(self, id: str) -> Job | None:
        """The job, ended; None if there is none of that id. Raises Refused for one that runs in
        another server."""
        running = self._running
        if running is not None and running.job.id == id:
            self._end(running, "cancelled")
        job = self.find(id)
        if job is not None and job.status == "running":
            self.recover()  # its server may have died
            job = self.find(id)
        if job is not None and job.status == "running":
            raise Refused(_elsewhere())
        return job

    def recover(self) -> None:
        """Jobs that ran when their server died: said to be interrupted, and what they changed in
        the corpus folder undone, unless their build was published."""
        lock = self._store.lock() if self._that_run() else None
        if lock is None:
            return
        try:
            self._interrupt()
        finally:
            os.close(lock)

    def close(self) -> None:
        """End the job that runs here: it is interrupted."""
        with self._turn:
            self._closed = True
            running = self._running
        if running is not None:
            self._end(running, "interrupted")

    def _that_run(self) -> list[Job]:
        return [job for job in self._store.all() if job.status == "running"]

    def _interrupt(self) -> None:
        """End the jobs that still run by their records; we hold the lock, so none does."""
        for job in self._that_run():
            self._conclude(job, job.ending("interrupted"))

    def _lock(self) -> int:
        lock = None if self._closed else self._store.lock()
        if lock is None:
            raise Refused(_one_runs(next((job.id for job in self._that_run()), None)))
        try:
            self._interrupt()
        except BaseException:
            os.close(lock)
            raise
        return lock

    def _give_up(self, job: Job, folder: Path, lock: int, refused: bool) -> None:
        """A job that could not start."""
        try:
            if not refused:
                undo(folder, job)
                self._store.save(job.ending("failed", error=failure("not-written")))
        finally:
            os.close(lock)

    def _order(self, job: Job, *, anew: bool, allow_shrink: bool) -> Order:
        return Order(
            job=job.id,
            indexes=os.path.abspath(self.builds.indexes),
            name=job.index,
            sources=self.builds.sources(job.index),
            settings=self.builds.settings,
            memory_bytes=self.builds.memory_bytes,
            anew=anew,
            allow_shrink=allow_shrink,
        )

    def _fresh(self, job: Job) -> Job:
        running = self._running
        return running.job if running is not None and running.job.id == job.id else job

    def _end(self, running: _Running, status: Status) -> None:
        running.ending = running.ending or status
        running.child.end()
        if running.thread is not None:
            running.thread.join()

    def _follow(self, running: _Running) -> None:
        """Listen to the process until it has ended; then say how."""
        try:
            ended = self._ended(running, _listen(running))
            running.job = self._conclude(running.job, ended)
        except Exception:
            log.exception("job %s: its end could not be recorded", running.job.id)
        finally:
            self._running = None
            os.close(running.lock)

    def _ended(self, running: _Running, last: Line | None) -> Job:
        code = running.child.wait()
        if isinstance(last, Built):
            return self._built(running, last)
        if running.ending is not None:
            return running.job.ending(running.ending)
        return running.job.ending("failed", error=_error(last, code))

    def _built(self, running: _Running, last: Built) -> Job:
        unread = {Path(path) for path in last.unread}
        folder = self.builds.folder(running.job.index)
        running.job, again = settle(folder.resolve(), running.job, unread)
        self._store.save(running.job)
        second = self._built_again(running) if again else None
        report = _both(last.report, second.report) if second else last.report
        status, error = _end_of_built(report["skipped"], complete=not again or second is not None)
        return running.job.ending(status, report=report, error=error)

    def _built_again(self, running: _Running) -> Built | None:
        """What an unreadable file replaced was put back, and is to answer again; None if that build
        failed or was ended."""
        if running.ending is not None:
            return None
        running.child = Child(running.order)
        last = _listen(running)
        running.child.wait()
        return last if isinstance(last, Built) else None

    def _conclude(self, job: Job, ended: Job) -> Job:
        """Record the end. What was published before its process died stays."""
        folder = self.builds.folder(job.index)
        manifest = self._published(job) if ended.report is None else None
        if manifest is not None:
            unread = paths_of([file.file for file in manifest.skipped], manifest.sources)
            job, again = settle(folder.resolve(), job, unread)
            status, error = _end_of_built(manifest.skipped, complete=not again)
            ended = replace(ended, files=job.files, status=status, error=error)
        if manifest is not None or ended.report is not None:
            finish(folder, job)
        else:
            undo(folder, job)
        self._store.save(ended)
        log.info("job %s of index %s: %s", ended.id, ended.index, ended.status)
        return ended

    def _published(self, job: Job) -> Manifest | None:
        """The manifest of the index if this job had it built, and nobody else since."""
        seen = self.builds.seen(job.index)
        return seen.manifest if seen and seen.manifest.job == job.id else None


def _listen(running: _Running) -> Line | None:
    """The last line, once the process has ended; the job's progress follows the others."""
    last: Line | None = None
    for line in running.child.lines():
        last = line
        match line:
            case Stage(stage, total):
                running.job = replace(running.job, stage=stage, done=0, total=total)
            case Progress(done):
                running.job = replace(running.job, done=done)
            case Built():
                running.job = replace(running.job, done=running.job.total)
            case Failed():
                pass
    return last


def _error(last: Line | None, code: int) -> JobError:
    if isinstance(last, Failed):
        return failure(last.code)
    return failure(OUT_OF_MEMORY if -code in _MEMORY_SIGNALS else CRASHED)


def _end_of_built(skipped: Sequence[object], *, complete: bool) -> tuple[Status, JobError | None]:
    """How a job ends whose build was published; `complete` unless the index still lacks a file that
    was put back."""
    if not complete:
        return "failed", failure(NOT_PUT_BACK)
    return "completed_with_errors" if skipped else "completed", None


def _both(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """The report of the second build, with what either skipped, each once."""
    skipped = [*first["skipped"], *second["skipped"]]
    once = {(file["file"], file["reason"]): file for file in skipped}
    return {**second, "skipped": list(once.values())}


def _one_runs(id: str | None) -> Problem:
    detail = f"job {id} runs" if id else "a job runs"
    detail += "; one runs at a time: wait until it has ended, or cancel it"
    more = {"job": id} if id else {}
    return Problem(409, "job-runs", "Another job runs", detail, more=more)


def _not_written() -> Problem:
    detail = "the folder of the indexes or of uploads cannot be written to; the log says why"
    return Problem(503, "not-written", "Nothing can be stored", detail)


def _elsewhere() -> Problem:
    detail = "the job runs in another server over the same indexes: cancel it there"
    return Problem(409, "job-elsewhere", "The job runs elsewhere", detail)
