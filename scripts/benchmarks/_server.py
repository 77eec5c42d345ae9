"""A real server over the sample speeches, for the programs beside this one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SPEECHES = Path(__file__).resolve().parents[2] / "rag/samples/speeches"
START_SECONDS = 60
UNSET: Mapping[str, str] = {}


@dataclass(frozen=True)
class Server:
    """Its address, process id, settings and the file that holds its log."""

    address: str
    pid: int
    environment: dict[str, str]
    log: Path


def build(environment: dict[str, str], speeches: Path) -> None:
    """Index `speeches`."""
    command = [sys.executable, "-m", "rag", "index", str(speeches), "--json"]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def sample_server(
    folder: Path, *, speeches: Path = SPEECHES, settings: Mapping[str, str] = UNSET
) -> Iterator[Server]:
    """A server over an index that is built in `folder`, for as long as the context lasts."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SPEECHRAG_")}
    told = {"SPEECHRAG_INDEXES": str(folder / "indexes"), "SPEECHRAG_PORT": str(port)}
    environment = {**kept, **told, **settings}
    build(environment, speeches)
    log = folder / "log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "rag", "serve"], env=environment, stdout=written, stderr=written
        )
    try:
        server = Server(f"http://127.0.0.1:{port}", process.pid, environment, log)
        wait_until_ready(server.address)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_until_ready(address: str) -> None:
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > give_up:
                raise SystemExit("the server did not start") from None
            time.sleep(0.1)
