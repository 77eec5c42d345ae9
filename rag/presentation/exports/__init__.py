"""The table of formats in which an answer or a comparison is exported.

To add one, write its function beside this file and add a row to FORMATS. The command line, HTTP,
their messages and the tests follow from the row.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rag.presentation.comparison_json import comparison_csv, comparison_json
from rag.presentation.exports.answer_csv import answer_csv
from rag.presentation.exports.contents import Export, Portable
from rag.presentation.exports.markdown import markdown
from rag.presentation.exports.word import word
from rag.presentation.references import bibtex, csl_json, gbt7714, ris
from rag.presentation.to_json import answer_json
from rag.types.answers import Answer

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in requests, its media type, the end of its files' names, and the function
    that writes it, as text or as bytes."""

    name: str
    media_type: str
    suffix: str
    write: Callable[[Export], str | bytes]

    def exported(
        self, content: Portable, base: str = "", *, accessed: datetime.date | None = None
    ) -> bytes:
        """The file. `base` is put before permalinks; references say that the speech was read on
        `accessed`, by default today."""
        written = self.write(Export(content, base, accessed or datetime.date.today()))
        return written if isinstance(written, bytes) else written.encode("utf-8", "replace")


def _json(export: Export) -> str:
    content = export.content
    whole = (
        answer_json(content, export.base)
        if isinstance(content, Answer)
        else comparison_json(content, export.base)
    )
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _csv(export: Export) -> str:
    content = export.content
    if isinstance(content, Answer):
        return answer_csv(content, export.base)
    return comparison_csv(content, export.base, mark=True)


_ROWS = (
    Format("md", "text/markdown", ".md", markdown),
    Format("docx", _WORD, ".docx", word),
    Format("csv", "text/csv", ".csv", _csv),
    Format("json", "application/json", ".json", _json),
    Format("bib", "application/x-bibtex", ".bib", lambda export: bibtex(export.references)),
    Format(
        "ris",
        "application/x-research-info-systems",
        ".ris",
        lambda export: ris(export.references),
    ),
    Format(
        "csl",
        "application/vnd.citationstyles.csl+json",
        ".csl.json",
        lambda export: csl_json(export.references),
    ),
    Format("gbt7714", "text/plain", ".txt", lambda export: gbt7714(export.references)),
)
FORMATS: Mapping[str, Format] = {format.name: format for format in _ROWS}


def format_of_file(name: str) -> Format | None:
    """The format of a file by the end of its name, of several ends the longest."""
    ends = [format for format in FORMATS.values() if name.lower().endswith(format.suffix)]
    return max(ends, key=lambda format: len(format.suffix), default=None)
