"""`speechrag documents` and `speechrag document`: an index in, what it holds out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.cli.options import (
    Indexes,
    Json,
    Name,
    Region,
    Since,
    Speaker,
    Until,
    load_settings,
    print_json,
    read_filters,
)
from rag.cli.terminal import Terminal, printable

if TYPE_CHECKING:
    from rag.index.index import Index
    from rag.types.documents import Document
    from rag.types.questions import Filters

# As many as are read from the index at a time.
_PAGE = 200


def documents(
    indexes: Indexes = None,
    name: Name = None,
    since: Since = None,
    until: Until = None,
    region: Region = None,
    speaker: Speaker = None,
    as_json: Json = False,
) -> None:
    """List the documents of an index."""
    from rag.assembly import assemble_engine
    from rag.presentation.to_json import document_json, index_json

    settings = load_settings(indexes=indexes, name=name)
    filters = read_filters(since, until, region, speaker, None)
    engine = assemble_engine(settings)
    with engine.index() as index:
        found = list(_all(index, filters))
        if as_json:
            shown = [document_json(document) for document in found]
            print_json({"documents": shown, "next": None, "index": index_json(index.state)})
        elif sys.stdout.isatty():
            _print_table(found)
        else:
            for document in found:
                print("\t".join(_row(document)))
    engine.close()


def document(
    id: Annotated[str, typer.Argument(metavar="ID", help="As `speechrag documents` lists it")],
    indexes: Indexes = None,
    name: Name = None,
    report: Annotated[
        bool, typer.Option("--report", help="Show what reading and cleaning did to it")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Show the text that is quoted")] = False,
    as_json: Json = False,
) -> None:
    """Show one document: what is known of it, and what to beware of."""
    from rag.assembly import assemble_engine
    from rag.presentation.to_json import document_json

    engine = assemble_engine(load_settings(indexes=indexes, name=name))
    with engine.index() as index:
        found = index.document(id)
        whole = document_json(found, index.report(id))
    engine.close()
    if as_json:
        print_json({**whole, "text": found.text} if text else whole)
        return
    for line in _document_lines(whole, with_report=report):
        print(line)
    if text:
        print()
        print(printable(found.text))


def _all(index: Index, filters: Filters) -> Iterator[Document]:
    """Every document that passes, page by page."""
    after = None
    while page := index.documents(filters, after=after, limit=_PAGE):
        yield from page
        after = page[-1].id


def _row(document: Document) -> list[str]:
    codes = ", ".join(warning.code for warning in document.warnings)
    cells = [document.id, str(document.date or ""), document.region or "", document.speaker or ""]
    return [printable(cell) for cell in (*cells, document.title, document.file, codes)]


def _print_table(found: Sequence[Document]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("id", "date", "region", "speaker", "title", "file", "warnings"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("id", "date"))
    for document in found:
        table.add_row(*(Text(cell) for cell in _row(document)))
    Console().print(table)


def _document_lines(whole: Mapping[str, Any], *, with_report: bool) -> Iterator[str]:
    terminal = Terminal.of(sys.stdout)
    yield terminal.styled(printable(whole["title"]), "bold")
    for key in ("id", "date", "region", "institution", "speaker", "language", "file", "url"):
        if whole[key] is not None:
            yield f"  {key:<12}{printable(str(whole[key]))}"
    yield f"  {'characters':<12}{whole['characters']}"
    if whole["pages"]:
        yield f"  {'pages':<12}{whole['pages']}"
    for warning in whole["warnings"]:
        words = f"{warning['code']}: {printable(warning['detail'])}"
        yield from terminal.wrapped(words, 14, "  warning", "yellow")
    if with_report:
        yield "  report"
        text = json.dumps(whole["report"], ensure_ascii=False, indent=2)
        yield from (f"    {printable(line)}" for line in text.splitlines())
