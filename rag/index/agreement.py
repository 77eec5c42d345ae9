"""Whether the parts of a generation agree with each other: each document is the one that its id
says, and each row of a passage, a turn, a figure or a translation lies inside its document.

The digests prove that the files are those that were published; this proves that these were right.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from rag.errors import IndexDamaged
from rag.index import layout
from rag.index.dense import Dense
from rag.index.postings import Postings
from rag.index.records import SELECT_DOCUMENT, read_document, unpacked_text
from rag.index.store import add_turns, opened_store
from rag.index.tokens import Tokens
from rag.types.documents import Document

# A vector of fp16 is a unit vector but for its rounding.
_ROUNDING = 0.01
_ROWS_AT_A_TIME = 16_384
# Every span of a document that some table has, and the table's name.
_SPANS = """
SELECT 'passages', first, last FROM passages WHERE document = :document
UNION ALL SELECT 'figures', clause_first, clause_end FROM figures WHERE document = :document
UNION ALL SELECT 'figures', figure_first, figure_end FROM figures WHERE document = :document
UNION ALL SELECT 'turns', first, last FROM turns WHERE document = :document
UNION ALL SELECT 'counterparts', first, last FROM counterparts WHERE document = :document
UNION ALL SELECT 'counterparts', other_first, other_last FROM counterparts WHERE other = :document
"""
# Rows of passages must follow each other, document after document.
_STRAY_PASSAGES = """
SELECT count(*) FROM passages LEFT JOIN documents ON ordinal = document
WHERE ordinal IS NULL OR row < first_row OR row >= end_row
"""
_STRAY_FIGURES = """
SELECT count(*) FROM figures LEFT JOIN documents ON ordinal = document WHERE ordinal IS NULL
"""

_STRAY_TURNS = """
SELECT count(*) FROM turns LEFT JOIN documents ON ordinal = document WHERE ordinal IS NULL
"""
_STRAYS = (("passages", _STRAY_PASSAGES), ("figures", _STRAY_FIGURES), ("turns", _STRAY_TURNS))


def disagreements(folder: Path) -> Iterator[tuple[str, str]]:
    """The name of a file of the generation in `folder`, and what in it does not fit; nothing where
    all agree. The files can be opened: their digests were checked before."""
    with closing(opened_store(folder / layout.STORE)) as store:
        add_turns(store)
        for problem in _of_store(store):
            yield layout.STORE, problem
        ((size,),) = store.execute("SELECT count(*) FROM passages")
    yield from _of_numbers(folder, size)


def _of_store(store: sqlite3.Connection) -> Iterator[str]:
    ((health,),) = store.execute("PRAGMA integrity_check(1)")
    if health != "ok":
        yield f"SQLite says: {health}"
        return
    for table, query in _STRAYS:
        ((stray,),) = store.execute(query)
        if stray:
            yield f"{stray} rows of {table} belong to no document"
    for (ordinal,) in store.execute("SELECT ordinal FROM documents ORDER BY ordinal").fetchall():
        yield from _of_document(store, ordinal)


def _of_document(store: sqlite3.Connection, ordinal: int) -> Iterator[str]:
    """What is wrong with one document."""
    try:
        (row,) = store.execute(SELECT_DOCUMENT, (ordinal,))
        document = read_document(row)
        packed = store.execute(
            "SELECT published, report FROM originals WHERE document = ?", (ordinal,)
        )
        ((published, report),) = packed
        json.loads(unpacked_text(report))
        length = len(unpacked_text(published))
    except (IndexDamaged, ValueError, zlib.error, sqlite3.Error) as error:
        yield f"document number {ordinal} cannot be read: {error}"
        return
    spans = store.execute(_SPANS, {"document": ordinal})
    for table, first, last in spans:
        if not 0 <= first < last <= len(document.text):
            yield f"a row of {table} lies outside document {document.id}: {first}-{last}"
    if not _is_aligned(document, length):
        yield f"document {document.id} points outside its published text or its pages"


def _is_aligned(document: Document, published: int) -> bool:
    """Whether runs and pages lie inside the texts that they point into."""
    runs = document.alignment.runs
    text = len(document.text)
    return all(
        run.clean + run.length <= text and run.published + run.length <= published for run in runs
    ) and all(0 <= page.start <= page.end <= text for page in document.pages)


def _of_numbers(folder: Path, size: int) -> Iterator[tuple[str, str]]:
    """What is wrong with the files of numbers, of `size` passages."""
    tokens, postings, dense = Tokens(folder), Postings(folder), Dense(folder / layout.VECTORS)
    if tokens.size != size or (tokens.lengths < 0).any():
        yield layout.OFFSETS, f"does not hold the ids of {size} passages"
    if (postings.counts < 0).any() or not postings.fits(size):
        yield layout.POSTINGS, f"names passages beyond the {size} that there are"
    for start in range(0, dense.size, _ROWS_AT_A_TIME):
        rows = np.arange(start, min(start + _ROWS_AT_A_TIME, dense.size))
        lengths = np.linalg.norm(dense.vectors(rows), axis=1)
        if not (np.abs(lengths - 1) < _ROUNDING).all():  # so that NaN is found too
            yield layout.VECTORS, "holds a vector that is no unit vector"
            return
