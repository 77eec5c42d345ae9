"""The results of the engine: answers, search results, comparisons and lists of documents.

Each has `to_dict()` (the JSON of the HTTP interface), `rows()` (flat dictionaries, as
`pandas.DataFrame` takes them), a plain text (`print`) and a view in a notebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, cast

from rag.types.answers import IndexState, Status
from rag.types.comparison import By
from rag.types.text import Language, Span, Stance
from speechrag.figures import StatedFigure, figure_of
from speechrag.house import (
    AnswerJson,
    ComparisonJson,
    DocumentsJson,
    RowJson,
    SearchJson,
    flat_row,
)
from speechrag.shown import Shown, ShownItems
from speechrag.values import (
    AnswerWarning,
    Citation,
    Document,
    Dropped,
    Hit,
    Row,
    Statement,
    Understood,
    citation_of,
    hit_of,
    span_of,
    statement_of,
    understood_of,
)


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Shown):
    """The whole answer. `status` is `answered`, `partial`, `unsupported` or `conflicting`;
    `reason` says, in the question's language, why it is not simply `answered`. An `unsupported`
    answer has no statements and shows the `nearest` passages instead. `reason_code` names the
    reason, None where there is none or the table of figures tells it; small talk has
    `not_a_question`, and `suggestions`: questions that the index answers. `text` is the statements
    with their citation numbers in brackets. Where figures answer, `table` has all of them that were
    read for it, in order, and `finding` says in words what follows from them. `timings_ms` are
    milliseconds."""

    id: str
    status: Status
    question: str
    language: Language
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    understood: Understood
    reason: str | None
    nearest: tuple[Hit, ...]
    dropped: tuple[Dropped, ...]
    warnings: tuple[AnswerWarning, ...]
    index: IndexState
    timings_ms: Mapping[str, float] = field(compare=False)
    _json: AnswerJson = field(repr=False, compare=False)
    finding: str | None = None
    table: tuple[StatedFigure, ...] = ()
    reason_code: str | None = None
    suggestions: tuple[str, ...] = ()

    def table_rows(self) -> list[Row]:
        """A row for each figure of the `table`, with the columns of `speechrag figures --csv`."""
        return [flat_row(row) for row in self._json["table"]["rows"]] if self.table else []

    def to_dict(self) -> dict[str, Any]:
        """The Answer of `POST /v1/ask` and of `speechrag ask --json`."""
        return cast(dict[str, Any], deepcopy(self._json))

    def rows(self) -> list[Row]:
        """A row for each quotation of each statement; no rows if nothing answers."""
        return [
            {
                "question": self.question,
                "status": self.status,
                "statement": number,
                "text": statement.text,
                "stance": statement.stance,
                "citation": citation.number,
                **citation.row(),
            }
            for number, statement in enumerate(self.statements, 1)
            for citation in statement.citations
        ]


@dataclass(frozen=True, slots=True, repr=False)
class SearchResult(ShownItems[Hit]):
    """The passages that were found, best first; `len()`, `[i]` and `for` go over `hits`."""

    query: str
    hits: tuple[Hit, ...]
    understood: Understood
    index: IndexState
    timings_ms: Mapping[str, float] = field(compare=False)
    _json: SearchJson = field(repr=False, compare=False)

    @property
    def _items(self) -> tuple[Hit, ...]:
        return self.hits

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `POST /v1/search` and of `speechrag search --json`."""
        return cast(dict[str, Any], deepcopy(self._json))

    def rows(self) -> list[Row]:
        """A row for each passage, best first."""
        return [{"rank": rank, **hit.row()} for rank, hit in enumerate(self.hits, 1)]


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure of a quotation: `value` in the base `unit`, `span` in the document's text."""

    text: str
    value: float
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer of one group. `citation` is the quotation that answers the question best, or None
    if the group states nothing; `words` are its clauses that answer. `figure` is the figure of this
    group in the chart, as the speech gives it, and `value` the same figure in the unit of the
    chart; both are None if the chart shows no figure."""

    group: str
    label: str
    status: Status
    reason: str | None
    citation: Citation | None
    words: str | None
    stance: Stance | None
    figures: tuple[ComparedFigure, ...]
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    figure: str | None
    value: float | None


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(ShownItems[Cell]):
    """One question asked of many groups. `unit` is the unit of the cells' values, or None if they
    are bare numbers or too few figures can be compared; `years` are the years of the quoted
    speeches."""

    question: str
    language: Language
    by: By
    cells: tuple[Cell, ...]
    unit: str | None
    years: tuple[int, ...]
    index: IndexState
    timings_ms: Mapping[str, float] = field(compare=False)
    _json: ComparisonJson = field(repr=False, compare=False)

    @property
    def _items(self) -> tuple[Cell, ...]:
        return self.cells

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `POST /v1/compare` and of `speechrag compare --json`."""
        return cast(dict[str, Any], deepcopy(self._json))

    def rows(self) -> list[Row]:
        """A row for each group; a group that states nothing has None for its quotation."""
        rows: list[Row] = []
        for cell in self.cells:
            row: Row = {
                "group": cell.group,
                "label": cell.label,
                "status": cell.status,
                "figure": cell.figure,
                "value": cell.value,
                "unit": None if cell.value is None else self.unit,
                "stance": cell.stance,
                "words": cell.words,
            }
            if cell.citation:
                row |= cell.citation.row()
            rows.append(row)
        columns = dict.fromkeys(column for row in rows for column in row)
        return [{column: row.get(column) for column in columns} for row in rows]


@dataclass(frozen=True, slots=True, repr=False)
class Documents(ShownItems[Document]):
    """The documents of an index that pass the filters, in the order they were indexed; `len()`,
    `[i]` and `for` go over `documents`."""

    documents: tuple[Document, ...]
    index: IndexState
    _json: DocumentsJson = field(repr=False, compare=False)

    @property
    def _items(self) -> tuple[Document, ...]:
        return self.documents

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `GET /v1/documents` and of `speechrag documents --json`, on one page."""
        return cast(dict[str, Any], deepcopy(self._json))

    def rows(self) -> list[Row]:
        """A row for each document, without its text."""
        return [document.row() for document in self.documents]


def answer_of(json: AnswerJson) -> Answer:
    citations = tuple(citation_of(citation) for citation in json["citations"])
    return Answer(
        id=json["id"],
        status=cast(Status, json["status"]),
        question=json["question"],
        language=cast(Language, json["language"]),
        text=json["text"],
        statements=tuple(statement_of(statement, citations) for statement in json["statements"]),
        citations=citations,
        understood=understood_of(json["understood"]),
        reason=json["reason"],
        nearest=tuple(hit_of(hit) for hit in json.get("nearest", ())),
        dropped=tuple(Dropped(claim["text"], claim["reason"]) for claim in json["dropped"]),
        warnings=tuple(
            AnswerWarning(warning["code"], warning["document"], warning["detail"])
            for warning in json["warnings"]
        ),
        index=IndexState(**json["index"]),
        timings_ms=dict(json["timings_ms"]),
        _json=json,
        finding=json.get("finding"),
        reason_code=json["reason_code"],
        suggestions=tuple(json.get("suggestions", ())),
        table=tuple(map(figure_of, json["table"]["rows"])) if "table" in json else (),
    )


def search_of(query: str, json: SearchJson) -> SearchResult:
    return SearchResult(
        query=query,
        hits=tuple(hit_of(hit) for hit in json["hits"]),
        understood=understood_of(json["understood"]),
        index=IndexState(**json["index"]),
        timings_ms=dict(json["timings_ms"]),
        _json=json,
    )


def comparison_of(json: ComparisonJson) -> Comparison:
    chart = json["chart"]
    points = [(point["text"], point["value"]) for point in chart["points"]] if chart else []
    shown = points or [(None, None)] * len(json["rows"])
    return Comparison(
        question=json["question"],
        language=cast(Language, json["language"]),
        by=cast(By, json["by"]),
        cells=tuple(
            _cell_of(row, figure, value)
            for row, (figure, value) in zip(json["rows"], shown, strict=True)
        ),
        unit=chart["unit"] if chart else None,
        years=tuple(json["years"]),
        index=IndexState(**json["index"]),
        timings_ms=dict(json["timings_ms"]),
        _json=json,
    )


def _cell_of(json: RowJson, figure: str | None, value: float | None) -> Cell:
    citations = tuple(citation_of(citation) for citation in json["citations"])
    return Cell(
        group=json["group"],
        label=json["label"],
        status=cast(Status, json["status"]),
        reason=json["reason"],
        citation=None if json["citation"] is None else citation_of(json["citation"]),
        words=json["words"],
        stance=cast(Stance | None, json["stance"]),
        figures=tuple(
            ComparedFigure(f["text"], f["value"], f["unit"], span_of(f["span"]))
            for f in json["figures"]
        ),
        statements=tuple(statement_of(statement, citations) for statement in json["statements"]),
        citations=citations,
        figure=figure,
        value=value,
    )
