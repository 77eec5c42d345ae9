"""Tests of the words that answer: where they stand, and how Markdown shows them."""

from __future__ import annotations

import pytest

from rag.analysis.quotation_files import read_quotations
from rag.presentation.answering_words import emphasised, gloss_words, is_long, window
from rag.types.answers import Gloss
from rag.types.text import Span
from tests.serving.engines import STATEMENTS

# So that the sentence is long.
REST = "，" + "其余的话也在这里" * 10 + "。"


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
    told = emphasised(text + REST, Span(start, start + len(strong)))
    assert told == shown + REST


def test_each_piece_is_escaped() -> None:
    told = emphasised("a*b c" + REST, Span(0, 3), lambda t: t.replace("*", r"\*"))
    assert told == r"**a\*b** c" + REST


def test_a_short_sentence_stays_as_it_was_said() -> None:
    assert emphasised("人口增长，收入增长5%。", Span(5, 11)) == "人口增长，收入增长5%。"


def test_quotations_with_bold_words_are_found_in_an_exported_answer() -> None:
    quoted = emphasised("收入增长5%" + REST, Span(0, 4))
    assert quoted.startswith("**")
    file = read_quotations(f"> {quoted}\n\n<https://example.org/documents/1>\n".encode(), "a.md")
    assert [quote.words for quote in file.quoted] == ["收入增长5%" + REST]


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
