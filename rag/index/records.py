"""How a Document is written into rows of the database, and read back.

Positions are packed as little-endian uint32; no pickle.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from rag.errors import IndexDamaged
from rag.types.documents import Document, DocumentWarning, Turn, Value, content_id
from rag.types.text import Alignment, Language, PartialDate, Run, Span

# A third of the usual level's time for a tenth more of what is the smallest part of an index.
_QUICK = 1

SCHEMA = """
CREATE TABLE documents (
    ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, file TEXT NOT NULL,
    language TEXT NOT NULL, speaker TEXT, institution TEXT, region TEXT, date TEXT,
    first_day TEXT, last_day TEXT, url TEXT, warnings TEXT NOT NULL,
    first_row INTEGER NOT NULL, end_row INTEGER NOT NULL
);
CREATE TABLE texts (
    document INTEGER PRIMARY KEY, text TEXT NOT NULL, alignment BLOB NOT NULL, pages BLOB NOT NULL
);
CREATE TABLE originals (
    document INTEGER PRIMARY KEY, published BLOB NOT NULL, report BLOB NOT NULL
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, document INTEGER NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, heading TEXT NOT NULL, digest TEXT NOT NULL
);
CREATE TABLE names (
    name TEXT PRIMARY KEY, forms TEXT NOT NULL, key TEXT NOT NULL
);
CREATE TABLE earlier (
    id TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (id, file)
) WITHOUT ROWID;
"""
SELECT_DOCUMENT = """
SELECT id, title, text, file, language, speaker, institution, region, date, url, alignment, pages,
       warnings
FROM documents JOIN texts ON texts.document = ordinal WHERE ordinal = ?
"""
# Who speaks where in a debate. Older indexes of this format have no such table: for them an empty
# one is held in memory.
TURNS_SCHEMA = """
CREATE {kind} TABLE turns (
    document INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    speaker TEXT NOT NULL, PRIMARY KEY (document, first)
) WITHOUT ROWID;
"""
SELECT_TURNS = "SELECT first, last, speaker FROM turns WHERE document = ? ORDER BY first"


def read_document(row: Sequence[Any], turns: Sequence[Any] = ()) -> Document:
    """The document that a row of SELECT_DOCUMENT holds, with those of SELECT_TURNS. IndexDamaged
    if its text is not the one that its id is a digest of: nothing of it may be quoted."""
    *facts, alignment, pages, warnings = row
    id, title, text, file, language, speaker, institution, region, date, url = facts
    # The second document with the same text is called …-2.
    if not content_id(text).startswith(id.partition("-")[0]):
        raise IndexDamaged(f"the text of document {id[:80]} was changed after it was indexed")
    return Document(
        id=id,
        title=title,
        text=text,
        file=file,
        language=cast(Language, language),
        speaker=speaker,
        institution=institution,
        region=region,
        date=PartialDate.parse(date) if date else None,
        url=url,
        alignment=Alignment(tuple(Run(*run) for run in _unpacked_table(alignment, 3))),
        pages=tuple(Span(*page) for page in _unpacked_table(pages, 2)),
        warnings=tuple(_warning(*written) for written in json.loads(warnings)),
        turns=tuple(Turn(Span(first, last), name) for first, last, name in turns),
    )


def facts(document: Document) -> tuple[str | None, ...]:
    """The columns of `documents` between `ordinal` and `first_row`."""
    date = document.date
    return (
        document.id,
        document.title,
        document.file,
        document.language,
        document.speaker,
        document.institution,
        document.region,
        str(date) if date else None,
        date.first_day.isoformat() if date else None,
        date.last_day.isoformat() if date else None,
        document.url,
        json.dumps([(warning.code, dict(warning.values)) for warning in document.warnings]),
    )


def body(document: Document) -> tuple[str, bytes, bytes]:
    """The columns of `texts` behind `document`."""
    runs = [(run.clean, run.published, run.length) for run in document.alignment.runs]
    pages = [(page.start, page.end) for page in document.pages]
    return document.text, _packed_table(runs), _packed_table(pages)


def _warning(code: str, values: dict[str, Any]) -> DocumentWarning:
    return DocumentWarning(code, tuple((name, _frozen(value)) for name, value in values.items()))


def _frozen(value: Any) -> Any:
    """JSON's lists as the tuples that they were."""
    frozen: Value = tuple(_frozen(part) for part in value) if isinstance(value, list) else value
    return frozen


def _packed_table(rows: Sequence[tuple[int, ...]]) -> bytes:
    return zlib.compress(np.array(rows, dtype="<u4").tobytes(), _QUICK)


def _unpacked_table(packed: bytes, width: int) -> list[list[int]]:
    flat = np.frombuffer(zlib.decompress(packed), dtype="<u4")
    return cast("list[list[int]]", flat.reshape(-1, width).tolist())


def packed_text(text: str) -> bytes:
    """`text`, compressed; whatever a str may hold survives."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _QUICK)


def unpacked_text(packed: bytes) -> str:
    """What packed_text packed."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")
