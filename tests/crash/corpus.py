"""The small indexes of the crash programs: what each generation holds, and what it must answer.

Generation `n` holds two documents, one that all generations share and one of its own, so that an
answer which mixes two generations cannot pass for either.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import numpy as np

from rag.index import generations, layout
from rag.index.index import Index, check_folder
from rag.index.layout import Manifest, index_folder
from rag.index.lexical import LexicalWriter
from rag.index.publish import staged
from rag.index.writer import IndexWriter, Written
from rag.types.documents import Document
from tests.index import small

NAME = small.NAME
DOCUMENTS = 900
Hook = Callable[[str], None]


def held_by(generation: int) -> list[Document]:
    """The documents of a generation."""
    return [small.document(0), small.document(1 + generation % DOCUMENTS)]


def nothing(step: str) -> None:
    """The hook of a build that nobody watches."""


def publish(directory: Path, hook: Hook = nothing) -> Manifest:
    """Build and publish the next generation; `hook` is told "start", when the build begins,
    "opened", when its files are open, "added", when all documents are in them, "worded", when the
    terms are written, and "filled", when all is and nothing is published yet."""

    class Terms(LexicalWriter):
        def finish(self) -> None:
            super().finish()
            hook("worded")

    class Watched(IndexWriter):
        def __init__(self, folder: Path) -> None:
            with mock.patch("rag.index.writer.LexicalWriter", Terms):
                super().__init__(folder)
            hook("opened")

        def finish(self) -> Written:
            hook("added")
            return super().finish()

    hook("start")
    with staged(index_folder(directory, NAME)) as staging:
        with mock.patch.object(small, "IndexWriter", Watched):
            manifest = small.fill(staging.folder, held_by(staging.number))
        hook("filled")
        return staging.publish(manifest, check=check_folder)


def template(directory: Path, count: int = 2) -> Path:
    """An index of `count` generations, to be copied."""
    for _ in range(count):
        publish(directory)
    return directory


def fresh(template: Path, directory: Path) -> Path:
    """A copy of `template` at `directory`, whatever lay there before."""
    shutil.rmtree(directory, ignore_errors=True)
    return Path(shutil.copytree(template, directory, symlinks=True))


def empty(directory: Path) -> Path:
    """Nothing at all at `directory`, and no folder that it could lie in."""
    shutil.rmtree(directory, ignore_errors=True)
    return directory / "data" / "indexes"


def fault(index: Index) -> str | None:
    """What an open index answers wrongly, by words, vectors and terms; None if all is right."""
    documents = held_by(index.state.generation)
    passages = [passage for document in documents for passage in small.passages(document)]
    rows = range(index.size)
    if index.documents() != documents or index.passages(rows) != passages:
        return "the documents are not those of its generation"
    if any(index.published_text(document.id) != document.text for document in documents):
        return "a published text is not that of its generation"
    wanted = np.array([small.vector(passage) for passage in passages])
    if not np.allclose(index.vectors(np.arange(index.size)), wanted, atol=1e-3):
        return "the vectors are not those of its generation"
    for row, passage in enumerate(passages):
        ids = small.token_ids(passage)
        if index.token_ids([row])[0].tolist() != ids:
            return f"row {row} has other tokens"
        if row not in index.search_bm25(ids, small.bigrams(passage), 1)[0]:
            return f"row {row} is not found by its words"
        if row not in index.search_dense(wanted[row], 1)[0]:
            return f"row {row} is not found by its vector"
        if any(index.passages_with(ids) < 1):
            return f"row {row} is not found by its terms"
    return None


def litter(directory: Path) -> list[str]:
    """What lies in the index and belongs to no published generation."""
    home = directory / NAME
    if not home.exists():
        return []
    own = {layout.CURRENT, layout.WRITER_LOCK, *generations.generation_names(home)}
    return sorted(set(os.listdir(home)) - own)
