"""Results written as plain text, Markdown and HTML.

The words of a speech stay words: they never become markup, a link or an image. The HTML has no
script and loads nothing. Links lead to the reading page, and exist only if `public_url` is set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from speechrag.figures import Figures
from speechrag.house import CHART_STYLE, Point, bars, line, phrase, shortened
from speechrag.ledger import Check, Ledger
from speechrag.lines import (
    Line,
    answer_lines,
    cell_source,
    comparison_foot,
    comparison_head,
    search_lines,
)
from speechrag.results import Answer, Comparison, Documents, SearchResult

# Signs that have a meaning in Markdown, anywhere and at the beginning of a line. In notebooks `$`
# begins mathematics, and Markdown turns a bare address into a link.
_SIGNS = re.compile(r"[\\`*_\[\]<>&$|~#!@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_FIRST_SIGN = re.compile(r"^(\s*)([-+=]|[0-9]+(?=[.)](?:\s|$)))")
# Text has the colour of the page around it, so that it is readable on a dark page too.
_STYLE = (
    ".speechrag{--ink:currentColor;--faint:#808891;--series:#4a86c8;line-height:1.5;"
    "max-width:60rem}.speechrag blockquote{margin:.2rem 0 .2rem 1.5rem;padding:0 0 0 .8rem;"
    "border-left:3px solid #80889155}.speechrag p{margin:.3rem 0}"
    ".speechrag .detail{color:#808891;font-size:.88em;margin-left:1.5rem}"
    ".speechrag .state{color:#808891;font-size:.88em}"
    ".speechrag .warning{color:#b26a00}.speechrag td{text-align:left;vertical-align:top}"
    ".speechrag th{text-align:left}"
) + CHART_STYLE.replace(".chart", ".speechrag .chart")
# The longest words in a table; `rows()` and `to_dict()` give them whole.
_CELL_CHARACTERS = 200
_COLUMNS: Mapping[type, Sequence[str]] = {
    Figures: (
        "region", "term", "kind", "period_end", "value", "bound", "stance", "quote", "title",
    ),
    Ledger: (
        "region", "indicator", "year", "target_quote", "result_quote", "verdict", "rule_words",
    ),
    Check: ("text", "verdict", "quote"),
}  # fmt: skip

Table = tuple[Sequence[str], list[Sequence[str]]]


def as_text(result: object) -> str:
    """A result as plain text, for `print`."""
    table = _table(result)
    written = [_text_line(shown) for shown in _lines(result)]
    if table:
        heads, rows = table
        written += ["\t".join(_plain(cell) for cell in row) for row in (heads, *rows)]
    return "\n".join([*written, *(_text_line(shown) for shown in _foot(result))])


def as_markdown(result: object) -> str:
    """A result as Markdown."""
    written = [_markdown_line(shown) for shown in _lines(result)]
    table = _table(result)
    if table:
        heads, rows = table
        rule = ["---"] * len(heads)
        body = [[_markdown(cell) for cell in row] for row in rows]
        table_rows = [[_markdown(head) for head in heads], rule, *body]
        written.append("\n".join(f"| {' | '.join(row)} |" for row in table_rows))
    return "\n\n".join([*written, *(_markdown_line(shown) for shown in _foot(result))])


def as_html(result: object) -> str:
    """A result as HTML, for a notebook."""
    parts = [f"<style>{_STYLE}</style>", *map(_html_line, _lines(result))]
    if isinstance(result, Comparison):
        parts.append(_chart(result))
    table = _table(result)
    if table:
        heads, rows = table
        top = "".join(f"<th>{escape(_plain(head))}</th>" for head in heads)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(_plain(cell))}</td>' for cell in row)}</tr>"
            for row in rows
        )
        parts.append(f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>")
    parts += map(_html_line, _foot(result))
    return f'<div class="speechrag">{"".join(parts)}</div>'


def _lines(result: object) -> Iterator[Line]:
    """The lines before the table; all lines of a result without a table."""
    if isinstance(result, Answer):
        yield from answer_lines(result)
    elif isinstance(result, SearchResult):
        yield from search_lines(result)
    elif isinstance(result, Comparison):
        yield from comparison_head(result)


def _foot(result: object) -> Iterator[Line]:
    """The lines after the table."""
    if isinstance(result, Comparison):
        yield comparison_foot(result)


def _table(result: object) -> Table | None:
    """The headings and rows of a result that has a table."""
    if isinstance(result, Comparison):
        return _comparison_table(result)
    if isinstance(result, Documents):
        columns = ("document", "date", "region", "speaker", "title", "file", "warnings")
        rows = result.rows()
        return columns, [[str(row[column] or "") for column in columns] for row in rows]
    if isinstance(result, Figures | Ledger | Check):
        shown = _COLUMNS[type(result)]
        return shown, [
            [shortened(str(row[column] or ""), _CELL_CHARACTERS) for column in shown]
            for row in result.rows()
        ]
    return None


def _comparison_table(comparison: Comparison) -> Table:
    language = comparison.language
    heads = (
        phrase(f"by.{comparison.by}", language),
        phrase("figure", language),
        phrase("quotations", language),
        phrase("sources", language),
    )
    missing = phrase("not_stated", language)
    rows = [
        (
            cell.label,
            cell.figure or "",
            missing if cell.words is None else shortened(cell.words, _CELL_CHARACTERS),
            cell_source(cell, language),
        )
        for cell in comparison.cells
    ]
    return heads, list(rows)


def _chart(comparison: Comparison) -> str:
    """A line for years, bars for all other groups; empty if too few figures can be compared."""
    if all(cell.value is None for cell in comparison.cells):
        return ""
    missing = phrase("not_stated", comparison.language)
    points = [
        Point(cell.label, cell.value, cell.figure or ("" if cell.citation else missing))
        for cell in comparison.cells
    ]
    draw: Callable[..., str] = line if comparison.by == "year" else bars
    return draw(points, title=comparison.question)


def _text_line(shown: Line) -> str:
    words = _plain(shown.words)
    match shown.kind:
        case "heading":
            return f"\n{words}"
        case "statement":
            return f"\n  {words}"
        case "source":
            return f"  {shown.mark} {words}"
        case "quote":
            return f"      “{words}”"
        case "detail":
            return f"      {words}"
        case "state":
            return f"\n{words}"
        case _:
            return words


def _markdown_line(shown: Line) -> str:
    words = _markdown(shown.words)
    match shown.kind:
        case "title" | "heading":
            return f"**{words}**"
        case "source":
            linked = f"[{words}]({_address(shown.link)})" if shown.link else words
            return f"{_markdown(shown.mark)} {linked}"
        case "quote":
            return f"> {words}"
        case "warning":
            return f"⚠ {words}"
        case _:
            return words


def _html_line(shown: Line) -> str:
    words = escape(_plain(shown.words))
    match shown.kind:
        case "title" | "heading":
            return f"<p><strong>{words}</strong></p>"
        case "source":
            if shown.link:
                words = f'<a href="{escape(shown.link)}" rel="noreferrer">{words}</a>'
            return f"<p>{escape(shown.mark)} {words}</p>"
        case "quote":
            return f"<blockquote>{words}</blockquote>"
        case "detail" | "warning" | "state":
            return f'<p class="{shown.kind}">{words}</p>'
        case _:
            return f"<p>{words}</p>"


def _plain(words: str) -> str:
    """The words on one line, with a space in place of control characters and of marks that change
    the direction of writing."""
    return "".join(
        character if character.isprintable() else " " for character in " ".join(words.split())
    )


def _markdown(words: str) -> str:
    """The words, escaped so that Markdown shows them unchanged."""
    signs = _SIGNS.sub(lambda sign: f"\\{sign[0]}", _plain(words))
    return _FIRST_SIGN.sub(_escaped_first, signs)


def _escaped_first(found: re.Match[str]) -> str:
    """The first sign of a line, escaped so that it begins no list, heading or rule."""
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _address(link: str) -> str:
    """The address without characters that would end the brackets around it."""
    return re.sub(r"[\s()<>\\]", lambda sign: f"%{ord(sign[0]):02X}", link)
