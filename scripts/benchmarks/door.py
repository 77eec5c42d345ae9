"""A benchmark of the door: honest requests while others hold hundreds of connections open.

    python scripts/benchmarks/door.py [--seconds 60] [--idle 200] [--dripping 200]
        [--descriptors 256]

It starts a server over the sample speeches that may open only so many descriptors. Idle clients
connect and send nothing; dripping ones send a header byte by byte; each connects again when it is
closed. Meanwhile honest clients ask, search and read. It prints how many of their requests were
answered and how fast, and what the server held and wrote into its log. It fails if a request of an
honest client was not answered with 200.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

SPEECHES = Path(__file__).resolve().parents[2] / "rag/samples/speeches"
DRIP = itertools.cycle(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Drip: " + b"a" * 60)
DRIP_SECONDS = 0.5
PAUSE_SECONDS = 0.2
REQUESTS: tuple[tuple[str, str, object], ...] = (
    ("GET", "/livez", None),
    ("POST", "/v1/search", {"query": "拆除违法建设"}),
    ("GET", "/v1/documents", None),
    ("POST", "/v1/ask", {"question": "PM2.5下降了多少？"}),
    ("GET", "/", None),
    ("POST", "/v1/ask", {"question": "What is planned for schools in 2026?", "stream": True}),
)


@dataclass
class Seen:
    """What the honest clients and the watcher saw."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    descriptors: list[int] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    connections: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--idle", type=int, default=200)
    parser.add_argument("--dripping", type=int, default=200)
    parser.add_argument("--descriptors", type=int, default=256)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SPEECHRAG_INDEXES": folder}
        speechrag = [sys.executable, "-m", "rag"]
        subprocess.run(
            [*speechrag, "index", str(SPEECHES), "--json"],
            env=environment, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        port = free_port()
        log = Path(folder, "log")
        limit = (options.descriptors, options.descriptors)
        with log.open("wb") as written:
            server = subprocess.Popen(
                [*speechrag, "serve", "--port", str(port)],
                env=environment, stdout=written, stderr=written,
                preexec_fn=partial(resource.setrlimit, resource.RLIMIT_NOFILE, limit),
            )  # fmt: skip
        try:
            seen = asyncio.run(besiege(port, server.pid, options))
        finally:
            server.terminate()
            server.wait(30)
        return report(seen, log.read_text("utf-8", "replace"))


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


async def besiege(port: int, pid: int, options: argparse.Namespace) -> Seen:
    """What was seen while the clients of all kinds were at it."""
    await ready(port)
    seen = Seen()
    rude = [asyncio.create_task(idle(port, seen)) for _ in range(options.idle)]
    rude += [asyncio.create_task(dripping(port, seen)) for _ in range(options.dripping)]
    await asyncio.sleep(2)
    over = time.monotonic() + options.seconds
    await asyncio.gather(
        honest(port, over, seen), returning(port, over, seen), watch(pid, over, seen)
    )
    for task in rude:
        task.cancel()
    await asyncio.wait(rude, timeout=10)
    return seen


async def ready(port: int) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        for _ in range(600):
            with suppress(httpx.TransportError):
                if (await client.get("/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.1)
    raise SystemExit("the server did not start")


async def idle(port: int, seen: Seen) -> None:
    """Connects and waits to be closed, again and again."""
    while True:
        await until_closed(port, seen, drips=False)


async def dripping(port: int, seen: Seen) -> None:
    """Sends a header byte by byte, again and again."""
    while True:
        await until_closed(port, seen, drips=True)


async def until_closed(port: int, seen: Seen, *, drips: bool) -> None:
    with suppress(OSError):
        reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 10)
        seen.connections += 1
        closed = asyncio.create_task(reader.read())
        try:
            while not closed.done():
                if drips:
                    writer.write(bytes([next(DRIP)]))
                await asyncio.wait((closed,), timeout=DRIP_SECONDS)
        finally:
            closed.cancel()
            writer.transport.abort()
            await asyncio.gather(closed, return_exceptions=True)
    await asyncio.sleep(DRIP_SECONDS)


async def honest(port: int, over: float, seen: Seen) -> None:
    """One request after the other, each through a connection of its own."""
    for request in itertools.cycle(REQUESTS):
        if time.monotonic() > over:
            return
        async with client_of(port) as client:
            await asked(client, request, seen)
        await asyncio.sleep(PAUSE_SECONDS)


async def returning(port: int, over: float, seen: Seen) -> None:
    """One request after the other, all through the connection of one client."""
    async with client_of(port) as client:
        for request in itertools.cycle(REQUESTS):
            if time.monotonic() > over:
                return
            await asked(client, request, seen)
            await asyncio.sleep(PAUSE_SECONDS)


def client_of(port: int) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30)


async def asked(client: httpx.AsyncClient, request: tuple[str, str, object], seen: Seen) -> None:
    method, path, body = request
    begun = time.perf_counter()
    try:
        answer = await client.request(method, path, json=body)
        if answer.status_code != 200:
            seen.failures.append(f"{method} {path}: {answer.status_code}")
    except httpx.TransportError as error:
        seen.failures.append(f"{method} {path}: {type(error).__name__}")
    seen.seconds.append(time.perf_counter() - begun)


async def watch(pid: int, over: float, seen: Seen) -> None:
    while time.monotonic() < over:
        seen.descriptors.append(len(os.listdir(f"/proc/{pid}/fd")))
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        seen.megabytes.append(pages * resource.getpagesize() / 2**20)
        await asyncio.sleep(0.5)


def report(seen: Seen, log: str) -> int:
    milliseconds = sorted(1000 * seconds for seconds in seen.seconds)
    print(f"honest requests   {len(milliseconds)}, not answered {len(seen.failures)}")
    for failure in sorted(set(seen.failures)):
        print(f"                  {seen.failures.count(failure)} x {failure}")
    slow = milliseconds[int(0.99 * len(milliseconds))]
    print(
        f"milliseconds      {statistics.median(milliseconds):.0f} in the middle, {slow:.0f} for "
        f"99 %, {milliseconds[-1]:.0f} at most"
    )
    print(f"rude connections  {seen.connections}")
    print(f"descriptors       {min(seen.descriptors)} to {max(seen.descriptors)}")
    quarters = seen.megabytes[:: max(1, len(seen.megabytes) // 4)]
    print(f"memory, MiB       {', then '.join(f'{size:.0f}' for size in quarters)}")
    requests = log.count(" status=200")
    print(f"lines of the log  {log.count(chr(10))}, of them {requests} for requests answered")
    return 1 if seen.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
