"""An answer as CSV: a row for each statement and each of its quotations."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from rag.presentation.spreadsheet import BYTE_ORDER_MARK, inert
from rag.types.answers import Answer, Citation, Statement

_COLUMNS = (
    "statement", "text", "stance", "confidence", "probability", "citation", "quote", "document",
    "title", "date", "region", "speaker", "institution", "heading", "page", "start", "end",
    "permalink", "status", "index", "generation", "counterpart_of",
)  # fmt: skip


def answer_csv(answer: Answer, base: str = "") -> str:
    """The table with a byte order mark in front. Words of a speech cannot become a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in _rows(answer, base):
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return BYTE_ORDER_MARK + text.getvalue()


def _rows(answer: Answer, base: str) -> Iterator[Sequence[str | float | None]]:
    for number, statement in enumerate(answer.statements, 1):
        for citation in statement.cited:
            yield (
                number,
                *_statement_cells(statement),
                *_citation_cells(citation, base),
                answer.status,
                answer.index.name,
                answer.index.generation,
                citation.counterpart_of,
            )


def _statement_cells(statement: Statement) -> Sequence[str | float | None]:
    return statement.text, statement.stance, statement.confidence, statement.chance


def _citation_cells(citation: Citation, base: str) -> Sequence[str | float | None]:
    quote = citation.quote
    document = quote.passage.document
    return (
        citation.number, quote.text, document.id, document.title, str(document.date or ""),
        document.region, quote.speaker, document.institution, " › ".join(quote.passage.heading),
        citation.page, quote.span.start, quote.span.end, base + citation.permalink,
    )  # fmt: skip
