"""Claims about which words of a text are quotations, and which words around them name a source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.analysis.quoted_words import quoted_words


def words_of(text: str) -> list[str]:
    return [quoted.words for quoted in quoted_words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他说：“拆除违法建设。”", ["拆除违法建设。"]),
        ("他说：「拆除」和『违建』。", ["拆除", "违建"]),
        ('He said "we demolished it" and “we built it”.', ["we demolished it", "we built it"]),
        ("《政府工作报告》", []),
        ("“坚持“两个维护”，拆违”", ["坚持“两个维护”，拆违"]),
        ("「坚持“两个维护”」", ["坚持“两个维护”"]),
        ("“没有结束，“结束了”", ["结束了"]),
        ("多出的”和“一条”", ["一条"]),
        ('an inch is 1" here\nand "two words" there', ["two words"]),
        ("“两\n行”", ["两\n行"]),
        ("> 一段\n> 引文\n\n正文", ["一段\n引文"]),
        ("> 一段\n>\n> 又一段\n> —— 某人", ["一段", "又一段"]),
        ("> “一段”\n", ["“一段”"]),
        (r"> 增长 5\% \[甲\] \*乙\*", ["增长 5% [甲] *乙*"]),
        ("a > b “c”", ["c"]),
    ],
)
def test_the_outermost_quotations_are_found_without_their_marks(
    text: str, found: list[str]
) -> None:
    assert words_of(text) == found


def test_neighbours_end_at_the_paragraph_before_and_the_next_quotation_behind() -> None:
    text = "旧的一段\n报告说“甲”（见 /documents/a）。\n\n下一段“乙”完"
    first, second = quoted_words(text)
    assert (first.before, first.behind) == ("报告说", "（见 /documents/a）。\n\n下一段")
    assert (second.before, second.behind) == ("下一段", "完")


@settings(deadline=None)
@given(st.text(st.sampled_from('“”「」"> \n甲a\\')))
def test_every_quotation_is_a_part_of_the_text(text: str) -> None:
    plain = text.replace("\\", "").replace(">", "").split()
    for words in words_of(text):
        assert "".join(words.replace("\\", "").replace(">", "").split()) in "".join(plain)


@pytest.mark.parametrize("piece", ["“", "”", '"', "“”", '"a', "> ", "\n", "[1]", "“a\n", " ", "\\"])
def test_a_text_of_marks_alone_is_read_to_its_end(piece: str) -> None:
    # A quadratic reader would take minutes, and be stopped.
    quoted_words(piece * 300_000)
