"""Claims about the installation without extras: what works, and how a missing extra is named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SPEECHES = ROOT / "rag" / "samples" / "speeches"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Put before a program: it hides the packages in `hidden`, as if they were not installed.
HIDE = """
import importlib.machinery, sys

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.split(".")[0] in hidden:
            return None
        return importlib.machinery.PathFinder.find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(importlib.machinery.PathFinder)] = Finder
"""


def needed(requirements: list[str]) -> set[str]:
    """The names of all distributions that `requirements` bring on this machine."""
    found: set[str] = set()
    visited: set[tuple[str, str]] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) in visited:
                continue
            visited.add((name, extra))
            try:
                further = [Requirement(text) for text in requires(name) or ()]
            except PackageNotFoundError:  # of another system
                continue
            found.add(str(name))
            waiting += [r for r in further if not r.marker or r.marker.evaluate({"extra": extra})]
    return found


@cache
def beyond_the_core() -> list[str]:
    """The top-level modules of every installed package that the core does not bring."""
    core = needed(PROJECT["dependencies"]) | {"speechrag"}
    return sorted(
        module
        for module, distributions in packages_distributions().items()
        if not core & {str(canonicalize_name(name)) for name in distributions}
        and module != "sitecustomize"
    )


def run_light(
    program: str, *arguments: str, cwd: Path, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `program` as if only the core were installed."""
    whole = f"hidden = set({beyond_the_core()!r})\n{HIDE}\n{program}"
    return subprocess.run(
        [sys.executable, "-c", whole, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONUTF8": "1"} | settings,
        capture_output=True,
        text=True,
        timeout=100,
    )


def speechrag(*arguments: str, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    program = "from rag.__main__ import main\nmain()"
    return run_light(program, *arguments, cwd=cwd, **settings)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of a sample speech, made without any extra."""
    folder = tmp_path_factory.mktemp("light")
    run = speechrag("index", str(SPEECHES / "minghu-2026.txt"), cwd=folder)
    assert run.returncode == 0, run.stderr
    return folder


def test_no_extra_is_part_of_what_the_core_brings() -> None:
    brought = needed(PROJECT["dependencies"])
    assert {"numpy", "tokenizers", "rich", "onnxruntime"} <= brought
    assert {"torch", "transformers", "sentence-transformers", "openai"}.isdisjoint(brought)
    assert {"onnx", "rapidocr", "scikit-learn", "scipy"}.isdisjoint(brought)


def test_a_speech_is_indexed_and_asked_without_any_extra(indexed: Path) -> None:
    run = speechrag("ask", "明湖区2025年PM2.5下降了多少？", cwd=indexed)
    assert run.returncode == 0, run.stderr
    assert "每立方米42微克" in run.stdout


def test_an_index_is_measured_without_any_extra(indexed: Path) -> None:
    cases = ROOT / "tests" / "data" / "sample-cases.jsonl"
    run = speechrag("evaluate", str(cases), cwd=indexed)
    assert run.returncode == 0, run.stderr
    assert "nDCG@10" in run.stdout


def test_the_service_starts_without_any_extra(indexed: Path) -> None:
    program = (
        "from rag.assembly import assemble_engine\n"
        "from rag.cli.serve import limits_of\n"
        "from rag.serving.app import create_app\n"
        "from rag.settings import Settings\n"
        "settings = Settings()\n"
        "create_app(assemble_engine(settings), index_name=settings.name,\n"
        "    limits=limits_of(settings), citation_format=settings.citation_format)\n"
        "print('made')"
    )
    run = run_light(program, cwd=indexed)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "made"


@pytest.mark.parametrize(
    ("settings", "extra"),
    [
        ({"SPEECHRAG_EMBEDDER": "some/model"}, "transformers"),
        ({"SPEECHRAG_RERANKER": "some/model"}, "transformers"),
        (
            {
                "SPEECHRAG_ANSWERER": "llm",
                "SPEECHRAG_LLM_BASE_URL": "http://127.0.0.1:9/v1",
                "SPEECHRAG_LLM_MODEL": "m",
            },
            "llm",
        ),
    ],
)
def test_a_setting_that_needs_an_extra_names_it(
    indexed: Path, settings: dict[str, str], extra: str
) -> None:
    run = speechrag("ask", "学校", cwd=indexed, **settings)
    assert run.returncode != 0
    assert "Traceback" not in run.stderr
    said = re.sub(r"\s+", " ", run.stderr)
    assert f"pip install 'speechrag[{extra}]'" in said
    assert f".venv/bin/pip install -e '.[{extra}]'" in said


def test_the_command_for_assistants_names_its_extra(indexed: Path) -> None:
    run = speechrag("mcp", cwd=indexed)
    assert run.returncode != 0
    assert run.stdout == ""
    assert "pip install 'speechrag[mcp]'" in re.sub(r"[\s│]+", " ", run.stderr)


def test_a_picture_names_the_extra_that_reads_it(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    program = (
        "from pathlib import Path\n"
        "from rag.errors import UnreadableFile\n"
        "from rag.ingestion.load import parse\n"
        "try:\n"
        "    parse(Path('scan.png'), 'scan.png')\n"
        "except UnreadableFile as error:\n"
        "    print(error)\n"
    )
    run = run_light(program, cwd=tmp_path)
    assert "pip install 'speechrag[ocr]'" in run.stdout, run.stderr
