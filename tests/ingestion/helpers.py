"""Shortcuts through ingestion, from a text to what becomes of it, for the tests of this room."""

from __future__ import annotations

from pathlib import Path

from rag.ingestion.clean import Cleaned, clean
from rag.ingestion.clean.working_text import Rule, WorkingText
from rag.ingestion.metadata.describe import Metadata, describe
from rag.ingestion.read import Read, read_one
from rag.ingestion.source_text import SourceText
from rag.types.documents import Document
from rag.types.text import Span

DATA = Path(__file__).parents[1] / "data"
NOISY_SCRAPE = DATA / "noisy-scrape.txt"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "corpus"


def published(
    text: str,
    *,
    file: str = "speech.txt",
    media_type: str = "text/plain",
    pages: tuple[Span, ...] = (),
    boilerplate: tuple[Span, ...] = (),
    unseen: tuple[Span, ...] = (),
    declared: dict[str, str] | None = None,
) -> SourceText:
    """A file that publishes `text`."""
    return SourceText(
        file=file,
        media_type=media_type,
        text=text,
        pages=pages,
        boilerplate=boilerplate,
        unseen=unseen,
        declared=declared or {},
    )


def after(rule: Rule, text: str, **fields: object) -> str:
    """`text` after one rule."""
    working = WorkingText.of(published(text, **fields))  # type: ignore[arg-type]
    return working.apply(rule.__name__, rule(working)).text


def cleaned(text: str) -> Cleaned:
    """`text` after all rules."""
    return clean(published(text))


def described(text: str, file: str = "speech.txt", **fields: object) -> Metadata:
    """What is told about a text that is published as `file`."""
    one = published(text, file=file, **fields)  # type: ignore[arg-type]
    return describe(one, clean(one))


def read(text: str, file: str = "speech.txt") -> Read:
    """A text as a document with its sections."""
    return read_one(published(text, file=file))


def document(text: str, title: str = "标题") -> Document:
    """A document of which nothing but the text matters."""
    return Document(id="0" * 16, title=title, text=text, file="speech.txt", language="zh")


def pages_of(*pages: str) -> tuple[str, tuple[Span, ...]]:
    """A text of several pages, a line end after each, and where they stand."""
    spans: list[Span] = []
    at = 0
    for page in pages:
        spans.append(Span(at, at + len(page)))
        at += len(page) + 1
    return "".join(page + "\n" for page in pages), tuple(spans)
