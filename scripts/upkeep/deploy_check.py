"""The check that scripts/deploy/ works: the steps of the image, and the recipes for proxies.

    .venv/bin/python -m scripts.upkeep.deploy_check [FOLDER]

FOLDER is where scripts/deploy/install.sh has installed already; without it, it is run (this needs
the network, and a Python that every user may run). Then the samples are indexed and asked over HTTP
and MCP, by a user without rights, where the whole file system but one folder is read-only, and with
the network cut. This needs Linux and root. hadolint, systemd-analyze, nginx and caddy try their
files where they are on the PATH; the check tells what is not there.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from scripts.upkeep.wheel_check import FACT, QUESTION, ROOT, SECONDS, bring_loopback_up, posted

DEPLOY = ROOT / "scripts" / "deploy"
NOBODY = "65534"
KEY = "key-of-the-check"
HELLO = {"protocolVersion": "2025-06-18", "capabilities": {},
         "clientInfo": {"name": "check", "version": "1"}}  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(arguments[0]) if arguments else installed(Path(work) / "speechrag")
        size = sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))
        print(f"installed: {size / 2**20:.0f} MiB")
        lint()
        proxies()
        inside = [sys.executable, "-m", "scripts.upkeep.deploy_check", "--inside", str(folder)]
        if os.getuid() != 0 or not shutil.which("unshare"):
            sys.exit("read-only: NOT checked (needs root on Linux)")
        subprocess.run(["unshare", "--mount", "--net", *inside, work], cwd=ROOT, check=True)


def installed(folder: Path) -> Path:
    began = time.monotonic()
    subprocess.run([DEPLOY / "install.sh", folder], check=True)
    print(f"install.sh: {time.monotonic() - began:.0f} s")
    return folder


def lint() -> None:
    """Have the tools that know these files read them."""
    units = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
    for command, files in (("hadolint", [DEPLOY / "Dockerfile"]), ("systemd-analyze", units)):
        if not shutil.which(command):
            print(f"{command}: not there")
            continue
        verify = ["verify", "--man=no"] if command == "systemd-analyze" else []
        run = subprocess.run([command, *verify, *files], capture_output=True, text=True)
        # The units name a folder that is not on this machine.
        said = [s for s in (run.stdout + run.stderr).splitlines() if "is not executable" not in s]
        expect(f"{command}: {', '.join(file.name for file in files)}", not said, "\n".join(said))


# --- read-only, without a network and without rights ----------------------------------------------


def inside(folder: Path, work: Path) -> None:
    """All that a container does, with only `data` and the temporary folder to write to."""
    bring_loopback_up()
    data, temporary = work / "data", work / "tmp"
    for writable in (data, temporary):
        writable.mkdir()
        os.chown(writable, int(NOBODY), int(NOBODY))
        subprocess.run(["mount", "--bind", writable, writable], check=True)
    shutil.copytree(ROOT / "rag" / "samples" / "speeches", data / "speeches")
    work.chmod(0o755)
    subprocess.run(["mount", "-o", "remount,bind,ro", "/"], check=True)
    ready(folder, data, temporary)


def ready(folder: Path, data: Path, temporary: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
    env = kept | {
        "PATH": f"{folder}/bin:/usr/bin:/bin", "PYTHONUTF8": "1", "TMPDIR": str(temporary),
        "SPEECHRAG_HOST": "0.0.0.0", "SPEECHRAG_PORT": str(port), "SPEECHRAG_API_KEYS": KEY,
        "SPEECHRAG_INDEXES": str(data / "indexes"),
    }  # fmt: skip
    nobody = [
        "setpriv",
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        "--no-new-privs",
    ]
    python = [*nobody, str(folder / "bin" / "python"), "-I"]
    healthy = [*python, str(folder / "bin" / "speechrag-healthy.py")]
    runs = subprocess.run([*python, "-c", ""], env=env)
    expect("everybody may run the Python", runs.returncode == 0, f"{folder}/bin/python")
    written = subprocess.run([*nobody, "touch", str(folder / "x")], capture_output=True)
    expect("the code cannot be written", written.returncode != 0)
    expect("unhealthy without a service", subprocess.run(healthy, env=env).returncode == 1)
    index = [*nobody, "speechrag", "index", str(data / "speeches")]
    subprocess.run(index, env=env, cwd=data, check=True)
    rebuild = [*python, str(folder / "bin" / "speechrag-rebuild.py")]
    run = subprocess.run(rebuild, env=env, cwd=data, capture_output=True, text=True)
    expect("rebuild", "nothing changed" in run.stdout, run.stdout + run.stderr)
    service = subprocess.Popen([*nobody, "speechrag", "serve"], env=env, cwd=data)
    try:
        began = time.monotonic()
        while subprocess.run(healthy, env=env).returncode:
            if service.poll() is not None or time.monotonic() - began > SECONDS:
                sys.exit("deploy_check: serve did not become healthy")
            time.sleep(0.1)
        print(f"healthy after {time.monotonic() - began:.1f} s")
        asked(f"http://127.0.0.1:{port}")
    finally:
        service.terminate()
        service.wait()
    expect("ends when told", service.returncode in (0, -15, 143), str(service.returncode))


def asked(address: str) -> None:
    """Ask by HTTP and by MCP, with the key and without."""
    try:
        posted(f"{address}/v1/ask", {"question": QUESTION})
        expect("a key is needed", False)
    except urllib.error.HTTPError as refused:
        expect("a key is needed", refused.code == 401)
    expect("/v1/ask", FACT in sent(f"{address}/v1/ask", {"question": QUESTION}))
    params = {"name": "ask_speeches", "arguments": {"question": QUESTION}}
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO}
    expect("/mcp initialize", "speechrag" in sent(f"{address}/mcp", hello))
    call = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params}
    result = json.loads(sent(f"{address}/mcp", call))["result"]
    expect("/mcp tools/call", FACT in result["content"][0]["text"])


def sent(address: str, body: object) -> str:
    """What answers `body`, sent with the key."""
    headers = {
        "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
        "Authorization": f"Bearer {KEY}",
    }  # fmt: skip
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=SECONDS) as reply:
        return str(reply.read().decode("utf-8"))


# --- proxies --------------------------------------------------------------------------------------


def proxies() -> None:
    """Run each recipe before a service that holds its second event back until the first one has
    arrived: a proxy that buffers would never end."""
    for name, configured in (("nginx", nginx), ("caddy", caddy)):
        if not shutil.which(name):
            print(f"{name}: not there")
            continue
        with tempfile.TemporaryDirectory() as folder, upstream() as behind:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            command = configured(Path(folder), port, behind.server_address[1])
            proxy = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            try:
                through(name, f"http://127.0.0.1:{port}", behind)
            finally:
                proxy.terminate()
                proxy.wait()


def nginx(folder: Path, port: int, behind: int) -> list[str]:
    recipe = (DEPLOY / "nginx.conf").read_text("utf-8").replace(":8000;", f":{behind};")
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/p;"
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;"
        f"server {{ listen 127.0.0.1:{port};\n{recipe}\n}} }}"
    )
    return ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, port: int, behind: int) -> list[str]:
    recipe = (DEPLOY / "Caddyfile").read_text("utf-8").replace(":8000", f":{behind}")
    recipe = recipe.replace(
        "\nreader.example {", f"\n{{\n\tadmin off\n}}\nhttp://127.0.0.1:{port} {{"
    )
    (folder / "Caddyfile").write_text(recipe)
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


class Upstream(ThreadingHTTPServer):
    """A service of events; `arrived` lets the second one go, `seen` is the last request's head."""

    daemon_threads = True
    arrived: threading.Event
    seen: dict[str, str]


class _Events(BaseHTTPRequestHandler):
    server: Upstream

    def do_GET(self) -> None:
        self.server.seen = {"path": self.path, "host": self.headers["Host"]}
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b"event: sources\ndata: {}\n\n")
        self.server.arrived.wait(SECONDS)
        self.wfile.write(b"event: answer\ndata: {}\n\n")

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def upstream() -> Iterator[Upstream]:
    behind = Upstream(("127.0.0.1", 0), _Events)
    behind.arrived = threading.Event()
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    try:
        yield behind
    finally:
        behind.shutdown()
        behind.server_close()


def through(name: str, address: str, behind: Upstream) -> None:
    began = time.monotonic()
    while True:
        try:
            reply = urllib.request.urlopen(f"{address}/speeches/v1/ask?q=1", timeout=10)
            break
        except OSError:
            if time.monotonic() - began > SECONDS:
                sys.exit(f"deploy_check: {name} did not start")
            time.sleep(0.1)
    with reply:
        expect(f"{name}: the first event arrives by itself", b"sources" in reply.readline())
        behind.arrived.set()
        expect(f"{name}: the last event arrives", b"answer" in reply.read())
    expect(f"{name}: the path is passed on", behind.seen["path"] == "/speeches/v1/ask?q=1")
    expect(f"{name}: the host is passed on", behind.seen["host"] == address.partition("//")[2])
    with urllib.request.urlopen(f"{address}/speeches", timeout=10) as moved:
        expect(f"{name}: /speeches leads to /speeches/", moved.url == f"{address}/speeches/")


def expect(what: str, is_right: bool, why: str = "") -> None:
    if not is_right:
        sys.exit(f"deploy_check: {what}: wrong\n{why}")
    print(f"{what}: right")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(sys.argv[1:])
