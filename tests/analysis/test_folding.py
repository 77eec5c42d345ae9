"""Claims about folding: what it makes equal, what it keeps, and where characters come from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.analysis.folding import folded


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ＧＤＰ增长５％", "gdp增长5%"),
        ("違法建設", "违法建设"),
        ("「一帶一路」", "“一带一路”"),
        ("二 〇\n二五", "二〇二五"),
        ("5%—5.5%", "5%-5.5%"),
        ("改革——开放", "改革—开放"),
        ("等等……", "等等…"),
        ("the people’s ‘will’", 'the people\'s "will"'),
    ],
)
def test_what_a_printer_may_change_is_equal(first: str, second: str) -> None:
    assert folded(first).text == folded(second).text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2 5", "25"),
        ("-5%", "5%"),
        ("10²", "102"),
        ("1½", "112"),
        ("5.0%", "50%"),
        ("五", "5"),
        ("5%", "5‰"),
        ("its", "it's"),
        ("增长，5%", "增长5%"),
    ],
)
def test_what_is_read_is_kept(first: str, second: str) -> None:
    assert folded(first).text != folded(second).text


@settings(deadline=None)
@given(st.text())
def test_every_character_comes_from_one_in_order(text: str) -> None:
    whole = folded(text)
    assert len(whole.positions) == len(whole.text)
    positions = whole.positions.tolist()
    assert positions == sorted(positions)
    assert all(0 <= position < len(text) for position in positions)
    for start in range(0, len(whole.text), 7):
        span = whole.span(start, len(whole.text))
        assert whole.range(span)[0] <= start


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        ("，增长5%。", "增长5%"),
        ("……-5%……", "-5%"),
        (".5%", ".5%"),
        ("- 增长!", "增长"),
        ("。。", ""),
    ],
)
def test_marks_at_the_edges_are_trimmed_but_never_a_sign(text: str, trimmed: str) -> None:
    assert folded(text).trimmed().text == trimmed
