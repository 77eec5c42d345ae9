"""Ask a folder of government speeches, in Chinese or English, from Python.

    import speechrag

    speechrag.index("your/speeches", to="indexes/default")
    with speechrag.open("indexes/default") as speeches:
        answer = speeches.ask("How much illegal construction was demolished?", since=2024)
        print(answer)                                  # the answer with its quotations
        for citation in answer.citations:
            print(citation.quote, citation.document.title, citation.span)
        table = answer.rows()                          # for pandas.DataFrame(table)

A verbatim quotation proves every sentence of an answer. Results are frozen values; each has
`to_dict()` (the JSON of the HTTP interface), `rows()` and a view in a notebook. Every expected
failure raises a SpeechragError. Only the names in this module are public.
"""

from __future__ import annotations

from rag.types.answers import IndexState, Status
from rag.types.comparison import By
from rag.types.figure_table import ClaimVerdict, Coverage, Verdict
from rag.types.figures import FigureKind
from rag.types.questions import Match
from rag.types.text import Language, Span, Stance
from speechrag.asking import Answerer, Date, Filters, Names
from speechrag.engine import Engine
from speechrag.errors import (
    AnswererUnavailable,
    EngineClosed,
    IndexBusy,
    IndexDamaged,
    IndexUnavailable,
    InvalidOption,
    InvalidQuestion,
    ModelError,
    ModelMismatch,
    NoSuchDocument,
    NothingToIndex,
    SourcesDiffer,
    SpeechragError,
    WouldShrink,
)
from speechrag.figures import Figures, StatedFigure
from speechrag.indexing import IndexReport, SkippedFile, index
from speechrag.ledger import Check, CheckedFigure, Ledger, LedgerEntry
from speechrag.opening import Options, open
from speechrag.results import Answer, Cell, ComparedFigure, Comparison, Documents, SearchResult
from speechrag.values import (
    AnswerWarning,
    Citation,
    Derivation,
    Document,
    DocumentWarning,
    Dropped,
    Figure,
    Gloss,
    Hit,
    MeantYears,
    Name,
    Row,
    Source,
    Statement,
    TakenAs,
    Understood,
)

__all__ = [
    "Answer",
    "AnswerWarning",
    "Answerer",
    "AnswererUnavailable",
    "By",
    "Cell",
    "Check",
    "CheckedFigure",
    "Citation",
    "ClaimVerdict",
    "ComparedFigure",
    "Comparison",
    "Coverage",
    "Date",
    "Derivation",
    "Document",
    "DocumentWarning",
    "Documents",
    "Dropped",
    "Engine",
    "EngineClosed",
    "Figure",
    "FigureKind",
    "Figures",
    "Filters",
    "Gloss",
    "Hit",
    "IndexBusy",
    "IndexDamaged",
    "IndexReport",
    "IndexState",
    "IndexUnavailable",
    "InvalidOption",
    "InvalidQuestion",
    "Language",
    "Ledger",
    "LedgerEntry",
    "Match",
    "MeantYears",
    "ModelError",
    "ModelMismatch",
    "Name",
    "Names",
    "NoSuchDocument",
    "NothingToIndex",
    "Options",
    "Row",
    "SearchResult",
    "SkippedFile",
    "Source",
    "SourcesDiffer",
    "Span",
    "SpeechragError",
    "Stance",
    "StatedFigure",
    "Statement",
    "Status",
    "TakenAs",
    "Understood",
    "Verdict",
    "WouldShrink",
    "index",
    "open",
]
