"""The web page of `speechrag compare --html`: a chart and every quotation, in one file."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rag.presentation.comparison_chart import comparison_chart, group_label, in_order, silence
from rag.presentation.comparison_json import compared_figure, words_of, years_of
from rag.presentation.figure_svg import chart_figure
from rag.presentation.figure_words import bounded_words
from rag.presentation.html_page import document
from rag.presentation.phrases import listed, phrase
from rag.presentation.source_words import title_words
from rag.presentation.svg_chart import Point, bars, line
from rag.types.comparison import Cell, Comparison, Series


def comparison_page(comparison: Comparison, base: str = "") -> str:
    """The page as HTML. `base` is put before permalinks. Without a base the page has no links,
    because no service would answer them."""
    question, language = comparison.question.text, comparison.question.language
    stated = sum(cell.citation is not None for cell in comparison.cells)
    counted = phrase("stated_by", language, len(comparison.cells), stated)
    parts = [f"<h1>{escape(question)}</h1>", f'<p class="faint">{escape(counted)}</p>']
    years = years_of(comparison)
    chart = comparison_chart(comparison)
    if comparison.by != "year" and len(years) > 1 and chart is None:
        options = listed(["--since", "--until"], language)
        caution = phrase("several_years", language, listed(years, language), options)
        parts.append(f'<p class="bad">{escape(caution)}</p>')
    if chart is not None:
        parts.append(chart_figure(chart, language, base))
    elif comparison.series:
        parts.append(_chart(comparison, comparison.series))
    rows = "".join(
        _row(comparison, position, comparison.cells[position], base)
        for position in in_order(comparison, chart)
    )
    heads = (
        phrase(f"by.{comparison.by}", language),
        phrase("figure", language),
        phrase("quotations", language),
    )
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    parts.append(f'<div class="scroll"><table><tr>{top}</tr>{rows}</table></div>')
    return document(question, "\n".join(parts), language)


def _chart(comparison: Comparison, series: Series) -> str:
    """A line for years, bars for all other groups."""
    missing = phrase("not_stated", comparison.question.language)
    points = [
        Point(cell.group.label, value, figure.text if figure else "" if cell.citation else missing)
        for cell, figure, value in zip(comparison.cells, series.figures, series.values, strict=True)
    ]
    draw = line if comparison.by == "year" else bars
    return draw(points, title=comparison.question.text)


def _row(comparison: Comparison, position: int, cell: Cell, base: str) -> str:
    figure = compared_figure(comparison, position)
    language = comparison.question.language
    label = group_label(cell, comparison.by).of(language)
    told = bounded_words(cell.row.row, language) if cell.row else figure.text if figure else ""
    return (
        f"<tr><td>{escape(label)}</td><td>{escape(told)}</td>"
        f"<td>{''.join(_quoted(comparison, cell, base))}</td></tr>"
    )


def _quoted(comparison: Comparison, cell: Cell, base: str) -> Iterator[str]:
    """The words that answer the question, which unfold into the whole quotation; and its source."""
    language = comparison.question.language
    words = words_of(cell)
    if cell.citation is None or cell.words is None or words is None:
        yield f'<span class="faint">{escape(silence(cell).of(language))}</span>'
        return
    quote = cell.citation.quote
    source = quote.passage.document
    title = escape(title_words(source, language))
    if base:
        title = f'<a href="{escape(base + cell.citation.permalink)}">{title}</a>'
    date = str(source.date) if source.date else phrase("undated", language)
    parts = [phrase(f"stance.{cell.stance}", language) if cell.stance else "", date]
    yield f"<details><summary>{escape(words)}</summary>"
    yield f"<blockquote>{escape(quote.text)}</blockquote></details>"
    yield f'<span class="faint">{escape(" · ".join(filter(None, parts)))} · {title}</span>'
