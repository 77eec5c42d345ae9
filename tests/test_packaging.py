"""Claims about packaging: the contents of the wheel, the declared packages and the lock files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import get_args

import pytest
from packaging.requirements import Requirement

from rag.extras import Extra

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = ("transformers", "llm", "mcp", "ocr")


def distribution_name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-")


def declared(*extras: str) -> set[str]:
    """The packages of the core and of the extras."""
    optional = PROJECT["optional-dependencies"]
    texts = [*PROJECT["dependencies"], *(text for extra in extras for text in optional[extra])]
    return {distribution_name(text) for text in texts}


# Each of these runs in an environment of its own, which scripts/contracts/clients.py names.
CLIENTS_PROGRAMS = ROOT / "scripts" / "contracts" / "programs"


def imported_distributions(folder: Path, *, on_import_of_it: bool = False) -> set[str]:
    """The distributions whose modules the files under `folder` import anywhere, or only at the
    import of the file itself."""
    modules: set[str] = set()
    programs = [folder / name for name in ("readme", "samples") if (folder / name).is_file()]
    for path in [*folder.rglob("*.py"), *programs]:
        if path.is_relative_to(CLIENTS_PROGRAMS):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for node in _at_once(tree) if on_import_of_it else ast.walk(tree):
            modules |= _imported(node)
    known = packages_distributions()
    ours = {"rag", "tests", "scripts", "training", "speechrag"}
    return {
        distribution.lower().replace("_", "-")
        for module in modules - ours - sys.stdlib_module_names
        for distribution in known.get(module, [module])
    }


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a module that run when it is imported: not the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        is_for_types = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        if is_for_types:
            continue
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _at_once(child)


def _imported(node: ast.AST) -> set[str]:
    """The top-level modules that a statement or a call of import_module names."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return {node.module.split(".")[0]}
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        named = [name.value for name in node.args if isinstance(name, ast.Constant)]
        return {str(name).split(".")[0] for name in named}
    return set()


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
    assert {"rag/serving/pages/document.html", "rag/serving/static/pdfjs/LICENSE"} <= held
    assert "rag/py.typed" in held
    assert {name.split("/")[0] for name in held} == {"rag", "speechrag", "tiktoken_ext"}
    assert "speechrag/py.typed" in held
    assert not [name for name in held if name.startswith("rag/plugins")]
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the contents of the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run_installed(installed: Path, folder: Path, program: str) -> str:
    """The output of `program` if only the wheel and its libraries can be imported."""
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


def test_what_a_file_imports_at_once_is_in_the_core() -> None:
    assert imported_distributions(ROOT / "rag", on_import_of_it=True) - declared() == set()


def test_what_the_code_imports_when_it_is_wanted_is_in_the_core_or_in_an_extra() -> None:
    assert imported_distributions(ROOT / "rag") - declared(*EXTRAS) == set()


@pytest.mark.parametrize("folder", ["tests", "scripts"])
def test_every_package_that_tests_and_scripts_import_is_declared(folder: str) -> None:
    known = declared(*EXTRAS, "dev", "dev-transformers")
    assert imported_distributions(ROOT / folder) - known == set()


def test_every_package_that_is_declared_is_imported() -> None:
    assert declared(*EXTRAS) <= imported_distributions(ROOT / "rag")


def test_the_extra_all_is_every_extra_together() -> None:
    [whole] = PROJECT["optional-dependencies"]["all"]
    assert Requirement(whole).extras == set(EXTRAS)
    assert set(get_args(Extra)) == set(EXTRAS)


LOCKS = {
    "requirements.lock": (),
    "requirements-service.lock": ("llm", "mcp"),
    "requirements-extras.lock": ("llm", "mcp", "ocr"),
    "requirements-dev.lock": ("llm", "mcp", "ocr", "dev"),
    "requirements-transformers.lock": ("transformers", "dev-transformers"),
}


def locked(name: str) -> dict[str, str]:
    """The pin of each package in a lock file: its version, perhaps a marker, and hashes."""
    text = (ROOT / "scripts" / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.partition("==")[0]: line.partition("==")[2] for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_pins_all_that_is_declared_for_it_and_names_no_address(name: str) -> None:
    pins = locked(name)
    assert declared(*LOCKS[name]) <= pins.keys()
    for package, said in pins.items():
        assert re.fullmatch(r"[a-z0-9-]+", package)
        assert re.match(r"[0-9][0-9a-z.]*( |$)", said), package
        assert "/" not in said
        assert ("--hash=sha256:" in said) == (name != "requirements-transformers.lock"), package


def test_only_the_lock_file_without_hashes_holds_torch_and_it_leaves_cuda_to_pip() -> None:
    with_torch = {name for name in LOCKS if "torch" in locked(name)}
    assert with_torch == {"requirements-transformers.lock"}
    pins = locked("requirements-transformers.lock")
    assert not [name for name in pins if name.startswith(("nvidia", "cuda")) or name == "triton"]


def test_a_package_has_one_version_in_all_lock_files() -> None:
    versions: dict[str, set[str]] = {}
    for name in LOCKS:
        for package, said in locked(name).items():
            versions.setdefault(package, set()).add(said.split()[0])
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


def test_what_is_locked_is_what_pyproject_allows() -> None:
    optional = PROJECT["optional-dependencies"]
    for name, extras in LOCKS.items():
        pins = locked(name)
        allowed = [
            *PROJECT["dependencies"],
            *(text for extra in extras for text in optional[extra]),
        ]
        for requirement in map(Requirement, allowed):
            version = pins[distribution_name(requirement.name)].split()[0]
            assert requirement.specifier.contains(version), (name, str(requirement))
