"""The speech saved by LibreOffice, where it is installed, in each of its formats: the same words
come out as went in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rag.ingestion.load import parse
from rag.ingestion.read import read_one
from tests.ingestion.formats.speech import OFFICE_FORMATS, TITLE, folded, plain, saved_by_office

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    saved_by_office(folder)
    return folder


@pytest.mark.parametrize("suffix", OFFICE_FORMATS)
def test_what_libreoffice_saves_is_read_whole(suffix: str, folder: Path) -> None:
    read = read_one(parse(folder / f"speech.{suffix}", f"speech.{suffix}"))
    assert folded(read.document.text) == folded(plain())
    assert folded(read.document.title) == TITLE
    assert read.document.speaker == "秦望舒"
    assert len(read.sections) == 5
