"""Claims about `speechrag settings`: each value with its source, in two languages, no secret."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rag.cli import app
from rag.cli.words import choose_language
from rag.settings import Settings

FILE = """\
SPEECHRAG_PORT=8123
SPEECHRAG_NAME=of-the-file
SPEECHRAG_API_KEYS=secret-of-the-file
SPEECHRAG_ROOT_PATHS=/speeches
"""


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """The language that a command chose is not that of the next test."""
    yield
    choose_language(None)


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    file = tmp_path / "speechrag.env"
    file.write_text(FILE)
    return file


def run(*arguments: str, **variables: str) -> str:
    result = CliRunner().invoke(app, ["settings", *arguments], env=variables)
    assert result.exit_code == 0, result.output
    return result.stdout


def told(*arguments: str, **variables: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run("--json", *arguments, **variables))
    return document


def named(document: Mapping[str, Any]) -> dict[str, tuple[object, str]]:
    return {one["variable"]: (one["value"], one["source"]) for one in document["settings"]}


def test_every_setting_is_told_with_its_default_and_what_it_does() -> None:
    document = told()
    assert document["env_file"] is None
    assert [one["variable"] for one in document["settings"]] == [
        f"SPEECHRAG_{field.upper()}" for field in Settings.model_fields
    ]
    for one in document["settings"]:
        assert one["description"]
        assert one["source"] == "default" or one["variable"] == "SPEECHRAG_LANGUAGE"


def test_an_option_goes_before_the_environment_and_that_before_the_file(env_file: Path) -> None:
    given = ("--env-file", str(env_file), "--indexes", "elsewhere")
    by_name = named(told(*given, SPEECHRAG_NAME="of-the-environment", SPEECHRAG_INDEXES="here"))
    assert by_name["SPEECHRAG_INDEXES"] == ("elsewhere", "option")
    assert by_name["SPEECHRAG_NAME"] == ("of-the-environment", "environment")
    assert by_name["SPEECHRAG_PORT"] == (8123, "file")
    assert by_name["SPEECHRAG_HOST"] == ("127.0.0.1", "default")


def test_no_secret_is_shown(env_file: Path) -> None:
    variables = {
        "SPEECHRAG_LLM_API_KEY": "secret-of-the-environment",
        "SPEECHRAG_LLM_BASE_URL": "https://me:secret-in-an-address@models.example/v1",
    }
    for form in ((), ("--json",)):
        shown = run("--env-file", str(env_file), *form, **variables)
        assert "secret-" not in shown
        assert "models.example" in shown
        assert shown.count("********") == 3
    # Nothing is hidden where nothing is secret.
    assert named(told())["SPEECHRAG_LLM_API_KEY"] == ("none", "default")
    assert named(told())["SPEECHRAG_API_KEYS"] == ("", "default")


def test_a_misspelled_variable_is_named_with_the_right_one(env_file: Path) -> None:
    document = told("--env-file", str(env_file), SPEECHRAG_PROT="9", SPEECHRAG_XYZQ="1")
    assert document["unknown"] == [
        {"variable": "SPEECHRAG_PROT", "source": "environment", "near": "SPEECHRAG_PORT"},
        {"variable": "SPEECHRAG_ROOT_PATHS", "source": "file", "near": "SPEECHRAG_ROOT_PATH"},
        {"variable": "SPEECHRAG_XYZQ", "source": "environment", "near": None},
    ]
    assert "did you mean SPEECHRAG_PORT?" in run(SPEECHRAG_PROT="9")


def test_the_file_that_the_environment_names_is_read_and_told(env_file: Path) -> None:
    document = told(SPEECHRAG_ENV_FILE=str(env_file))
    assert document["env_file"] == str(env_file)
    assert named(document)["SPEECHRAG_PORT"] == (8123, "file")
    assert all(one["variable"] != "SPEECHRAG_ENV_FILE" for one in document["unknown"])


def test_it_speaks_chinese(env_file: Path) -> None:
    shown = run("--env-file", str(env_file), SPEECHRAG_LANGUAGE="zh", SPEECHRAG_HOST="::1")
    assert "设置文件：" in shown
    assert "::1  [环境变量]" in shown
    assert "8123  [设置文件]" in shown
    assert "[默认]" in shown
    assert "（未设置）" in shown
    assert "是否想用 SPEECHRAG_ROOT_PATH？" in shown


def test_a_wrong_value_is_named() -> None:
    result = CliRunner().invoke(app, ["settings"], env={"SPEECHRAG_PORT": "many"})
    assert result.exit_code == 2
    assert "SPEECHRAG_PORT" in result.output
