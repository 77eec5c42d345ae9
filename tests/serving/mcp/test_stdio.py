"""Claims about `speechrag mcp`: nothing but the protocol on standard output, and a prompt end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from mcp import StdioServerParameters

from rag.settings import Settings
from tests.built import SAMPLES, build_index
from tests.serving.mcp.clients import Call, calls, over_stdio, words_of
from tests.serving.mcp.test_http import HELLO, QUESTION, call, listed

PROGRAM = ["-m", "rag", "mcp"]
SECONDS = 60
INITIALIZED: dict[str, object] = {"jsonrpc": "2.0", "method": "notifications/initialized"}


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp") / "indexes"
    for name, file in (("default", "minghu-2026.txt"), ("songling", "songling-2026.md")):
        build_index(Settings.model_validate({"indexes": folder, "name": name}), SAMPLES / file)
    return folder


def started(indexes: Path, *options: str, **settings: str) -> StdioServerParameters:
    arguments = [*PROGRAM, "--indexes", str(indexes), *options]
    env = os.environ | {"PYTHONUTF8": "1"} | settings
    return StdioServerParameters(command=sys.executable, args=arguments, env=env)


def process(indexes: Path, **settings: str) -> subprocess.Popen[bytes]:
    given = started(indexes, **settings)
    return subprocess.Popen(
        [given.command, *given.args],
        env=given.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def line(message: dict[str, object]) -> bytes:
    return json.dumps(message).encode() + b"\n"


def test_an_assistant_asks_over_standard_input_and_gets_absolute_links(indexes: Path) -> None:
    command = started(indexes, SPEECHRAG_PORT="8123")
    [answer, refused] = over_stdio(
        command, calls(("ask_speeches", {"question": QUESTION}), ("read_document", {}))
    )
    assert answer.structured_content is not None
    assert "每立方米42微克" in words_of(answer)
    for citation in answer.structured_content["citations"]:
        assert citation["permalink"].startswith("http://127.0.0.1:8123/documents/")
        assert citation["permalink"] in words_of(answer)
    assert refused.is_error
    assert words_of(refused).startswith("document: ")


def test_another_index_of_the_folder_can_be_asked(indexes: Path) -> None:
    wanted: list[Call] = [
        ("search_speeches", {"query": "affordable housing", "limit": 1, "index": "songling"}),
        ("search_speeches", {"query": "affordable housing", "index": "../elsewhere"}),
    ]
    [found, refused] = over_stdio(started(indexes), calls(*wanted))
    assert found.structured_content is not None
    [hit] = found.structured_content["hits"]
    assert hit["passage"]["document"]["file"] == "songling-2026.md"
    assert hit["permalink"].startswith("http://127.0.0.1:8000/indexes/songling/documents/")
    assert refused.is_error
    assert words_of(refused).endswith("there is default, songling")


def test_what_the_readme_has_assistants_start_is_what_there_is(indexes: Path) -> None:
    text = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    first, second = re.findall(r"```json\n(\{\n  \"mcpServers\".*?)```", text, re.DOTALL)
    said = json.loads(first)["mcpServers"]["speechrag"]
    assert said["command"].endswith("/.venv/bin/speechrag")
    options = [str(indexes) if "/indexes" in one else one for one in said["args"]]
    command = started(indexes)
    command.args = ["-m", "rag", *options]
    assert len(over_stdio(command, listed).tools) == 5
    assert json.loads(second)["mcpServers"]["speechrag"]["url"].endswith("/mcp")


def test_without_an_index_the_tools_are_there_and_say_what_to_do(tmp_path: Path) -> None:
    tools = over_stdio(started(tmp_path), listed).tools
    assert len(tools) == 5
    command = started(tmp_path, SPEECHRAG_PUBLIC_URL="https://speeches.example/reader/")
    [failed] = over_stdio(command, calls(("search_speeches", {"query": "学校"})))
    assert failed.is_error
    assert "speechrag index" in words_of(failed)


def test_standard_output_holds_the_protocol_alone_and_the_end_of_input_is_the_end(
    indexes: Path,
) -> None:
    with process(indexes) as served:
        told, said = served.communicate(line(HELLO), timeout=SECONDS)
    assert served.returncode == 0, said.decode()
    messages = [json.loads(text) for text in told.splitlines()]
    assert [message["id"] for message in messages] == [1]
    assert messages[0]["result"]["serverInfo"]["name"] == "speechrag"
    assert b"Traceback" not in said


def test_what_is_no_json_does_not_end_it(indexes: Path) -> None:
    with process(indexes) as served:
        given = b"hello\n\xff\xfe\n" + line(HELLO)
        told, _ = served.communicate(given, timeout=SECONDS)
    assert served.returncode == 0
    replies = [json.loads(text) for text in told.splitlines()]
    assert replies[-1]["id"] == 1


def test_the_end_of_input_does_not_wait_for_a_language_model(indexes: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = {
            "SPEECHRAG_ANSWERER": "llm",
            "SPEECHRAG_LLM_BASE_URL": f"http://127.0.0.1:{silent.getsockname()[1]}/v1",
            "SPEECHRAG_LLM_MODEL": "m",
            "SPEECHRAG_LLM_FIRST_TOKEN_SECONDS": "1000",
            "SPEECHRAG_LLM_TOTAL_SECONDS": "1000",
        }
        with process(indexes, **settings) as served:
            assert served.stdin is not None
            # No row of the table of figures answers it, so that the model is asked.
            question = call("ask_speeches", question="Why did traffic get better in Minghu?")
            served.stdin.write(line(HELLO) + line(INITIALIZED) + line(question))
            served.stdin.flush()
            silent.settimeout(SECONDS)
            asked, _ = silent.accept()
            served.stdin.close()
            served.wait(timeout=SECONDS)
            asked.close()
    assert served.returncode == 0


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_though_standard_input_stays_open(
    indexes: Path, stop: signal.Signals
) -> None:
    with process(indexes) as served:
        assert served.stdin is not None
        assert served.stdout is not None
        served.stdin.write(line(HELLO))
        served.stdin.flush()
        assert json.loads(served.stdout.readline())["id"] == 1
        served.send_signal(stop)
        served.wait(timeout=SECONDS)
        assert served.stderr is not None
        assert b"Traceback" not in served.stderr.read()
    assert served.returncode != 0
