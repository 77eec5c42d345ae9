"""Claims about the figures of a reading page: each is told once, at its place, in two languages."""

from __future__ import annotations

from rag.serving.pages.figure_readings import figure_readings
from rag.serving.pages.typesetting import typeset
from rag.types.documents import Document
from rag.types.figures import Amount, Qualifier
from rag.types.text import Alignment, Span
from tests.figure_rows import row, year

TEXT = "二、目标\n今年地区生产总值增长5%左右，第四次会议。"
FIVE = Span(TEXT.index("5%"), TEXT.index("5%") + 2)
TARGET = row(5.0, figure=FIVE, stance="target", qualifier=Qualifier("about"))


def test_a_reading_says_what_when_and_how_bound() -> None:
    assert figure_readings([TARGET], "zh") == {FIVE: "地区生产总值 · 增长 · 2025 · 目标 · 5%左右"}
    assert figure_readings([TARGET], "en") == {
        FIVE: "gross domestic product · growth · 2025 · target · about 5%"
    }


def test_a_reading_that_is_not_certain_says_so() -> None:
    unsure = row(5.0, figure=FIVE, confidence="likely", scope="place", place="青川区")
    assert figure_readings([unsure], "zh")[FIVE].endswith("青川区 · 推断")


def test_a_value_in_another_unit_is_told_in_the_unit_of_comparison_too() -> None:
    grain = row(indicator="grain", kind="level", figure=FIVE,
                value=Amount(6.62e9, 6.62e9, "kilogram", "132.4亿斤"))  # fmt: skip
    assert "132.4亿斤 · = 662万吨" in figure_readings([grain], "zh")[FIVE]


def test_figures_that_share_characters_are_told_once_and_the_order_of_a_meeting_not_at_all() -> (
    None
):
    inside = row(5.0, figure=Span(FIVE.start, FIVE.start + 1))
    whole = row(6.0, figure=FIVE)
    meeting = row(4.0, kind="rank", indicator=None, name="次会议", figure=Span(22, 25))
    found = figure_readings([TARGET, inside, whole, TARGET, meeting], "en")
    assert [span for span in found if span.start == FIVE.start] == [inside.figure]
    assert all(span.start == FIVE.start for span in found)
    both = figure_readings([TARGET, row(6.0, figure=FIVE, period=year(2026))], "en")
    assert both[FIVE].count(" / ") == 1


def test_a_figure_is_a_piece_of_its_own_within_a_marked_quotation() -> None:
    document = Document("id", "x", TEXT, "a.txt", "zh", alignment=Alignment.identity(len(TEXT)))
    mark = Span(TEXT.index("今年"), TEXT.index("，"))
    blocks = typeset(document, (), mark=mark, readings={FIVE: "read"})
    pieces = [piece for block in blocks for piece in block.pieces]
    assert [(piece.text, piece.marked) for piece in pieces if piece.reading] == [("5%", True)]
    assert "".join(piece.text for piece in pieces if piece.marked) == mark.slice(TEXT)
