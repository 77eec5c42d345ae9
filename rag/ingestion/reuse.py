"""Reuse of the last generation: a file that has not changed, and would be read the same way again,
gets its documents from there. So a second build reads only files that are new or have changed."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rag.index.index import Index
from rag.ingestion.discover import Found, sidecar_of
from rag.ingestion.passages.index_text import IndexText, digest_of, index_text
from rag.ingestion.read import Read
from rag.language.vocabulary import Vocabulary
from rag.types.documents import Document, Passage, content_id
from rag.types.questions import Filters

_PAGE_OF_DOCUMENTS = 200
# Entries of a report that the build adds after reading.
_ADDED = ("passages", "same_text_as")


class Reuse:
    """The documents of the last generation, by file."""

    def __init__(self, index: Index | None, *, vocabulary: Vocabulary, chunker: Mapping[str, Any]):
        """`chunker` says how files are read and cut now. An index whose files were read or cut in
        another way is of no use; without an index nothing is reused."""
        self._index = index
        self._vocabulary = vocabulary
        self._documents: dict[str, Document] = {}
        if index is not None and index.manifest.chunker == chunker:
            self._documents = {document.file: document for document in documents_of(index)}

    def holds(self, file: Found) -> bool:
        """Whether the file and its sidecar are the same as then, byte for byte."""
        document = self._documents.get(file.name)
        if document is None or self._index is None:
            return False
        report = self._index.report(document.id)
        sidecar = sidecar_of(file.path)
        digests = digest_of_file(file.path), digest_of_file(sidecar) if sidecar else ""
        return bool(digests == (report["source_sha256"], report["sidecar_sha256"]))

    def read(self, file: Found) -> Read:
        """The result of reading the file then, with its passages and figures."""
        assert self._index is not None
        index, document = self._index, self._documents[file.name]
        rows = index.document_rows(document.id)
        passages = zip(index.passages(rows), index.token_ids(rows), strict=True)
        report = index.report(document.id)
        return read_of(
            index,
            document,
            report,
            [self._index_text(passage, array("H", ids.tolist())) for passage, ids in passages],
        )

    def _index_text(self, passage: Passage, token_ids: array[int]) -> IndexText:
        text = index_text(passage)
        return IndexText(passage, token_ids, self._vocabulary.normalise(text), digest_of(text))


def read_of(
    index: Index, document: Document, report: Mapping[str, Any], passages: Sequence[IndexText]
) -> Read:
    """What reading a document gave then, with its `passages`."""
    return Read(
        document=_as_first(document),
        sections=(),
        published=index.published_text(document.id),
        report={name: value for name, value in report.items() if name not in _ADDED},
        passages=tuple(passages),
        figures=index.document_figures(document.id),
    )


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


def _as_first(document: Document) -> Document:
    """The document as it was read, before a number told it from others with the same text."""
    id = content_id(document.text)
    return document if document.id == id else replace(document, id=id)
