"""Claims about reproducibility: the same question over the same index gives the same bytes.

This holds for a first and a second question, on the command line and over HTTP, with one thread or
two, in another process, and with another BLAS kernel.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from rag import cli
from rag.assembly import assemble_engine
from rag.models.reproducible import STEP, on_grid, weighted
from rag.settings import Settings
from tests.ask_all import QUESTIONS, answer_and_hits
from tests.serving.apps import ASKED_AT, app_over
from tests.serving.test_whole import publish

ROOT = Path(__file__).resolve().parents[1]
# Causes of different sums: the kernel, the threads, and earlier questions.
SETTINGS = {
    "one thread": {"OPENBLAS_NUM_THREADS": "1"},
    "two threads, asked backwards": {"OPENBLAS_NUM_THREADS": "2"},
    "Haswell": {"OPENBLAS_CORETYPE": "Haswell"},
    "SkylakeX": {"OPENBLAS_CORETYPE": "SkylakeX"},
}
NEEDS = {"Haswell": "avx2", "SkylakeX": "avx512f"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings.model_validate(
        {"indexes": tmp_path_factory.mktemp("indexes"), "name": "samples"}
    )
    publish(settings)
    return settings


@pytest.fixture(scope="module")
def answers(settings: Settings) -> dict[str, Any]:
    """The answers of this process, asked twice; the second time they come from the caches."""
    engine = assemble_engine(settings)
    cold = {text: answer_and_hits(engine, text) for text in QUESTIONS}
    warm = {text: answer_and_hits(engine, text) for text in QUESTIONS}
    engine.close()
    assert warm == cold
    whole: dict[str, Any] = json.loads(json.dumps(cold))
    return whole


def test_forty_questions_are_asked_and_most_are_answered(answers: dict[str, Any]) -> None:
    assert len(answers) == 40
    stated = [text for text, found in answers.items() if found["answer"]["statements"]]
    assert len(stated) >= 25


@pytest.mark.parametrize("name", SETTINGS)
def test_another_process_gives_the_same_answers(
    name: str, settings: Settings, answers: dict[str, Any]
) -> None:
    needed = NEEDS.get(name)
    if needed and needed not in processor_flags():
        pytest.skip(f"this processor has no {needed}")
    environment = {key: value for key, value in os.environ.items() if "OPENBLAS" not in key}
    program = [sys.executable, "-m", "tests.ask_all", str(settings.indexes)]
    program += ["backwards"] if "backwards" in name else []
    run = subprocess.run(
        program, cwd=ROOT, env=environment | SETTINGS[name], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    others = json.loads(run.stdout)
    for text in QUESTIONS:
        assert others[text] == answers[text], text


def test_the_command_line_and_http_give_the_same_answers(
    settings: Settings, answers: dict[str, Any]
) -> None:
    engine = assemble_engine(settings)
    with TestClient(app_over(engine, index_name=settings.name)) as client:
        for text in QUESTIONS:
            answer = client.post("/v1/ask", json={"question": text}).text
            # The command line knows no address to put before its links.
            assert (
                without_times(json.loads(answer.replace(ASKED_AT, ""))) == answers[text]["answer"]
            ), text
    options = ["--indexes", str(settings.indexes), "--name", settings.name, "--json"]
    for text in QUESTIONS[::10]:
        printed = CliRunner().invoke(cli.app, ["ask", text, *options]).stdout
        assert without_times(json.loads(printed)) == answers[text]["answer"], text


def test_products_of_vectors_on_the_grid_are_the_same_in_any_order() -> None:
    drawn = np.random.default_rng(0).normal(size=(400, 256))
    rows = on_grid(drawn / np.linalg.norm(drawn, axis=1, keepdims=True))
    assert np.array_equal(rows / STEP, np.rint(rows / STEP))
    product = rows @ rows.T
    order = np.random.default_rng(1).permutation(256)
    assert np.array_equal(product, rows[:, order] @ rows[:, order].T)
    assert np.array_equal(product, np.einsum("ij,kj->ik", rows, rows))
    assert np.array_equal(rows, rows.astype(np.float16).astype(np.float32))


def test_weighted_sums_are_the_same_in_any_order() -> None:
    values = np.random.default_rng(2).random(size=(300, 40)).astype(np.float32)
    weights = np.random.default_rng(3).random(size=40).astype(np.float32)
    order = np.random.default_rng(4).permutation(40)
    shuffled = weighted(np.ascontiguousarray(values[:, order]), weights[order])
    assert np.array_equal(weighted(values, weights), shuffled)


def without_times(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in ("id", "timings_ms")}


def processor_flags() -> set[str]:
    """The flags of the processor, as Linux lists them; on other systems every needed flag."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return set(NEEDS.values())
    return {flag for line in lines if line.startswith("flags") for flag in line.split()}
