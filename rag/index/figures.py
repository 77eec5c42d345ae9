"""The table of figures in the database: rows chosen and ordered by SQL, each with the document that
states it, whose text is read when it is quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from rag.index.figure_rows import FIGURE_COLUMNS, read_figure
from rag.index.sql import LISTED, ReadAll, as_json, condition, names_meant, said_by
from rag.index.unread import FACT_COLUMNS, UnreadDocument
from rag.types.documents import Document
from rag.types.figure_table import Coverage, FigureOrder, FigureQuery, StatedRow
from rag.types.figures import FigureRow
from rag.types.text import Span

_ORDERS: dict[FigureOrder, str] = {
    "document": "row",
    "value desc": "low IS NULL, high DESC, low DESC, row",
    "value asc": "low IS NULL, low, high, row",
    "year desc": "year IS NULL, year DESC, row",
    "year asc": "year IS NULL, year, row",
}
# SQLite reads a negative limit as none.
_ALL = -1


class Figures:
    """The figures of one database."""

    def __init__(
        self,
        read_all: ReadAll,
        document: Callable[[int], Document],
        ordinal: Callable[[str], int],
    ) -> None:
        """`document` reads the document of an ordinal, `ordinal` raises NoSuchDocument."""
        self._all = read_all
        self._document = document
        self._ordinal = ordinal

    def rows(
        self,
        query: FigureQuery,
        order: FigureOrder = "document",
        limit: int | None = None,
        after: tuple[str, int] | None = None,
    ) -> list[StatedRow]:
        """The first `limit` rows that pass. `after`, in document order only, is the id of a
        document and how many of its rows were given before. Raises NoSuchDocument."""
        where, values = _passing(query)
        skipped = 0
        if after is not None:
            assert order == "document", "pages follow the order of documents"
            where, skipped = f"document >= ? AND {where}", after[1]
            values = [self._ordinal(after[0]), *values]
        found = self._all(
            f"SELECT document, {FIGURE_COLUMNS} FROM figures WHERE {where} "
            f"ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
            (*values, _ALL if limit is None else limit, skipped),
        )
        documents = self._unread({ordinal for ordinal, *_ in found})
        return [StatedRow(documents[ordinal], read_figure(row)) for ordinal, *row in found]

    def of_document(self, id: str, within: Span | None = None) -> tuple[FigureRow, ...]:
        """All rows of one document, or those whose figures lie `within` it, as they stand. Raises
        NoSuchDocument."""
        where, values = "document = ?", [self._ordinal(id)]
        if within is not None:
            where += " AND figure_first >= ? AND figure_end <= ?"
            values += [within.start, within.end]
        found = self._all(
            f"SELECT {FIGURE_COLUMNS} FROM figures WHERE {where} ORDER BY row", values
        )
        return tuple(map(read_figure, found))

    def count(self, query: FigureQuery) -> int:
        """How many rows pass."""
        where, values = _passing(query)
        ((count,),) = self._all(f"SELECT count(*) FROM figures WHERE {where}", values)
        return int(count)

    def coverage(self, query: FigureQuery) -> Coverage:
        """How many documents pass the filters of the query, were read whole, and state a row that
        passes."""
        among, named = condition(query.filters)
        where, values = _passing(query)
        # A file that was cut off may have stated more behind its end.
        ((documents, read),) = self._all(
            "SELECT count(*), count(*) FILTER (WHERE instr(warnings, '[\"truncated\",') = 0) "
            f"FROM documents WHERE {among}",
            named,
        )
        ((stated,),) = self._all(
            f"SELECT count(DISTINCT document) FROM figures WHERE {where}", values
        )
        return Coverage(documents, read, stated)

    def names(self) -> list[str]:
        """The terms of all rows as they are written, the most frequent first."""
        found = self._all("SELECT name FROM figure_names ORDER BY rows DESC, name", ())
        return [name for (name,) in found]

    def promised(self) -> list[tuple[str, int]]:
        """The known indicators and years for which some region has a target."""
        return self._all(
            "SELECT DISTINCT indicator, year FROM figures WHERE indicator IS NOT NULL "
            "AND year IS NOT NULL AND stance = 'target' AND scope = 'region' "
            "AND confidence IN ('certain', 'likely') ORDER BY indicator, year",
            (),
        )

    def _unread(self, ordinals: Iterable[int]) -> dict[int, Document]:
        """The documents, without their texts, by ordinal."""
        found: list[Any] = self._all(
            f"SELECT ordinal, {FACT_COLUMNS} FROM documents WHERE ordinal IN {LISTED}",
            (as_json(sorted(ordinals)),),
        )
        return {
            ordinal: UnreadDocument.of(facts, partial(self._document, ordinal))
            for ordinal, *facts in found
        }


def _passing(query: FigureQuery) -> tuple[str, list[object]]:
    """The query as SQL over `figures`."""
    parts: list[tuple[str, list[object]]] = []
    for column, wanted in (
        ("indicator", query.indicators),
        ("kind", query.kinds),
        ("stance", query.stances),
        ("year", query.years),
        ("scope", query.scopes),
        ("confidence", query.confidences),
    ):
        if wanted:
            parts.append((f"{column} IN {LISTED}", [as_json(wanted)]))
    if query.name is not None:
        among = "SELECT name FROM figure_names WHERE instr(lower(name), lower(?)) > 0"
        parts.append((f"name IN ({among})", [query.name]))
    if query.filters:
        where, values = condition(query.filters)
        parts.append((f"document IN (SELECT ordinal FROM documents WHERE {where})", [*values]))
    if query.filters.speakers:
        parts.append(
            (
                said_by("figures", "figure_first", "figure_end"),
                [as_json(names_meant(query.filters.speakers))],
            )
        )
    where = " AND ".join(part for part, _ in parts) or "1"
    return where, [value for _, values in parts for value in values]
