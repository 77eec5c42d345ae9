"""A row of the table of figures in words: its value with what binds it, its period, its place."""

from __future__ import annotations

from rag.presentation.phrases import listed, phrase
from rag.presentation.source_words import heading_words
from rag.types.figure_table import Coverage, StatedRow
from rag.types.figures import FigureRow, Period
from rag.types.text import Language

# What the figure says by itself.
_PLAIN_BOUNDS = ("exact", "range")


def value_words(row: FigureRow, language: Language) -> str:
    """The figure as it is written, with its bound: `5% (about, to strive for)`."""
    bound = row.qualifier
    keys = [f"bound.{bound.bound}"] if bound.bound not in _PLAIN_BOUNDS else []
    keys += ["strive"] * bound.strive + ["preliminary"] * bound.preliminary
    if not keys:
        return row.value.text
    told = listed((phrase(key, language) for key in keys), language)
    return f"{row.value.text}（{told}）" if language == "zh" else f"{row.value.text} ({told})"


def period_words(period: Period | None, language: Language) -> str:
    """The time that a figure speaks of."""
    if period is None:
        return phrase("period.none", language)
    if period.kind == "year":
        return str(period.end.year)
    if period.kind == "point":
        return phrase("period.point", language, period.end.year)
    if period.kind == "part_year":
        return phrase("period.part_year", language, f"{period.start:%Y-%m}", f"{period.end:%Y-%m}")
    return phrase(f"period.{period.kind}", language, period.start.year, period.end.year)


def notes_words(row: FigureRow, language: Language) -> str:
    """The term, the kind of figure, and what a reader must beware of: the figure is not of the
    whole region, or its row is not certain."""
    parts = [row.name, phrase(f"kind.{row.kind}", language)]
    if row.scope != "region":
        parts.append(row.place or phrase(f"scope.{row.scope}", language))
    if row.confidence != "certain":
        parts.append(phrase(f"certainty.{row.confidence}", language))
    return " · ".join(parts)


def row_place_words(stated: StatedRow, language: Language) -> str:
    """Title and date of the document, heading path and page."""
    document = stated.document
    page = document.page(stated.row.clause.start)
    parts = [
        document.title,
        str(document.date) if document.date else phrase("undated", language),
        heading_words(stated.row.heading, language),
        phrase("page", language, page) if page else "",
    ]
    return " · ".join(part for part in parts if part)


def coverage_words(coverage: Coverage, language: Language) -> str:
    """How many documents were read for a table, and how many state something."""
    return phrase("coverage", language, coverage.documents, coverage.read, coverage.stated)
