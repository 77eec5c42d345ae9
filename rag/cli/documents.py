"""The commands `speechrag documents` and `speechrag document`, which show what an index holds."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.cli.options import (
    EnvFile,
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
from rag.cli.terminal import Terminal, columns, printable
from rag.cli.words import option_help, say, user_language

if TYPE_CHECKING:
    from rag.index.index import Index
    from rag.types.documents import Document
    from rag.types.questions import Filters

# The number of documents that are read from the index at a time.
_PAGE = 200


def documents(
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    since: Since = None,
    until: Until = None,
    region: Region = None,
    speaker: Speaker = None,
    as_json: Json = False,
) -> None:
    """List the documents of an index."""
    from rag.assembly import assemble_engine
    from rag.presentation.to_json import document_json, index_json

    settings = load_settings(env_file, indexes=indexes, name=name)
    filters = read_filters(since, until, region, speaker, None)
    engine = assemble_engine(settings)
    with engine.index() as index:
        found = list(_all(index, filters))
        if as_json:
            shown = [document_json(document) for document in found]
            print_json({"documents": shown, "next": None, "index": index_json(index.state)})
        elif sys.stdout.isatty():
            for line in _listing(found, index):
                print(line)
        else:
            for document in found:
                print("\t".join(_row(document)))
    engine.close()


def document(
    id: Annotated[str, typer.Argument(metavar="ID", help=option_help("id"))],
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    report: Annotated[bool, typer.Option("--report", help=option_help("report"))] = False,
    text: Annotated[bool, typer.Option("--text", help=option_help("text"))] = False,
    as_json: Json = False,
) -> None:
    """Show one document: its details and its warnings."""
    from rag.assembly import assemble_engine
    from rag.presentation.to_json import document_json

    engine = assemble_engine(load_settings(env_file, indexes=indexes, name=name))
    with engine.index() as index:
        id = index.full_id(id)
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
    """Every document that passes the filters, read page by page."""
    after = None
    while page := index.documents(filters, after=after, limit=_PAGE):
        yield from page
        after = page[-1].id


def _row(document: Document) -> list[str]:
    codes = ", ".join(warning.code for warning in document.warnings)
    cells = [document.id, str(document.date or ""), document.region or "", document.speaker or ""]
    return [printable(cell) for cell in (*cells, document.title, document.file, codes)]


def _listing(found: Sequence[Document], index: Index) -> Iterator[str]:
    """The table of documents, then their number."""
    from rag.cli.document_table import short_ids, table_lines

    counted = {"name": index.state.name, "generation": index.state.generation}
    terminal = Terminal.of(sys.stdout)
    if not found:
        yield say("documents.none", **counted)
        return
    ids = short_ids(entry.id for entry in index.catalogue)
    # A table may use the whole width of the terminal, unlike lines of text.
    yield from table_lines(found, ids, terminal, shutil.get_terminal_size().columns)
    yield ""
    yield terminal.styled(say("documents.count", count=len(found), **counted), "dim")


def _labelled(key: str, value: object) -> str:
    label = say(f"documents.{key}")
    return f"  {label}{' ' * (12 - columns(label))}{printable(str(value))}"


def _document_lines(whole: Mapping[str, Any], *, with_report: bool) -> Iterator[str]:
    terminal = Terminal.of(sys.stdout)
    yield terminal.styled(printable(whole["title"]), "bold")
    for key in ("id", "date", "region", "institution", "speaker", "language", "file", "url"):
        if whole[key] is not None:
            yield _labelled(key, whole[key])
    yield _labelled("characters", whole["characters"])
    if whole["pages"]:
        yield _labelled("pages", whole["pages"])
    for warning in whole["warnings"]:
        detail = warning["detail_zh" if user_language() == "zh" else "detail"]
        words = f"{warning['code']}: {printable(detail)}"
        yield from terminal.wrapped(words, 14, f"  {say('documents.warning')}", "yellow")
    if with_report:
        yield f"  {say('documents.report')}"
        text = json.dumps(whole["report"], ensure_ascii=False, indent=2)
        yield from (f"    {printable(line)}" for line in text.splitlines())
