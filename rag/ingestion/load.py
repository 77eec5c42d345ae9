"""Loads a file: its bytes, by the reader of its format, become a source text, with what a sidecar
beside it declares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rag.ingestion.discover import refused, sidecar_of
from rag.ingestion.formats import FORMATS, format_named, reader_of
from rag.ingestion.formats.frontmatter import LARGEST_BYTES, UnusableYaml, read_mapping
from rag.ingestion.formats.recognise import format_of, refuse_other_text
from rag.ingestion.source_text import SourceText
from rag.presentation.left_out import NotRead, unreadable, unreadable_by

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
    refuse_other_text(format, data, path.suffix, name)
    try:
        source = reader_of(format)(data, name)
        declared, sidecar_sha256 = _sidecar(path)
    except NotRead as error:
        raise unreadable_by(name, error.reason) from None
    if not source.text.strip():
        raise unreadable(name, "no-text")
    if len(source.text) > MOST_CHARACTERS:
        raise unreadable(name, "too-many-characters", most=MOST_CHARACTERS)
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
            raise unreadable(name, "too-many-bytes", bytes=size, most=LARGEST_FILE)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise unreadable_by(name, refused(error)) from None
    if not data.strip(b"\x00 \t\r\n"):
        raise unreadable(name, "empty")
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
        raise UnusableYaml(
            "sidecar-not-opened", sidecar=found.name, system=str(error.strerror)
        ) from None
    try:
        return read_mapping(data.decode("utf-8-sig")), hashlib.sha256(data).hexdigest()
    except UnicodeDecodeError:
        raise UnusableYaml("sidecar-no-utf8", sidecar=found.name) from None
