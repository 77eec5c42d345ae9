"""Two programs: at each system call by which it changes something, a build dies, or the call fails.

A build is watched by strace, over two generations and over none. Each call of its log that changes
the index is then a trial of its own, over a copy of what was there: the builder is killed as the
call begins, or the call returns an error. Which calls these are is written down nowhere here.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rag.index import layout
from tests.crash import corpus, judge, strace
from tests.crash.builder import Builders, Ended, builders
from tests.crash.report import Report
from tests.crash.strace import Call

# How many generations are there before: none, or as many as stay.
BEFORE = (2, 0)
# Where strace may come in: it counts from there, which decides whose call is the first of a number.
STEPS = ("start", "opened", "added", "worded", "filled")
TRIES = 6
KILL = "signal=KILL"
FULL, BROKEN = "error=ENOSPC", "error=EIO"
_SPACE_TAKING = ("write", "pwrite64", "openat", "mkdir", "ftruncate", "rename", "renameat")
# A build that went on after one of these failed would publish what is not on the disk.
_NEVER_FORGIVEN = ("fsync", "fdatasync", "write", "pwrite64", "ftruncate")


@dataclass(frozen=True)
class Trial:
    """A build over `before` generations; strace comes in at `step` and strikes at the call `number`
    of `name`."""

    before: int
    step: str
    name: str
    number: int
    strike: str

    @classmethod
    def parse(cls, told: str) -> Trial:
        before, step, name, number, strike = told.split(":")
        return cls(int(before), step, name, int(number), strike)

    def __str__(self) -> str:
        return f"{self.before}:{self.step}:{self.name}:{self.number}:{self.strike}"

    @property
    def injection(self) -> str:
        return f"{self.name}:{self.strike}:when={self.number}"


def kills(room: Path, *, every: int = 1, trial: str | None = None) -> Report:
    """Kill a builder at every mutating call, or at each `every`th; or make one `trial` again."""
    return _run("kills", room, [KILL], every, trial)


def errors(room: Path, *, every: int = 1, trial: str | None = None) -> Report:
    """Let every mutating call fail for want of space, and for a broken disk."""
    return _run("errors", room, [FULL, BROKEN], every, trial)


def _run(program: str, room: Path, strikes: Sequence[str], every: int, trial: str | None) -> Report:
    report = Report(program)
    corpus.template(room / "whole", max(BEFORE))
    with builders() as forked:
        chosen = [Trial.parse(trial)] if trial else []
        for before in () if trial else BEFORE:
            chosen += _chosen(_plan(forked, before, room, strikes, report), every)
        for each in chosen:
            _try(each, forked, room, report)
    return report


def _chosen(planned: Sequence[tuple[Trial, bool]], every: int) -> list[Trial]:
    """All that strike where a generation is published, and each `every`th of the others."""
    others = [trial for trial, publishing in planned if not publishing]
    return [trial for trial, publishing in planned if publishing] + others[::every]


def start(before: int, room: Path) -> Path:
    """The folder of an index with `before` generations, within the folder `index` of `room`."""
    at = room / "index"
    return corpus.fresh(room / "whole", at) if before else corpus.empty(at)


def _try(trial: Trial, forked: Builders, room: Path, report: Report) -> None:
    """Threads come in another order each time: a trial whose call never came is made again."""
    report.trials += 1
    for _ in range(TRIES):
        if _strikes(trial, forked, room, report):
            report.struck += 1
            return
        report.seen["trials made again"] += 1
    report.missed.append(str(trial))


def _strikes(trial: Trial, forked: Builders, room: Path, report: Report) -> bool:
    directory = start(trial.before, room)
    ended, calls = watched(forked, directory, trial.step, room / "log", [trial.injection])
    old = trial.before
    wrong = judge.violations(directory, old=old, new=old + 1, acknowledged=ended.acknowledged)
    for what in [*wrong, *_unforgiven(trial, ended, calls, room / "index")]:
        report.violate(trial, f"{what} [{ended.said}]")
    report.seen["acknowledged"] += ended.acknowledged
    report.seen["ended by another signal"] += ended.code < 0 and not ended.killed
    return _struck(trial, ended, calls)


def watched(
    forked: Builders, directory: Path, step: str, log: Path, injections: Sequence[str] = ()
) -> tuple[Ended, list[Call]]:
    """How a build in `directory` ended that strace followed from `step` on, and its calls."""
    process = forked.start(directory, step)
    with strace.attached(process, log, injections):
        ended = forked.wait()
    return ended, strace.calls(log)


def _struck(trial: Trial, ended: Ended, calls: Sequence[Call]) -> bool:
    if trial.strike == KILL:
        return ended.killed and any(
            call.name == trial.name and call.number == trial.number for call in calls
        )
    return any("(INJECTED)" in call.text for call in calls if call.name == trial.name)


def _unforgiven(trial: Trial, ended: Ended, calls: Sequence[Call], folder: Path) -> Iterator[str]:
    """A failure that the build went on after, as if what failed were on the disk."""
    if trial.strike == KILL or trial.name not in _NEVER_FORGIVEN:
        return
    failed = [
        call.what
        for call in calls
        if "(INJECTED)" in call.text
        and call.within(folder)
        and layout.WRITER_LOCK not in call.what  # who builds is noted there, for people alone
    ]
    if ended.acknowledged and failed:
        yield f"acknowledged although {', '.join(failed)} failed"


def _plan(
    forked: Builders, before: int, room: Path, strikes: Sequence[str], report: Report
) -> list[tuple[Trial, bool]]:
    """The trials that reach every call which changes an index of `before` generations, and whether
    each strikes where a generation is published."""
    known: dict[tuple[str, int], Trial | None] = {}
    publishing: set[Trial] = set()
    for step in STEPS:
        directory = start(before, room)
        _, calls = watched(forked, directory, step, room / "log")
        for key, call, first in _from_the_end(calls, room / "index"):
            if first and known.get(key) is None:
                known[key] = trial = Trial(before, step, call.name, call.number, KILL)
                publishing |= {trial} if _publishes(call, directory) else set()
            known.setdefault(key, None)
    reached = dict.fromkeys(trial for trial in known.values() if trial)
    report.seen[f"calls over {before} generations"] = len(known)
    report.seen[f"of them reached over {before}"] = len(reached)
    report.unreached += [what for (what, _), trial in known.items() if trial is None]
    return [
        (replace(trial, strike=strike), trial in publishing)
        for trial in reached
        for strike in strikes
        if strike != FULL or trial.name in _SPACE_TAKING
    ]


def _publishes(call: Call, directory: Path) -> bool:
    """Whether it changes a name or a file beside the generations, not within one."""
    home = str(directory / corpus.NAME)
    return any(os.path.dirname(path) == home or home.startswith(path) for path in call.paths)


def _from_the_end(
    calls: Sequence[Call], folder: Path
) -> Iterator[tuple[tuple[str, int], Call, bool]]:
    """Each call that changes the index, under a key that is the same in every log (its words, and
    how many like it follow), and whether it is the first of its name and number in any thread."""
    first: dict[tuple[str, int], Call] = {}
    for call in calls:
        first.setdefault((call.name, call.number), call)
    behind: Counter[str] = Counter()
    keyed = []
    for call in reversed(calls):
        if call.mutates and call.within(folder):
            behind[call.what] += 1
            key = (call.what, behind[call.what])
            keyed.append((key, call, first[call.name, call.number] is call))
    yield from reversed(keyed)
