"""Comparisons over cells of invented answers: which figures are drawn, and in which unit."""

from __future__ import annotations

from rag.answering.comparison import latest_first, series
from rag.language.figures import figures
from rag.types.answers import Answer, IndexState
from rag.types.comparison import Cell, Group
from rag.types.figures import Figure
from rag.types.questions import Filters, Intent, Question, Understood
from rag.types.text import Stance


def cell(words: str, stance: Stance | None = None, wanted: Stance | None = None) -> Cell:
    """The cell of a group that says `words`, with all of their figures."""
    question = Question("？", language="zh")
    understood = Understood(
        "？", "zh", "？", Filters(), intent=Intent(stances=(wanted,) if wanted else ())
    )
    answer = Answer("a", "answered", question, understood, (), IndexState("i", 1))
    return Cell(Group("g", "g", Filters()), answer, None, None, stance, tuple(figures(words)))


def values(*cells: Cell) -> tuple[float | None, ...] | None:
    found = series(cells)
    return found.values if found else None


def test_the_kind_that_most_cells_have_first_is_drawn() -> None:
    assert values(cell("增长5%"), cell("900亿元，增长6%"), cell("增长7%")) == (5.0, 6.0, 7.0)


def test_a_cell_without_that_kind_has_no_point() -> None:
    assert values(cell("增长5%"), cell("增长7%"), cell("拆除30处"), cell("")) == (
        5.0, 7.0, None, None,
    )  # fmt: skip


def test_units_of_one_kind_are_put_into_the_commonest() -> None:
    found = series([cell("粮食1200亿斤"), cell("粮食1300亿斤"), cell("粮食5000万吨")])
    assert found is not None
    assert found.unit == "jin"
    assert found.values == (1.2e11, 1.3e11, 1e11)


def test_a_promise_is_not_drawn_among_results() -> None:
    cells = [
        cell("增长5%", "achieved", "achieved"),
        cell("增长6%", "achieved", "achieved"),
        cell("增长9%", "target", "achieved"),
    ]
    assert values(*cells) == (5.0, 6.0, None)


def test_without_a_stance_asked_for_the_commoner_one_is_drawn() -> None:
    cells = [cell("增长5%", "target"), cell("增长6%", "achieved"), cell("增长7%", "achieved")]
    assert values(*cells, cell("增长8%")) == (None, 6.0, 7.0, 8.0)


def test_one_figure_alone_is_no_chart() -> None:
    assert values(cell("增长5%"), cell("")) is None
    assert values(cell(""), cell("")) is None
    assert values() is None


def test_of_a_change_the_later_figure_comes_first() -> None:
    def texts(found: list[Figure]) -> list[str]:
        return [figure.text for figure in found]

    assert texts(latest_first("PM2.5年均浓度由54微克下降到47微克"))[0] == "47微克"
    assert texts(latest_first("PM2.5 fell from 50 to 46 micrograms"))[0] == "46 micrograms"
    assert texts(latest_first("拆除30万平方米，建成公园27个"))[0] == "30万平方米"
