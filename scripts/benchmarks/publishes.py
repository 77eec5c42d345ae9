"""Publishes under load: what a server holds while the index is published again and again.

    python scripts/benchmarks/publishes.py [--publishes 100] [--clients 2]

It starts a server over the sample speeches. Clients ask and search without pause; meanwhile a
speech changes, the index is published, and once the server has taken that up, the next. Each line
tells what the server holds after ten publishes more: memory of its own (`anon`), of mapped files
(`file`) and of copies of the index (`shm`) in MB, descriptors, and files of the index that are
deleted and still mapped. It fails if a request was not answered with 200, or if a deleted file
stayed mapped.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import httpx

from rag.assembly import make_embedder
from rag.ingestion.build import build
from rag.language.vocabulary import Vocabulary
from rag.settings import Settings
from scripts.benchmarks._server import SPEECHES, Server, sample_server
from scripts.benchmarks.soak import ASKS, SEARCHES, gone, status_of

EVERY = 10
TAKEN_UP_SECONDS = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publishes", type=int, default=100)
    parser.add_argument("--clients", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        speeches = Path(shutil.copytree(SPEECHES, Path(folder, "speeches")))
        unlimited = {"SPEECHRAG_RATE_LIMITS": "off", "SPEECHRAG_SEARCH_TIMEOUT_SECONDS": "60"}
        with sample_server(Path(folder), speeches=speeches, settings=unlimited) as server:
            statuses, most_gone = published(server, speeches, options)
    print(f"answers by status: {dict(statuses)}; most deleted files still mapped: {most_gone}")
    return 1 if most_gone or set(statuses) - {200} else 0


def published(
    server: Server, speeches: Path, options: argparse.Namespace
) -> tuple[Counter[int | str], int]:
    """Answers by status or error, and the most deleted files that were mapped at one look."""
    statuses: Counter[int | str] = Counter()
    over = threading.Event()
    clients = [
        threading.Thread(target=ask, args=(server.address, statuses, over, first))
        for first in range(options.clients)
    ]
    for client in clients:
        client.start()
    try:
        return statuses, publish(server, speeches, options.publishes)
    finally:
        over.set()
        for client in clients:
            client.join()


def publish(server: Server, speeches: Path, times: int) -> int:
    print("publishes  anon  file  shm  fds gone", flush=True)
    settings = Settings(indexes=Path(server.environment["SPEECHRAG_INDEXES"]))
    embedder, most_gone = make_embedder(settings), 0
    for number in range(1, times + 1):
        text = f"云溪市政府工作报告\n\n2026年1月\n\n全市新建公园{number}座。\n"
        (speeches / "changing.txt").write_text(text, "utf-8")
        report = build(
            [speeches],
            directory=settings.indexes,
            name=settings.name,
            embedder=embedder,
            vocabulary=Vocabulary.bundled(),
        )
        wait_for(server.address, report.generation)
        if number % EVERY == 0:
            anon, mapped, copied, _ = status_of(server.pid)
            descriptors, left = len(os.listdir(f"/proc/{server.pid}/fd")), gone(server.pid)
            most_gone = max(most_gone, left)
            held = f"{anon:5.0f} {mapped:5.0f} {copied:4.0f} {descriptors:4} {left:4}"
            print(f"{number:9} {held}", flush=True)
    return most_gone


def wait_for(address: str, generation: int) -> None:
    """Until the server answers from that generation, and those who used the last have ended."""
    give_up = time.monotonic() + TAKEN_UP_SECONDS
    while httpx.get(f"{address}/readyz").json()["index"]["generation"] != generation:
        if time.monotonic() > give_up:
            raise SystemExit(f"the server did not take up generation {generation}")
        time.sleep(0.05)
    time.sleep(1.0)


def ask(address: str, statuses: Counter[int | str], over: threading.Event, first: int) -> None:
    requests = [("/v1/ask", {"question": str(body["question"])}) for body in ASKS]
    requests += [("/v1/search", {"query": query}) for query in SEARCHES]
    with httpx.Client(base_url=address, trust_env=False, timeout=90) as client:
        for path, body in itertools.islice(itertools.cycle(requests), first, None):
            if over.is_set():
                return
            try:
                statuses[client.post(path, json=body).status_code] += 1
            except httpx.HTTPError as error:
                statuses[type(error).__name__] += 1


if __name__ == "__main__":
    sys.exit(main())
