"""Invented sentences with rows, for the tests of the line in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rag.types.documents import Document
from rag.types.figure_table import StatedRow
from rag.types.figures import Amount
from rag.types.text import PartialDate, Span
from tests.figure_rows import row


def speech(text: str, **changes: Any) -> Document:
    """An invented report of 澄川市."""
    facts: dict[str, Any] = {
        "id": "d1",
        "title": "2026年澄川市政府工作报告",
        "file": "a.txt",
        "language": "zh",
        "region": "澄川市",
        "date": PartialDate(2026, 1),
    }
    return Document(text=text, **(facts | changes))


def stated(
    document: Document, written: str, low: float | None, unit: str | None, **changes: Any
) -> StatedRow:
    """The row of a figure that the speech writes as `written`; `high` where it is a range."""
    high = changes.pop("high", low)
    start = document.text.index(written)
    facts: dict[str, Any] = {
        "value": Amount(low, high, unit, written),
        "figure": Span(start, start + len(written)),
        "clause": Span(0, start + len(written)),
    }
    return StatedRow(document, replace(row(), **(facts | changes)))
