"""Claims about legacy .doc files: read by what is installed, else refused with a way out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats.doc import read
from tests.ingestion.formats.speech import as_docx

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that is searched for programs: what is installed here does not matter."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cat", "cp"):
        (folder / name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_antiword_reads_from_standard_input(programs: Path) -> None:
    install(programs, "antiword", 'cat > /dev/null; [ "$5" = - ] && echo 各位代表，任务完成了。')
    result = read(DOC, "old.doc")
    assert result.text == "各位代表，任务完成了。\n"
    assert result.decoding == "antiword"


def test_antiword_that_fails_is_told(programs: Path) -> None:
    install(programs, "antiword", "exit 1")
    with pytest.raises(UnreadableFile, match="antiword cannot read it"):
        read(DOC, "old.doc")


def test_libreoffice_converts_to_docx(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(as_docx())
    install(programs, "soffice", f'cp {tmp_path}/made.docx "$6/speech.docx"')
    result = read(DOC, "old.doc")
    assert "各位代表" in result.text
    assert result.decoding == "LibreOffice"


def test_libreoffice_that_writes_nothing_is_told(programs: Path) -> None:
    install(programs, "soffice", "exit 0")
    with pytest.raises(UnreadableFile, match="LibreOffice cannot read it"):
        read(DOC, "old.doc")


def test_without_either_the_way_out_is_named(programs: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"save it as \.docx, or install antiword"):
        read(DOC, "old.doc")


def test_what_antiword_cannot_read_libreoffice_may(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(as_docx())
    install(programs, "antiword", "exit 1")
    install(programs, "soffice", f'cp {tmp_path}/made.docx "$6/speech.docx"')
    assert read(DOC, "old.doc").decoding == "LibreOffice"


def test_tables_as_antiword_draws_them_are_rows(programs: Path) -> None:
    drawn = "指标：\\n|学位  |2400  |\\n|拆违  |152.6 |\\n完成。\\n"
    install(programs, "antiword", f"cat > /dev/null; printf '{drawn}'")
    result = read(DOC, "old.doc")
    assert result.text == "指标：\n学位 | 2400\n拆违 | 152.6\n完成。\n"
    assert result.tables == 1
