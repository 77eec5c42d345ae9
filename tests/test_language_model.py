"""Claims about language model servers: no server, however bad, can spoil an answer."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest

from rag.assembly import assemble_engine
from rag.engine import Engine
from rag.errors import AnswererInterrupted, AnswererUnavailable
from rag.models.llm import OpenAICompatible
from rag.presentation.warnings import warning_words
from rag.settings import Settings
from rag.types.answers import Answer
from rag.types.questions import DEFAULT_LIMIT, Message, Question
from tests.answering.scripted import Pause, Refuse, Reply, Scripted, serving, whole
from tests.built import build_index
from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.test_door import until
from tests.told import values_left_out

SPEECHES = Path(__file__).parents[1] / "rag" / "samples" / "speeches"
ASKED = "2025年明湖区拆除违法建设多少？"
QUESTION = Question(ASKED, language="zh")
FOREVER = Pause(30)
PATIENCE_SECONDS = 40


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings.model_validate({"indexes": tmp_path_factory.mktemp("indexes")})
    build_index(settings)
    return settings


@contextmanager
def engine_with(indexed: Settings, address: str, **changed: Any) -> Iterator[Engine]:
    chosen = {"llm_base_url": address, "llm_model": "tiny", "llm_retries": 0, **changed}
    engine = assemble_engine(indexed.model_copy(update=chosen))
    try:
        yield engine
    finally:
        engine.close()


def answer_from(indexed: Settings, *replies: Reply, **changed: Any) -> tuple[Answer, Scripted]:
    with serving(*replies) as script, engine_with(indexed, script.address, **changed) as engine:
        return engine.ask(QUESTION, answerer="llm", limit=DEFAULT_LIMIT), script


def first_sentence(indexed: Settings) -> str:
    """The first sentence of the extractive answer, which a good model would cite."""
    with engine_with(indexed, "http://127.0.0.1:1/v1") as engine:
        return engine.ask(QUESTION, limit=DEFAULT_LIMIT).statements[0].text


def test_a_model_that_obeys_answers_with_quotations(indexed: Settings) -> None:
    sentence = first_sentence(indexed)
    _, script = answer_from(indexed, whole("NOT_STATED"))
    shown = next(line for line in script.said_to_the_model.splitlines() if sentence[:12] in line)
    pointer = shown.partition(" ")[0]
    answer, _ = answer_from(indexed, whole(f"{sentence}{pointer}\n"))
    assert [statement.text for statement in answer.statements] == [sentence]
    assert answer.citations[0].quote.text == sentence
    assert answer.warnings == tuple(warning for warning in answer.warnings if warning.document)


def test_that_the_sources_do_not_answer_is_believed(indexed: Settings) -> None:
    answer, _ = answer_from(indexed, whole("NOT_STATED"))
    assert answer.status == "unsupported"
    assert answer.warnings == ()
    assert answer.nearest


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ([Refuse(500)], "status 500"),
        ([FOREVER], "did not begin"),
        ([b"\xff\xfe garbage \n\n"], "cannot be used"),
        (["半", FOREVER], "did not end"),
        (["半"], "did not finish"),
        (whole("一切都好。[9.9]\n万事如意。"), "没有通过核对"),
    ],
    ids=["refuses", "silent", "garbage", "stalls", "breaks-off", "lies"],
)
def test_where_the_model_fails_the_speakers_own_words_answer_and_it_is_said(
    indexed: Settings, reply: Reply, why: str
) -> None:
    quick = {"llm_first_token_seconds": 1.0, "llm_total_seconds": 2.0}
    answer, _ = answer_from(indexed, reply, **quick)
    assert answer.statements[0].text == first_sentence(indexed)
    (said,) = [warning for warning in answer.warnings if warning.document is None]
    assert said.code == "answerer_failed"
    assert why in warning_words(said, "zh")
    assert "讲话原句" in warning_words(said, "zh")
    assert values_left_out(said) == []


def test_a_model_that_is_half_configured_is_refused_at_the_start(indexed: Settings) -> None:
    with pytest.raises(AnswererUnavailable, match="SPEECHRAG_LLM_BASE_URL"):
        assemble_engine(indexed.model_copy(update={"answerer": "llm"}))


# -- Through the service ---------------------------------------------------------------------------


@contextmanager
def service_over(indexed: Settings, *replies: Reply) -> Iterator[tuple[httpx.Client, Scripted]]:
    with serving(*replies) as script, engine_with(indexed, script.address) as engine:
        app = app_over(engine, index_name=indexed.name)
        with (
            running(app) as address,
            httpx.Client(base_url=address, trust_env=False, timeout=30) as client,
        ):
            yield client, script


def test_a_reader_who_leaves_ends_the_models_work_within_a_second(indexed: Settings) -> None:
    body = {"question": ASKED, "answerer": "llm", "stream": True}
    with service_over(indexed, ["半", FOREVER]) as (client, script):
        for _ in range(3):
            script.left.clear()
            with client.stream("POST", "/v1/ask", json=body) as response:
                assert next(response.iter_lines()) == "event: sources"
                until = time.monotonic() + 10
                seen = len(script.requests)
                while len(script.requests) == seen and time.monotonic() < until:
                    time.sleep(0.02)
            left = time.monotonic()
            assert script.left.wait(3)
            assert time.monotonic() - left < 1.5  # a second, and a slow machine


def test_readers_who_leave_without_a_stream_end_the_models_work_and_let_go_of_the_index(
    indexed: Settings,
) -> None:
    body = {"question": ASKED, "answerer": "llm"}
    with serving([FOREVER]) as script, engine_with(indexed, script.address) as engine:
        app = app_over(engine, index_name=indexed.name)
        pool = app.state.service.llm_threads
        with running(app) as address:
            for number in range(10):
                left = threading.Thread(target=give_up, args=(f"{address}/v1/ask", body))
                left.start()
                until(lambda: len(script.requests) > number)  # noqa: B023
            left.join()
            until(lambda: pool.busy == 0 and pool.waiting == 0)
            held = engine._live._held
            assert held
            until(lambda: held.users == 0)
    assert script.left.is_set()


def give_up(address: str, body: object) -> None:
    """Ask, and wait for a second at most."""
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(address, json=body, trust_env=False, timeout=1)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals are those of POSIX")
def test_a_stopped_service_ends_its_streams_and_itself(indexed: Settings) -> None:
    with (
        serving(["半", FOREVER]) as script,
        a_command(indexed, script.address) as (process, address),
    ):
        body = {"question": ASKED, "answerer": "llm", "stream": True}
        options: Any = {"json": body, "trust_env": False, "timeout": PATIENCE_SECONDS}
        with httpx.stream("POST", f"{address}/v1/ask", **options) as streamed:
            lines = streamed.iter_lines()
            assert next(lines) == "event: sources"
            until(lambda: len(script.requests) == 1)
            process.send_signal(signal.SIGTERM)
            rest = list(lines)
        assert "event: error" in rest
        assert '"code":"service-ends"' in rest[-2]
        log = process.communicate(timeout=PATIENCE_SECONDS)[1]
        assert "Traceback" not in log
        assert "Cancel" not in log  # uvicorn had nothing left to cancel


@contextmanager
def a_command(indexed: Settings, model: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`speechrag serve`, and its address."""
    environment = {
        **os.environ,
        "SPEECHRAG_INDEXES": str(indexed.indexes),
        "SPEECHRAG_LLM_BASE_URL": model,
        "SPEECHRAG_LLM_MODEL": "tiny",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "rag", "serve", "--port", "0"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr
    try:
        line = next(line for line in process.stderr if "running on" in line)
        yield process, next(word for word in line.split() if word.startswith("http://"))
    finally:
        process.kill()
        process.communicate()


def test_searches_do_not_wait_for_a_model_that_hangs(indexed: Settings) -> None:
    body = {"question": ASKED, "answerer": "llm", "stream": True}
    with service_over(indexed, [FOREVER]) as (client, _):
        waiting = [client.stream("POST", "/v1/ask", json=body) for _ in range(4)]
        for stream in waiting:
            next(stream.__enter__().iter_lines())
        started = time.monotonic()
        assert client.post("/v1/search", json={"query": ASKED}).status_code == 200
        assert time.monotonic() - started < 3
        for stream in waiting:
            stream.__exit__(None, None, None)


def test_a_follow_up_in_a_chat_is_asked_whole_and_shown(indexed: Settings) -> None:
    messages = [
        {"role": "user", "content": "2025年明湖区拆除违法建设多少？"},
        {"role": "assistant", "content": "……"},
        {"role": "user", "content": "那云溪区呢？"},
    ]
    worded = "2025年云溪区拆除违法建设多少？"
    with service_over(indexed, whole(worded), whole("NOT_STATED")) as (client, script):
        body = {"model": "speechrag-extractive", "messages": messages}
        by_rule = client.post("/v1/chat/completions", json=body).json()
        assert by_rule["speechrag"]["question"] == worded
        assert f"理解为：{worded}" in by_rule["choices"][0]["message"]["content"]
        assert not script.requests
        body["model"] = "speechrag-llm"
        by_model = client.post("/v1/chat/completions", json=body).json()
        assert by_model["speechrag"]["question"] == worded
        assert len(script.requests) == 2
        body["messages"] = messages[:1]
        alone = client.post("/v1/chat/completions", json=body).json()
        assert alone["speechrag"]["question"] == messages[0]["content"]
        assert "理解为" not in alone["choices"][0]["message"]["content"]


# -- A real server ---------------------------------------------------------------------------------


def make_model(folder: Path) -> None:
    """A Llama of random weights, with a tokenizer of single characters and a chat template."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    alphabet = pre_tokenizers.ByteLevel.alphabet()
    vocabulary = {piece: number for number, piece in enumerate(["<s>", "</s>", *sorted(alphabet)])}
    plain = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=plain, bos_token="<s>", eos_token="</s>", pad_token="</s>"
    )
    tokenizer.chat_template = (
        "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
    )
    tokenizer.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=32768,
        bos_token_id=0,
        eos_token_id=1,
    )
    model = LlamaForCausalLM(config)
    # Random weights choose the end of the text now and then; a test waits for the limit instead.
    model.generation_config.suppress_tokens = [config.eos_token_id]
    model.save_pretrained(folder)


@pytest.fixture(scope="module")
def transformers_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address and model name of `transformers serve`."""
    pytest.importorskip("transformers", reason="the extra transformers is not installed")
    from transformers.utils.import_utils import is_serve_available

    if not is_serve_available() or find_spec("accelerate") is None:
        pytest.skip("transformers serve needs accelerate, fastapi, uvicorn and openai")
    folder = tmp_path_factory.mktemp("llm")
    make_model(folder / "tiny")
    (folder / "cache").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("transformers")), "serve", str(folder / "tiny")]
    environment = {**os.environ, "HF_HUB_CACHE": str(folder / "cache"), "HF_HUB_OFFLINE": "1"}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
            env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            until = time.monotonic() + PATIENCE_SECONDS * 2
            while not answers(port):
                assert server.poll() is None, (folder / "log").read_text("utf-8")
                assert time.monotonic() < until, (folder / "log").read_text("utf-8")
                time.sleep(0.3)
            yield f"http://127.0.0.1:{port}/v1", str(folder / "tiny")
        finally:
            server.terminate()
            server.wait(20)


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def test_a_real_server_is_read_to_the_end_and_its_babble_proves_nothing(
    indexed: Settings,
    transformers_server: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rag.models.completion.MOST_TOKENS", 120)  # it never ends by itself
    address, name = transformers_server
    model = OpenAICompatible(
        address,
        "none",
        name,
        first_token_seconds=indexed.llm_first_token_seconds,
        total_seconds=indexed.llm_total_seconds,
        retries=indexed.llm_retries,
    )
    stream = model.stream([Message("user", ASKED)])
    assert next(stream) is not None
    with pytest.raises(AnswererInterrupted, match="cut off at its longest"):
        list(stream)
    with engine_with(indexed, address, llm_model=name) as engine:
        answer = engine.ask(QUESTION, answerer="llm", limit=2)
    assert answer.statements[0].text == first_sentence(indexed)
    for citation in answer.citations:
        document = citation.quote.passage.document
        assert citation.quote.text == citation.quote.span.slice(document.text)
    assert [warning.code for warning in answer.warnings if not warning.document]
