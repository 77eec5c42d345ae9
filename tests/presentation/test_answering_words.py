"""Tests of the words that answer: where they stand, and how Markdown shows them."""

from __future__ import annotations

import pytest

from rag.presentation.answering_words import emphasised, gloss_words, is_long, window
from rag.types.answers import Gloss
from rag.types.text import Span
from tests.serving.engines import STATEMENTS


def test_the_window_counts_in_the_statement() -> None:
    found = window(STATEMENTS[0])
    assert found is not None
    assert found.slice(STATEMENTS[0].text) == "拆除违法建设30"


@pytest.mark.parametrize(
    ("text", "strong", "shown"),
    [
        ("人口增长了，收入增长5%。", "收入增长5%", "人口增长了，**收入增长5%**。"),
        ("全年收入增长5%以上", "收入增长5%", "全年**收入增长5**%以上"),  # % before a letter
        ("目标“增长”很高", "“增长”", "目标“**增长**”很高"),
        ("GDP grew 5 percent last year", "grew 5 percent ", "GDP **grew 5 percent** last year"),
        ("第一行\n第二行", "第一行\n第二", "第一行\n第二行"),  # bold never goes over a line
        ("只有，。", "，", "只有，。"),
    ],
)
def test_bold_stands_only_where_markdown_sees_it(text: str, strong: str, shown: str) -> None:
    start = text.index(strong)
    assert emphasised(text, Span(start, start + len(strong))) == shown


def test_each_piece_is_escaped() -> None:
    assert emphasised("a*b c", Span(0, 3), lambda t: t.replace("*", r"\*")) == r"**a\*b** c"


def test_nothing_is_bold_where_the_words_are_not_known() -> None:
    assert emphasised("收入增长5%", None) == "收入增长5%"


def test_a_line_says_whose_words_it_is() -> None:
    assert gloss_words(Gloss("GDP up 5%", "en", "rows")) == (
        "In English (our words, not a quotation): GDP up 5%"
    )
    assert "非引文" in gloss_words(Gloss("国内生产总值增长5%", "zh", "rows"))


def test_short_sentences_need_nothing_quiet() -> None:
    assert not is_long("收入增长5%。")
    assert is_long("收入增长5%，" * 12)
