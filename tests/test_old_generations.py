"""Claims about old generations: a server that takes up a new one lets go of all of the old."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assembly import assemble_engine
from rag.engine import Engine
from rag.language.detect import language_of
from rag.settings import Settings
from rag.types.questions import Filters, Question
from tests.built import SAMPLES, build_index

# A name that no dictionary has, so that the name search is prepared too.
QUESTIONS = ("各区PM2.5下降了多少？", "What was achieved in housing in Yanqixia last year?")


@pytest.fixture
def uncollected() -> Iterator[None]:
    """What only the collector of cycles would let go of is kept."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def ask(engine: Engine) -> None:
    for text in QUESTIONS:
        engine.ask(Question(text, Filters(), language_of(text)), limit=8)


def held(folder: Path) -> tuple[int, int]:
    """Deleted files of `folder` that are still mapped, and open descriptors."""
    maps = Path("/proc/self/maps").read_text("utf-8", "replace").splitlines()
    deleted = [line for line in maps if str(folder) in line and line.endswith("(deleted)")]
    return len(deleted), len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.usefixtures("uncollected")
def test_nothing_of_an_old_generation_stays_mapped_or_open(tmp_path: Path) -> None:
    speeches = shutil.copytree(SAMPLES, tmp_path / "speeches")
    settings = Settings.model_validate({"indexes": tmp_path / "indexes", "name": "samples"})
    build_index(settings, speeches)
    engine = assemble_engine(settings)
    ask(engine)
    found = []
    for number in range(4):
        text = (
            f"云溪市政府工作报告\n\n2026年1月\n\n全市新建公园{number}座，绿化{number + 9}公顷。\n"
        )
        (speeches / "new.txt").write_text(text, "utf-8")
        build_index(settings, speeches)
        assert engine.refresh()
        ask(engine)
        found.append(held(tmp_path))
    # The first build of a process keeps a descriptor for the next one.
    assert found[1:] == [(0, found[0][1])] * 3
    engine.close()
