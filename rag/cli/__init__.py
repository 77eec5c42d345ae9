"""The command line: arguments in, text on stdout or, with `--json`, one JSON document out.

Commands import what they need when they run, so that `speechrag ask` starts without a web server,
a neural framework or a document reader.
"""

from __future__ import annotations

import sys
from typing import NoReturn, TextIO

import typer

from rag.cli import ask, compare, documents, evaluate, index, serve
from rag.errors import InvalidQuestion, SpeechragError

app = typer.Typer(
    name="speechrag",
    help="Ask government speeches; every sentence of the answer stands on a verbatim quotation.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("index")(index.index)
app.command("ask")(ask.ask)
app.command("search")(ask.search)
app.command("compare")(compare.compare)
app.command("documents")(documents.documents)
app.command("document")(documents.document)
app.command("evaluate")(evaluate.evaluate)
app.command("serve")(serve.serve)

WRONG_USAGE = 2


def main() -> None:
    """Run the command line. Exit code 0: done; 1: it failed, stderr says what to do; 2: wrong
    usage."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        app()
    except InvalidQuestion as error:
        _fail(str(error), WRONG_USAGE)
    except SpeechragError as error:
        _fail(str(error), 1)
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error), 1)


def _fail(message: str, code: int) -> NoReturn:
    print(f"speechrag: {message}", file=sys.stderr)
    sys.exit(code)


def _speak_utf8(stream: TextIO) -> None:
    """Speeches hold what no narrower encoding can write, whatever the locale says."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and (stream.encoding or "").lower() != "utf-8":
        reconfigure(encoding="utf-8", errors="backslashreplace")
