"""The command `speechrag verify-quotes`: which quotations of a file stand in the speeches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from rag.cli.options import EnvFile, Indexes, Json, Name, load_settings, print_json
from rag.cli.terminal import Terminal, printable
from rag.cli.words import option_help, say, user_language
from rag.presentation.phrases import shortened
from rag.presentation.source_words import place_words, source_words
from rag.types.quotations import CheckedQuotation, Difference, QuotationCheck, Verdict

_STYLES: dict[Verdict, str] = {
    "stands": "green",
    "altered": "yellow",
    "elsewhere": "yellow",
    "not_found": "red",
}
# A reader knows the quotation by this much of it; where words differ, all of it is shown.
_WORDS = 120


def verify_quotes(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=option_help("quotes_file"))],
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    as_json: Json = False,
) -> None:
    """Check each quotation of FILE: whether a speech says so, and which words differ. The exit code
    is 1 if one does not stand."""
    from rag.analysis.quotation_files import read_quotations
    from rag.analysis.quotations import check_quotations
    from rag.assembly import assemble_engine
    from rag.presentation.quotations_json import quotation_check_json

    settings = load_settings(env_file, indexes=indexes, name=name)
    is_stdin = str(file) == "-"
    data = sys.stdin.buffer.read() if is_stdin else file.read_bytes()
    found = read_quotations(data, "stdin" if is_stdin else file.name)
    engine = assemble_engine(settings)
    with engine.index() as index:
        check = check_quotations(index, found.quoted, found.text)
    engine.close()
    if as_json:
        print_json(quotation_check_json(check, settings.public_url or ""))
    else:
        for line in check_lines(check, Terminal.of(sys.stdout), settings.public_url or ""):
            print(line)
    if not check.all_stand:
        raise typer.Exit(1)


def check_lines(check: QuotationCheck, terminal: Terminal, base: str = "") -> Iterator[str]:
    """Each quotation with its verdict, its place and the words that differ; then the counts."""
    for number, quotation in enumerate(check.quotations, 1):
        yield from _quotation(number, quotation, terminal, base)
        yield ""
    counts = {verdict: check.count(verdict) for verdict in _STYLES}
    yield terminal.styled(say("quotes.counts", all=len(check.quotations), **counts), "bold")
    if check.skipped:
        yield terminal.styled(say("quotes.skipped", count=check.skipped), "dim")
    state = check.index
    yield terminal.styled(say("quotes.index", name=state.name, generation=state.generation), "dim")


def _quotation(
    number: int, quotation: CheckedQuotation, terminal: Terminal, base: str
) -> Iterator[str]:
    verdict = say(f"quotes.{quotation.verdict}")
    head = terminal.styled(verdict, "bold", _STYLES[quotation.verdict])
    yield f"{number:>3}. {head}"
    words = printable(shortened(quotation.words, _WORDS))
    if quotation.differences:
        words = "".join(_difference(piece, terminal) for piece in quotation.differences)
    yield from terminal.wrapped(words, 5)
    if quotation.at:
        language = user_language()
        quote = quotation.at.quote
        source = source_words(quote.passage.document, language, quote.speaker)
        yield from terminal.wrapped(printable(source), 5, "", "cyan")
        yield from terminal.wrapped(printable(place_words(quotation.at, language)), 5, "", "dim")
        yield terminal.styled(f"     {base}{quotation.at.permalink}", "dim")


def _difference(piece: Difference, terminal: Terminal) -> str:
    """[-what the quotation has-][+what the speech has+]."""
    text = printable(" ".join(piece.text.split("\n")))
    if piece.kind == "same":
        return text
    return f"[-{text}-]" if piece.kind == "del" else f"[+{text}+]"
