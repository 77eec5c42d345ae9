"""Small documents and whole small indexes, made of a few words, for the tests of this room."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.index.index import check_folder
from rag.index.layout import Manifest, index_folder
from rag.index.publish import staged
from rag.index.writer import IndexWriter
from rag.types.documents import Document, Passage
from rag.types.figures import FigureRow
from rag.types.text import Alignment, PartialDate, Span

NAME = "speeches"
DIMENSION = 8
MODEL: dict[str, str | int] = {"id": "toy", "weights_sha256": "00ff", "dimension": DIMENSION}
SENTENCE = 10


def document(
    number: int,
    *,
    sentences: int = 3,
    title: str = "Report",
    speaker: str | None = None,
    region: str | None = None,
    date: str | None = None,
) -> Document:
    """A document of `sentences` sentences, ten characters each, that no other number has."""
    own = [chr(0x5000 + 20 * number + k) for k in range(sentences)]
    text = "".join(f"第{number:03}份{one}{k:02}句。" for k, one in enumerate(own))
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest()[:12],
        title=f"{title} {number}",
        text=text,
        file=f"{number}.txt",
        language="zh",
        speaker=speaker,
        region=region,
        date=PartialDate.parse(date) if date else None,
        alignment=Alignment.identity(len(text)),
    )


def passages(document: Document) -> list[Passage]:
    """One passage a sentence."""
    starts = range(0, len(document.text), SENTENCE)
    return [Passage(document, Span(start, start + SENTENCE), ("一、总结",)) for start in starts]


def digest(passage: Passage) -> str:
    return hashlib.sha256(passage.text.encode()).hexdigest()


def token_ids(passage: Passage) -> list[int]:
    """Each character as an id."""
    return [ord(character) for character in passage.text]


def bigrams(passage: Passage) -> list[str]:
    text = passage.text
    return [text[i : i + 2] for i in range(len(text) - 1)]


def vector(passage: Passage) -> NDArray[np.float32]:
    """A unit vector that depends on the passage's words alone."""
    seed = int(digest(passage)[:8], 16)
    row: NDArray[np.float32] = unit(np.random.default_rng(seed).standard_normal((1, DIMENSION)))[0]
    return row


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows: NDArray[np.float32] = np.divide(vectors, lengths, dtype=np.float32, casting="unsafe")
    return rows


def fill(
    folder: Path, documents: Sequence[Document], figures: Sequence[Sequence[FigureRow]] = ()
) -> Manifest:
    """The files of a generation, and what its manifest is to say; `figures` are the rows of each
    document."""
    with IndexWriter(folder) as writer:
        for document, rows in zip(documents, figures or [()] * len(documents), strict=True):
            held = passages(document)
            writer.add(
                document,
                published=document.text,
                report={"file": document.file, "removed": 0},
                passages=held,
                token_ids=[token_ids(passage) for passage in held],
                bigrams=[bigrams(passage) for passage in held],
                vectors=np.array([vector(p) for p in held]).reshape(-1, DIMENSION),
                digests=[digest(passage) for passage in held],
                figures=rows,
            )
        written = writer.finish()
    return Manifest(
        sources=("data/speeches", "one more.pdf"),
        model=MODEL,
        probes=tuple(map(tuple, np.eye(3, DIMENSION).tolist())),
        vocabulary="abc",
        chunker={"tokens": 300},
        dense=written.dense,
        counts=written.counts,
    )


def build(
    directory: Path,
    documents: Sequence[Document],
    name: str = NAME,
    figures: Sequence[Sequence[FigureRow]] = (),
) -> Manifest:
    """Publish the next generation of the index `name`."""
    with staged(index_folder(directory, name)) as staging:
        return staging.publish(fill(staging.folder, documents, figures), check=check_folder)


def generations(directory: Path, name: str = NAME) -> list[str]:
    """Folders of published generations, oldest first."""
    return sorted(path.name for path in (directory / name).glob("gen-*"))
