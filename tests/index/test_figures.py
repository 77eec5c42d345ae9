"""Claims about the table of figures in the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import NoSuchDocument
from rag.index.store import Store, StoreWriter
from rag.types.documents import Document, DocumentWarning, Passage
from rag.types.figure_table import Coverage, FigureOrder, FigureQuery, StatedRow
from rag.types.figures import Amount, FigureRow, Qualifier
from rag.types.questions import Filters
from rag.types.text import Span
from tests.figure_rows import row, year
from tests.index.small import digest, document, passages

REGIONS = ("澄川市", "青川区", None, "Norland")
DOCUMENTS = [
    document(number, region=region, date=f"{2025 + number % 2}-01")
    for number, region in enumerate(REGIONS)
]
ROWS: list[list[FigureRow]] = [
    [row(5.2), row(6.0, stance="target", period=year(2026)), row(3.0, indicator="retail")],
    [
        row(5.0, 5.5, scope="place", place="青川新区"),
        row(None, confidence="likely"),
        row(120.0, indicator=None, name="新建公园", kind="count", period=None, stance=None),
    ],
    [],
    [row(-1.5, kind="change", name="GDP growth rate", qualifier=Qualifier("about", True, True))],
]


def store_of(
    path: Path, documents: Sequence[Document], figures: Sequence[Sequence[FigureRow]]
) -> Store:
    writer = StoreWriter(path)
    for speech, rows in zip(documents, figures, strict=True):
        held = passages(speech)
        writer.add(speech, speech.text, {}, held, [digest(p) for p in held], rows)
    writer.finish()
    return Store(path)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = store_of(tmp_path_factory.mktemp("figures") / "s.sqlite", DOCUMENTS, ROWS)
    yield store
    store.close()


def all_rows() -> list[StatedRow]:
    return [
        StatedRow(speech, one)
        for speech, rows in zip(DOCUMENTS, ROWS, strict=True)
        for one in rows
    ]  # fmt: skip


def test_rows_read_back_are_the_rows_written_in_the_order_of_their_documents(store: Store) -> None:
    assert store.figures.rows(FigureQuery()) == all_rows()
    for speech, rows in zip(DOCUMENTS, ROWS, strict=True):
        assert store.figures.of_document(speech.id) == tuple(rows)
    with pytest.raises(NoSuchDocument):
        store.figures.of_document("nowhere")


def test_the_rows_of_a_part_of_a_document_are_those_whose_figures_lie_in_it(store: Store) -> None:
    wanted = ROWS[0][0]
    found = store.figures.of_document(DOCUMENTS[0].id, wanted.figure)
    assert found == tuple(row for row in ROWS[0] if wanted.figure.contains(row.figure))
    assert wanted in found
    assert store.figures.of_document(DOCUMENTS[0].id, Span(90_000, 90_001)) == ()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (FigureQuery(indicators=("gdp",)), [0, 1, 3, 4, 6]),
        (FigureQuery(indicators=("retail", "trade")), [2]),
        (FigureQuery(name="公园"), [5]),
        (FigureQuery(name="gdp GROWTH"), [6]),
        (FigureQuery(kinds=("change", "count")), [5, 6]),
        (FigureQuery(stances=("target",)), [1]),
        (FigureQuery(years=(2026, 2027)), [1]),
        (FigureQuery(scopes=("place",)), [3]),
        (FigureQuery(confidences=("likely", "unclear")), [4]),
        (FigureQuery(filters=Filters(regions=("Norland", "澄川市"))), [0, 1, 2, 6]),
        (FigureQuery(filters=Filters(documents=(DOCUMENTS[1].id,)), kinds=("growth",)), [3, 4]),
        (FigureQuery(indicators=("gdp",), years=(2025,), stances=("achieved",)), [0, 3, 4, 6]),
        (FigureQuery(name="'; DROP TABLE figures; --"), []),
        (FigureQuery(indicators=("%",)), []),
    ],
)
def test_a_query_chooses_rows(store: Store, query: FigureQuery, wanted: list[int]) -> None:
    expected = [all_rows()[number] for number in wanted]
    assert store.figures.rows(query) == expected
    assert store.figures.count(query) == len(expected)


def test_dates_filter_rows_as_they_filter_documents(store: Store) -> None:
    filters = Filters(since=year(2026).start)
    found = store.figures.rows(FigureQuery(filters=filters))
    passing = {speech.id for speech in store.documents(filters, None, 99)}
    assert found == [stated for stated in all_rows() if stated.document.id in passing]
    assert found


@pytest.mark.parametrize(
    ("order", "values"),
    [
        ("value desc", [120.0, 6.0, 5.5, 5.2, 3.0, -1.5, None]),
        ("value asc", [-1.5, 3.0, 5.0, 5.2, 6.0, 120.0, None]),
        ("year desc", [6.0, 5.2, 3.0, 5.0, None, -1.5, 120.0]),
    ],
)
def test_rows_without_a_value_or_year_come_last(
    store: Store, order: FigureOrder, values: list[float | None]
) -> None:
    found = [stated.row.value for stated in store.figures.rows(FigureQuery(), order)]
    shown = [value.high if order == "value desc" else value.low for value in found]
    assert shown == values


def test_pages_together_are_the_whole_table(store: Store) -> None:
    """The cursor counts within a document, so that it means the same after a rebuild."""
    query = FigureQuery(kinds=("growth", "count"))
    found: list[StatedRow] = []
    after: tuple[str, int] | None = None
    while page := store.figures.rows(query, limit=2, after=after):
        found += page
        last = page[-1].document.id
        after = last, sum(stated.document.id == last for stated in found)
    assert found == store.figures.rows(query)
    with pytest.raises(NoSuchDocument):
        store.figures.rows(query, after=("nowhere", 0))


def test_coverage_counts_documents_those_read_whole_and_those_that_state(tmp_path: Path) -> None:
    cut = replace(DOCUMENTS[2], warnings=(DocumentWarning("truncated", (("byte", 7),)),))
    told = replace(DOCUMENTS[3], warnings=(DocumentWarning("other", (("x", "truncated"),)),))
    store = store_of(tmp_path / "s.sqlite", [*DOCUMENTS[:2], cut, told], ROWS)
    assert store.figures.coverage(FigureQuery()) == Coverage(4, 3, 3)
    retail = FigureQuery(indicators=("retail",))
    assert store.figures.coverage(retail) == Coverage(4, 3, 1)
    here = Filters(regions=("青川区",))
    assert store.figures.coverage(replace(retail, filters=here)) == Coverage(1, 1, 0)
    store.close()


def test_names_are_listed_the_most_frequent_first(store: Store) -> None:
    assert store.figures.names() == ["地区生产总值", "GDP growth rate", "新建公园"]


def test_no_text_is_read_until_a_row_is_quoted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    read = store.figures._document

    def counting(ordinal: int) -> Document:
        asked.append(ordinal)
        return read(ordinal)

    monkeypatch.setattr(store.figures, "_document", counting)
    first, *others = store.figures.rows(FigureQuery(kinds=("growth",)))
    facts = [(s.document.id, s.document.region, s.document.date) for s in (first, *others)]
    assert facts[0] == (DOCUMENTS[0].id, "澄川市", DOCUMENTS[0].date)
    assert not asked
    assert first.quote == DOCUMENTS[0].text[:9]
    assert others[0].quote == DOCUMENTS[0].text[:9]  # rows of one document share its text
    assert asked == [0]


def test_an_unread_document_is_a_document(store: Store) -> None:
    unread = store.figures.rows(FigureQuery(), limit=1)[0].document
    assert replace(unread, title="Another").text == DOCUMENTS[0].text
    again = store.figures.rows(FigureQuery(), limit=1)[0].document
    assert (unread == DOCUMENTS[0], DOCUMENTS[0] == unread) == (True, True)
    assert unread != DOCUMENTS[1]
    assert unread.__eq__("a document") is NotImplemented
    assert hash(unread) == hash(DOCUMENTS[0])
    assert {unread, again, DOCUMENTS[0]} == {DOCUMENTS[0]}
    assert Passage(again, Span(0, 5), ()).text == DOCUMENTS[0].text[:5]
    assert again.permalink(Span(0, 5)) == DOCUMENTS[0].permalink(Span(0, 5))
    with pytest.raises(AttributeError):
        _ = again.nothing  # type: ignore[attr-defined]


def test_a_value_of_many_digits_is_kept(tmp_path: Path) -> None:
    exact = replace(row(), value=Amount(0.1 + 0.2, 1.2e13, "yuan", "12万亿元"))
    store = store_of(tmp_path / "s.sqlite", DOCUMENTS[:1], [[exact]])
    assert store.figures.of_document(DOCUMENTS[0].id) == (exact,)
    store.close()
