"""Reads legacy Word files (.doc) by antiword or LibreOffice, where one of them is installed."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from rag.errors import UnreadableFile
from rag.ingestion.formats import docx
from rag.ingestion.source_text import CELL_BORDER, SourceText
from rag.ingestion.workers.environment import program, program_environment
from rag.presentation.left_out import unreadable

MEDIA_TYPE = "application/msword"
_ROW = re.compile(r"\|.*\|\s*")
_SECONDS = 60
_WAY_OUT = "doc-programs"


def read(data: bytes, file: str) -> SourceText:
    """The text of a .doc. Raises UnreadableFile where nothing is installed that reads it."""
    office = program("soffice")
    if antiword := program("antiword"):
        try:
            return _by_antiword(antiword, data, file)
        except UnreadableFile:
            if office is None:
                raise
    if office:
        return _by_office(office, data, file)
    raise unreadable(file, "old-word", advice=_WAY_OUT)


def _by_antiword(program: str, data: bytes, file: str) -> SourceText:
    """A paragraph a line (-w 0), in UTF-8, the file on standard input."""
    done = _run([program, "-m", "UTF-8.txt", "-w", "0", "-"], file, data)
    try:
        text = done.decode("utf-8")
    except UnicodeDecodeError:
        raise unreadable(file, "program-failed", program="antiword", advice=_WAY_OUT) from None
    rows = [_ROW.fullmatch(line) is not None for line in text.split("\n")]
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text="\n".join(map(_row, text.split("\n"), rows)),
        decoding="antiword",
        tables=sum(b and not a for a, b in pairwise([False, *rows])),
    )


def _row(line: str, is_row: bool) -> str:
    """antiword draws `|cell   |cell   |`."""
    return CELL_BORDER.join(cell.strip() for cell in line.split("|")[1:-1]) if is_row else line


def _by_office(program: str, data: bytes, file: str) -> SourceText:
    """Converted to DOCX in a folder of its own, with a profile of its own, then read as one."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "speech.doc")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", folder]
        _run([*command, str(source)], file)
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            raise unreadable(file, "program-failed", program="LibreOffice", advice=_WAY_OUT)
        read_as_docx = docx.read(converted.read_bytes(), file)
    return replace(read_as_docx, media_type=MEDIA_TYPE, decoding="LibreOffice")


def _run(command: list[str], file: str, data: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env=program_environment(),
        )
    except (OSError, subprocess.SubprocessError) as error:
        name = Path(command[0]).name
        raise unreadable(
            file, "program-failed-so", program=name, what=type(error).__name__, advice=_WAY_OUT
        ) from None
    return done.stdout
