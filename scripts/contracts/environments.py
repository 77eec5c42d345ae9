"""A folder of its own for each client, with the real package in it: `build/clients/NAME`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("SPEECHRAG_CLIENTS", ROOT / "build" / "clients"))
_NODE = "node@22"
PROGRAMS = Path(__file__).with_name("programs")


class NotInstalled(Exception):
    """A client's package could not be installed; the message says why."""


@dataclass(frozen=True)
class PythonPackages:
    """Packages of a virtual environment; the first is the client."""

    packages: tuple[str, ...]

    def command(self, name: str, program: str) -> list[str]:
        """The command that runs programs/`program`; the environment is made if it is missing."""
        folder = FOLDER / name
        python = folder / "bin" / "python"
        if not _complete(folder):
            uv = Path(sys.executable).with_name("uv")
            _run([uv, "venv", "--quiet", "--allow-existing", folder])
            _run([uv, "pip", "install", "--quiet", "--python", python, *self.packages])
            _mark(folder)
        return [str(python), "-W", "ignore", str(PROGRAMS / program)]


@dataclass(frozen=True)
class NodePackages:
    """Packages of a node_modules, and a Node that is new enough for them."""

    packages: tuple[str, ...]

    def command(self, name: str, program: str) -> list[str]:
        """As above. Node looks for packages beside the program, so the program is copied there."""
        folder = FOLDER / name
        if not _complete(folder):
            folder.mkdir(parents=True, exist_ok=True)
            options = ["--silent", "--no-audit", "--no-fund"]
            _run(["npm", "install", *options, "--prefix", folder, _NODE, *self.packages])
            _mark(folder)
        for file in PROGRAMS.glob("*.mjs"):
            shutil.copy(file, folder)
        return [str(folder / "node_modules" / ".bin" / "node"), str(folder / program)]


def version(python: str, package: str) -> str:
    """The version of a package in the environment of that Python."""
    code = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    told = subprocess.run([python, "-c", code, package], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def _complete(folder: Path) -> bool:
    return (folder / "complete").exists()


def _mark(folder: Path) -> None:
    (folder / "complete").touch()


def _run(command: Sequence[str | Path]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise NotInstalled(f"{error.filename} is not on this machine") from error
    except subprocess.CalledProcessError as error:
        raise NotInstalled(str(error.stderr).strip()[-500:]) from error
