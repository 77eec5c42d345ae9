"""The check that the wheel alone works, with its size and its times.

    .venv/bin/python scripts/upkeep/wheel_check.py [EXTRA ...]

It builds the wheel and installs it into an empty virtual environment (this needs the network, or a
pip that works without). Then it cuts the network, indexes the samples, asks, serves, and chats over
plain HTTP. `unshare` (Linux) cuts the network with a namespace; without `unshare` the check says
that the network was not cut.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "明湖区2025年PM2.5下降了多少？"
FACT = "每立方米42微克"
SECONDS = 120
ALONE = ("unshare", "--map-root-user", "--net")
# Constants that bring up the loopback in an empty namespace (linux/sockios.h, linux/if.h).
_SET_FLAGS, _UP = 0x8914, 0x1


def main(extras: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        wheel = built(work)
        python = installed(work / "environment", wheel, extras)
        shutil.copytree(ROOT / "rag" / "samples" / "speeches", work / "speeches")
        here = [str(Path(__file__).resolve()), "--offline", str(python), str(work)]
        cut = can_cut_the_network()
        command = [*(ALONE if cut else ()), sys.executable, *here]
        subprocess.run(command, cwd=work, check=True)
        print("network: cut" if cut else "network: NOT cut (no unshare here)")


def built(work: Path) -> Path:
    """The wheel of this checkout."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(work)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next(work.glob("*.whl"))
    print(f"wheel: {wheel.stat().st_size / 1e6:.1f} MB")
    return wheel


def installed(folder: Path, wheel: Path, extras: Sequence[str]) -> Path:
    """The Python of a new environment that holds only the wheel and its dependencies."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    what = f"{wheel}[{','.join(extras)}]" if extras else str(wheel)
    subprocess.run([python, "-m", "pip", "install", "--quiet", what], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))
    print(f"installed: {size / 2**20:.0f} MiB, {time.monotonic() - began:.0f} s, {spent:.0f} s CPU")
    return python


def can_cut_the_network() -> bool:
    if shutil.which(ALONE[0]) is None:
        return False
    return subprocess.run([*ALONE, "true"], capture_output=True).returncode == 0


# --- without the network -------------------------------------------------------------------------


def offline(python: Path, work: Path) -> None:
    """Index, ask, serve and chat with the packages of `python`."""
    if not reaches_beyond():
        bring_loopback_up()
    commands = python.parent / "speechrag"
    for command in (
        ["index", str(work / "speeches")],
        ["ask", QUESTION],
    ):
        began = time.monotonic()
        run = subprocess.run(
            [commands, *command], cwd=work, env=settings(), capture_output=True, text=True
        )
        if run.returncode or (command[0] == "ask" and FACT not in run.stdout):
            sys.exit(f"wheel_check: {command[0]} failed:\n{run.stdout}{run.stderr}")
        print(f"{command[0]}: {time.monotonic() - began:.1f} s")
    with served(commands, work) as address:
        answer = posted(f"{address}/v1/ask", {"question": QUESTION})
        expect("/v1/ask", FACT in answer)
        messages = [{"role": "user", "content": QUESTION}]
        answer = posted(
            f"{address}/v1/chat/completions", {"model": "speechrag", "messages": messages}
        )
        expect(
            "/v1/chat/completions", FACT in json.loads(answer)["choices"][0]["message"]["content"]
        )


def settings() -> dict[str, str]:
    """The environment variables without the settings of this checkout and of the user."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SPEECHRAG_", "PYTHON"))
    }
    return kept | {"PYTHONUTF8": "1"}


def reaches_beyond() -> bool:
    """Whether there is a route to other machines; nobody has this address (RFC 5737)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return False
        return True


def bring_loopback_up() -> None:
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", _UP)
        with contextlib.suppress(
            PermissionError
        ):  # then the loopback belongs to another user, and is up
            fcntl.ioctl(any_socket, _SET_FLAGS, request)


@contextlib.contextmanager
def served(commands: Path, work: Path) -> Iterator[str]:
    """The address of a running service."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = work / "serve.log"
    with log.open("wb") as out:
        service = subprocess.Popen(
            [commands, "serve", "--port", str(port)],
            cwd=work, env=settings(), stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            began = time.monotonic()
            while not is_ready(address):
                if service.poll() is not None or time.monotonic() - began > SECONDS:
                    sys.exit(f"wheel_check: serve failed:\n{log.read_text('utf-8')}")
                time.sleep(0.1)
            print(f"serve: ready after {time.monotonic() - began:.1f} s")
            yield address
        finally:
            service.terminate()
            service.wait()


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def posted(address: str, body: dict[str, Any]) -> str:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=SECONDS) as reply:
        return str(reply.read().decode("utf-8"))


def expect(what: str, is_right: bool) -> None:
    if not is_right:
        sys.exit(f"wheel_check: {what} does not hold {FACT!r}")
    print(f"{what}: right")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--offline"]:
        offline(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(sys.argv[1:])
