"""Reads the figures of English sentences into rows."""

from __future__ import annotations

from collections.abc import Sequence

from rag.types.documents import Document, Section
from rag.types.figures import FigureRow


def rows_of_english(document: Document, sections: Sequence[Section]) -> tuple[FigureRow, ...]:
    return ()
