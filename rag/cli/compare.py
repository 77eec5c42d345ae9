"""The command `speechrag compare`: a table with an answer for each region, year, speaker or
document."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Literal

import typer

from rag.cli.export import ExportFile, export_format, write_export
from rag.cli.options import (
    EnvFile,
    Indexes,
    Json,
    Limit,
    Name,
    Region,
    Since,
    Speaker,
    Until,
    Within,
    load_settings,
    print_json,
    read_filters,
    read_question,
    with_full_ids,
)
from rag.cli.terminal import Terminal, columns, cut, printable
from rag.cli.words import option_help, say
from rag.presentation.comparison_chart import comparison_chart, group_label, in_order, silence
from rag.presentation.comparison_json import (
    compared_figure,
    comparison_csv,
    comparison_json,
    words_of,
    years_of,
)
from rag.presentation.figure_chart import FigureChart
from rag.presentation.figure_words import bounded_words
from rag.presentation.phrases import labelled, listed, phrase, shortened
from rag.presentation.source_words import title_words
from rag.types.comparison import By, Cell, Comparison
from rag.types.questions import DEFAULT_LIMIT
from rag.types.text import Language

# A reader can judge a quotation by this much of it; --csv and --json give the whole quotation.
_WORDS = 160
_LABEL_COLUMNS = 24
_BAR_COLUMNS = 12
_PARTS_OF_A_BLOCK = "▏▎▍▌▋▊▉█"


def compare(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=option_help("question"))],
    by: Annotated[By, typer.Option(help=option_help("by"))],
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    since: Since = None,
    until: Until = None,
    region: Region = None,
    speaker: Speaker = None,
    document: Within = None,
    limit: Limit = DEFAULT_LIMIT,
    answerer: Annotated[
        Literal["extractive", "llm"] | None, typer.Option(help=option_help("answerer"))
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help=option_help("csv"))] = False,
    mark: Annotated[bool, typer.Option("--bom", help=option_help("bom"))] = False,
    html_file: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help=option_help("chart"))
    ] = None,
    export: ExportFile = None,
    as_json: Json = False,
) -> None:
    """Ask QUESTION of each region, year, speaker or document. Each gets a quotation, or is marked
    as not stated. If the question or the filters name several, only these are compared."""
    from rag.assembly import assemble_engine

    if as_csv and as_json:
        raise typer.BadParameter(say("wrong.csv"))
    if export:
        export_format(export)
    settings = load_settings(env_file, indexes=indexes, name=name)
    filters = read_filters(since, until, region, speaker, document)
    asked = read_question(question, filters, settings)
    engine = assemble_engine(settings)
    asked = replace(asked, filters=with_full_ids(engine, filters))
    comparison = engine.compare(asked, by=by, limit=limit, answerer=answerer)
    base = settings.public_url or ""
    if export:
        write_export(export, comparison, base)
    if html_file:
        from rag.cli.compare_page import comparison_page

        html_file.write_text(comparison_page(comparison, base), "utf-8")
    if as_csv:
        sys.stdout.write(comparison_csv(comparison, base, mark=mark))
    elif as_json:
        print_json(comparison_json(comparison, base))
    else:
        for line in comparison_lines(comparison, Terminal.of(sys.stdout)):
            print(line)
    engine.close()


def comparison_lines(comparison: Comparison, terminal: Terminal) -> Iterator[str]:
    """A row for each group: its name, its compared figure, the quoted words and their source."""
    if terminal.width is None:
        for position, cell in enumerate(comparison.cells):
            yield "\t".join(_plain_row(comparison, position, cell))
        return
    language = comparison.question.language
    stated = sum(cell.citation is not None for cell in comparison.cells)
    counted = phrase("stated_by", language, len(comparison.cells), stated)
    kind = phrase(f"by.{comparison.by}", language)
    yield terminal.styled(labelled(kind, counted, language), "bold")
    yield ""
    chart = comparison_chart(comparison)
    if chart is not None:
        yield terminal.styled(chart.title.of(language), "dim")
    yield from _table(comparison, chart, terminal, terminal.width)
    yield ""
    yield from _caution(comparison, chart, terminal)
    total = round(comparison.timings_ms["total"])
    state = comparison.index
    told = phrase("answered_by", language, state.name, state.generation, total)
    yield terminal.styled(told, "dim")


def _table(
    comparison: Comparison, chart: FigureChart | None, terminal: Terminal, width: int
) -> Iterator[str]:
    language = comparison.question.language
    labels = [printable(group_label(cell, comparison.by).of(language)) for cell in comparison.cells]
    room = min(_LABEL_COLUMNS, max(map(columns, labels), default=0)) + 2
    figures = [_figure(comparison, position) for position in range(len(labels))]
    wide = max(map(columns, figures), default=0)
    wide += 2 if wide else 0
    bars = list(_bars(comparison, chart))
    bar_room = _BAR_COLUMNS + 1 if any(bars) else 0
    rest = max(width - room - wide - bar_room, 20)
    for at in in_order(comparison, chart):
        cell, label, figure, bar = comparison.cells[at], labels[at], figures[at], bars[at]
        words, source = _words_and_source(cell, language)
        styles = () if cell.citation else ("dim",)
        lines = [terminal.styled(line, *styles) for line in cut(words, rest)]
        lines += [terminal.styled(line, "dim") for line in cut(source, rest) if source]
        names = cut(label, room - 2)
        first = _padded(figure, wide) + terminal.styled(_padded(bar, bar_room), "cyan")
        blank = " " * (wide + bar_room)
        for i, (name, line) in enumerate(zip_longest(names, lines, fillvalue="")):
            head = terminal.styled(_padded(name, room), "bold")
            yield (head + (blank if i else first) + line).rstrip()


def _words_and_source(cell: Cell, language: Language) -> tuple[str, str]:
    """The words that answer the question; and their stance, date and document."""
    words = words_of(cell)
    if cell.citation is None or words is None:
        return silence(cell).of(language), ""
    document = cell.citation.quote.passage.document
    date = str(document.date) if document.date else phrase("undated", language)
    stance = phrase(f"stance.{cell.stance}", language) if cell.stance else ""
    parts = [stance, date, printable(title_words(document, language))]
    return shortened(printable(words), _WORDS), " · ".join(part for part in parts if part)


def _figure(comparison: Comparison, position: int) -> str:
    row = comparison.cells[position].row
    if row is not None:
        return printable(bounded_words(row.row, comparison.question.language))
    figure = compared_figure(comparison, position)
    return printable(figure.text) if figure else ""


def _bars(comparison: Comparison, chart: FigureChart | None) -> Iterator[str]:
    """A bar of block characters for each value, lighter blocks up to the end of a range. A missing
    value has no bar; if a value is negative, no value has a bar."""
    ends = dict(enumerate(_ends(comparison))) if chart is None else _drawn(chart)
    most = max((high for _, high in ends.values()), default=0.0)
    drawable = most > 0 and all(low >= 0 for low, _ in ends.values())
    for position in range(len(comparison.cells)):
        low, high = ends.get(position, (0.0, 0.0)) if drawable else (0.0, 0.0)
        whole, part = divmod(round(8 * _BAR_COLUMNS * low / (most or 1.0)), 8)
        bar = "█" * whole + (_PARTS_OF_A_BLOCK[part - 1] if part else "")
        yield bar + "░" * (round(_BAR_COLUMNS * high / (most or 1.0)) - len(bar))


def _drawn(chart: FigureChart) -> dict[int, tuple[float, float]]:
    return {point.of: (point.value.low, point.value.high) for point in chart.points}


def _ends(comparison: Comparison) -> Iterator[tuple[float, float]]:
    series = comparison.series
    for value in series.values if series else ():
        yield (value or 0.0, value or 0.0)


def _caution(
    comparison: Comparison, chart: FigureChart | None, terminal: Terminal
) -> Iterator[str]:
    """What a chart of figures leaves out; else a warning that the rows come from different
    years."""
    for note in chart.notes if chart else ():
        yield from terminal.wrapped(note.of(comparison.question.language), 0, "", "yellow")
    language = comparison.question.language
    years = years_of(comparison)
    if comparison.by != "year" and len(years) > 1 and chart is None:
        words = phrase(
            "several_years",
            language,
            listed(years, language),
            listed(["--since", "--until"], language),
        )
        yield from terminal.wrapped(words, 0, "", "yellow")


def _plain_row(comparison: Comparison, position: int, cell: Cell) -> list[str]:
    """Cells for a pipe: the group, its figure, the quoted words and the permalink. A missing value
    is an empty cell."""
    link = cell.citation.permalink if cell.citation else ""
    cells = [cell.group.label, _figure(comparison, position), words_of(cell) or "", link]
    return [" ".join(printable(text).split()) for text in cells]


def _padded(text: str, room: int) -> str:
    return text + " " * max(room - columns(text), 0)
