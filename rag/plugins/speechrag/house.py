"""The parts of `rag` that this package shares with the command line and the HTTP service.

Only this module changes when their modules move. It loads no model, no web server and no numpy;
`speechrag.open` loads them.
"""

from __future__ import annotations

from rag.language.detect import language_of
from rag.presentation.comparison_json import ComparisonJson, RowJson, comparison_json
from rag.presentation.figures_json import figures_json, flat_row
from rag.presentation.json_types import (
    AnswerJson,
    CitationJson,
    DocumentJson,
    DocumentsJson,
    FigureJson,
    FigureRowJson,
    FiguresJson,
    GlossJson,
    HitJson,
    SearchJson,
    SourceJson,
    SpanJson,
    StatementJson,
    UnderstoodJson,
)
from rag.presentation.ledger_json import (
    CheckJson,
    EntryJson,
    LedgerJson,
    check_json,
    flat_entry,
    ledger_json,
)
from rag.presentation.phrases import labelled, listed, phrase, shortened
from rag.presentation.small_talk_words import to_try
from rag.presentation.svg_chart import STYLE as CHART_STYLE
from rag.presentation.svg_chart import Point, bars, line
from rag.presentation.to_json import (
    answer_json,
    citation_json,
    document_json,
    index_json,
    search_json,
    statement_json,
)
from rag.presentation.user_input import (
    InvalidField,
    first_day,
    last_day,
    make_filters,
    read_name,
    read_question,
)
from rag.types.questions import ANSWER_LIMIT, DEFAULT_LIMIT, LARGEST_LIMIT

__all__ = [
    "ANSWER_LIMIT",
    "CHART_STYLE",
    "DEFAULT_LIMIT",
    "LARGEST_LIMIT",
    "AnswerJson",
    "CheckJson",
    "CitationJson",
    "ComparisonJson",
    "DocumentJson",
    "DocumentsJson",
    "EntryJson",
    "FigureJson",
    "FigureRowJson",
    "FiguresJson",
    "GlossJson",
    "HitJson",
    "InvalidField",
    "LedgerJson",
    "Point",
    "RowJson",
    "SearchJson",
    "SourceJson",
    "SpanJson",
    "StatementJson",
    "UnderstoodJson",
    "answer_json",
    "bars",
    "check_json",
    "citation_json",
    "comparison_json",
    "document_json",
    "figures_json",
    "first_day",
    "flat_entry",
    "flat_row",
    "index_json",
    "labelled",
    "language_of",
    "last_day",
    "ledger_json",
    "line",
    "listed",
    "make_filters",
    "phrase",
    "read_name",
    "read_question",
    "search_json",
    "shortened",
    "statement_json",
    "to_try",
]
