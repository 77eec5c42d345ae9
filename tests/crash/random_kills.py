"""A program that kills `speechrag index` at random moments, the real command with its workers.

A folder of speeches changes before each build. After each kill the index must hold the speeches of
before or those of now, all of one and none of the other, and the next build goes on from there
without any help. Killed is the whole group of processes, or the first alone: then its workers must
end by themselves.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import IndexUnavailable, SpeechragError
from rag.index import layout
from rag.index.index import Index
from tests.crash import corpus
from tests.crash.report import Report

SPEECHES = 4
# By so much the number of a build that is made again differs; it changes the same speeches.
AGAIN = 1000 * SPEECHES
# So long may a build take at most, and the workers of one that was killed.
BUILD_SECONDS, WORKER_SECONDS = 100.0, 20.0
# From where the time to the kill is counted: a file that the build makes.
MOMENTS = {
    "start": "",
    "writing": f"{layout.STAGING_PREFIX}*",
    "publishing": f"{layout.STAGING_PREFIX}*/{layout.MANIFEST}",
}
_MARK = re.compile(r"新建公园(\d+)座")
Marks = frozenset[int]
NOTHING: Marks = frozenset()


def random_kills(
    room: Path, *, seed: int = 0, trials: int = 300, trial: int | None = None
) -> Report:
    """Kill `trials` builds one after the other; or make one `trial` again, over a whole index."""
    report = Report("random", seed=seed)
    speeches = Speeches(room / "speeches", room / "indexes")
    speeches.change(0)
    assert speeches.start().wait(BUILD_SECONDS) == 0, "speechrag index failed"
    speeches.before = speeches.held()
    for number in range(1, trials + 1) if trial is None else [trial]:
        _try(number, random.Random(f"{seed}:{number}"), speeches, report)
    speeches.change(trials + 2)
    ended = speeches.start().wait(BUILD_SECONDS)
    if ended or speeches.held() != speeches.now or corpus.litter(speeches.indexes):
        report.violate(trials, "the last build, which nobody killed, did not heal everything")
    return report


@dataclass
class Speeches:
    """A folder of speeches and its index; `now` and `before` are what marks the speeches of now
    and those that the index held at last; `seconds`, from each moment, until about half of the
    builds have ended: they follow the machine."""

    folder: Path
    indexes: Path
    now: Marks = NOTHING
    before: Marks = NOTHING
    seconds: dict[str, float] = field(
        default_factory=lambda: {"start": 1, "writing": 1, "publishing": 0.05}
    )

    def change(self, number: int) -> None:
        """Two of the speeches say something else, or are new."""
        self.folder.mkdir(exist_ok=True)
        for of in {number % SPEECHES, number * 7 % SPEECHES}:
            mark = number * 10 + of
            text = (
                f"云溪市政府工作报告\n\n2026年1月\n\n全市新建公园{mark}座，绿化{mark}公顷。\n" * 3
            )
            (self.folder / f"{of}.txt").write_text(text, "utf-8")
        self.now = marks("".join(path.read_text("utf-8") for path in self.folder.iterdir()))

    def start(self) -> subprocess.Popen[bytes]:
        """The command, in a group of its own."""
        command = [sys.executable, "-m", "rag", "index", str(self.folder), "--json"]
        command += ["--name", corpus.NAME, "--indexes", str(self.indexes), "--replace"]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)

    def wait_for(self, moment: str, process: subprocess.Popen[bytes]) -> None:
        """Wait until the build is there, or has ended."""
        if pattern := MOMENTS[moment]:
            home = self.indexes / corpus.NAME
            known = set(home.glob(pattern))  # left by those that died
            while process.poll() is None and not set(home.glob(pattern)) - known:
                time.sleep(0.001)

    def litter(self) -> set[str]:
        """What died builds have left, which the next one clears away."""
        return set(corpus.litter(self.indexes))

    def held(self) -> Marks:
        """What marks the speeches that the index holds, each read whole."""
        try:
            with Index.open(self.indexes, corpus.NAME) as index:
                assert not index.degraded, index.problem
                passages = index.passages(range(index.size))
                texts = [document.text for document in index.documents()]
                assert all(passage.text in texts[0] + "".join(texts) for passage in passages)
                return marks("".join(texts))
        except IndexUnavailable:
            return NOTHING


def marks(text: str) -> Marks:
    return frozenset(int(mark) for mark in _MARK.findall(text))


def _try(number: int, draw: random.Random, speeches: Speeches, report: Report) -> None:
    """Kill a build; one that ended before it was killed is made again, with less time."""
    report.trials += 1
    moment, alone, share = draw.choice(sorted(MOMENTS)), draw.random() < 0.3, draw.random()
    again = number
    while not _kill(again, speeches, moment, alone=alone, share=share, report=report):
        again += AGAIN  # the same speeches once more would be published by nobody
        speeches.seconds[moment] *= 0.7
        report.seen["builds that ended before the kill"] += 1
    speeches.seconds[moment] *= 1.2 if share > 0.5 else 1
    report.struck += 1


def _kill(
    number: int, speeches: Speeches, moment: str, *, alone: bool, share: float, report: Report
) -> bool:
    """Whether the build was killed before it ended."""
    speeches.change(number)
    left = speeches.litter()
    with speeches.start() as process:
        speeches.wait_for(moment, process)
        time.sleep(share * speeches.seconds[moment])
        with suppress(ProcessLookupError):  # it has ended already
            (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
        killed = process.wait(BUILD_SECONDS) == -signal.SIGKILL
        for wrong in [*_orphans(process.pid), *_judged(speeches, left, report)]:
            report.violate(number, wrong)
    return killed


def _orphans(group: int) -> Iterator[str]:
    """Workers that go on without the process that they work for."""
    give_up = time.monotonic() + WORKER_SECONDS
    while _lives(group):
        if time.monotonic() > give_up:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
            yield "workers went on after their parent was killed"
            return
        time.sleep(0.01)


def _lives(group: int) -> bool:
    """Whether a process of the group runs; one that only waits to be buried does not."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = stat.read_text("utf-8", "replace").rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return True
    return False


def _judged(speeches: Speeches, left: set[str], report: Report) -> Iterator[str]:
    try:
        held = speeches.held()
    except (SpeechragError, AssertionError) as error:
        yield f"the index cannot be read: {error}"
        return
    if held not in (speeches.before, speeches.now):
        yield f"it holds {sorted(held)}, not {sorted(speeches.before)} or {sorted(speeches.now)}"
    staged = "died while it wrote" if speeches.litter() - left else "died before it wrote"
    report.seen["died after it published" if held == speeches.now else staged] += 1
    speeches.before = held
