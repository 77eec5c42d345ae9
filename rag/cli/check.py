"""The command `speechrag check`: whether the speeches state each figure of a text."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

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
    Within,
    load_settings,
    print_json,
    read_filters,
    with_full_ids,
)
from rag.cli.terminal import Terminal, printable
from rag.cli.words import option_help, user_language
from rag.presentation.phrases import phrase, shortened
from rag.presentation.source_words import source_words
from rag.types.figure_table import CheckedFigure, ClaimVerdict, StatedRow
from rag.types.text import Language

_STYLES: dict[ClaimVerdict, str] = {
    "stated": "green",
    "stated_otherwise": "red",
    "not_found": "yellow",
}
# A clause that is quoted is short; so much of the text around a figure tells which one is meant.
_WORDS, _AROUND = 120, 24


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=option_help("check_file"))],
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    since: Since = None,
    until: Until = None,
    region: Region = None,
    speaker: Speaker = None,
    document: Within = None,
    as_json: Json = False,
) -> None:
    """Check each figure of FILE: whether a speech states it, or states another figure. The exit
    code is 1 if one is stated otherwise."""
    from rag.assembly import assemble_engine
    from rag.presentation.ledger_json import check_json

    settings = load_settings(env_file, indexes=indexes, name=name)
    filters = read_filters(since, until, region, speaker, document)
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    text = data.decode("utf-8-sig", "replace")
    engine = assemble_engine(settings)
    claims = engine.check(text, filters=with_full_ids(engine, filters))
    engine.close()
    if as_json:
        print_json(check_json(claims, settings.public_url or ""))
    else:
        for line in claim_lines(claims, text, Terminal.of(sys.stdout), user_language()):
            print(line)
    if any(claim.verdict == "stated_otherwise" for claim in claims):
        raise typer.Exit(1)


def claim_lines(
    claims: Sequence[CheckedFigure], text: str, terminal: Terminal, language: Language
) -> Iterator[str]:
    """Each figure with the words around it, its verdict and the rows that state it, or state
    another; then the counts."""
    if not claims:
        yield phrase("claims.none", language)
        return
    for number, claim in enumerate(claims, 1):
        verdict = phrase(f"claim.{claim.verdict}", language)
        yield f"{number:>3}. {terminal.styled(verdict, 'bold', _STYLES[claim.verdict])}"
        yield from terminal.wrapped(_around(claim, text, terminal), 5)
        for stated in claim.rows:
            yield from _quoted(stated, terminal, language)
        yield ""
    kinds: tuple[ClaimVerdict, ...] = ("stated", "stated_otherwise", "not_found")
    counts = [sum(claim.verdict == kind for claim in claims) for kind in kinds]
    yield terminal.styled(phrase("claims", language, len(claims), *counts), "bold")


def _around(claim: CheckedFigure, text: str, terminal: Terminal) -> str:
    """The figure and the words of its line around it."""
    before = text[max(0, claim.span.start - _AROUND) : claim.span.start].rpartition("\n")[2]
    behind = text[claim.span.end : claim.span.end + _AROUND].partition("\n")[0]
    words = printable(before + claim.text + behind)
    return terminal.strong(words, len(before), len(before) + len(claim.text))


def _quoted(stated: StatedRow, terminal: Terminal, language: Language) -> Iterator[str]:
    yield from terminal.wrapped(f"“{printable(shortened(stated.quote, _WORDS))}”", 7)
    yield from terminal.wrapped(printable(source_words(stated.document, language)), 7, "", "cyan")
