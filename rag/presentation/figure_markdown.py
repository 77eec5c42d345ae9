"""The table of figures of an answer as a Markdown table, for chats and for exports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.presentation.figure_words import (
    coverage_words,
    period_words,
    region_words,
    value_words,
)
from rag.presentation.phrases import phrase
from rag.types.figure_table import FigureTable
from rag.types.text import Language

# Words of a speech must open no link, image, tag, column or emphasis.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&#$]")
_HEADS = ("by.region", "period", "figure", "stance", "words")


def table_markdown(table: FigureTable, language: Language, base: str = "") -> Iterator[str]:
    """A heading, a row for each figure with its quotation linked to its place, and how many
    documents were read. Without `base` there are no links, since nothing would answer them."""
    yield "| " + " | ".join(phrase(head, language) for head in _HEADS) + " |"
    yield "|" + " --- |" * len(_HEADS)
    for stated in table.rows:
        row, document = stated.row, stated.document
        quote = _plain(stated.quote)
        cells = (
            _plain(region_words(document.region or document.title, language)),
            period_words(row.period, language),
            _plain(value_words(row, language)),
            phrase(f"stance.{row.stance}", language) if row.stance else "",
            f"[{quote}]({base}{document.permalink(row.clause)})" if base else quote,
        )
        yield "| " + " | ".join(cells) + " |"
    yield ""
    yield coverage_words(table.coverage, language)


def without_markup(text: str) -> str:
    """`text` so that Markdown shows it as it is, but for what begins a line."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _plain(text: str) -> str:
    return without_markup(" ".join(text.split()))
