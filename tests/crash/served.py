"""A program that publishes every two seconds under a server that is asked all the time.

Every build changes one figure of one speech. Each answer must be given with status 200, and must
quote the figure of the very generation that it says it is from. What the server holds, memory and
descriptors, must not grow.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from scripts.benchmarks._server import SPEECHES, Server, sample_server
from tests.crash.report import Report

EVERY_SECONDS = 2.0
ASKERS = 2
QUESTION = "澄明市新建公园多少座？"
# What may be held more in the second half than in the first: what pools and caches still take.
MORE_DESCRIPTORS, MORE_MEGABYTES = 8, 64
_MARK = re.compile(r"新建公园(\d+)座")
_MEMORY = re.compile(r"RssAnon:\s+(\d+) kB")


def served(room: Path, *, seconds: float) -> Report:
    """Ask and publish for so long."""
    report = Report("served")
    speeches = Path(shutil.copytree(SPEECHES, room / "speeches"))
    marks = {1: _change(speeches, 1)}
    told = Told()
    with (
        sample_server(room, speeches=speeches, settings={"SPEECHRAG_RATE_LIMITS": "off"}) as server,
        _asked(server, told),
    ):
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            due = time.monotonic() + EVERY_SECONDS
            _publish(server, speeches, marks, report)
            told.held.append(_held(server))
            time.sleep(max(0.0, due - time.monotonic()))
    for wrong in [*told.wrong(marks), *_grown(told.held)]:
        report.violate(0, wrong)
    report.seen["answers"] = len(told.answers)
    report.seen["generations that answered"] = len({answer[0] for answer in told.answers})
    report.seen["MB at the end"] = told.held[-1][0]
    report.seen["descriptors at the end"] = told.held[-1][1]
    return report


@dataclass
class Told:
    """What the server told: generation and quoted figures of each answer, failures, and memory (MB)
    and descriptors after each publishing."""

    answers: list[tuple[int, frozenset[int]]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    held: list[tuple[int, int]] = field(default_factory=list)

    def wrong(self, marks: dict[int, int]) -> Iterator[str]:
        yield from self.failures
        for generation, quoted in self.answers:
            if quoted != {marks.get(generation)}:
                yield f"generation {generation} holds {marks.get(generation)}, quoted is {quoted}"


def _change(speeches: Path, mark: int) -> int:
    text = f"澄明市政府工作报告\n\n2026年1月\n\n全市新建公园{mark}座，绿化面积继续扩大。\n"
    (speeches / "changing.txt").write_text(text, "utf-8")
    return mark


def _publish(server: Server, speeches: Path, marks: dict[int, int], report: Report) -> None:
    mark = _change(speeches, 10 + report.trials)
    command = [sys.executable, "-m", "rag", "index", str(speeches), "--json"]
    built = subprocess.run(command, env=server.environment, capture_output=True, text=True)
    report.trials += 1
    if built.returncode:
        report.violate(report.trials, f"a build failed: {built.stderr[-500:]}")
        return
    # Readers may already have this generation: what they tell is compared in the end.
    marks[json.loads(built.stdout)["generation"]] = mark
    report.struck += 1


@contextmanager
def _asked(server: Server, told: Told) -> Iterator[None]:
    """Askers ask, for as long as the context lasts."""
    ended = threading.Event()
    threads = [threading.Thread(target=_ask, args=[server, told, ended]) for _ in range(ASKERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _ask(server: Server, told: Told, ended: threading.Event) -> None:
    with httpx.Client(base_url=server.address, trust_env=False, timeout=60) as client:
        while not ended.is_set():
            try:
                reply = client.post("/v1/ask", json={"question": QUESTION})
            except httpx.HTTPError as error:
                told.failures.append(f"no answer: {type(error).__name__}: {error}")
                continue
            if reply.status_code != 200:
                told.failures.append(f"status {reply.status_code}: {reply.text[:200]}")
                continue
            body = reply.json()
            quotes = " ".join(citation["quote"] for citation in body["citations"])
            figures = frozenset(int(mark) for mark in _MARK.findall(quotes))
            told.answers.append((body["index"]["generation"], figures))


def _held(server: Server) -> tuple[int, int]:
    """Megabytes and descriptors of the server."""
    process = Path("/proc", str(server.pid))
    match = _MEMORY.search((process / "status").read_text())
    assert match is not None
    return int(match[1]) // 1024, len(list((process / "fd").iterdir()))


def _grown(held: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Whether the last quarter holds more than the second: the first only warms up."""
    quarter = len(held) // 4
    if not quarter:
        return
    for what, most, values in zip(
        ("megabytes", "descriptors"),
        (MORE_MEGABYTES, MORE_DESCRIPTORS),
        zip(*held, strict=True),
        strict=True,
    ):
        before = statistics.median(values[quarter : 2 * quarter])
        after = statistics.median(values[-quarter:])
        if after > before + most:
            yield f"the server held {before} {what}, and {after} in the end"
