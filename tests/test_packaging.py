"""Claims about what is installed: the wheel holds what is needed, pyproject declares it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# What declared packages bring with them, as a part of what they are.
COMES_WITH = {
    "fastapi": {"anyio", "pydantic", "starlette", "typing-extensions"},
    "sentence-transformers": {"torch", "transformers"},
}


def distribution_name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-")


def imported_distributions(folder: Path) -> set[str]:
    """The distributions whose modules the files under `folder` import, at whatever depth."""
    modules: set[str] = set()
    programs = [
        folder / name for name in ("lock", "readme", "samples") if (folder / name).is_file()
    ]
    for path in [*folder.rglob("*.py"), *programs]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                named = [name.value for name in node.args if isinstance(name, ast.Constant)]
                modules.update(str(name).split(".")[0] for name in named)
    known = packages_distributions()
    ours = {"rag", "tests", "scripts", "training", "speechrag"}
    return {
        distribution.lower().replace("_", "-")
        for module in modules - ours - sys.stdlib_module_names
        for distribution in known.get(module, [module])
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_model_the_samples_and_the_plugins_and_nothing_else(
    wheel: Path,
) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    held = {name for name in names if ".dist-info/" not in name}
    assert "rag/models/bilingual/model.safetensors" in held
    assert "rag/models/bilingual/vocabulary.tiktoken" in held
    assert "rag/samples/speeches/yunxi-2026.pdf" in held
    assert "rag/py.typed" in held
    assert {name.split("/")[0] for name in held} == {"rag", "speechrag", "tiktoken_ext"}
    assert "speechrag/py.typed" in held
    assert not [name for name in held if name.startswith("rag/plugins")]
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel holds."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run_installed(installed: Path, folder: Path, program: str) -> str:
    """What `program` prints where only the wheel and its libraries can be imported."""
    libraries = sysconfig.get_paths()["purelib"]
    path = f"import sys; sys.path[:0] = [{str(installed)!r}, {libraries!r}]\n"
    # -S: without the path to the repository that an editable installation would add.
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", path + program],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_wheel_alone_encodes_text_outside_the_repository(
    installed: Path, tmp_path: Path
) -> None:
    program = (
        "import tiktoken, rag\n"
        "encoding = tiktoken.get_encoding('speechrag_bilingual')\n"
        "assert encoding.decode(encoding.encode('违法建设')) == '违法建设'\n"
        "print(rag.__file__)"
    )
    assert run_installed(installed, tmp_path, program).startswith(str(installed))


def test_the_wheel_alone_is_imported_as_speechrag(installed: Path, tmp_path: Path) -> None:
    program = (
        "import speechrag\n"
        "try:\n"
        "    speechrag.open('nowhere')\n"
        "except speechrag.IndexUnavailable:\n"
        "    print(speechrag.__file__)"
    )
    assert run_installed(installed, tmp_path, program).startswith(str(installed / "speechrag"))


def test_an_editable_installation_copies_nothing_and_finds_both_plugins(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel:editable", "-d"]
    subprocess.run([*build, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (editable,) = (zipfile.ZipFile(wheel) for wheel in tmp_path.glob("*.whl"))
    (held,) = (name for name in editable.namelist() if ".dist-info/" not in name)
    assert editable.read(held).decode().split() == [str(ROOT), str(ROOT / "rag" / "plugins")]


def test_every_package_that_the_code_imports_is_declared() -> None:
    declared = {distribution_name(text) for text in PROJECT["dependencies"]}
    extras = PROJECT["optional-dependencies"]
    optional = {distribution_name(text) for name in ("ocr",) for text in extras[name]}
    brought = set().union(*COMES_WITH.values())
    assert COMES_WITH.keys() <= declared
    assert imported_distributions(ROOT / "rag") - declared - optional - brought == set()


@pytest.mark.parametrize("folder", ["tests", "scripts"])
def test_every_package_that_tests_and_scripts_import_is_declared(folder: str) -> None:
    declared = {distribution_name(text) for text in PROJECT["dependencies"]}
    declared |= {distribution_name(text) for text in PROJECT["optional-dependencies"]["dev"]}
    brought = set().union(*COMES_WITH.values())
    assert imported_distributions(ROOT / folder) - declared - brought == set()


def test_every_package_that_is_declared_is_imported() -> None:
    declared = {distribution_name(text) for text in PROJECT["dependencies"]}
    assert declared - imported_distributions(ROOT / "rag") == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_every_package_and_names_no_address(name: str) -> None:
    lines = (ROOT / "scripts" / name).read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin) for pin in pins)
    assert "torch==2.13.0" in pins
    pinned = {pin.split("==")[0] for pin in pins}
    assert {distribution_name(text) for text in PROJECT["dependencies"]} <= pinned
