"""What each figure of a speech was read to say, in words for who points at it or comes to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rag.presentation.figure_words import (
    amount_words,
    bounded_words,
    figure_name,
    flag_words,
    period_words,
)
from rag.presentation.phrases import phrase
from rag.types.figures import FigureRow
from rag.types.text import Language, Span


def figure_readings(rows: Iterable[FigureRow], language: Language) -> Mapping[Span, str]:
    """The reading of each figure by its span, in the order of the text. Where rows share characters
    the first is told, and those that stand at the same place with it."""
    told: dict[Span, list[str]] = {}
    last: Span | None = None
    for row in sorted(rows, key=lambda row: (row.figure.start, row.figure.end)):
        if not row.figure or _is_count_of_meetings(row):
            continue
        if last is not None and row.figure != last and row.figure.start < last.end:
            continue
        last = row.figure
        told.setdefault(last, []).append(reading_words(row, language))
    return {span: " / ".join(dict.fromkeys(words)) for span, words in told.items()}


def reading_words(row: FigureRow, language: Language) -> str:
    """Indicator and kind, period, stance, the value with what binds it, the place where it is not
    the whole region, and that a reading is not certain."""
    parts = [
        figure_name(row).of(language),
        phrase(f"kind.{row.kind}", language),
        period_words(row.period, language),
        phrase(f"stance.{row.stance}", language) if row.stance else "",
        bounded_words(row, language),
        _in_base_unit(row, language),
        flag_words(row, language),
        "" if row.scope == "region" else row.place or phrase(f"scope.{row.scope}", language),
        "" if row.confidence == "certain" else phrase(f"certainty.{row.confidence}", language),
    ]
    return " · ".join(part for part in parts if part)


def _is_count_of_meetings(row: FigureRow) -> bool:
    """第十四届, 第四次: an order that measures nothing that is known."""
    return row.kind == "rank" and row.indicator is None


def _in_base_unit(row: FigureRow, language: Language) -> str:
    """The value in the unit that figures are compared in, where it is written in another."""
    plain = amount_words(row.value, language, as_written=False)
    return "" if plain in bounded_words(row, language) else f"= {plain}"
