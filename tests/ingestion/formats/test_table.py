"""Claims about the table of formats: a format is its reader and its row, and all else follows."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion import formats
from rag.ingestion.discover import discover
from rag.ingestion.formats import FORMATS, Beginning, Format, reader_of, usual_suffixes
from rag.ingestion.load import parse
from rag.ingestion.read import read_one

READER = '''"""Reads a made-up file: its first line, `NOTE`, is followed by the words."""

from rag.ingestion.source_text import SourceText


def read(data: bytes, file: str) -> SourceText:
    return SourceText(file=file, media_type="text/made-up", text=data.decode().partition("\\n")[2])
'''
NOTE = Format(
    "made-up",
    (".madeup",),
    reader="reader_of_made_up_files",
    signature=Beginning(re.compile(rb"NOTE\n")),
)
WORDS = "在明湖区的讲话\n2026年，全区新增学位三百个。\n"


@pytest.fixture
def with_made_up_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A made-up format, added as any other: a reader and a row."""
    code = tmp_path / "code"
    code.mkdir()
    (code / "reader_of_made_up_files.py").write_text(READER)
    monkeypatch.syspath_prepend(code)
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, NOTE))


@pytest.mark.usefixtures("with_made_up_files")
def test_a_reader_and_a_row_make_a_new_format_readable(tmp_path: Path) -> None:
    folder = tmp_path / "speeches"
    folder.mkdir()
    (folder / "a.madeup").write_text(f"NOTE\n{WORDS}")
    (folder / "a.madeup.yaml").write_text("speaker: 林知远")
    found, skipped = discover([folder])
    assert skipped == []
    read = read_one(parse(found[0].path, found[0].name))
    assert read.document.text == WORDS.rstrip()
    assert read.document.title == "在明湖区的讲话"
    assert read.document.speaker == "林知远"
    assert read.report["media_type"] == "text/made-up"


@pytest.mark.usefixtures("with_made_up_files")
def test_the_content_decides_about_a_new_format_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"NOTE\n{WORDS}")
    (tmp_path / "b.madeup").write_text(WORDS)
    with pytest.raises(UnreadableFile, match=r"a made-up inside.*rename it to \.madeup"):
        parse(tmp_path / "a.txt", "a.txt")
    with pytest.raises(UnreadableFile, match="not a MADE-UP inside"):
        parse(tmp_path / "b.madeup", "b.madeup")


@pytest.mark.usefixtures("with_made_up_files")
def test_messages_name_a_new_format() -> None:
    assert usual_suffixes()[-1] == "madeup"


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_row_names_a_reader_that_is_there(format: Format) -> None:
    assert find_spec(format.reader) is not None
    if format.name != "picture":  # its libraries are an extra
        assert callable(reader_of(format))


def test_no_suffix_and_no_name_stands_for_two_formats() -> None:
    suffixes = [suffix for format in FORMATS for suffix in format.suffixes]
    names = [format.name for format in FORMATS]
    assert len(set(suffixes)) == len(suffixes)
    assert len(set(names)) == len(names)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
