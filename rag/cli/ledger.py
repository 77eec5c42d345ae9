"""The command `speechrag ledger`: the targets of each region beside their results."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from rag.cli.options import (
    EnvFile,
    Indexes,
    Json,
    Name,
    Region,
    load_settings,
    print_json,
    read_filters,
)
from rag.cli.terminal import Terminal, printable
from rag.cli.words import option_help, say, user_language
from rag.presentation.figure_words import coverage_words, indicator_words
from rag.presentation.frame import beside, region_named
from rag.presentation.ledger_words import (
    MARKS,
    difference_words,
    entry_rule,
    own_word,
    verdict_words,
)
from rag.presentation.phrases import labelled, phrase, shortened
from rag.presentation.source_words import source_words
from rag.types.figure_table import Ledger, LedgerEntry, StatedRow, Verdict
from rag.types.text import Language

_STYLES: dict[Verdict, str] = {
    "met": "green",
    "within_about": "green",
    "missed": "red",
    "not_comparable": "yellow",
    "not_reported": "dim",
    "no_target": "dim",
}
# A clause that is quoted is short; --json gives the whole of a longer one.
_WORDS = 120
_MOST_OTHERWISE = 3


def ledger(
    indicator: Annotated[
        str | None, typer.Argument(metavar="[INDICATOR]", help=option_help("indicator"))
    ] = None,
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    region: Region = None,
    year: Annotated[list[int] | None, typer.Option(help=option_help("figure_year"))] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help=option_help("csv"))] = False,
    mark: Annotated[bool, typer.Option("--bom", help=option_help("bom"))] = False,
    html_file: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help=option_help("html"))
    ] = None,
    as_json: Json = False,
) -> None:
    """Targets beside their results, with both quotations and the verdict that follows from them."""
    from rag.assembly import assemble_engine
    from rag.presentation.ledger_json import ledger_csv, ledger_json

    if as_csv and as_json:
        raise typer.BadParameter(say("wrong.csv"))
    settings = load_settings(env_file, indexes=indexes, name=name)
    filters = read_filters(None, None, region, None, None)
    engine = assemble_engine(settings)
    found = engine.ledger(indicator, years=tuple(year or ()), filters=filters)
    engine.close()
    base, language = settings.public_url or "", user_language()
    if html_file:
        from rag.presentation.ledger_page import ledger_page

        html_file.write_text(ledger_page(found, base, language), "utf-8")
    if as_csv:
        sys.stdout.write(ledger_csv(found, base, language=language, mark=mark))
    elif as_json:
        print_json(ledger_json(found, base))
    else:
        for line in ledger_lines(found, Terminal.of(sys.stdout), language):
            print(line)


def ledger_lines(ledger: Ledger, terminal: Terminal, language: Language) -> Iterator[str]:
    """Each entry under its region: mark, indicator, year and verdict, both quotations, the rule."""
    if terminal.width is None:
        for entry in ledger.entries:
            yield "\t".join(_plain_row(entry))
        return
    if not ledger.entries:
        yield phrase("ledger.none", language)
    else:
        yield from terminal.wrapped(own_word(language), 0, "", "dim")
    region = None
    for entry in ledger.entries:
        if entry.region != region:
            region = entry.region
            yield ""
            told = beside(region, region_named(region, language), language)
            yield terminal.styled(printable(told), "bold")
        yield from _entry(entry, terminal, language)
    yield ""
    yield terminal.styled(coverage_words(ledger.coverage, language), "dim")


def _entry(entry: LedgerEntry, terminal: Terminal, language: Language) -> Iterator[str]:
    verdict = verdict_words(entry.verdict, language)
    difference = difference_words(entry, language)
    told = f"{verdict} ({difference})" if difference else verdict
    head = f"{indicator_words(entry.indicator, language)} {entry.year}"
    style = _STYLES[entry.verdict]
    mark = f"  {MARKS[entry.verdict]} "
    yield from terminal.wrapped(printable(labelled(head, told, language)), 4, mark, "bold", style)
    for label, stated in (("target", entry.target), ("result", entry.result)):
        if stated is not None:
            yield from _quoted(phrase(f"ledger.{label}", language), stated, terminal, language)
    for stated in entry.otherwise[:_MOST_OTHERWISE]:
        yield from _quoted(phrase("ledger.otherwise", language), stated, terminal, language)
    yield from terminal.wrapped(entry_rule(entry, language), 6, "", "dim")


def _quoted(label: str, stated: StatedRow, terminal: Terminal, language: Language) -> Iterator[str]:
    words = printable(shortened(stated.quote, _WORDS))
    source = printable(source_words(stated.document, language))
    yield from terminal.wrapped(labelled(label, f"“{words}” ({source})", language), 6)


def _plain_row(entry: LedgerEntry) -> list[str]:
    """Cells for a pipe: region, indicator, year, verdict, and both quotations, empty where there is
    none."""
    quotes = [stated.quote if stated else "" for stated in (entry.target, entry.result)]
    cells = [entry.region, entry.indicator, str(entry.year), entry.verdict, *quotes]
    return [" ".join(printable(cell).split()) for cell in cells]
