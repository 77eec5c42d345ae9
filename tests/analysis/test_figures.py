"""Claims about requests for the table of figures: the indicator by any name, and pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.analysis.figures import contradiction_table, figure_query, figure_table
from rag.errors import InvalidQuestion
from rag.index.index import Index
from rag.types.figure_table import FigureQuery
from rag.types.text import Span
from tests.figure_rows import row
from tests.index.small import build, document

SPEECHES = [document(number, region="澄川市") for number in range(3)]
FIGURES = [
    [row(1.0), row(2.0, indicator=None, name="新修湖心栈桥"), row(3.0, clause=Span(9, 12))],
    [],
    [row(4.0, indicator="retail", name="社会消费品零售总额"), row(None)],
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("figures")
    build(folder, SPEECHES, figures=FIGURES)
    with Index.open(folder, "speeches") as index:
        yield index


@pytest.mark.parametrize("name", ["gdp", "GDP", "地区生产总值", "经济增速", " the GDP "])
def test_an_indicator_is_found_by_any_of_its_names(index: Index, name: str) -> None:
    assert figure_query(index, name) == FigureQuery(indicators=("gdp",))


def test_a_term_is_found_by_a_part_of_it_and_no_indicator_means_all(index: Index) -> None:
    assert figure_query(index, "湖心栈桥") == FigureQuery(name="湖心栈桥")
    assert figure_query(index) == FigureQuery()


@pytest.mark.parametrize("name", ["新修湖心站桥", "社会消费品零售总饿"])
def test_an_unknown_term_is_refused_with_those_near_it(index: Index, name: str) -> None:
    with pytest.raises(InvalidQuestion, match=r"near it: .*(湖心栈桥|零售总额)") as refused:
        figure_query(index, name)
    assert name not in str(refused.value)


@pytest.mark.parametrize("name", ["", "  ", "qqqqqqqqqqqqqq", "%", "\0"])
def test_a_term_like_none_is_refused_without_names(index: Index, name: str) -> None:
    with pytest.raises(InvalidQuestion, match=r"for such a term$"):
        figure_query(index, name)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_pages_give_every_row_once(index: Index, limit: int) -> None:
    query, cursor, values = FigureQuery(), None, []
    while True:
        table = figure_table(index, query, limit=limit, cursor=cursor)
        values += [stated.row.value.low for stated in table.rows]
        if (cursor := table.next) is None:
            break
    assert values == [1.0, 2.0, 3.0, 4.0, None]


def test_an_order_by_value_is_cut_without_a_cursor(index: Index) -> None:
    table = figure_table(index, FigureQuery(), "value desc", limit=2)
    assert [stated.row.value.low for stated in table.rows] == [4.0, 3.0]
    assert (table.next, table.order) == (None, "value desc")


def test_the_rows_of_a_table_can_be_quoted_when_the_index_is_closed(tmp_path: Path) -> None:
    build(tmp_path, SPEECHES, figures=FIGURES)
    with Index.open(tmp_path, "speeches") as index:
        table = figure_table(index, FigureQuery())
    assert [stated.quote for stated in table.rows[:1]] == [SPEECHES[0].text[:9]]


@pytest.mark.parametrize("cursor", ["", "d1", "d1:", ":1", "d1:x", "d1:-1"])
def test_a_cursor_that_is_none_is_refused(index: Index, cursor: str) -> None:
    with pytest.raises(InvalidQuestion, match="cursor"):
        figure_table(index, FigureQuery(), limit=1, cursor=cursor)


def test_contradictions_are_groups_that_no_limit_cuts(index: Index) -> None:
    table = contradiction_table(index, FigureQuery())
    assert [stated.row.value.low for stated in table.rows] == [1.0, 3.0]
    assert table.groups == (2,)
    assert contradiction_table(index, FigureQuery(), limit=1).rows == ()
    assert contradiction_table(index, FigureQuery(indicators=("retail",))).groups == ()
    with pytest.raises(InvalidQuestion, match="one page"):
        contradiction_table(index, FigureQuery(), cursor="a:1")
