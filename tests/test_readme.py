"""Claims about README.md: its commands run, its answers are current, its settings exist."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from tests.programs import maker

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROGRAMS = Path(sys.executable).parent
START_SECONDS = 60
PYTHON = [sys.executable, "-W", "error", "-c"]
# The keys by which a retrieved passage gives its source.
PLACE = {"title", "date", "region", "heading", "start", "end", "permalink", "score"}


def blocks(mark: str) -> list[tuple[str, str]]:
    """(language, text) of each fenced block below `<!-- mark -->`."""
    return re.findall(rf"<!-- {mark} -->\n+```(\w+)\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a checkout after scripts/quickstart, but without an index."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(PROGRAMS)
    for name in ("rag", "scripts"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(program: list[str], checkout: Path) -> str:
    """The output of `program`, run in the checkout."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        program,
        cwd=checkout,
        env=os.environ | {"PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{program[-1]}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def indexed(checkout: Path) -> Path:
    run(["speechrag", "index", "rag/samples/speeches"], checkout)
    run(["speechrag", "index", "--name", "samples", "rag/samples/speeches"], checkout)
    return checkout


@pytest.fixture(scope="module")
def port(indexed: Path) -> Iterator[int]:
    """The port of a server over the samples."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    server = subprocess.Popen(
        [PROGRAMS / "speechrag", "serve", "--port", str(number)],
        cwd=indexed,
        env=os.environ | {"SPEECHRAG_ADMIN_KEYS": "some-longer-secret"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{number}/readyz")
        yield number
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url: str) -> None:
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < give_up, "the server did not start"
            time.sleep(0.1)


@pytest.mark.parametrize("block", [text for language, text in blocks("tested") if language == "sh"])
def test_the_commands_run(indexed: Path, block: str) -> None:
    assert "[1]" in run(["sh", "-ec", block], indexed)


@pytest.mark.parametrize(
    "block", [text for language, text in blocks("tested") if language == "python"]
)
def test_the_programs_run(indexed: Path, block: str) -> None:
    assert "[1]" in run([*PYTHON, block], indexed)


@pytest.mark.parametrize(
    ("package", "check"),
    [
        (
            "langchain-core",
            "found = retriever.invoke('保障性住房')\n"
            "again = [(d.id, d.page_content, d.metadata) for d in found]\n",
        ),
        (
            "llama-index-core",
            "found = retriever.retrieve('保障性住房')\n"
            "again = [(r.node_id, r.text, r.metadata) for r in found]\n"
            "assert [r.score for r in found] == [r.metadata['score'] for r in found]\n",
        ),
    ],
    ids=["langchain", "llama-index"],
)
def test_the_retrievers_give_the_passages_with_their_places(
    indexed: Path, package: str, check: str
) -> None:
    try:
        version(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed; it is in the extra dev")
    ((_, block),) = blocks(f"tested with {package}")
    same = (
        "hits = speechrag.open('indexes/default').search('保障性住房')\n"
        "assert again == [(hit.id, hit.text, hit.metadata()) for hit in hits]\n"
        f"assert {PLACE!r} <= again[0][2].keys(), again[0][2]\n"
        "print(len(again))\n"
    )
    printed = run([*PYTHON, block + check + same], indexed)
    assert printed.splitlines()[-1] == "8"
    assert "2025" in printed


@pytest.mark.parametrize(("language", "block"), blocks("tested with a server"))
def test_what_asks_a_server_is_answered(
    indexed: Path, port: int, language: str, block: str
) -> None:
    text = block.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    if language == "sh":
        if shutil.which("curl") is None:
            pytest.skip("curl is not installed")
        said = run(["sh", "-euc", text.replace("curl -s", "curl -sS --fail-with-body")], indexed)
        assert '"citations":[{' in said.replace(" ", "")
    else:
        assert "](" in run([sys.executable, "-c", text], indexed)


@pytest.mark.parametrize("shown", [text for _, text in blocks("answer")])
def test_an_answer_shown_is_the_answer_printed(indexed: Path, shown: str) -> None:
    command, expected = shown.split("\n", 1)
    asked = re.fullmatch(r'\$ speechrag ask --name samples "(.*)"', command)
    assert asked is not None
    printed = run(["speechrag", "ask", "--name", "samples", asked[1]], indexed)
    same = cited(printed) == cited(expected)
    assert same, f"the answer has changed; if for the better, run scripts/readme:\n{printed}"


def cited(printed: str) -> list[str]:
    """The statements and quotations: the lines that carry a citation number."""
    return [line for line in printed.splitlines() if re.search(r"\[[0-9]+\]", line)]


def test_the_settings_listed_are_those_that_exist() -> None:
    table = maker("readme").settings_table()
    assert table in README, "the settings have changed: run .venv/bin/python scripts/readme"
