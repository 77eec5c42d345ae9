"""An index of the sample speeches made by `speechrag.index`, and an engine over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import speechrag
from tests.built import SAMPLES


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index `samples`."""
    samples = tmp_path_factory.mktemp("indexes") / "samples"
    speechrag.index(SAMPLES, to=samples)
    return samples


@pytest.fixture(scope="session")
def speeches(folder: Path) -> Iterator[speechrag.Engine]:
    with speechrag.open(folder) as engine:
        yield engine
