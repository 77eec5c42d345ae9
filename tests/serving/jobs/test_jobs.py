"""Claims about jobs: one at a time, cancelled, killed, out of memory, and after a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from rag.assembly import make_embedder
from rag.cli.serve import builds_of
from rag.index.generations import peek
from rag.ingestion.build import build
from rag.language.vocabulary import Vocabulary
from rag.serving.corpus.edit import Edit
from rag.serving.jobs.board import Jobs
from rag.serving.jobs.job import FileChange, Job, new_job
from rag.serving.jobs.store import JobStore
from rag.serving.problems import Refused
from rag.settings import Settings
from tests.serving.jobs.servers import (
    CHENGCHUAN,
    NORLAND,
    SECONDS,
    admin,
    ended,
    indexed,
    settings_in,
    upload,
)

SLOW = 120


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return indexed(settings_in(tmp_path), CHENGCHUAN)


@contextmanager
def board(settings: Settings, **changed: Any) -> Iterator[Jobs]:
    with closing(Jobs(replace(builds_of(settings), **changed))) as jobs:
        yield jobs


def many_speeches(settings: Settings) -> Settings:
    """A folder that takes seconds to read, so that a job can be met while it runs."""
    for number in range(SLOW):
        path = settings.indexes.parent / "speeches" / f"more-{number}.txt"
        path.write_text(CHENGCHUAN.replace("澄川市", f"澄川{number}市") * 20, "utf-8")
    return settings


def rebuild(jobs: Jobs, settings: Settings, **options: bool) -> Job:
    return jobs.start("rebuild", "default", Edit(jobs.builds.folder("default")), **options)


def at_end(jobs: Jobs, job: Job) -> Job:
    give_up = time.monotonic() + SECONDS
    while (now := jobs.find(job.id)) is None or now.status == "running":
        assert time.monotonic() < give_up, "the job did not end"
        time.sleep(0.02)
    return now


def until_it_reads(jobs: Jobs, job: Job) -> int:
    """The process of the job, once it reads files."""
    give_up = time.monotonic() + SECONDS
    while True:
        now = jobs.find(job.id)
        assert now is not None
        assert now.status == "running", now
        if now.stage is not None:
            assert jobs._running is not None
            return jobs._running.child.process
        assert time.monotonic() < give_up, "the job did not begin to read"
        time.sleep(0.02)


def generation(settings: Settings) -> int:
    seen = peek(settings.indexes / settings.name)
    return seen.manifest.generation if seen else 0


def test_of_many_rebuilds_at_once_one_runs_and_the_others_name_it(settings: Settings) -> None:
    with admin(many_speeches(settings)) as client:
        replies: list[httpx.Response] = []
        threads = [
            threading.Thread(
                target=lambda: replies.append(client.post("/v1/indexes/default/rebuild"))
            )
            for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (started,) = [reply for reply in replies if reply.status_code == 202]
        refused = [reply for reply in replies if reply.status_code == 409]
        assert len(refused) == len(threads) - 1
        assert {reply.json()["job"] for reply in refused} == {started.json()["id"]}
        assert upload(client, "a.txt", NORLAND).status_code == 409
        assert ended(client, started)["status"] == "completed"


def test_a_cancelled_job_leaves_index_and_corpus_as_they_were(settings: Settings) -> None:
    before = generation(settings)
    with admin(many_speeches(settings)) as client:
        started = upload(client, "norland.txt", NORLAND)
        reply = client.delete(started.headers["location"])
        assert (reply.status_code, reply.json()["status"]) == (200, "cancelled")
        assert generation(settings) == before
        assert list((settings.indexes / ".uploads" / "default").iterdir()) == []
        assert client.get("/readyz").json()["index"]["generation"] == before
        again = client.delete(started.headers["location"])
        assert again.json()["status"] == "cancelled"


def test_progress_comes_as_events_and_then_the_job(settings: Settings) -> None:
    with admin(many_speeches(settings)) as client:
        address = client.post("/v1/indexes/default/rebuild").headers["location"]
        with client.stream("GET", address, headers={"Accept": "text/event-stream"}) as reply:
            assert reply.headers["content-type"].startswith("text/event-stream")
            lines = [line for line in reply.iter_lines() if line.startswith("event:")]
        assert lines[-1] == "event: job"
        assert set(lines[:-1]) == {"event: progress"}
        assert client.get(address).json()["progress"]["done"] == SLOW + 1


def test_a_job_whose_process_is_killed_has_failed_and_another_can_run(settings: Settings) -> None:
    before = generation(settings)
    with board(many_speeches(settings)) as jobs:
        job = rebuild(jobs, settings)
        os.kill(until_it_reads(jobs, job), signal.SIGKILL)
        failed = at_end(jobs, job)
        assert failed.status == "failed"
        assert failed.error is not None
        assert failed.error.code == "out-of-memory"
        assert generation(settings) == before
        assert at_end(jobs, rebuild(jobs, settings)).status == "completed"


def test_a_build_beyond_its_memory_fails_in_words(settings: Settings) -> None:
    before = generation(settings)
    with board(settings, memory_bytes=100 * 1024 * 1024) as jobs:
        failed = at_end(jobs, rebuild(jobs, settings, anew=True))
    assert failed.status == "failed"
    assert failed.error is not None
    # Some libraries say that they have no memory, others just end.
    assert failed.error.code in ("out-of-memory", "crashed")
    assert "SPEECHRAG_JOB_MEMORY_BYTES" in failed.error.detail
    assert generation(settings) == before


def test_a_server_that_stops_interrupts_its_job(settings: Settings) -> None:
    with board(many_speeches(settings)) as jobs:
        job = rebuild(jobs, settings)
        process = until_it_reads(jobs, job)
    interrupted = Jobs(builds_of(settings)).find(job.id)
    assert interrupted is not None
    assert interrupted.status == "interrupted"
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@dataclass
class Crashed:
    """A server that died while a job put `new.txt` in the folder, and another in place of
    `old.txt`. `lives` as long as `lock` is open."""

    jobs: Jobs
    job: Job
    folder: Path
    lock: int

    def is_gone(self) -> None:
        os.close(self.lock)

    def found(self) -> Job:
        job = self.jobs.find(self.job.id)
        assert job is not None
        return job

    def files(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in self.folder.iterdir()}


def crashed(settings: Settings, new: str = NORLAND) -> Crashed:
    jobs = Jobs(builds_of(settings))
    folder = jobs.builds.folder("default")
    changes = (FileChange("old.txt", "replaced"), FileChange("new.txt", "added"))
    job = replace(new_job("upload", "default"), files=changes)
    (folder / f".{job.id}").mkdir(parents=True)
    (folder / f".{job.id}" / "old.txt").write_text("old words")
    (folder / "old.txt").write_text(new)
    (folder / "new.txt").write_text(new)
    store = JobStore(settings.indexes / ".jobs")
    lock = store.lock()
    assert lock is not None
    store.save(job)
    return Crashed(jobs, job, folder, lock)


def test_after_a_crash_a_job_is_interrupted_and_its_upload_undone(settings: Settings) -> None:
    crash = crashed(settings)
    crash.jobs.recover()
    assert crash.found().status == "running", "the other server lives"
    crash.is_gone()
    crash.jobs.recover()
    assert crash.found().status == "interrupted"
    assert crash.files() == {"old.txt": "old words"}


def test_a_job_of_a_server_that_died_is_ended_by_one_that_lives(settings: Settings) -> None:
    crash = crashed(settings)
    with pytest.raises(Refused):
        crash.jobs.cancel(crash.job.id)
    crash.is_gone()
    cancelled = crash.jobs.cancel(crash.job.id)
    assert cancelled is not None
    assert cancelled.status == "interrupted"


def test_a_job_of_a_server_that_died_is_ended_before_the_next_begins(settings: Settings) -> None:
    crash = crashed(settings)
    crash.is_gone()
    with closing(crash.jobs) as jobs:
        assert at_end(jobs, rebuild(jobs, settings)).status == "completed"
    assert crash.found().status == "interrupted"
    assert crash.files() == {"old.txt": "old words"}


@pytest.mark.parametrize("own", [True, False])
def test_only_its_own_build_completes_a_job_whose_server_died(
    settings: Settings, own: bool
) -> None:
    crash = crashed(settings)
    built(settings, crash.folder, job=crash.job.id if own else None)
    crash.is_gone()
    crash.jobs.recover()
    assert crash.found().status == ("completed" if own else "interrupted")
    kept = {"old.txt": NORLAND, "new.txt": NORLAND}
    assert crash.files() == (kept if own else {"old.txt": "old words"})


def test_what_a_job_could_not_read_is_not_kept_though_its_server_died(settings: Settings) -> None:
    crash = crashed(settings, new="\x7fELF\x02\x01")
    built(settings, crash.folder, job=crash.job.id)
    crash.is_gone()
    crash.jobs.recover()
    job = crash.found()
    assert job.error is not None
    assert (job.status, job.error.code) == ("failed", "not-put-back")
    assert {file.change for file in job.files} == {"not_kept"}
    assert crash.files() == {"old.txt": "old words"}


def built(settings: Settings, folder: Path, *, job: str | None) -> None:
    build(
        [settings.indexes.parent / "speeches", folder],
        directory=settings.indexes,
        name="default",
        embedder=make_embedder(settings),
        vocabulary=Vocabulary.bundled(),
        sources="add",
        job=job,
    )


def test_a_job_ends_when_its_server_is_killed(settings: Settings, tmp_path: Path) -> None:
    many_speeches(settings)
    program = (
        "import os, signal, sys, time\n"
        "from rag.cli.serve import builds_of\n"
        "from rag.serving.corpus.edit import Edit\n"
        "from rag.serving.jobs.board import Jobs\n"
        "from rag.settings import Settings\n"
        "jobs = Jobs(builds_of(Settings()))\n"
        "job = jobs.start('rebuild', 'default', Edit(jobs.builds.folder('default')))\n"
        "while jobs.find(job.id).stage is None: time.sleep(0.02)\n"
        "print(jobs._running.child.process, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"SPEECHRAG_INDEXES": str(settings.indexes)},
        capture_output=True,
        text=True,
    )
    process = int(run.stdout)
    give_up = time.monotonic() + 30
    while is_alive(process):
        assert time.monotonic() < give_up, "the process outlives its server"
        time.sleep(0.05)
    jobs = Jobs(builds_of(settings))
    jobs.recover()
    assert [job.status for job in jobs.all()] == ["interrupted"]


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_old_records_are_forgotten_and_unknown_jobs_are_not_found(tmp_path: Path) -> None:
    store = JobStore(tmp_path / ".jobs", most=3)
    descriptor = store.lock()
    assert descriptor is not None
    jobs = [replace(new_job("rebuild", "default"), created=str(number)) for number in range(5)]
    for job in jobs:
        store.save(job)
    assert store.all() == jobs[:1:-1]
    assert store.lock() is None
    os.close(descriptor)
    assert store.find("../../etc/passwd") is None
    (tmp_path / ".jobs" / f"{jobs[4].id}.json").write_text("{")
    assert store.find(jobs[4].id) is None


def test_what_cannot_be_written_is_said(settings: Settings) -> None:
    (settings.indexes / ".jobs").write_text("no folder")
    with board(settings) as jobs, pytest.raises(Refused) as refused:
        rebuild(jobs, settings)
    assert refused.value.problem.status == 503
    assert str(settings.indexes) not in refused.value.problem.detail
