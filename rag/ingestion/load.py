"""Loads a file: its bytes, by the reader of its format, become a source text, with what a sidecar
beside it declares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rag.errors import UnreadableFile
from rag.ingestion.discover import REFUSED, sidecar_of
from rag.ingestion.formats import FORMATS, format_named, reader_of
from rag.ingestion.formats.decode import Undecodable
from rag.ingestion.formats.frontmatter import LARGEST_BYTES, UnusableYaml, read_mapping
from rag.ingestion.formats.recognise import format_of
from rag.ingestion.source_text import SourceText

# Suffixes whose readers can be imported before the first file comes.
SUFFIXES = {suffix: format.name for format in FORMATS for suffix in format.suffixes}
LARGEST_FILE = 200 * 1024 * 1024
# The collected works of a head of state have 5 million characters.
MOST_CHARACTERS = 20_000_000


def parse(path: Path, name: str) -> SourceText:
    """The source text of the file at `path`, under the name `name`. Raises UnreadableFile.

    It needs only its arguments and returns plain values, so it can run in a worker process.
    """
    data = _bytes(path, name)
    format = format_of(data, path.suffix, name)
    try:
        source = reader_of(format)(data, name)
        declared, sidecar_sha256 = _sidecar(path)
    except Undecodable as error:
        raise UnreadableFile(name, str(error)) from None
    except UnusableYaml as error:
        raise UnreadableFile(name, f"its front matter or sidecar: {error}") from None
    if not source.text.strip():
        raise UnreadableFile(name, "there is no text in it")
    if len(source.text) > MOST_CHARACTERS:
        raise UnreadableFile(name, f"more than {MOST_CHARACTERS:,} characters; split the file")
    return replace(
        source,
        declared={**source.declared, **declared},
        sha256=hashlib.sha256(data).hexdigest(),
        sidecar_sha256=sidecar_sha256,
    )


def prepare(suffixes: Iterable[str]) -> None:
    """Imports the readers of files with the suffixes. A reader that cannot be imported fails its
    own files later."""
    for format in filter(None, map(format_named, suffixes)):
        with suppress(ImportError):
            reader_of(format)


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableFile(name, f"{size:,} bytes; at most {LARGEST_FILE:,} are read")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFile(name, f"{REFUSED}{error.strerror}") from None
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile(name, "the file is empty")
    return data


def _sidecar(path: Path) -> tuple[dict[str, str], str]:
    """The mapping that the sidecar declares, and its digest; both empty without a sidecar."""
    found = sidecar_of(path)
    if found is None:
        return {}, ""
    try:
        with found.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise UnusableYaml(f"{found.name} {REFUSED}{error.strerror}") from None
    try:
        return read_mapping(data.decode("utf-8-sig")), hashlib.sha256(data).hexdigest()
    except UnicodeDecodeError:
        raise UnusableYaml(f"{found.name} is not UTF-8") from None
