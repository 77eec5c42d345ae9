"""Claims about sections: they cover the text and carry the headings it stands under."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.ingestion.passages.segment import segment
from rag.types.text import Span
from tests.ingestion.helpers import document

BODY = "过去一年完成了全部任务，新建学校五所，整治背街小巷十二条，群众办事少跑了许多路。" * 4


def paths(text: str, marks: list[tuple[Span, int]] | None = None) -> list[tuple[str, ...]]:
    return [section.heading for section in segment(document(text), marks or [])]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["一、甲\n", "二、乙\n", "三、", "（一）", "（二）丙。", "第一，", "第二，", "1.",
             "附件1\n",
             "名词解释\n", "。", "\n", "PART I\n", "TITLE\n", "五", "过去一年，", "I. ONE\n"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_sections_cover_every_text_without_gaps(pieces: list[str]) -> None:
    text = "".join(pieces)
    sections = segment(document(text))
    assert "".join(section.span.slice(text) for section in sections) == text
    assert all(a.span.end == b.span.start for a, b in pairwise(sections))


def test_headings_nest_by_their_kind() -> None:
    text = f"{BODY}\n一、回顾\n{BODY}\n（一）城市。{BODY}\n（二）空气\n{BODY}\n二、安排\n{BODY}"
    assert paths(text) == [
        (),
        ("一、回顾",),
        ("一、回顾", "（一）城市"),
        ("一、回顾", "（二）空气"),
        ("二、安排",),
    ]


def test_a_heading_with_nothing_under_it_begins_the_section_of_the_next() -> None:
    text = f"一、回顾\n（一）城市\n{BODY}"
    (section,) = segment(document(text))
    assert section.heading == ("一、回顾", "（一）城市")
    assert section.span == Span(0, len(text))


def test_headings_run_into_the_text_divide_it_where_their_number_stands() -> None:
    text = (
        f"同志们：开会。一、扩大成果对XX区而言，{BODY}第一，要拆违。{BODY}"
        f"其次，要治气。{BODY}第三，要实干。{BODY}"
    )
    assert paths(text) == [
        (),
        ("一、扩大成果对XX区而言",),
        ("一、扩大成果对XX区而言", "第一，要拆违"),
        ("一、扩大成果对XX区而言", "其次，要治气"),
        ("一、扩大成果对XX区而言", "第三，要实干"),
    ]


def test_a_lone_first_is_a_way_of_speaking() -> None:
    assert paths(f"首先，感谢大家。{BODY}") == [()]


def test_a_row_that_numbers_clauses_is_no_row_of_headings() -> None:
    assert paths(f"一是拆违，二是治气。{BODY}\n二是治气，三是实干。{BODY}") == [()]


def test_lines_that_are_nothing_but_a_numbered_point_are_headings() -> None:
    text = f"一是办好民生实事。\n{BODY}\n二是推动经济向好。\n{BODY}"
    assert paths(text) == [("一是办好民生实事",), ("二是推动经济向好",)]


def test_three_or_four_decades_ago_is_no_heading_and_nine_decades_is() -> None:
    text = (
        "一、住屋\n市民关心住屋。\n三、四十年前，木屋有火灾的威胁。\n二、九十年代的任务\n增加供应。"
    )
    assert not any("四十年前" in heading for path in paths(text) for heading in path)
    assert any("九十年代" in heading for path in paths(text) for heading in path)


def test_short_points_stay_in_one_section() -> None:
    text = (
        "二、安排\n第一，拆违。年内拆八十万平方米。\n第二，治气。浓度再降三微克。\n"
        "第三，办学。新建五所。"
    )
    assert paths(text) == [("二、安排",)]


def test_a_second_row_of_the_same_kind_inside_a_point_is_one_deeper() -> None:
    numbers = ("一甲", "二乙", "一丙", "二丁", "三己", "三戊")
    text = "".join(f"{number[0]}、标题{number[1]}\n{BODY}\n" for number in numbers)
    assert paths(text) == [
        ("一、标题甲",),
        ("二、标题乙",),
        ("二、标题乙", "一、标题丙"),
        ("二、标题乙", "二、标题丁"),
        ("二、标题乙", "三、标题己"),
        ("三、标题戊",),
    ]


def test_an_annex_stands_beside_the_points_not_under_the_last() -> None:
    text = f"一、回顾\n{BODY}\n名词解释\n1.“两重”：重大战略。\n2.“两新”：以旧换新。"
    assert paths(text) == [("一、回顾",), ("名词解释",)]


def test_marked_headings_come_before_what_words_look_like() -> None:
    text = f"Report\nRoads and homes\n{BODY}\nAir\n{BODY}"
    marks = [(Span(0, 6), 1), (Span(7, 22), 2), (Span(text.index("Air"), text.index("Air") + 3), 2)]
    sections = segment(document(text, title="Report"), marks)
    assert [section.heading for section in sections] == [(), ("Roads and homes",), ("Air",)]


def test_english_capitals_and_roman_numbers_are_headings() -> None:
    text = "ANNUAL REPORT\nFellow deputies.\nI. REVIEW OF 2025\nWe built.\nWHERE WE STAND\nWell."
    assert paths(text.replace("ANNUAL REPORT", "标题")) == [
        (),
        ("I. REVIEW OF 2025",),
        ("WHERE WE STAND",),
    ]


def test_rows_of_tables_are_no_headings() -> None:
    assert paths(f"一、医疗 | 指标 | 1.门诊\n{BODY}") == [()]


def test_points_that_are_counted_on_under_the_next_part_are_headings_there() -> None:
    text = (
        f"一、制度\n（一）框架。{BODY}\n（二）水平。{BODY}\n二、标准\n（三）教学。{BODY}\n"
        f"（四）试点。{BODY}\n（七）不相干。{BODY}"
    )
    assert paths(text) == [
        ("一、制度", "（一）框架"),
        ("一、制度", "（二）水平"),
        ("二、标准", "（三）教学"),
        ("二、标准", "（四）试点"),
    ]


def test_a_figure_at_the_beginning_of_a_line_is_no_number_of_a_heading() -> None:
    assert paths(f"3.1 人才工作\n{BODY}\n3.2 科技工作\n{BODY}")[0] == ("3.1 人才工作",)
    assert paths(f"{BODY}\n3.1万人，增长4%\n{BODY}") == [()]
