"""Keeps what was indexed of a file that is there and cannot be read: a disk, a right or a network
folder may refuse it for a moment, and its words would be lost.

Here alone a build that follows differs from a fresh one, which has nothing to keep. A file that was
removed goes as ever, and so do the words of one that can be read and gives none.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property

from rag.index.index import Index
from rag.ingestion.discover import KEPT_INSTEAD, Skipped
from rag.ingestion.passages.index_text import IndexText, digest_of, index_text
from rag.ingestion.read import Read
from rag.ingestion.reuse import documents_of, read_of
from rag.language.vocabulary import Vocabulary
from rag.presentation.left_out import Reason
from rag.types.documents import Document, Passage


class Kept:
    """The documents of the last generation, whatever made it, by the file that they were read
    from."""

    def __init__(self, index: Index | None, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary

    @cached_property
    def _documents(self) -> dict[str, Document]:
        held = documents_of(self._index) if self._index is not None else ()
        return {document.file: document for document in held}

    def of_file(self, skipped: Skipped) -> Read | None:
        """What was read of a file that now cannot be; None where nothing is to be kept."""
        document = self._documents.get(skipped.file) if skipped.refused else None
        return self._read(document) if document is not None else None

    def below(self, skipped: Sequence[Skipped], found: set[str]) -> Iterator[tuple[Skipped, Read]]:
        """What was read below the folders, or of the files, that were refused when files were
        looked for; `found` are the names of the files that were found all the same."""
        refused = [each for each in skipped if each.refused]
        if not refused:  # nearly always, and then nothing is read
            return
        for file, document in self._documents.items():
            above = next((each for each in refused if _lies_below(file, each.file)), None)
            if above is not None and file not in found:
                yield above, self._read(document)

    def _read(self, document: Document) -> Read:
        assert self._index is not None
        rows = self._index.document_rows(document.id)
        passages = [self._index_text(passage) for passage in self._index.passages(rows)]
        return read_of(self._index, document, self._index.report(document.id), passages)

    def _index_text(self, passage: Passage) -> IndexText:
        """The passage as it was cut, with the ids of today's vocabulary."""
        text = index_text(passage)
        normalised = self._vocabulary.normalise(text)
        ids = self._vocabulary.encoding().encode_ordinary(normalised)
        return IndexText(passage, array("H", ids), normalised, digest_of(text))


def told(skipped: Skipped) -> Skipped:
    """The same, saying that what was indexed is kept."""
    if not skipped.refused:
        return skipped
    return Skipped.because(skipped.file, Reason(KEPT_INSTEAD[skipped.code], skipped.values))


def _lies_below(file: str, refused: str) -> bool:
    """Whether a document's file may be, or lie below, a path that was refused. The name of the
    indexed folder stands before the path, and before the file only where names would be alike."""
    _, _, inside = refused.partition("/")
    return not inside or any(
        file == path or file.startswith(f"{path}/") for path in (refused, inside)
    )
