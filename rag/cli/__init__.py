"""The command line: its commands, its exit codes and its error messages.

Results go to stdout, as text or, with `--json`, as one JSON document. Each command imports its
modules when it runs, so that `speechrag ask` starts without a web server, a neural framework or a
document reader.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO

import typer

from rag.cli import (
    ask,
    check,
    compare,
    documents,
    evaluate,
    figures,
    generations,
    index,
    ledger,
    mcp,
    serve,
    settings,
    verify,
    verify_quotes,
)
from rag.cli.typer_words import Command, Group, translated
from rag.cli.words import option_help, say, user_language
from rag.errors import InvalidQuestion, SpeechragError
from rag.ingestion.workers.limits import fit_into_address_space

app = typer.Typer(
    name="speechrag",
    cls=Group,
    help=say("help"),
    options_metavar=say("help.options"),
    subcommand_metavar=say("help.commands"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS: dict[str, Callable[..., Any]] = {
    "index": index.index,
    "ask": ask.ask,
    "search": ask.search,
    "compare": compare.compare,
    "figures": figures.figures,
    "documents": documents.documents,
    "document": documents.document,
    "ledger": ledger.ledger,
    "check": check.check,
    "verify-quotes": verify_quotes.verify_quotes,
    "verify": verify.verify,
    "generations": generations.generations,
    "rollback": generations.rollback,
    "evaluate": evaluate.evaluate,
    "serve": serve.serve,
    "mcp": mcp.mcp,
    "settings": settings.settings,
}
for _name, _command in _COMMANDS.items():
    app.command(_name, cls=Command, help=option_help(_name), options_metavar=say("help.options"))(
        _command
    )

WRONG_USAGE = 2
# Of a file that a command was given, the system's own words say enough; of these they do not.
_OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM}


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # 19 ms that a question need not spend

        print(f"speechrag {version('speechrag')}")
        raise typer.Exit


@app.callback()
def _speechrag(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", is_eager=True, callback=_show_version, help=option_help("version")
        ),
    ] = False,
) -> None:
    """Options that are written before a command."""


def main() -> None:
    """Run the command line. Exit code 0: the command succeeded; 1: it failed, and stderr says what
    to do; 2: wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        fit_into_address_space()
        app()
    except InvalidQuestion as error:
        words = str(error) if user_language() == "en" else translated(str(error))
        _fail(words, WRONG_USAGE)
    except SpeechragError as error:
        _fail(error.words(user_language()), 1)
    except Exception as error:
        _fail(_machine_words(error), 1)


def _machine_words(error: Exception) -> str:
    """What the machine refused; an error that is none of these is a fault of ours, and raised."""
    from rag.index.machine import machine_failure

    if isinstance(error, OSError) and error.filename and error.errno not in _OF_THE_MACHINE:
        return f"{error.filename}: {error.strerror}"
    failed = machine_failure(error, Path.cwd())
    if failed is None:
        if isinstance(error, OSError):  # of the network: its own words say enough
            return str(error)
        raise error
    return failed.words(user_language())


def _fail(message: str, code: int) -> NoReturn:
    print(f"speechrag: {message}", file=sys.stderr)
    sys.exit(code)


def _speak_utf8(stream: TextIO) -> None:
    """Write UTF-8 in every locale: no narrower encoding can write all speeches."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and (stream.encoding or "").lower() != "utf-8":
        reconfigure(encoding="utf-8", errors="backslashreplace")
