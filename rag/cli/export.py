"""The option `--export FILE` of `speechrag ask` and `speechrag compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.cli.words import option_help, say

if TYPE_CHECKING:
    from rag.presentation.exports import Format
    from rag.presentation.exports.contents import Portable

ExportFile = Annotated[
    Path | None, typer.Option("--export", metavar="FILE", help=option_help("export"))
]


def export_format(file: Path) -> Format:
    """The format that the end of the file's name tells. Raises BadParameter, which lists them."""
    from rag.presentation.exports import FORMATS, format_of_file

    found = format_of_file(file.name)
    if found is None:
        suffixes = ", ".join(format.suffix for format in FORMATS.values())
        raise typer.BadParameter(say("wrong.export", file=file.name, suffixes=suffixes))
    return found


def write_export(file: Path, content: Portable, base: str) -> None:
    """Write the answer or comparison to the file."""
    file.write_bytes(export_format(file).exported(content, base))
