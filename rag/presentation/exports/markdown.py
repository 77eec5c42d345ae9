"""An answer or a comparison as Markdown: statements or a table, then quotations and references.

Each quotation is a block quote, with its permalink below, so that `speechrag verify-quotes` finds
both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.presentation.answering_words import emphasised, quoted_window
from rag.presentation.exports.contents import Export
from rag.presentation.figure_markdown import table_markdown, without_markup
from rag.presentation.phrases import phrase
from rag.presentation.references import Reference, gbt_reference
from rag.presentation.source_words import place_words, source_words
from rag.types.answers import Answer

# What begins a list, a heading or a rule at the start of a line.
_LINE_MARK = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]\s))", re.M)


def markdown(export: Export) -> str:
    """The whole document; it ends with a line end."""
    return "\n".join(_lines(export)).rstrip() + "\n"


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    return _LINE_MARK.sub(_escaped_line_mark, without_markup(text))


def _lines(export: Export) -> Iterator[str]:
    language = export.language
    yield from (f"# {escaped(_one_line(export.question))}", "", escaped(export.status), "")
    if isinstance(export.content, Answer) and export.content.finding:
        yield from (escaped(_one_line(export.content.finding)), "")
    for statement in export.statements:
        if statement.gloss:
            yield from (f"*{escaped(_one_line(statement.gloss))}*", "")
        # A sentence of a speech has line ends only where it is a list; then none of it is bold.
        line = _one_line(statement.words)
        strong = statement.answering if line == statement.words else None
        yield from (emphasised(line, strong, escaped), "")
    yield from _table(export)
    if isinstance(export.content, Answer) and export.content.table:
        yield from table_markdown(export.content.table, language, export.base)
        yield ""
    references = export.references
    if not references:
        return
    yield from (f"## {phrase('quotations', language)}", "")
    for reference in references:
        yield from _quotation(export, reference)
    yield from (f"## {phrase('references', language)}", "")
    for reference in references:
        yield from (rf"\[{reference.citation.number}\] {escaped(gbt_reference(reference))}", "")


def _table(export: Export) -> Iterator[str]:
    rows = list(export.rows)
    if not rows:
        return
    for cells in (export.column_names, ("---",) * len(export.column_names)):
        yield f"| {' | '.join(cells)} |"
    for row in rows:
        mark = f" [{row.number}]" if row.number else ""
        cells = (row.label, row.figure, row.words + mark)
        yield f"| {' | '.join(escaped(_one_line(cell)) for cell in cells)} |"
    yield ""


def _quotation(export: Export, reference: Reference) -> Iterator[str]:
    """The number and the source, the words, and their place."""
    citation, language = reference.citation, export.language
    source = source_words(reference.document, language, citation.quote.speaker)
    yield rf"\[{citation.number}\] {escaped(source)}"
    yield ""
    quoted = emphasised(citation.quote.text, quoted_window(citation), escaped)
    yield from (f"> {line}" for line in quoted.splitlines())
    yield ""
    link = f"<{reference.link}>" if reference.is_online else f"`{reference.link}`"
    yield f"{escaped(place_words(citation, language))} · {link}"
    yield ""


def _escaped_line_mark(match: re.Match[str]) -> str:
    white, mark = match.groups()
    return f"{white}{mark}\\" if mark[0].isdigit() else f"{white}\\{mark}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
