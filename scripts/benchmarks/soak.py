"""A soak of the service: steady requests for minutes while the index is built again and again.

    python scripts/benchmarks/soak.py [--seconds 300] [--rate 50] [--asks 5] [--rebuild 10]

It starts a server over the sample speeches. Requests go out at a fixed rate, whether or not those
before are answered: so many asks a second, and for the rest searches, documents and pages. Every so
many seconds a speech changes and the index is built anew, by the command line. Each line of the
table tells what came since the line before, and what the server holds then: memory of its own
(`anon`), of mapped files (`file`) and of copies of the index (`shm`) in MB, descriptors, files of
the index that are deleted and still mapped, threads, the generation that answers, and the load of
the machine. It fails if a request was not answered with 200.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from scripts.benchmarks._server import SPEECHES, Server, sample_server

LINE_SECONDS = 30.0
TIMEOUT_SECONDS = 30.0
ASKS: Sequence[dict[str, Any]] = (
    {"question": "澄川市轻轨什么时候通车？"},
    {"question": "各地PM2.5下降了多少？"},
    {"question": "What was achieved in affordable housing?", "stream": True},
    {"question": "明湖区2025年新增了多少公办幼儿园学位？", "stream": True},
    {"question": "How many schools are planned for 2026?"},
)
SEARCHES = ("拆除违法建设", "affordable housing", "外贸进出口", "new schools", "空气质量")
Request = tuple[str, str, dict[str, Any] | None]


@dataclass
class Seen:
    """The requests since the last line, and those of the whole run that failed."""

    seconds: list[float] = field(default_factory=list)
    answered: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    rebuilds: int = 0
    held: list[tuple[float, float, int]] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--rate", type=int, default=50, help="requests a second")
    parser.add_argument("--asks", type=int, default=5, help="asks among them")
    parser.add_argument("--rebuild", type=float, default=10, help="seconds between rebuilds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        speeches = Path(shutil.copytree(SPEECHES, Path(folder, "speeches")))
        with sample_server(Path(folder), speeches=speeches) as server:
            seen = asyncio.run(soak(server, speeches, options))
        return report(seen, server.log.read_text("utf-8", "replace"))


async def soak(server: Server, speeches: Path, options: argparse.Namespace) -> Seen:
    seen = Seen()
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=2)
    async with httpx.AsyncClient(
        base_url=server.address, trust_env=False, timeout=TIMEOUT_SECONDS, limits=limits
    ) as client:
        listed = (await client.get("/v1/documents")).raise_for_status().json()
        requests = mixed([document["id"] for document in listed["documents"]], options)
        over = time.monotonic() + options.seconds
        async with asyncio.TaskGroup() as group:
            group.create_task(send(client, requests, options.rate, over, seen))
            group.create_task(rebuild(server, speeches, options.rebuild, over, seen))
            group.create_task(watch(client, server.pid, over, seen))
    return seen


def mixed(ids: Sequence[str], options: argparse.Namespace) -> Iterator[Request]:
    """Requests without end: of each second's, so many asks, and the others in turn."""
    asks: Iterator[Request] = itertools.cycle(("POST", "/v1/ask", body) for body in ASKS)
    others: list[Request] = [("POST", "/v1/search", {"query": query}) for query in SEARCHES]
    others += [("GET", "/v1/documents", None), ("GET", "/", None), ("GET", "/readyz", None)]
    others += [("GET", f"/v1/documents/{id}", None) for id in ids[:4]]
    others += [("GET", f"/v1/documents/{id}/text", None) for id in ids[:4]]
    others += [("GET", f"/documents/{id}?c=0-20#c", None) for id in ids[:4]]
    others += [("GET", "/static/app.js", None), ("GET", "/metrics", None)]
    rest = itertools.cycle(others)
    every = max(1, options.rate // options.asks)
    for number in itertools.count():
        yield next(asks if number % every == 0 else rest)


async def send(
    client: httpx.AsyncClient, requests: Iterator[Request], rate: int, over: float, seen: Seen
) -> None:
    started = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for number in itertools.count():
            due = started + number / rate
            if due >= over:
                return
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            group.create_task(ask(client, next(requests), due, seen))


async def ask(client: httpx.AsyncClient, request: Request, due: float, seen: Seen) -> None:
    """Sends one request; the time counts from when it was due."""
    method, path, body = request
    try:
        response = await client.request(method, path, json=body)
        broken = response.status_code != 200 or "event: error" in response.text
        failure = f"{method} {path}: {response.status_code} {code_in(response.text)}"
    except httpx.HTTPError as error:
        broken, failure = True, f"{method} {path}: {type(error).__name__}"
    if broken:
        seen.failures[failure] += 1
    else:
        seen.answered += 1
    seen.seconds.append(time.monotonic() - due)


def code_in(text: str) -> str:
    """The code of the problem in a response; empty if it has none."""
    found = re.search(r'"code":"([a-z_-]+)"', text)
    return found[1] if found else ""


async def rebuild(server: Server, speeches: Path, every: float, over: float, seen: Seen) -> None:
    for number in itertools.count(1):
        await asyncio.sleep(every)
        if time.monotonic() >= over:
            return
        text = f"云溪市政府工作报告\n\n2026年1月\n\n全市新建公园{number}座。\n"
        (speeches / "changing.txt").write_text(text, "utf-8")
        command = [sys.executable, "-m", "rag", "index", str(speeches), "--json"]
        process = await asyncio.create_subprocess_exec(
            *command, env=server.environment, stdout=asyncio.subprocess.DEVNULL
        )
        if await process.wait():
            seen.failures["rebuild"] += 1
        seen.rebuilds += 1


async def watch(client: httpx.AsyncClient, pid: int, over: float, seen: Seen) -> None:
    print("seconds requests failed p50ms p99ms  anon  file  shm  fds gone threads generation load")
    started = time.monotonic()
    while time.monotonic() < over:
        await asyncio.sleep(LINE_SECONDS)
        taken, seen.seconds = seen.seconds or [0.0], []
        anon, mapped, copied, threads = status_of(pid)
        descriptors = len(os.listdir(f"/proc/{pid}/fd"))
        seen.held.append((anon, mapped, descriptors))
        ready = (await client.get("/readyz")).json()
        print(
            f"{time.monotonic() - started:7.0f} {len(taken):8} {sum(seen.failures.values()):6} "
            f"{1000 * statistics.median(taken):5.0f} {1000 * percentile(taken, 0.99):5.0f} "
            f"{anon:5.0f} {mapped:5.0f} {copied:4.0f} {descriptors:4} {gone(pid):4} {threads:7} "
            f"{ready['index']['generation']:10} {os.getloadavg()[0]:4.1f}",
            flush=True,
        )


def status_of(pid: int) -> tuple[float, float, float, int]:
    """MB of its own, MB of mapped files, MB of copies, and threads of a process."""
    text = Path(f"/proc/{pid}/status").read_text("utf-8")
    told = dict(re.findall(r"^(\w+):\s+(\d+)", text, re.MULTILINE))
    anon, mapped, copied = (int(told[f"Rss{kind}"]) / 1024 for kind in ("Anon", "File", "Shmem"))
    return anon, mapped, copied, int(told["Threads"])


def gone(pid: int) -> int:
    """How many deleted files of an index a process still maps."""
    maps = Path(f"/proc/{pid}/maps").read_text("utf-8", "replace").splitlines()
    return sum("/indexes/" in line and line.endswith("(deleted)") for line in maps)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def report(seen: Seen, log: str) -> int:
    failed = sum(seen.failures.values())
    print(f"{seen.answered} answered, {failed} failed, {seen.rebuilds} rebuilds")
    for failure, count in seen.failures.most_common(10):
        print(f"  {count} x {failure}")
    bad = [line for line in log.splitlines() if " WARNING " in line or " ERROR " in line]
    print(f"{len(log.splitlines())} lines in the log, {len(bad)} of them warnings or errors")
    for line in bad[:10]:
        print(f"  {line[:200]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
