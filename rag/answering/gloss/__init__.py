"""The line in the reader's language above a quotation, made only of rows of the table of figures.

The quotation is in another language than the question. The line says what the table knows of it:
place, period, stance, what was measured, and the figures, in the units that the reader knows. It is
ours, so it never stands in quotation marks; and it is read back by the parser of figures: a line
whose figures are not those of its rows is not given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answering.gloss.lines import line
from rag.types.answers import Citation, Gloss, Statement
from rag.types.figure_table import StatedRow
from rag.types.figures import FigureRow
from rag.types.text import Language, Span

# The rows of a document, by its id, that stand within a span of it.
RowsOf = Callable[[str, Span], Sequence[FigureRow]]


def glossed(statement: Statement, language: Language, rows_of: RowsOf) -> Statement:
    """The statement with a line in `language`, where its quotations are in the other one and the
    table of figures knows enough of them."""
    if statement.gloss is not None:
        return statement
    lines = [
        line(found, language)
        for citation in statement.citations
        if citation.quote.passage.document.language != language
        and (found := _rows(citation, rows_of))
    ]
    told = list(dict.fromkeys(text for text in lines if text))
    if not told:
        return statement
    return replace(statement, gloss=Gloss(" ".join(told), language, "rows"))


def _rows(citation: Citation, rows_of: RowsOf) -> list[StatedRow]:
    """The rows of the words that answer, and what their clauses say more of the same indicators
    (its level beside its growth); all of the quotation where no words are known to answer."""
    document, quote = citation.quote.passage.document, citation.quote.span
    rows = rows_of(document.id, quote)
    answering = [
        row for row in rows if any(span.overlaps(row.figure) for span in citation.highlight)
    ]
    told = {
        (answer.indicator, row.figure)
        for answer in answering
        for row in rows
        if answer.clause.contains(row.clause) and row.indicator == answer.indicator
    }
    return [
        StatedRow(document, row)
        for row in rows
        if not citation.highlight or (row.indicator, row.figure) in told
    ]
