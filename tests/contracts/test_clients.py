"""The contract with the clients of the development environment, asked through their own packages;
scripts/clients asks the others."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from scripts.benchmarks._server import Server, sample_server
from scripts.contracts.checks import CHECKS, NO, contract
from scripts.contracts.clients import CLIENTS
from scripts.contracts.environments import PROGRAMS
from scripts.contracts.received import CONVERSATIONS, shown
from scripts.contracts.results import kept, table

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
HERE = {"openai-python-chat": "openai", "openai-python-responses": "openai", "mcp": "mcp"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sample_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.mark.parametrize("key", HERE)
def test_a_client_carries_all_of_an_answer(key: str, server: Server) -> None:
    if find_spec(HERE[key]) is None:
        pytest.skip(f"{HERE[key]} is not installed")
    client = CLIENTS[key]
    task = {
        "base": f"{server.address}/v1",
        "model": "speechrag",
        "variant": client.variant,
        "conversations": CONVERSATIONS,
    }
    program = [sys.executable, str(PROGRAMS / client.program), json.dumps(task)]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    received: dict[str, Any] = json.loads(done.stdout)["received"]
    told = contract({name: shown(one) for name, one in received.items()}, server.address)
    lost = [name for name, check in CHECKS.items() if check(told) == NO]
    assert set(lost) <= client.lacks


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_every_client_has_its_program_and_was_tried(client: Any) -> None:
    assert (PROGRAMS / client.program).is_file()
    assert kept()[client.key]["client"] == client.name


def test_the_table_in_the_readme_is_what_was_measured() -> None:
    assert table() in README
