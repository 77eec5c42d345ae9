"""Claims about page layout: what it put into a speech goes, what the speaker numbered stays."""

from __future__ import annotations

import pytest

from rag.ingestion.clean import pages
from tests.ingestion.helpers import after, cleaned, pages_of

LONG = (
    "这一年我们坚持一手抓项目、一手抓民生，大事小事都放到会上讲、落到纸上办，干成了不少过去想办而没有办成的事，"
    "群众也从中得到了看得见的好处"
)


def test_a_page_count_inside_a_line_is_removed() -> None:
    assert after(pages.page_counts, "完成了任务。第 4 页 共 4 页第4页,共4页") == "完成了任务。"


def test_a_page_count_that_cuts_a_word_goes_with_both_line_ends() -> None:
    assert (
        after(pages.page_counts, f"{LONG}，推\n第 1 页 共 9 页\n进了改革。")
        == f"{LONG}，推进了改革。"
    )


def test_a_page_count_between_paragraphs_leaves_the_paragraph_end() -> None:
    text = f"{LONG}。\n第 1 页 共 9 页\n下一段。"
    assert after(pages.page_counts, text) == f"{LONG}。\n\n下一段。"


def test_marks_that_interrupt_sentences_are_removed_and_the_words_join() -> None:
    text = (
        f"1、{LONG}。在疏\n2、解非首都功能中，{LONG}，影响重大\n"
        f"3、，教训深刻。{LONG}。\n4、下一页。"
    )
    assert after(pages.interrupting_marks, text) == (
        f"{LONG}。在疏解非首都功能中，{LONG}，影响重大，教训深刻。{LONG}。下一页。"
    )


def test_an_enumeration_of_sentences_stays() -> None:
    text = f"1、{LONG}。\n2、{LONG}。\n3、{LONG}。"
    assert after(pages.interrupting_marks, text) == text


def test_an_enumeration_of_short_items_without_full_stops_stays() -> None:
    text = "1、加强组织领导\n2、落实资金保障\n3、严格监督检查"
    assert after(pages.interrupting_marks, text) == text


def test_an_enumeration_of_long_items_without_full_stops_stays() -> None:
    item = LONG.replace("，", "")
    text = f"1、{item}\n2、{item}\n3、{item}"
    assert after(pages.interrupting_marks, text) == text


def test_marks_count_from_the_second_page_where_the_first_has_none() -> None:
    text = f"{LONG}。在疏\n2、解非首都功能中，{LONG}。{LONG}使得\n3、我们有了经验。"
    assert after(pages.interrupting_marks, text) == (
        f"{LONG}。在疏解非首都功能中，{LONG}。{LONG}使得我们有了经验。"
    )


def test_an_enumeration_on_a_page_between_two_marks_stays() -> None:
    listed = "1、加强学习。\n2、改进作风。\n3、狠抓落实。\n"
    text = f"1、{LONG}。\n{listed}{LONG}。在疏\n2、解中，{LONG}。{LONG}\n3、，教训深刻。"
    assert after(pages.interrupting_marks, text) == (
        f"{LONG}。\n{listed}{LONG}。在疏解中，{LONG}。{LONG}，教训深刻。"
    )


def test_an_enumeration_after_the_last_mark_stays() -> None:
    listed = "\n下列各项：\n1、加强学习。\n2、改进作风。\n3、狠抓落实。\n4、按时总结。"
    text = f"1、{LONG}。在疏\n2、解中，{LONG}。{LONG}\n3、，教训深刻。{listed}"
    assert after(pages.interrupting_marks, text).endswith(listed)


def test_a_single_numbered_line_is_no_row_of_marks() -> None:
    text = f"{LONG}\n1、推进改革。"
    assert after(pages.interrupting_marks, text) == text


def test_headers_and_footers_that_most_pages_share_are_removed() -> None:
    text, spans = pages_of(
        *(f"某区公报\n第{n}节的内容各不相同。\n还有一句。\n— {n} —" for n in range(1, 5))
    )
    result = after(pages.running_headers, text, pages=spans)
    assert "某区公报" not in result
    assert "—" not in result
    assert all(f"第{n}节的内容各不相同。" in result for n in range(1, 5))


def test_headers_of_left_and_right_pages_differ() -> None:
    heads = ("某区人民政府公报", "二〇二四年第三期")
    text, spans = pages_of(
        *(f"{heads[n % 2]}\n第{n}节的内容各不相同。\n还有一句。" for n in range(6))
    )
    result = after(pages.running_headers, text, pages=spans)
    assert not any(head in result for head in heads)
    assert all(f"第{n}节的内容各不相同。" in result for n in range(6))


def test_the_title_stays_where_the_header_repeats_it() -> None:
    parts = [f"青川区政府工作报告\n第{n}节的内容各不相同。\n还有一句。" for n in range(1, 5)]
    parts[0] = "青川区政府工作报告\n" + parts[0]
    text, spans = pages_of(*parts)
    assert after(pages.running_headers, text, pages=spans).count("青川区政府工作报告") == 1


def test_a_header_does_not_stay_beside_the_title() -> None:
    parts = [f"政府工作报告\n第{n}节的内容各不相同。\n还有一句。" for n in range(1, 5)]
    parts[0] = parts[0].replace("\n", "\n2024年青川区政府工作报告\n", 1)
    text, spans = pages_of(*parts)
    result = after(pages.running_headers, text, pages=spans)
    assert result.count("政府工作报告") == result.count("2024年青川区政府工作报告") == 1


def test_of_two_pages_the_header_goes_where_the_title_stands_below_the_number() -> None:
    title = "青川区2024年政府工作报告"
    text, spans = pages_of(
        f"{title}\n— 1 —\n{title}\n各位代表：\n第一节。\n完", f"{title}\n— 2 —\n第二节。\n完了"
    )
    kept = after(pages.running_headers, text, pages=spans).split("\n")
    assert [line for line in kept if line][:3] == ["— 1 —", title, "各位代表："]
    assert kept.count(title) == 1


def test_rows_of_tables_stay_and_their_head_stays_once() -> None:
    rows = [f"指标 | 单位\n甲 | 亿元\n乙{n} | 亿元\n丙 | 户\n合计 | {500 + n}" for n in range(4)]
    text, spans = pages_of(*rows)
    result = after(pages.running_headers, text, pages=spans)
    assert result.count("指标 | 单位") == 1
    assert result.count("甲 | 亿元") == result.count("丙 | 户") == 4
    assert all(f"合计 | {500 + n}" in result for n in range(4))


def test_of_two_pages_only_the_outermost_lines_are_headers() -> None:
    text, spans = pages_of("公报\n共同的一行\n一。\n完", "公报\n共同的一行\n二。\n完了")
    result = after(pages.running_headers, text, pages=spans)
    assert "公报" not in result
    assert result.count("共同的一行") == 2


def test_a_sentence_across_a_page_and_its_header_is_whole() -> None:
    lines = [
        "区里把去年没有办完的事情一件一件列成清单交到了各个部门和街道的手里",
        "并且每个月检查一次看看还有哪些事情拖着没有办哪些事情办了一半停下来",
    ]
    page = "\n".join(lines * 3)
    text, spans = pages_of(*(f"某区公报\n{page}\n{n}" for n in range(1, 5)))
    result = cleaned_pages(text, spans)
    assert "某区公报" not in result
    assert "\n" not in result


def cleaned_pages(text: str, spans: tuple[object, ...]) -> str:
    from rag.ingestion.clean import clean
    from tests.ingestion.helpers import published

    return clean(published(text, pages=spans)).text  # type: ignore[arg-type]


def test_rising_page_number_lines_are_removed_from_plain_text() -> None:
    assert (
        after(pages.page_number_lines, "一。\n- 1 -\n二。\n- 2 -\n三。") == "一。\n\n二。\n\n三。"
    )


def test_the_alignment_spans_a_page_mark() -> None:
    text = f"1、{LONG}。在疏\n2、解非首都功能中，{LONG}，影响重大\n3、，教训深刻。"
    result = cleaned(text)
    at = result.text.index("疏解")
    from rag.types.text import Span

    ranges = result.alignment.published(Span(at, at + 2))
    assert [part.slice(text) for part in ranges] == ["疏", "解"]


def test_scores_and_fractions_on_lines_of_their_own_are_no_page_numbers() -> None:
    for text in ("得分\n- 3 -\n- 7 -\n- 9 -", "比例\n1/2\n2/3", "页\n1/2\n5/2"):
        assert after(pages.page_number_lines, text) == text


def test_a_page_that_ends_with_its_number_loses_it() -> None:
    text, spans = pages_of("第一页的话。\n7", "第二页的话。\n8")
    assert after(pages.page_numbers, text, pages=spans) == "第一页的话。\n\n第二页的话。\n\n"


TRUE_LINES = [
    [f"{2021 + n}年 增长{5 + n}.1%" for n in range(4)],
    [f"{2021 + n}年" for n in range(4)],
    [f"{n}月 开工" for n in range(1, 5)],
    ["1月 开工"] * 4,
    [f"增长{5 + n}%" for n in range(4)],
    [f"新建学校{12 + n}所" for n in range(4)],
    [f"{12 + n} per cent more than before" for n in range(4)],
    [f"Growth reached {3 + n}.5" for n in range(4)],
    [f"Chapter {n}" for n in range(1, 5)],
    [f"附件{n}" for n in range(1, 5)],
    ["Voted unanimously"] * 4,
    ["(Applause)"] * 4,
    ["（热烈鼓掌）"] * 4,
    ["一致通过"] * 4,
    ["The motion was carried"] * 4,
]


@pytest.mark.parametrize("lines", TRUE_LINES, ids=range(len(TRUE_LINES)))
def test_what_is_said_at_the_edges_of_pages_is_no_header(lines: list[str]) -> None:
    text, spans = pages_of(
        *(f"{line}\n第{'一二三四'[n]}节。\n还有{n * 9}句\n{line}" for n, line in enumerate(lines))
    )
    assert after(pages.running_headers, text, pages=spans) == text


HEADERS = [
    [f"Norland Gazette 2024 {n}" for n in range(1, 5)],
    [f"Page:{n}" for n in range(1, 5)],
    [f"{n}/9 Norland" for n in range(1, 5)],
    [f"第{n}页" for n in range(1, 5)],
    [f"GNU Manual, Chapter 3   {12 + n}" for n in range(4)],
    ["2024年1月"] * 4,
    ["青川区公报 2024年第3期"] * 4,
]


@pytest.mark.parametrize("lines", HEADERS, ids=range(len(HEADERS)))
def test_headers_go_whatever_numbers_they_have(lines: list[str]) -> None:
    text, spans = pages_of(
        *(f"{line}\n第{'一二三四'[n]}节。\n还有一句。" for n, line in enumerate(lines))
    )
    result = after(pages.running_headers, text, pages=spans)
    assert not any(line in result for line in lines)
