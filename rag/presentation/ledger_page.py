"""The web page of the ledger: targets beside results, both quotations and the rule, in one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from rag.presentation.figure_svg import chart_figure
from rag.presentation.figure_words import (
    bounded_words,
    coverage_words,
    indicator_words,
    region_words,
)
from rag.presentation.html_page import document
from rag.presentation.ledger_json import ledger_chart
from rag.presentation.ledger_words import (
    MARKS,
    difference_words,
    entry_rule,
    own_word,
    verdict_words,
)
from rag.presentation.phrases import phrase
from rag.presentation.source_words import title_words
from rag.types.figure_table import Ledger, LedgerEntry, StatedRow, Verdict
from rag.types.text import Language

_COLUMNS = ("region", "indicator", "year", "target", "result", "verdict")
_CLASSES: Mapping[Verdict, str] = {"met": "good", "within_about": "good", "missed": "bad"}


def ledger_page(ledger: Ledger, base: str = "", language: Language = "en") -> str:
    """The page as HTML. `base` is put before permalinks. Without a base the page has no links,
    because no service would answer them."""
    title = phrase("ledger", language)
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="faint">{escape(own_word(language))}</p>',
        f'<p class="faint">{escape(coverage_words(ledger.coverage, language))}</p>',
    ]
    if not ledger.entries:
        parts.append(f"<p>{escape(phrase('ledger.none', language))}</p>")
        return document(title, "\n".join(parts), language)
    chart = ledger_chart(ledger.entries)
    if chart is not None:
        parts.append(chart_figure(chart, language, base))
    heads = "".join(
        f"<th>{escape(phrase(f'ledger.{column}', language))}</th>" for column in _COLUMNS
    )
    rows = "".join(_row(entry, base, language) for entry in ledger.entries)
    parts.append(f'<div class="scroll"><table><tr>{heads}</tr>{rows}</table></div>')
    return document(title, "\n".join(parts), language)


def _row(entry: LedgerEntry, base: str, language: Language) -> str:
    cells = (
        escape(region_words(entry.region, language)),
        escape(indicator_words(entry.indicator, language)),
        str(entry.year),
        _cell(entry.target, base, language),
        _cell(entry.result, base, language),
        "".join(_verdict(entry, base, language)),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _cell(stated: StatedRow | None, base: str, language: Language) -> str:
    """The quotation, and the document that says it."""
    if stated is None:
        return f'<span class="faint">{escape(phrase("ledger.empty", language))}</span>'
    source = escape(title_words(stated.document, language))
    if base:
        link = base + stated.document.permalink(stated.row.clause)
        source = f'<a href="{escape(link)}">{source}</a>'
    date = str(stated.document.date) if stated.document.date else phrase("undated", language)
    return (
        f"<b>{escape(bounded_words(stated.row, language))}</b>"
        f"<blockquote>{escape(stated.quote)}</blockquote>"
        f'<span class="faint">{escape(date)} · {source}</span>'
    )


def _verdict(entry: LedgerEntry, base: str, language: Language) -> Iterator[str]:
    words = f"{MARKS[entry.verdict]} {verdict_words(entry.verdict, language)}"
    difference = difference_words(entry, language)
    told = f"{words} ({difference})" if difference else words
    yield f'<b class="{_CLASSES.get(entry.verdict, "faint")}">{escape(told)}</b>'
    yield f'<br><span class="faint">{escape(entry_rule(entry, language))}</span>'
    if entry.otherwise:
        summary = escape(phrase("ledger.otherwise", language))
        rows = "".join(_cell(stated, base, language) for stated in entry.otherwise)
        yield f"<details><summary>{summary}</summary>{rows}</details>"
