"""The generation before and a file come in; what reading the file gave comes out, where it is the
same file and would be read the same way again. So a second build reads what is new or changed."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from shutil import which
from typing import Any

from rag.index.index import Index
from rag.ingestion.discover import Found, sidecar_of
from rag.ingestion.formats import ocr
from rag.ingestion.passages.index_text import IndexText, digest_of, index_text
from rag.ingestion.read import Read, content_id
from rag.language.vocabulary import Vocabulary
from rag.types.documents import Document, Passage
from rag.types.questions import Filters

# Code and data that decide what a file is read as; what they use of others; what they call.
_OWN = ("rag.ingestion", "rag.language")
_LIBRARIES = ("charset-normalizer", "lxml", "pypdf", "pypdfium2", "python-docx", "pyyaml")
_PROGRAMS = ("antiword", "soffice")
_PAGE_OF_DOCUMENTS = 200
# Of the report: what a build adds to what reading gave.
_ADDED = ("passages", "same_text_as")


class Reuse:
    """The documents of the generation before, by file."""

    def __init__(self, index: Index | None, *, vocabulary: Vocabulary, chunker: Mapping[str, Any]):
        """`chunker` is how files would be read and cut now; what was read or cut otherwise is of
        no use. Nothing is known without an index."""
        self._index = index
        self._vocabulary = vocabulary
        self._documents: dict[str, Document] = {}
        if index is not None and index.manifest.chunker == chunker:
            self._documents = {one.file: one for one in documents_of(index)}

    def holds(self, file: Found) -> bool:
        """Whether the file and its sidecar are, byte for byte, what they were."""
        document = self._documents.get(file.name)
        if document is None or self._index is None:
            return False
        report = self._index.report(document.id)
        sidecar = sidecar_of(file.path)
        digests = digest_of_file(file.path), digest_of_file(sidecar) if sidecar else ""
        return bool(digests == (report["source_sha256"], report["sidecar_sha256"]))

    def read(self, file: Found) -> Read:
        """What reading the file gave, its passages included."""
        assert self._index is not None
        index, document = self._index, self._documents[file.name]
        rows = index.document_rows(document.id)
        passages = zip(index.passages(rows), index.token_ids(rows), strict=True)
        report = index.report(document.id)
        return Read(
            document=_as_first(document),
            sections=(),
            published=index.published_text(document.id),
            report={name: value for name, value in report.items() if name not in _ADDED},
            passages=tuple(self._indexed(one, array("H", ids.tolist())) for one, ids in passages),
        )

    def _indexed(self, passage: Passage, token_ids: array[int]) -> IndexText:
        text = index_text(passage)
        return IndexText(passage, token_ids, self._vocabulary.normalise(text), digest_of(text))


def documents_of(index: Index) -> Iterator[Document]:
    """All documents of an index."""
    after: str | None = None
    while page := index.documents(Filters(), after=after, limit=_PAGE_OF_DOCUMENTS):
        yield from page
        after = page[-1].id


def digest_of_file(path: Path) -> str:
    """SHA-256 in hex; empty where the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@cache
def reader_digest() -> str:
    """Two equal digests read every file alike: they are over our own code and data, the versions
    of the libraries and which programs are there."""
    digest = hashlib.sha256()
    for package in _OWN:
        for file in _sources(files(package)):
            digest.update(file.read_bytes())
    found = [*map(_version, _LIBRARIES), ocr.available(), *map(which, _PROGRAMS)]
    digest.update(repr(found).encode())
    return digest.hexdigest()[:16]


def _sources(folder: Traversable) -> Iterator[Traversable]:
    """Files under `folder` but those that Python writes, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry)
        elif entry.is_file():
            yield entry


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _as_first(document: Document) -> Document:
    """The document as it was read, before it was told from others with the same text."""
    id = content_id(document.text)
    return document if document.id == id else replace(document, id=id)
